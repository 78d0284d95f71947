"""Reads the account book out of the store, once per use case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.facts import AccountLine
from workspace.store import tables
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook, Problem
    from foundation.months import Month

_KINDS = (
    "accounts",
    "subscriptions",
    "mrr",
    "usage",
    "contacts",
    "milestones",
    "health",
    "plays",
    "community",
)


def load_book(workspace: Workspace, connection: Connection, kinds: Sequence[str] = _KINDS) -> AccountBook:
    """The account tables of ``kinds``, by default all, as one book in the workspace's currency, subsidiaries rolled up
    where the settings say so."""
    from accounts.book import AccountBook
    from accounts.families import rolled_up

    settings = workspace.settings
    rows = {kind: tables.rows(connection, kind) for kind in kinds}
    book = AccountBook.from_rows(rows, settings.company.currency, settings.currencies)
    return rolled_up(book) if settings.accounts.roll_up_subsidiaries else book


def parent_faults(workspace: Workspace, connection: Connection) -> list[str]:
    """Lines on parents that lead nowhere: of merged accounts, and of all where subsidiaries are rolled up by
    the settings."""
    _, problems = _counted_for(workspace, connection)
    more = [f"{len(problems) - 10:,} more accounts have such parents"] if len(problems) > 10 else []
    return [f"account {problem.row}: {problem.reason}" for problem in problems[:10]] + more


def counting_account(workspace: Workspace, connection: Connection, account_id: str) -> str:
    """The account that ``account_id`` counts for: itself, the one it was merged into, or the top of its family
    by the settings."""
    return _counted_for(workspace, connection)[0].get(account_id, account_id)


def counted_accounts(workspace: Workspace, connection: Connection) -> dict[str, str]:
    """For every account of the book the one that it counts for, as ``counting_account`` has it."""
    return _counted_for(workspace, connection)[0]


def _counted_for(workspace: Workspace, connection: Connection) -> tuple[dict[str, str], list[Problem]]:
    from accounts.families import topmost
    from accounts.merging import merged_into

    rows = tables.rows(connection, "accounts")
    parents = {str(row["id"]): str(row["parent"] or "").strip() for row in rows}
    into, problems = merged_into(parents, {str(row["id"]): str(row["status"] or "") for row in rows})
    if not workspace.settings.accounts.roll_up_subsidiaries:
        return into, problems
    tops, faults = topmost(
        {one: into.get(parent, parent) for one, parent in parents.items() if one not in into}
    )
    return {one: tops.get(top, top) for one, top in into.items()} | tops, problems + faults


def account_names(connection: Connection) -> dict[str, str]:
    """Account names by id."""
    return {str(row["id"]): str(row["name"]) for row in tables.rows(connection, "accounts")}


def account_lines(workspace: Workspace, book: AccountBook, month: Month) -> dict[str, AccountLine]:
    """What reports say about each account, with its tier by the ARR of ``month``'s end."""
    from accounts.revenue.movements import arr_by_account
    from accounts.revenue.tiers import book_tiers

    tiers = book_tiers(book, arr_by_account(book, month), workspace.settings.tiers)
    lines = {}
    for account in book.all_accounts():
        lines[account.id] = AccountLine(
            account.id, account.name, tiers.get(account.id, ""), account.owner or "", account.renewal
        )
    return lines
