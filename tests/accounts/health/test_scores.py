"""Scores as a whole: what explains them, bands, trends, undated facts, and who is scored."""

from __future__ import annotations

import numpy as np
import pytest

from accounts.arithmetic import recomputed
from accounts.figures import FeedbackSignal
from accounts.health.context import HealthFeedback
from accounts.health.reading import explain_health
from accounts.health.scores import HealthParams, bands, score_health
from foundation.health_settings import HealthSettings
from tests.accounts.health.books import AS_OF, Row, ago, book, scored, weekly


def test_a_score_that_is_not_there_explains_why() -> None:
    found = explain_health(scored(book({"A": {"status": "active"}})), "A", "f")
    assert found is not None
    assert (found.value, recomputed(found)) == (None, None)
    assert found.words.startswith("Not enough data: only 5% of the weight is known.")


@pytest.mark.parametrize(
    ("score", "before", "now"),
    [
        (81, 2, 2),
        (83, 2, 3),
        (78, 3, 3),
        (76.9, 3, 2),
        (49, 1, 1),
        (46.9, 1, 0),
        (83, 0, 3),
        (81, 0, 2),
        (48, 3, 1),
    ],
)
def test_a_band_is_left_only_three_points_past_its_edge(score: float, before: int, now: int) -> None:
    found = bands(np.array([score]), HealthSettings(), np.array([before]))
    assert found.tolist() == [now]


def test_bands_without_a_past_and_without_a_score() -> None:
    scores = np.array([80, 79.96, 79.9, 70, 50, 49.9, np.nan])
    assert bands(scores, HealthSettings()).tolist() == [3, 3, 2, 2, 1, 0, -1]
    assert bands(np.array([np.nan, 81.0]), HealthSettings(), np.array([3, -1])).tolist() == [-1, 3]


def test_a_trend_compares_the_signals_known_on_both_days() -> None:
    usage = weekly("exports", [100.0] * 40 + [60.0] * 5) + weekly("seats_used", [8.0] * 45, limit=10)
    late = FeedbackSignal("A", ago(2), "nps", score=0.0)
    scores = scored(
        book(usage=usage), [late, FeedbackSignal("A", ago(400), "ticket", status="closed", changed=ago(399))]
    )
    # depth fell from 100 to 20 within the month, which is 20 of 55; the answer is new and does not count
    assert scores.trends[0, 0] == pytest.approx(-80 * 20 / 55)
    assert scores.trends[0, 1] == pytest.approx(-80 * 20 / 55)


def test_facts_without_a_day_can_be_left_out() -> None:
    people: list[Row] = [{"account": "A", "name": "Ann", "level": "executive", "last_contact": ago(2)}]
    found = book({"A": {"status": "active", "renewal": ago(-9)}}, contacts=people)
    dated = score_health(found, HealthFeedback.of([]), AS_OF, HealthParams(undated=False))
    assert np.isnan(dated.points[0, [6]]).all()
    assert dated.points[0, 5] == 33.3


def test_only_accounts_that_pay_are_scored_and_a_book_without_revenue_scores_the_active() -> None:
    from accounts.book import AccountBook

    rows: list[Row] = [
        {"id": "A", "name": "A", "started": "2025-01-01"},
        {"id": "B", "name": "B", "churned": "2026-01-01"},
        {"id": "C", "name": "C", "started": "2026-12-01"},
    ]
    assert scored(AccountBook.from_rows({"accounts": rows}, "USD")).accounts == ("A",)
    paid: list[Row] = [{"account": "B", "started": "2025-01-01", "ended": "2026-05-20", "mrr": 5}]
    with_revenue = AccountBook.from_rows({"accounts": rows, "subscriptions": paid}, "USD")
    assert scored(with_revenue).accounts == ()
    assert scored(with_revenue, as_of=ago(15)).accounts == ("B",)  # a day within a month
