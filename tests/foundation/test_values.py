"""Months, money, ids and settings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.errors import SettingsError, SourceError
from foundation.ids import content_id
from foundation.money import amount, count, percent, short_amount
from foundation.months import Month
from foundation.settings import Settings, load_settings


@given(st.integers(1, 9000), st.integers(1, 12), st.integers(-500, 500))
def test_months_step_there_and_back(year: int, number: int, step: int) -> None:
    month = Month(year + 100, number)
    assert month.plus(step).plus(-step) == month
    assert Month.parse(str(month)) == month


def test_a_month_knows_its_days() -> None:
    month = Month.parse("2024-02")
    assert (month.first_day, month.last_day) == (date(2024, 2, 1), date(2024, 2, 29))
    assert [str(one) for one in month.trailing(3)] == ["2023-12", "2024-01", "2024-02"]


@pytest.mark.parametrize("text", ["2026-13", "2026", "26-10", "October", "2026-1", ""])
def test_other_texts_are_no_month(text: str) -> None:
    with pytest.raises(SettingsError):
        Month.parse(text)


@pytest.mark.parametrize(
    ("value", "short"),
    [
        (0, "$0"),
        (812, "$812"),
        (999.6, "$1.00k"),
        (45_600, "$45.6k"),
        (1_234_567, "$1.23M"),
        (-5_000, "-$5.00k"),
    ],
)
def test_short_amounts(value: float, short: str) -> None:
    assert short_amount(value, "USD") == short


def test_amounts_in_words() -> None:
    assert amount(-1234.4, "EUR") == "-€1,234"
    assert amount(1234, "CHF") == "1,234 CHF"
    assert amount(-0.2, "USD") == "$0"
    assert percent(None) == "n/a"
    assert percent(0.98765) == "98.8 %"
    assert (count(1, "account"), count(1204, "account")) == ("1 account", "1,204 accounts")


def test_ids_depend_on_where_parts_end() -> None:
    assert content_id("ab", "c") != content_id("a", "bc")
    assert content_id("a", "bc") == content_id("a", "bc")


def test_an_empty_file_means_defaults(tmp_path: Path) -> None:
    path = tmp_path / "nrr.toml"
    path.write_text("", encoding="utf-8")
    assert load_settings(path) == Settings()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[themes]\ngranularity = -1", "themes.granularity"),
        ("[company]\ncurrency = 'dollars'", "company.currency"),
        ("[theme]\n", "theme"),
        ("[themes\n", "not TOML"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "nrr.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=named):
        load_settings(path)


def test_a_source_error_says_where() -> None:
    error = SourceError("not a date", path="a.csv", row=7, column="date", hint="Write YYYY-MM-DD.")
    assert str(error) == "not a date (a.csv row 7 column 'date'). Write YYYY-MM-DD."
