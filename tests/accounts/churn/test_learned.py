"""What is learned is kept by its content: the same answer with and without, and another key for any other past."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.churn.learned import Learned, key_of, learned
from accounts.churn.learning import PastRows, past_rows
from accounts.churn.risks import churn_risks
from accounts.churn.table import Feature, FeatureTable
from foundation.churn_settings import ChurnSettings
from tests.accounts.churn.books import LAST, made_book

SETTINGS = ChurnSettings()


@dataclass(slots=True)
class Held:
    """Texts in memory, and how often one was put."""

    texts: dict[str, str] = field(default_factory=dict)
    puts: int = 0

    def get(self, key: str) -> str | None:
        return self.texts.get(key)

    def put(self, key: str, text: str) -> None:
        self.texts[key] = text
        self.puts += 1


@pytest.fixture(scope="module")
def past() -> PastRows:
    book, voice = made_book()
    found = past_rows(book, voice, LAST, 90)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def taught(past: PastRows) -> tuple[Learned, str]:
    """What this past teaches, and the text of it that was kept."""
    held = Held()
    found = learned(past, SETTINGS, held)
    return found, held.texts[key_of(past, SETTINGS)]


def test_risks_are_the_same_to_the_last_bit_with_what_is_kept(
    past: PastRows, taught: tuple[Learned, str]
) -> None:
    book, voice = made_book()
    held = Held({key_of(past, SETTINGS): taught[1]})
    anew, kept = churn_risks(book, voice, LAST, SETTINGS), churn_risks(book, voice, LAST, SETTINGS, held)
    assert held.puts == 0
    assert anew.method == kept.method == "model"
    assert (anew.validation, anew.risk.tobytes()) == (kept.validation, kept.risk.tobytes())
    at = int(np.nanargmax(anew.risk))
    assert anew.opened(at) == kept.opened(at)


def test_what_is_kept_names_no_account(past: PastRows, taught: tuple[Learned, str]) -> None:
    for name in past.names:
        assert name not in taught[1]


@pytest.mark.parametrize("way", ["cut", "method", "choice", "other"])
def test_a_text_that_does_not_hold_together_is_learned_anew(
    past: PastRows, taught: tuple[Learned, str], way: str
) -> None:
    found, text = taught
    values = json.loads(text)
    broken = {
        "cut": text[:-9],
        "method": json.dumps(values | {"validation": values["validation"] | {"method": "scorecard"}}),
        "choice": json.dumps(values | {"choice": None}),
        "other": "[" * 3,
    }[way]
    few = past.take(np.flatnonzero(past.account % 2 == 0))
    settings = ChurnSettings(least_churned=10, least_tested=5)
    held = Held({key_of(few, settings): broken})
    assert learned(few, settings, held) == learned(few, settings)
    assert (held.puts, found.validation.method) == (1, "model")


def test_too_little_to_learn_from_is_not_kept() -> None:
    book, voice = made_book(churners=14)
    held = Held()
    assert learned(past_rows(book, voice, LAST, 90), SETTINGS, held).choice is None
    assert learned(None, SETTINGS, held).validation.method == "scorecard"
    assert held.texts == {}


_ARRAYS = ("left", "account", "day", "scorecard", "departed")


@given(data=st.data())
def test_any_other_past_has_another_key(past: PastRows, data: st.DataObject) -> None:
    key = key_of(past, SETTINGS)
    assert key_of(past.take(np.arange(len(past.left))), SETTINGS) == key
    what = data.draw(st.sampled_from([*_ARRAYS, "table", "rows", "horizon", "names"]))
    row = data.draw(st.integers(0, len(past.left) - 1))
    other = _with_another(past, what, row, data)
    assert key_of(other, SETTINGS) != key


def test_other_settings_have_another_key(past: PastRows) -> None:
    keys = {key_of(past, SETTINGS)}
    for name, value in (
        ("least_churned", 31),
        ("least_tested", 11),
        ("flag_from", 0.41),
        ("reasons", {"a": "price"}),
    ):
        keys.add(key_of(past, SETTINGS.model_copy(update={name: value})))
    assert len(keys) == 5


def _with_another(past: PastRows, what: str, row: int, data: st.DataObject) -> PastRows:
    """The past with one value, one row or one name otherwise."""
    assert {one.name for one in fields(past)} == {*_ARRAYS, "table", "horizon", "names"}
    if what == "rows":
        return past.take(np.delete(np.arange(len(past.left)), row))
    if what == "horizon":
        return replace(past, horizon=past.horizon + 1)
    if what == "names":
        return replace(past, names=(*past.names[:-1], "another"))
    if what == "table":
        at = data.draw(st.integers(0, len(past.table.features) - 1))
        features = list(past.table.features)
        features[at] = _other_feature(features[at], row)
        return replace(past, table=FeatureTable(past.table.rows, tuple(features)))
    values = getattr(past, what).copy()
    values[row] = _other_value(values[row])
    return replace(past, **{what: values})


def _other_feature(feature: Feature, row: int) -> Feature:
    if feature.numbers is not None:
        numbers = feature.numbers.copy()
        numbers[row] = _other_value(numbers[row])
        return replace(feature, numbers=numbers)
    assert feature.texts is not None
    texts = feature.texts.copy()
    texts[row] = "" if texts[row] else "x"
    return replace(feature, texts=texts)


def _other_value(value: Any) -> Any:
    if isinstance(value, np.bool_):
        return not value
    if isinstance(value, np.datetime64):
        return np.datetime64("2020-01-01") if np.isnat(value) else value + np.timedelta64(1, "D")
    if isinstance(value, np.floating):
        return 0.0 if np.isnan(value) else np.nextafter(value, np.inf)
    return value + 1
