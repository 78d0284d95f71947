"""Reads the account book out of the store, once per use case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.monthly import AccountLine
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


def load_book(workspace: Workspace, connection: Connection) -> AccountBook:
    """All account tables as one book in the workspace's currency, subsidiaries rolled up where the settings
    say so."""
    from accounts.book import AccountBook
    from accounts.families import rolled_up

    rows = {kind: tables.rows(connection, kind) for kind in _KINDS}
    book = AccountBook.from_rows(rows, workspace.settings.company.currency)
    return rolled_up(book) if workspace.settings.accounts.roll_up_subsidiaries else book


def parent_faults(workspace: Workspace, connection: Connection) -> list[str]:
    """Lines on parents that lead nowhere; none where subsidiaries stand alone by the settings."""
    _, problems = _families(workspace, connection)
    more = [f"{len(problems) - 10:,} more accounts have such parents"] if len(problems) > 10 else []
    return [f"account {problem.row}: {problem.reason}" for problem in problems[:10]] + more


def counting_account(workspace: Workspace, connection: Connection, account_id: str) -> str:
    """The account that ``account_id`` counts for: itself, or the top of its family by the settings."""
    return _families(workspace, connection)[0].get(account_id, account_id)


def _families(workspace: Workspace, connection: Connection) -> tuple[dict[str, str], list[Problem]]:
    from accounts.families import topmost

    if not workspace.settings.accounts.roll_up_subsidiaries:
        return {}, []
    rows = tables.rows(connection, "accounts")
    return topmost({str(row["id"]): str(row["parent"] or "").strip() for row in rows})


def account_names(connection: Connection) -> dict[str, str]:
    """Account names by id."""
    return {str(row["id"]): str(row["name"]) for row in tables.rows(connection, "accounts")}


def account_lines(workspace: Workspace, book: AccountBook, month: Month) -> dict[str, AccountLine]:
    """What reports say about each account, with its tier by the ARR of ``month``'s end."""
    from accounts.revenue import arr_by_account
    from accounts.tiers import book_tiers

    tiers = book_tiers(book, arr_by_account(book, month), workspace.settings.tiers)
    lines = {}
    for account in book.all_accounts():
        lines[account.id] = AccountLine(
            account.id, account.name, tiers.get(account.id, ""), account.owner or "", account.renewal
        )
    return lines
