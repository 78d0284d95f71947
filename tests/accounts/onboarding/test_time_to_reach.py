"""Quantiles of times that not everybody has reached, worked out by hand, and the laws they keep."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.onboarding.time_to_reach import Curve, curve, quantile

TIMES = st.lists(st.tuples(st.integers(0, 200), st.booleans()), min_size=1, max_size=40)


def _curve(times: list[tuple[int, bool]]) -> Curve:
    days, reached = zip(*times, strict=True)
    return curve(np.array(days, dtype=np.float64), np.array(reached, dtype=np.bool_))


def test_without_anybody_waiting_it_is_the_plain_share() -> None:
    found = _curve([(10, True), (20, True), (30, True), (40, True)])
    assert found.left.tolist() == [0.75, 0.5, 0.25, 0.0]
    assert quantile(found, 0.5).day == 20
    assert quantile(found, 0.75).day == 30


def test_those_still_on_their_way_count_for_as_long_as_they_were_seen() -> None:
    # Five accounts: reached on day 10, 20 and 30; seen until day 15 and day 40 without it.
    # day 10: 5 on the way, 1 arrives: 4/5 = 0.8; day 20: 3 on the way: 0.8 x 2/3 = 0.5333;
    # day 30: 2 on the way: 0.5333 x 1/2 = 0.2667. The median is day 30 and p75 is not reached yet.
    found = _curve([(10, True), (15, False), (20, True), (30, True), (40, False)])
    assert found.on_the_way.tolist() == [5, 3, 2]
    assert found.left == pytest.approx([0.8, 8 / 15, 4 / 15])
    assert quantile(found, 0.5).day == 30
    assert quantile(found, 0.75).day is None
    # Leaving the two out would have said: half by day 20, three quarters by day 30.
    reached_only = _curve([(10, True), (20, True), (30, True)])
    assert (quantile(reached_only, 0.5).day, quantile(reached_only, 0.75).day) == (20, 30)


def test_one_who_was_last_seen_on_the_day_of_an_arrival_was_still_on_the_way() -> None:
    found = _curve([(10, True), (10, False)])
    assert found.on_the_way.tolist() == [2]
    assert found.left.tolist() == [0.5]


def test_nobody_has_reached_it() -> None:
    found = _curve([(10, False), (20, False)])
    assert quantile(found, 0.5).day is None
    assert (quantile(found, 0.5).before, quantile(found, 0.5).after) == (1.0, 1.0)


def test_the_interval_is_open_above_where_the_last_arrivals_leave_nobody() -> None:
    found = quantile(_curve([(10, True), (20, True), (30, True)]), 0.75)
    assert (found.day, found.low, found.high) == (30, 10, None)


@given(TIMES)
def test_the_order_of_accounts_changes_nothing_and_the_curve_falls(times: list[tuple[int, bool]]) -> None:
    found, turned = _curve(times), _curve(times[::-1])
    assert found.left.tolist() == turned.left.tolist()
    assert all(later <= earlier for earlier, later in zip(found.left, found.left[1:], strict=False))
    assert 0.0 <= (found.left[-1] if found.days.size else 1.0) <= 1.0


@given(TIMES, st.sampled_from([0.5, 0.75]))
def test_waiting_longer_never_makes_a_quantile_shorter(times: list[tuple[int, bool]], share: float) -> None:
    longer = [(day if reached else day + 50, reached) for day, reached in times]
    before, after = quantile(_curve(times), share).day, quantile(_curve(longer), share).day
    if before is not None and after is not None:
        assert after >= before
    assert before is not None or after is None or after >= max(day for day, reached in times if reached)


@given(st.integers(0, 10_000), st.sampled_from([0.5, 0.75]))
def test_cutting_the_view_off_does_not_move_the_quantile(seed: int, share: float) -> None:
    """With everybody looked at for a random time, the estimate stays near the truth, where the mean of those
    who arrived would be far below it."""
    rng = np.random.default_rng(seed)
    true = rng.uniform(10, 50, 4000)
    seen = rng.uniform(10, 60, 4000)
    reached = true <= seen
    found = quantile(curve(np.ceil(np.minimum(true, seen)), reached), share).day
    assert found is not None
    assert abs(found - (10 + 40 * share)) < 3
    assert np.quantile(true[reached], share) < 10 + 40 * share - 3
