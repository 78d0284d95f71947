"""Kaplan-Meier against published figures: the 6-MP arm of Freireich et al. (1963), 21 patients."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.arithmetic import recomputed
from accounts.book import AccountBook
from accounts.churn.outcomes import outcomes
from accounts.churn.survival import kaplan_meier
from accounts.churn.survival_explained import explain_median, explain_survival

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


@settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # a busy machine is no fault of a curve
@given(st.binary(min_size=1, max_size=60))
def test_the_curve_falls_within_its_bands(rows: bytes) -> None:
    """A byte is an account: its last bit whether it left, the rest its 0 to 40 days."""
    codes = np.frombuffer(rows, dtype=np.uint8)
    curve = kaplan_meier((codes // 2 % 41).astype(np.float64), codes % 2 == 1)
    assert np.all(np.diff(curve.share) <= 0)
    assert np.all((curve.low >= 0) & (curve.low <= curve.share + 1e-12))
    assert np.all((curve.high <= 1) & (curve.high >= curve.share - 1e-12))


def test_without_anyone_leaving_all_stay() -> None:
    curve = kaplan_meier(np.array([1.0, 5.0]), np.array([False, False]))
    assert curve.at(4) == (1.0, 1.0, 1.0)
    assert curve.median() is None


def test_freireich_opened_comes_to_the_published_figures() -> None:
    """The same patients as accounts, weeks as tens of days, so that a curve is opened whose figures are known."""
    start, end = date(2024, 1, 1), date(2025, 6, 1)
    rows: list[dict[str, object]] = []
    for at, (weeks, relapsed) in enumerate(zip(WEEKS.tolist(), RELAPSED.tolist(), strict=True)):
        left = start + timedelta(days=10 * int(weeks))
        began = start if relapsed else end - timedelta(days=10 * int(weeks))
        rows.append(
            {"id": f"P{at:02d}", "name": "P", "started": began, "churned": left if relapsed else None}
        )
    book = AccountBook.from_rows({"accounts": rows}, "USD")
    found = outcomes(book, end)
    weeks_23 = 230 / 30.4375
    opened = {
        family: explain_survival(book, found, family, ("all", weeks_23, end))
        for family in ("survival", "survival_low", "survival_high")
    }
    values = [one.value for one in opened.values() if one is not None]
    assert values == pytest.approx([0.4482, 0.1881, 0.6801], abs=5e-4)
    assert [recomputed(one) for one in opened.values() if one is not None] == pytest.approx(values)
    middle = explain_median(book, found, "all", end)
    assert middle is not None
    assert middle.value == recomputed(middle) == pytest.approx(weeks_23)
    assert [one.value for one in middle.inputs][1:] == pytest.approx([0.4482, 0.5378], abs=5e-5)
    assert explain_median(book, found, "smb", end) is None
