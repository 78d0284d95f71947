"""Kaplan-Meier against published figures: the 6-MP arm of Freireich et al. (1963), 21 patients."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.churn.survival import kaplan_meier

WEEKS = np.array(
    [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35], dtype=np.float64
)
RELAPSED = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], dtype=np.bool_)


def test_the_published_curve_and_its_bands() -> None:
    curve = kaplan_meier(WEEKS, RELAPSED)
    assert curve.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    np.testing.assert_allclose(
        curve.share, [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], atol=5e-5
    )
    np.testing.assert_allclose(curve.low[[0, -1]], [0.6197, 0.1881], atol=5e-4)
    np.testing.assert_allclose(curve.high[[0, -1]], [0.9516, 0.6801], atol=5e-4)
    assert curve.median() == 23


def test_before_the_first_departure_all_stay_and_beyond_the_longest_nothing_is_said() -> None:
    curve = kaplan_meier(WEEKS, RELAPSED)
    assert curve.at(5) == (1.0, 1.0, 1.0)
    assert curve.at(36) is None
    assert curve.at(8) == pytest.approx((0.8067, 0.5631, 0.9228), abs=5e-4)


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=60))
def test_the_curve_falls_within_its_bands(rows: list[tuple[int, bool]]) -> None:
    curve = kaplan_meier(
        np.array([days for days, _ in rows], dtype=np.float64),
        np.array([left for _, left in rows], dtype=np.bool_),
    )
    assert np.all(np.diff(curve.share) <= 0)
    assert np.all((curve.low >= 0) & (curve.low <= curve.share + 1e-12))
    assert np.all((curve.high <= 1) & (curve.high >= curve.share - 1e-12))


def test_without_anyone_leaving_all_stay() -> None:
    curve = kaplan_meier(np.array([1.0, 5.0]), np.array([False, False]))
    assert curve.at(4) == (1.0, 1.0, 1.0)
    assert curve.median() is None
