"""The interval of ARR at risk: it holds the truth as often as it says, and depends on nothing but amounts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.interval_designs import OURS
from bench.intervals import simulate
from synthesis.intervals import at_risk_interval, reference

BOOK = np.exp(np.random.default_rng(4).normal(9, 1.3, 150))


def test_it_holds_the_truth_in_about_four_months_of_five() -> None:
    _, tallies = simulate(1200, 1, [OURS])
    covered, from_three = tallies[OURS].share(), tallies[OURS].share(3)
    assert covered is not None
    assert from_three is not None
    assert 0.76 <= covered <= 0.84
    assert 0.76 <= from_three <= 0.84


def test_resampling_only_who_spoke_does_not() -> None:
    name = "percentile bootstrap over the accounts heard"
    covered = simulate(300, 1, [name])[1][name].share()
    assert covered is not None
    assert covered < 0.7


def test_nothing_at_risk_has_no_interval() -> None:
    assert at_risk_interval(np.zeros(3), reference(np.zeros(3))) == (0.0, 0.0)
    assert at_risk_interval(np.zeros(0), reference(BOOK)) == (0.0, 0.0)
    assert at_risk_interval(np.zeros(2), reference(BOOK)) == (0.0, 0.0)


def test_few_accounts_say_little() -> None:
    book = reference(BOOK)
    typical = float(np.median(BOOK))
    one = at_risk_interval(np.array([typical]), book)
    many = at_risk_interval(np.full(40, typical), book)
    assert one[1] / one[0] > 6
    assert many[1] / many[0] < one[1] / one[0] / 2


def test_an_account_that_did_not_speak_pulls_the_upper_end() -> None:
    small = np.sort(BOOK)[:100]
    raised = small[:5]
    with_giant = at_risk_interval(raised, reference(np.append(small, 100 * small.max())))
    assert with_giant[1] > at_risk_interval(raised, reference(small))[1]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(0, 1e9, width=32), min_size=1, max_size=40),
    st.lists(st.floats(0, 1e9, width=32), max_size=40),
)
def test_order_changes_nothing_and_the_figure_is_inside(raised: list[float], silent: list[float]) -> None:
    book = [*raised, *silent]
    low, high = at_risk_interval(np.array(raised), reference(np.array(book)))
    assert 0 <= low <= high
    positive = [one for one in raised if one > 0]
    if positive:
        assert low <= sum(positive) + 0.01
        assert high >= sum(positive) * (1 - 1e-9) - 0.01
    again = at_risk_interval(np.array(raised[::-1]), reference(np.array(book[::-1])))
    assert again == (low, high)


def test_amounts_in_another_unit_give_the_interval_in_that_unit() -> None:
    low, high = at_risk_interval(BOOK[:7], reference(BOOK))
    thousands = at_risk_interval(BOOK[:7] * 1000, reference(BOOK * 1000))
    assert thousands == pytest.approx((low * 1000, high * 1000), rel=1e-4)


def test_no_random_state_is_read_or_left() -> None:
    before = random_state()
    first = at_risk_interval(BOOK[:7], reference(BOOK))
    assert random_state() == before
    np.random.standard_normal(5)
    assert at_risk_interval(BOOK[:7], reference(BOOK)) == first


def random_state() -> list[object]:
    """numpy's global state, comparable."""
    return [str(part) for part in np.random.get_state(legacy=False).values()]
