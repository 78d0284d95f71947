"""Use case: revenue metrics of a month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from accounts.figures import RevenueMetrics
from foundation.errors import SettingsError
from foundation.months import Month
from workspace import account_book
from workspace.store import feedback_views, runs
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook

Split = Literal["tier", "segment", "cohort"]
_NO_REVENUE = SettingsError(
    "there is no revenue data", hint="Import it: nrr import subscriptions FILE, or nrr import mrr FILE."
)


@dataclass(frozen=True, slots=True)
class MonthMetrics:
    """The book's metrics and account names. ``problems`` counts the rows that were left out, changed or doubted,
    ``unheard`` the accounts that are known from an mrr table that does not reach this month: they count as
    paying nothing."""

    whole: RevenueMetrics
    names: dict[str, str]
    problems: int
    unheard: int


def metrics(workspace: Workspace, month: Month | None) -> MonthMetrics:
    """NRR, GRR and movements of ``month``, by default the latest that there is (``book_month``)."""
    from accounts.gaps import outside_snapshots
    from accounts.revenue import revenue_metrics

    with workspace.store().read() as connection:
        book, wanted = _paying_book(workspace, connection, month)
        names = account_book.account_names(connection)
    result = revenue_metrics(book, wanted)
    if result is None:
        raise _NO_REVENUE
    return MonthMetrics(result, names, len(book.problems), outside_snapshots(book, wanted))


def metrics_by(workspace: Workspace, month: Month | None, by: Split) -> dict[str, RevenueMetrics]:
    """The same for each tier, segment or cohort (the month of the first payment), by name."""
    from accounts.revenue import metrics_by as split

    with workspace.store().read() as connection:
        book, wanted = _paying_book(workspace, connection, month)
    return split(book, wanted, by, workspace.settings.tiers)


def book_month(connection: Connection, book: AccountBook) -> Month:
    """The month that figures are of where none is named: the latest synthesized one, else the latest with
    feedback, else the latest that the book's revenue speaks of. Raises SettingsError without any."""
    from accounts.mrr import latest_month

    found = runs.latest_month(connection) or feedback_views.latest_month(connection) or latest_month(book)
    if found is None:
        raise _NO_REVENUE
    return found


def _paying_book(
    workspace: Workspace, connection: Connection, month: Month | None
) -> tuple[AccountBook, Month]:
    """The book and the month that its figures are for. Raises SettingsError without revenue in that month's
    reach: where the book has snapshots alone and none of that time, all would look as if they had left."""
    from accounts.gaps import outside_snapshots, snapshot_span

    book = account_book.load_book(workspace, connection)
    if not book.has_revenue:
        raise _NO_REVENUE
    wanted = month or book_month(connection, book)
    span = snapshot_span(book)
    if span and outside_snapshots(book, wanted) and book.subscriptions.empty:
        raise SettingsError(
            f"there is no revenue of {wanted}: the mrr table holds {span[0]} to {span[1]}",
            hint=f"Import that month (nrr import mrr FILE), or name another: --month {span[1]}.",
        )
    return book, wanted
