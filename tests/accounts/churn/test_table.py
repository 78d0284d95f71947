"""Reading tables of text: what is a number, what is left out and why."""

from __future__ import annotations

import numpy as np
import pytest

from accounts.churn.table import read_table
from accounts.churn.text_table import TargetWords, outcome_of
from foundation.errors import SettingsError

ROWS = 60
LEFT = np.arange(ROWS) % 3 == 0


def _cells(value: object) -> list[str]:
    return [str(value)] * ROWS


def test_numbers_with_blanks_signs_and_thousands_are_numbers() -> None:
    cells = ["1,234.50" if at % 2 else "$99" for at in range(ROWS)]
    cells[3], cells[4] = " ", "n/a"
    feature = read_table({"total": cells}, LEFT).table.features[0]
    assert feature.numbers is not None
    assert feature.numbers[1] == 1234.5
    assert feature.numbers[0] == 99
    assert np.flatnonzero(feature.missing()).tolist() == [3, 4]


def test_dates_are_days_and_told_as_dates() -> None:
    feature = read_table(
        {"since": [f"2024-01-{1 + at % 28:02d}" for at in range(ROWS)]}, LEFT
    ).table.features[0]
    assert feature.numeric
    assert feature.told(1) == "2024-01-02"


def test_what_cannot_bear_on_the_outcome_is_left_out_by_name() -> None:
    plan = [("a", "b")[at % 2] for at in range(ROWS)]
    read = read_table(
        {
            "customer": [f"c{at}" for at in range(ROWS)],
            "row": [str(at) for at in range(ROWS)],
            "fixed": _cells("x"),
            "void": _cells(""),
            "reason": ["price" if left else "" for left in LEFT],
            "plan": plan,
            "plan again": plan,
        },
        LEFT,
    )
    assert read.table.names == ("plan",)
    assert read.left_out == {
        "customer": "names single rows, or is free text",
        "row": "names single rows",
        "fixed": "one value in every row",
        "void": "empty",
        "reason": "gives the outcome away",
        "plan again": "the same as plan",
    }


def test_the_outcome_is_found_by_its_usual_name_and_value() -> None:
    columns = {"a": ["1"] * 4, "Churn": ["Yes", "No", "", "no "]}
    name, left, kept = outcome_of(columns, TargetWords())
    assert (name, left.tolist(), kept.tolist()) == ("Churn", [True, False, False], [True, True, False, True])


@pytest.mark.parametrize(("held", "asked"), [("1.0", "1"), ("1", "1.0"), ("1", " 1 ")])
def test_a_numeric_outcome_is_found_however_it_is_written(held: str, asked: str) -> None:
    _, left, _ = outcome_of({"gone": [held, "0", "2", held]}, TargetWords("gone", asked))
    assert left.tolist() == [True, False, False, True]


@pytest.mark.parametrize(
    ("columns", "words", "message"),
    [
        ({"churn": ["no", "no"]}, TargetWords(), "nothing to tell apart"),
        ({"churn": ["a", "b"]}, TargetWords(), "is not clear"),
        ({"churn": ["yes", "no"]}, TargetWords(positive="maybe"), "never holds 'maybe'"),
        ({"b": ["yes", "no"]}, TargetWords(), "no column is named as the outcome"),
        ({"b": ["yes", "no"]}, TargetWords(column="c"), "there is no column 'c'"),
    ],
)
def test_an_outcome_that_cannot_be_known_is_refused_in_one_line(
    columns: dict[str, list[str]], words: TargetWords, message: str
) -> None:
    with pytest.raises(SettingsError) as raised:
        outcome_of(columns, words)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
