"""What a query's names mean today: accounts, themes, segments and tiers as a filter on statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from synthesis.retrieval import SearchFilter
from workspace.account_book import load_book
from workspace.cuts import accounts_in, tier_name
from workspace.search import SearchQuery, resolve_account
from workspace.store import theme_edits
from workspace.themes import finished_run, pick_standing
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of the book: their names by id, and for each the one that it counts for."""

    names: Mapping[str, str]
    counted: Mapping[str, str]


def filter_of(
    workspace: Workspace, connection: Connection, query: SearchQuery, accounts: Accounts
) -> SearchFilter | None:
    """The filter that ``query`` asks for; None where no account fits all that is asked of accounts.

    Raises SettingsError for names that nothing has, with near ones, and for months in the wrong order.
    """
    if query.since is not None and query.until is not None and query.since > query.until:
        raise SettingsError(
            f"{query.since} is after {query.until}", hint="Give the earlier month as --since."
        )
    chosen = _accounts(workspace, connection, query, accounts)
    if chosen is not None and not chosen:
        return None
    return SearchFilter(
        accounts=chosen or frozenset(),
        sources=frozenset([query.source]) if query.source else frozenset(),
        since=query.since,
        until=query.until,
        themes=frozenset([_theme(connection, query.theme)]) if query.theme else frozenset(),
        kinds=frozenset([query.kind]) if query.kind else frozenset(),
    )


def _theme(connection: Connection, wanted: str) -> str:
    run = finished_run(connection, None)
    return pick_standing(run, theme_edits.edits(connection), wanted).theme.id


def _accounts(
    workspace: Workspace, connection: Connection, query: SearchQuery, accounts: Accounts
) -> frozenset[str] | None:
    """The accounts, each as the one it counts for, that fit account, segment and tier; None for no limit."""
    chosen: list[set[str]] = []
    if query.account:
        chosen.append({resolve_account(dict(accounts.names), query.account.strip())})
    if query.segment or query.tier:
        book = load_book(workspace, connection)
        if query.segment:
            groups = {one.id: one.segment.strip() for one in book.all_accounts() if one.segment.strip()}
            chosen.append(accounts_in(groups, query.segment, "segment"))
        if query.tier:
            tiers = _tiers(workspace, connection, book)
            chosen.append(accounts_in(tiers, tier_name(query.tier), "tier"))
    if not chosen:
        return None
    return frozenset.intersection(
        *(frozenset(accounts.counted.get(one, one) for one in group) for group in chosen)
    )


def _tiers(workspace: Workspace, connection: Connection, book: AccountBook) -> Mapping[str, str]:
    from accounts.revenue.movements import arr_by_account
    from accounts.revenue.tiers import book_tiers

    month = finished_run(connection, None).month
    return book_tiers(book, arr_by_account(book, month), workspace.settings.tiers)
