"""The laws of health: nothing after the day counts, order changes nothing, trouble never raises a score."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.book import AccountBook
from accounts.figures import FeedbackSignal, SaidSignal
from accounts.health.context import HealthFeedback
from accounts.health.scores import HealthParams, HealthScores, combined, score_health
from foundation.health_settings import HealthSettings
from tests.accounts.health.books import AS_OF, Row

_ACCOUNTS = ("A", "B", "C")
_NAMES = st.sampled_from(_ACCOUNTS)
_PAST, _LATER = st.integers(0, 400), st.integers(-400, -1)
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def _day(days: int) -> Any:
    return AS_OF - timedelta(days=days)


def _usage(days: st.SearchStrategy[int]) -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries(
        {
            "account": _NAMES,
            "date": days.map(_day),
            "metric": st.sampled_from(("exports", "seats_used", "reports", "weekly logins")),
            "value": st.floats(0, 1000),
            "limit": st.sampled_from((None, 0, 50)),
        }
    )


def _contact(days: st.SearchStrategy[int]) -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries(
        {
            "account": _NAMES,
            "name": st.sampled_from(("Ann", "Bo", "Cy", "Di")),
            "level": st.sampled_from(("executive", "manager", "user", "", "wizard")),
            "function": st.sampled_from(("finance", "IT", "field", "")),
            "last_contact": days.map(_day),
        }
    )


def _feedback(days: st.SearchStrategy[int]) -> st.SearchStrategy[FeedbackSignal]:
    return st.builds(
        FeedbackSignal,
        _NAMES,
        days.map(_day),
        st.sampled_from(("ticket", "nps", "call")),
        score=st.none() | st.integers(0, 10).map(float),
        priority=st.sampled_from(("", "urgent", "low")),
        status=st.sampled_from(("", "open", "solved")),
        csat=st.none() | st.floats(1, 5),
        item=st.uuids().map(str),
    )


def _said(days: st.SearchStrategy[int]) -> st.SearchStrategy[SaidSignal]:
    kinds = st.sampled_from(("complaint", "request", "question", "praise"))
    return st.builds(SaidSignal, _NAMES, days.map(_day), kinds, st.floats(0, 1), st.uuids().map(str))


def _world(days: st.SearchStrategy[int]) -> st.SearchStrategy[dict[str, list[Any]]]:
    return st.fixed_dictionaries(
        {
            "usage": st.lists(_usage(days), max_size=25),
            "contacts": st.lists(_contact(days), max_size=6),
            "feedback": st.lists(_feedback(days), max_size=8),
            "said": st.lists(_said(days), max_size=8),
        }
    )


def _scores(world: dict[str, list[Any]], *, trends: bool = True) -> HealthScores:
    accounts: list[Row] = [{"id": one, "name": one, "status": "active"} for one in _ACCOUNTS]
    paid: list[Row] = [{"account": one, "started": "2025-01-01", "mrr": 10, "seats": 5} for one in _ACCOUNTS]
    tables = {"accounts": accounts, "subscriptions": paid} | {
        kind: world[kind] for kind in ("usage", "contacts")
    }
    book = AccountBook.from_rows(tables, "USD")
    feedback = HealthFeedback.of(world["feedback"], world["said"])
    return score_health(book, feedback, AS_OF, HealthParams(HealthSettings(least_coverage=0), trends=trends))


def _same(one: HealthScores, other: HealthScores) -> None:
    assert one.accounts == other.accounts
    for name in ("points", "score", "coverage", "trends"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    for at in range(len(one.accounts)):
        for signal, again in zip(one.signals, other.signals, strict=True):
            if not np.isnan(signal.score[at]):
                assert signal.why(at) == again.why(at)
                assert signal.rows(at) == again.rows(at)


@settings(max_examples=10, deadline=None, suppress_health_check=_SLOW)
@given(_world(_PAST), _world(_LATER))
def test_rows_dated_after_the_day_change_nothing(
    past: dict[str, list[Any]], later: dict[str, list[Any]]
) -> None:
    # A contact has no day of its own: that it is known is known now.
    both = {kind: past[kind] + ([] if kind == "contacts" else later[kind]) for kind in past}
    _same(_scores(past), _scores(both))


@settings(max_examples=8, deadline=None, suppress_health_check=_SLOW)
@given(_world(_PAST), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(world: dict[str, list[Any]], chance: random.Random) -> None:
    shuffled = {kind: chance.sample(rows, len(rows)) for kind, rows in world.items()}
    _same(_scores(world), _scores(shuffled))


@settings(max_examples=10, deadline=None, suppress_health_check=_SLOW)
@given(_world(_PAST), st.integers(1, 8), st.integers(0, 200))
def test_more_open_urgent_tickets_never_raise_a_score_and_all_stay_in_range(
    world: dict[str, list[Any]], more: int, days: int
) -> None:
    world["feedback"].append(FeedbackSignal("B", _day(300), "ticket", status="solved", item="old"))
    before = _scores(world, trends=False)
    world["feedback"] += [
        FeedbackSignal("A", _day(days), "ticket", priority="urgent", status="open", item=f"new {number}")
        for number in range(more)
    ]
    after = _scores(world, trends=False)
    assert after.points[0, 3] <= before.points[0, 3]
    assert not after.score[0] > before.score[0]
    for scores in (before, after):
        known = np.concatenate([scores.points.ravel(), scores.score])
        known = known[~np.isnan(known)]
        assert ((known >= 0) & (known <= 100)).all()
        assert ((scores.coverage >= 0) & (scores.coverage <= 1)).all()


@given(
    st.lists(st.none() | st.floats(0, 100), min_size=8, max_size=8),
    st.lists(st.floats(0.1, 50), min_size=8, max_size=8),
    st.floats(0.1, 100),
)
def test_weights_count_by_their_proportions_alone(
    points: list[float | None], weights: list[float], factor: float
) -> None:
    table = np.array([[np.nan if one is None else one for one in points]])
    own = np.array([weights])
    score, coverage = combined(table, own, 0.0)
    again, same = combined(table, factor * own, 0.0)
    np.testing.assert_allclose(score, again, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(coverage, same, rtol=1e-9)
    known = [one for one in points if one is not None]
    assert np.isnan(score[0]) == (not known)
    if known:
        assert min(known) - 1e-9 <= score[0] <= max(known) + 1e-9


def test_a_family_is_scored_as_its_head() -> None:
    from accounts.families import rolled_up

    rows: list[Row] = [{"id": "TOP", "name": "Top"}, {"id": "SUB", "name": "Sub", "parent": "TOP"}]
    paid: list[Row] = [{"account": "SUB", "started": "2025-01-01", "mrr": 10, "seats": 100}]
    usage: list[Row] = [
        {"account": "SUB", "date": _day(days), "metric": "exports", "value": 9} for days in range(1, 300, 7)
    ]
    book = rolled_up(AccountBook.from_rows({"accounts": rows, "subscriptions": paid, "usage": usage}, "USD"))
    scores = score_health(book, HealthFeedback.of([]), AS_OF)
    assert scores.accounts == ("TOP",)
    assert scores.points[0, 0] == 100
