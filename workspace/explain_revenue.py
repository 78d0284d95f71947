"""Opens the figures of ``nrr metrics`` and ``nrr accounts`` for ``nrr explain``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from accounts.revenue.explained import (
    ACCOUNT_FAMILIES,
    BOOK_FAMILIES,
    explain_account,
    explain_revenue,
)
from foundation.errors import SettingsError
from foundation.months import Month
from workspace.account_book import load_book
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.explanation import Explanation


def _of_book(family: str, workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``2026-10``, or ``2026-10/tier=Tier 1``."""
    month, _, part = subject.partition("/")
    book = load_book(workspace, connection)
    return explain_revenue(book, family, Month.parse(month), part, workspace.settings.tiers)


def _of_account(
    family: str, workspace: Workspace, connection: Connection, subject: str
) -> Explanation | None:
    """``ACCOUNT@2026-10``."""
    account, at, month = subject.rpartition("@")
    if not at:
        raise SettingsError(f"{family}:{subject} names no month", hint=f"Write {family}:ACCOUNT@YYYY-MM.")
    return explain_account(load_book(workspace, connection), family, account, Month.parse(month))


FAMILIES = {family: partial(_of_book, family) for family in BOOK_FAMILIES} | {
    family: partial(_of_account, family) for family in ACCOUNT_FAMILIES
}
