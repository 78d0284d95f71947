"""Use case: who is known at the accounts, who is missing, and who has not been spoken to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from foundation.clock import Clock
from foundation.errors import SettingsError
from workspace.account_book import account_names, counting_account
from workspace.as_of import chosen_day
from workspace.health_inputs import read_inputs
from workspace.search import resolve_account
from workspace.stored_names import under_stored_names
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook
    from accounts.coverage import AccountCoverage, Coverage
    from accounts.explanation import Explanation


@dataclass(frozen=True, slots=True)
class CoverageQuery:
    """Which accounts: by default the top ones by ARR; ``everybody`` takes all, ``account`` one by id or name.
    ``gaps`` keeps those with a gap. ``as_of`` None: the latest day."""

    as_of: date | None = None
    account: str | None = None
    owner: str | None = None
    everybody: bool = False
    gaps: bool = False


@dataclass(frozen=True, slots=True)
class CoverageView:
    """Accounts that fit, largest first; ``accounts`` pay on the day, ``top`` of them need full coverage;
    ``unread`` are levels and functions that were not understood; ``contacts`` whether any are imported."""

    as_of: date
    lines: tuple[AccountCoverage, ...]
    accounts: int
    top: int
    top_without_sponsor: int
    top_with_gaps: int
    unread: tuple[str, ...]
    contacts: bool


def account_coverage(workspace: Workspace, query: CoverageQuery, clock: Clock) -> CoverageView:
    """Coverage on a day. Raises SettingsError for an unknown account or owner."""
    from accounts.coverage import coverage

    with workspace.store().read() as connection:
        as_of = chosen_day(connection, query.as_of, clock)
        inputs = read_inputs(workspace, connection, as_of)
        wanted = ""
        if query.account:
            asked = resolve_account(account_names(connection), query.account)
            wanted = counting_account(workspace, connection, asked)
    found = coverage(inputs.book, inputs.last_heard, as_of, workspace.settings.coverage)
    return coverage_view(found, query, wanted)


def coverage_view(found: Coverage, query: CoverageQuery, wanted: str = "") -> CoverageView:
    """What a query asks for of everybody's coverage; ``wanted`` is the id of the account that it names. Raises
    SettingsError for an account that does not pay and for an unknown owner."""
    as_of = found.as_of
    if wanted and wanted not in {line.account for line in found.accounts}:
        raise SettingsError(f"{wanted} does not pay on {as_of}", hint="Name another day: --date YYYY-MM-DD.")
    if query.owner is not None:
        owners = sorted({line.owner for line in found.accounts if line.owner})
        if query.owner.casefold() not in {one.casefold() for one in owners}:
            raise SettingsError(
                f"no account has the owner {query.owner!r}",
                hint=f"There are: {', '.join(owners[:12]) or 'none'}.",
            )
    top = [line for line in found.accounts if line.top]
    return CoverageView(
        as_of=as_of,
        lines=tuple(line for line in found.accounts if _fits(line, query, wanted)),
        accounts=len(found.accounts),
        top=found.top,
        top_without_sponsor=sum(not line.executive_sponsor for line in top),
        top_with_gaps=sum(bool(line.gaps) for line in top),
        unread=found.unread,
        contacts=found.contacts,
    )


def explain_coverage(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """The figure ``coverage:ACCOUNT@DATE``; None where the subject names no account that pays on a day."""
    from accounts.coverage_explained import explain_coverage as explained

    account, _, day = subject.rpartition("@")
    try:
        as_of = date.fromisoformat(day)
    except ValueError:
        return None
    found, book = coverage_on(workspace, connection, as_of)
    opened = explained(book, found, account, figure(account, as_of))
    return under_stored_names(connection, book, opened)


def coverage_on(workspace: Workspace, connection: Connection, as_of: date) -> tuple[Coverage, AccountBook]:
    """Everybody's coverage on a day, and the book that it was read from."""
    from accounts.coverage import coverage

    inputs = read_inputs(workspace, connection, as_of)
    return coverage(inputs.book, inputs.last_heard, as_of, workspace.settings.coverage), inputs.book


def figure(account: str, day: date) -> str:
    """The id of how many cells are filled at an account on a day."""
    return f"coverage:{account}@{day}"


def _fits(line: AccountCoverage, query: CoverageQuery, wanted: str) -> bool:
    if wanted:
        return line.account == wanted
    if query.owner is not None and line.owner.casefold() != query.owner.casefold():
        return False
    return (line.top or query.everybody) and (bool(line.gaps) or not query.gaps)
