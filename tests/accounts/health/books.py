"""Small books for the tests of health: accounts that pay, and rows dated by days before the day scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from accounts.book import AccountBook
from accounts.figures import FeedbackSignal, SaidSignal
from accounts.health.context import HealthFeedback
from accounts.health.reading import SignalReading, signal_readings
from accounts.health.scores import HealthParams, HealthScores, score_health
from foundation.health_settings import HealthSettings

AS_OF = date(2026, 5, 31)
Row = dict[str, object]


def ago(days: int) -> date:
    """The day so many days before the day scored."""
    return AS_OF - timedelta(days=days)


def book(accounts: Mapping[str, Row] | None = None, seats: int = 10, **tables: list[Row]) -> AccountBook:
    """A book whose accounts all pay 100 a month from January 2025 on; ``tables`` are further rows by kind."""
    known = accounts or {"A": {}}
    rows: list[Row] = [{"id": one, "name": one.title(), **more} for one, more in known.items()]
    paid: list[Row] = [{"account": one, "started": "2025-01-01", "mrr": 100, "seats": seats} for one in known]
    return AccountBook.from_rows({"accounts": rows, "subscriptions": paid, **tables}, "USD")


def scored(
    found: AccountBook,
    signals: Sequence[FeedbackSignal] = (),
    said: Sequence[SaidSignal] = (),
    as_of: date = AS_OF,
    **settings: object,
) -> HealthScores:
    """Scores of that book with the settings given."""
    params = HealthParams(HealthSettings.model_validate(settings))
    return score_health(found, HealthFeedback.of(list(signals), list(said)), as_of, params)


def reading(scores: HealthScores, name: str, account: str = "A") -> SignalReading:
    """One signal of one account."""
    found = signal_readings(scores, scores.place(account))
    return next(one for one in found if one.name == name)


def weekly(metric: str, values: Sequence[float], account: str = "A", limit: float | None = None) -> list[Row]:
    """Weekly readings, the last one on the day before the day scored."""
    return [
        {"account": account, "date": ago(1 + 7 * back), "metric": metric, "value": value, "limit": limit}
        for back, value in enumerate(reversed(values))
    ]
