"""The day that a figure of the account book is for, where nobody names one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError
from foundation.months import Month
from workspace.store import feedback_views, runs, said_views

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from accounts.book import AccountBook

_CLOCK = SystemClock()


def chosen_day(connection: Connection, book: AccountBook, asked: date | None, clock: Clock = _CLOCK) -> date:
    """``asked``; else the last day of the latest month that was synthesized or has feedback; else the latest
    day of use; else the latest day that revenue is told of. Of these nothing after today. Raises SettingsError
    where there is none of these."""
    import numpy as np

    if asked is not None:
        return asked
    today = clock.now().date()
    heard = feedback_views.latest_day(connection, today)
    month = runs.latest_month(connection) or (Month.of(heard) if heard else None)
    if month is not None:
        return month.last_day
    used = book.usage["date"]
    used = used[used <= np.datetime64(today)]
    found: date | None = used.max().date() if len(used) else said_views.latest_paid_day(connection, today)
    if found is None:
        raise SettingsError(
            "without feedback, usage and revenue there is no latest day", hint="Name one: --date YYYY-MM-DD."
        )
    return found
