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
from foundation.clock import SystemClock
from foundation.errors import SettingsError
from foundation.months import Month
from workspace.account_book import load_book
from workspace.metrics import refuse_to_come
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.explanation import Explanation

_CLOCK = SystemClock()


def _of_book(family: str, workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``2026-10``, or ``2026-10/tier=Tier 1``."""
    text, _, part = subject.partition("/")
    month = Month.parse(text)
    book = load_book(workspace, connection)
    refuse_to_come(connection, book, month, _CLOCK.now().date())
    return explain_revenue(book, family, month, part, workspace.settings.tiers)


def _of_account(
    family: str, workspace: Workspace, connection: Connection, subject: str
) -> Explanation | None:
    """``ACCOUNT@2026-10``."""
    account, at, text = subject.rpartition("@")
    if not at:
        raise SettingsError(f"{family}:{subject} names no month", hint=f"Write {family}:ACCOUNT@YYYY-MM.")
    month = Month.parse(text)
    book = load_book(workspace, connection)
    refuse_to_come(connection, book, month, _CLOCK.now().date())
    return explain_account(book, family, account, month)


FAMILIES = {family: partial(_of_book, family) for family in BOOK_FAMILIES} | {
    family: partial(_of_account, family) for family in ACCOUNT_FAMILIES
}
