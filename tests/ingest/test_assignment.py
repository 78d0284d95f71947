"""The assignment of columns to fields is the best there is, held against scipy's."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from ingest.assignment import best_assignment


@st.composite
def tables(draw: st.DrawFn) -> list[list[float]]:
    rows, columns = draw(st.integers(1, 7)), draw(st.integers(1, 9))
    cell = st.sampled_from((0.0, 0.0, 0.1, 0.25, 0.5, 0.5, 0.81, 0.9, 1.0))
    return [[draw(cell) for _ in range(columns)] for _ in range(rows)]


@given(tables())
def test_no_other_assignment_is_worth_more(worth: list[list[float]]) -> None:
    found = best_assignment(worth)
    assert len(set(found.values())) == len(found)
    assert all(worth[row][column] > 0 for row, column in found.items())
    rows, columns = linear_sum_assignment(np.array(worth), maximize=True)
    best = sum(worth[row][column] for row, column in zip(rows, columns, strict=True))
    assert abs(sum(worth[row][column] for row, column in found.items()) - best) < 1e-9


def test_nothing_gives_nothing() -> None:
    assert best_assignment([]) == {}
    assert best_assignment([[], []]) == {}
