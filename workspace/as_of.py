"""The day that a figure of the account book is for, where nobody names one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from workspace.store import feedback_views, runs

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook


def chosen_day(connection: Connection, book: AccountBook, asked: date | None) -> date:
    """``asked``; else the last day of the latest month that was synthesized or has feedback; else the latest
    day of use. Raises SettingsError where there is none of these."""
    if asked is not None:
        return asked
    month = runs.latest_month(connection) or feedback_views.latest_month(connection)
    if month is not None:
        return month.last_day
    latest = book.usage["date"].max() if len(book.usage) else None
    if latest is None:
        raise SettingsError(
            "without feedback and usage there is no latest day", hint="Name one: --date YYYY-MM-DD."
        )
    found: date = latest.date()
    return found
