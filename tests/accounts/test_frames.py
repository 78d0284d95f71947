"""Typed frames: a cell is read the same whatever stands beside it, and a row again changes nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from accounts.frames import Problem, among, typed_frame
from accounts.tables import TABLES

Cell = object

_DAYS = ("2026-02-29", "2026-02-28", "2026-02-28T23:30:00Z", "2026-13", "2026-3", "2026-03")
_WORDS = ("", " ", "A", " A ", "x", "yes", "No", "maybe", '["a","b"]', "a;b, c", "[", "1,5")
TEXTS = st.sampled_from((*_DAYS, *_WORDS, "12", " 7 ", "1e3", "inf", "nan"))
NUMBERS = st.one_of(
    st.integers(-(2**62), 2**62),
    st.floats(),
    st.sampled_from([0, -0.0, 2**53, 2**53 + 1, 2**70]),
)
COLUMNS = st.one_of(
    st.lists(st.one_of(st.none(), TEXTS), min_size=1, max_size=6), st.lists(NUMBERS, min_size=1, max_size=6)
)
ODD = {
    "account": 7,
    "name": Decimal(1),
    "email": True,
    "level": date(2026, 1, 1),
    "function": (1,),
    "champion": True,
    "last_contact": date(2026, 1, 1),
    "left": date(2026, 1, 1),
}


def _read(kind: str, rows: list[dict[str, Cell]]) -> tuple[pd.DataFrame, list[Problem]]:
    frame, problems = typed_frame(TABLES[kind], rows)
    return frame, sorted(problems)


@given(COLUMNS, st.sampled_from(["name", "level", "champion", "last_contact", "left"]))
def test_a_cell_is_read_the_same_whatever_stands_beside_it(cells: list[Cell], column: str) -> None:
    """An odd cell beside them makes every other go the slow way."""
    rows = [{"account": f"A{at}", "name": "n", "email": "e", column: cell} for at, cell in enumerate(cells)]
    frame, problems = _read("contacts", rows)
    beside, beside_problems = _read("contacts", [*rows, ODD])
    beside = beside[beside["account"] != "7"].reset_index(drop=True)
    pd.testing.assert_frame_equal(frame, beside)
    assert problems == beside_problems


@given(COLUMNS, st.sampled_from(["month", "mrr"]))
def test_amounts_and_months_too(cells: list[Cell], column: str) -> None:
    rows = [
        {"account": f"A{at}", "month": "2026-01", "mrr": 1.0} | {column: cell}
        for at, cell in enumerate(cells)
    ]
    odd = {"account": 7, "month": date(2026, 1, 1), "mrr": True}
    frame, problems = _read("mrr", rows)
    beside, beside_problems = _read("mrr", [*rows, odd])
    pd.testing.assert_frame_equal(frame, beside[beside["account"] != "7"].reset_index(drop=True))
    assert problems == beside_problems


@given(st.lists(st.sampled_from("abcd"), max_size=8), st.sets(st.sampled_from("abcd")))
def test_among_is_membership(cells: list[str], wanted: set[str]) -> None:
    assert list(among(pd.Series(cells, dtype="str"), wanted)) == [cell in wanted for cell in cells]
