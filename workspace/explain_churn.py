"""Opens the figures of ``nrr churn`` for ``nrr explain``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from foundation.months import Month
from workspace import account_book
from workspace.churn import load_churn_book
from workspace.store import feedback_ids
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.explanation import Explanation

_FEEDBACK_DAYS = 365


def explain_churn(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``ACCOUNT@YYYY-MM-DD``."""
    from accounts.churn.explained import explain_risk
    from accounts.churn.risks import churn_risks

    account, at, day = subject.rpartition("@")
    if not at:
        raise SettingsError(f"churn:{subject} names no day", hint="Write churn:ACCOUNT@YYYY-MM-DD.")
    seen = load_churn_book(workspace, connection, _day(day))
    counted = account_book.counting_account(workspace, connection, account)
    risks = churn_risks(seen.book, seen.signals, seen.as_of, workspace.settings.churn)
    family = [counted, *(member for member, top in seen.book.members.items() if top == counted)]
    since = seen.as_of - timedelta(days=_FEEDBACK_DAYS)
    items = feedback_ids.items_of_accounts(connection, family, seen.as_of, since)
    return explain_risk(seen.book, risks, counted, items)


def explain_cohort(workspace: Workspace, connection: Connection, subject: str) -> Explanation | None:
    """``YYYY-MM/accounts/6@YYYY-MM-DD`` or ``YYYY-MM/revenue/6@YYYY-MM-DD``."""
    from accounts.churn import explained

    cohort, at, day = subject.rpartition("@")
    parts = cohort.split("/")
    if not at or len(parts) != 3 or parts[1] not in ("accounts", "revenue") or not parts[2].isdecimal():
        raise SettingsError(
            f"cohort:{subject} names no cohort",
            hint="Write cohort:YYYY-MM/accounts/6@YYYY-MM-DD, or revenue.",
        )
    book = account_book.load_book(workspace, connection)
    return explained.explain_cohort(book, Month.parse(parts[0]), int(parts[2]), parts[1], _day(day))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"{text!r} is no day", hint="Write YYYY-MM-DD, for example 2026-10-31.") from None


FAMILIES: Mapping[str, Callable[[Workspace, Connection, str], Explanation | None]] = {
    "churn": explain_churn,
    "cohort": explain_cohort,
}
