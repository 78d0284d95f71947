"""Use case: revenue metrics of a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import TYPE_CHECKING, Literal

from accounts.figures import Retention, RevenueMetrics
from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError
from foundation.months import Month
from workspace import account_book
from workspace.store import feedback_views, runs
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook

Split = Literal["tier", "segment", "cohort"]
_CLOCK = SystemClock()
_NO_REVENUE = SettingsError(
    "there is no revenue data", hint="Import it: nrr import subscriptions FILE, or nrr import mrr FILE."
)


@dataclass(frozen=True, slots=True)
class MonthMetrics:
    """The book's metrics and account names. ``problems`` counts the rows that were left out, changed or doubted,
    ``unheard`` the accounts that are known from an mrr table that does not reach this month: they count as
    paying nothing. ``over``: the month has ended; else the figures are what the book says of it so far."""

    whole: RevenueMetrics
    names: dict[str, str]
    problems: int
    unheard: int
    over: bool


def metrics(workspace: Workspace, month: Month | None, clock: Clock = _CLOCK) -> MonthMetrics:
    """NRR, GRR and movements of ``month``, by default the latest that there is (``book_month``)."""
    from accounts.gaps import outside_snapshots
    from accounts.revenue.movements import revenue_metrics

    today = clock.now().date()
    with workspace.store().read() as connection:
        book, wanted = _paying_book(workspace, connection, month, today)
        names = account_book.account_names(connection)
    result = revenue_metrics(book, wanted)
    if result is None:
        raise _NO_REVENUE
    return MonthMetrics(
        result, names, len(book.problems), outside_snapshots(book, wanted), wanted.last_day < today
    )


def metrics_by(
    workspace: Workspace, month: Month | None, by: Split, clock: Clock = _CLOCK
) -> dict[str, RevenueMetrics]:
    """The same for each tier, segment or cohort (the month of the first payment), by name."""
    from accounts.revenue.movements import metrics_by as split

    with workspace.store().read() as connection:
        book, wanted = _paying_book(workspace, connection, month, clock.now().date())
    return split(book, wanted, by, workspace.settings.tiers)


TREND_MONTHS = 16


@dataclass(frozen=True, slots=True)
class RetentionPoint:
    """The book at a month's end: retention of the month and of the twelve that end with it, and ARR."""

    month: Month
    retention: Retention
    trailing_12: Retention
    arr: float


def retention_trend(
    workspace: Workspace, month: Month | None, months: int = TREND_MONTHS, clock: Clock = _CLOCK
) -> tuple[RetentionPoint, ...]:
    """``months`` months up to ``month`` (by default as ``metrics``), oldest first; those before anybody paid are
    left out. Each point's figures are those that ``metrics`` gives for its month."""
    from accounts.revenue.movements import mrr_history, retention

    with workspace.store().read() as connection:
        book, wanted = _paying_book(workspace, connection, month, clock.now().date())
    paid = mrr_history(book, wanted.trailing(months + 12)).values
    points = [
        RetentionPoint(
            at,
            retention(paid[:, place - 1], paid[:, place]),
            retention(paid[:, place - 12], paid[:, place]),
            12 * fsum(paid[:, place]),
        )
        for place, at in enumerate(wanted.trailing(months), start=12)
    ]
    first = next((place for place, point in enumerate(points) if point.arr), len(points))
    return tuple(points[first:])


def book_month(connection: Connection, book: AccountBook, today: date) -> Month:
    """The month that figures are of where none is named: the latest synthesized one, else the latest with
    feedback, else the latest that the book's revenue speaks of, both up to ``today``. Raises SettingsError
    without any."""
    from accounts.revenue.mrr import latest_month

    heard = feedback_views.latest_day(connection, today)
    found = runs.latest_month(connection) or (Month.of(heard) if heard else latest_month(book, today))
    if found is None:
        raise _NO_REVENUE
    return found


def refuse_to_come(connection: Connection, book: AccountBook, month: Month, today: date) -> None:
    """Raises SettingsError for a month that has not begun: whatever was said of it would only look known."""
    if month <= Month.of(today):
        return
    last = book_month(connection, book, today)
    if month > last:
        raise SettingsError(
            f"{month} is still to come; the last month with data is {last}", hint=f"Write --month {last}."
        )


def _paying_book(
    workspace: Workspace, connection: Connection, month: Month | None, today: date
) -> tuple[AccountBook, Month]:
    """The book and the month that its figures are for. Raises SettingsError without revenue in that month's
    reach: where the book has snapshots alone and none of that time, all would look as if they had left."""
    from accounts.gaps import outside_snapshots, snapshot_span

    book = account_book.load_book(workspace, connection)
    if not book.has_revenue:
        raise _NO_REVENUE
    wanted = month or book_month(connection, book, today)
    refuse_to_come(connection, book, wanted, today)
    span = snapshot_span(book)
    if span and outside_snapshots(book, wanted) and book.subscriptions.empty:
        raise SettingsError(
            f"there is no revenue of {wanted}: the mrr table holds {span[0]} to {span[1]}",
            hint=f"Import that month (nrr import mrr FILE), or name another: --month {span[1]}.",
        )
    return book, wanted
