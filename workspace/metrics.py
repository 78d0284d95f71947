"""Use case: revenue metrics of a month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from accounts.figures import RevenueMetrics
from foundation.errors import SettingsError
from foundation.months import Month
from workspace import account_book
from workspace.store import feedback_views, runs
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from accounts.book import AccountBook

Split = Literal["tier", "segment", "cohort"]
_NO_REVENUE = SettingsError(
    "there is no revenue data", hint="Import it: nrr import subscriptions FILE, or nrr import mrr FILE."
)
_NO_MONTH = SettingsError(
    "without feedback there is no latest month", hint="Name one: --month YYYY-MM, or import feedback."
)


def metrics(workspace: Workspace, month: Month | None) -> RevenueMetrics:
    """NRR, GRR and movements of ``month``, by default the latest synthesized one, else the latest with feedback."""
    from accounts.revenue import revenue_metrics

    book, wanted = _paying_book(workspace, month)
    result = revenue_metrics(book, wanted)
    if result is None:
        raise _NO_REVENUE
    return result


def metrics_by(workspace: Workspace, month: Month | None, by: Split) -> dict[str, RevenueMetrics]:
    """The same for each tier, segment or start-year cohort, by name."""
    from accounts.revenue import metrics_by as split

    book, wanted = _paying_book(workspace, month)
    return split(book, wanted, by, workspace.settings.tiers)


def account_names(workspace: Workspace) -> dict[str, str]:
    """Account names by id."""
    with workspace.store().read() as connection:
        return account_book.account_names(connection)


def _paying_book(workspace: Workspace, month: Month | None) -> tuple[AccountBook, Month]:
    """The book and the month that its figures are for. Raises SettingsError without revenue or a month."""
    with workspace.store().read() as connection:
        wanted = month or runs.latest_month(connection) or feedback_views.latest_month(connection)
        book = account_book.load_book(workspace, connection)
    if not book.has_revenue:
        raise _NO_REVENUE
    if wanted is None:
        raise _NO_MONTH
    return book, wanted
