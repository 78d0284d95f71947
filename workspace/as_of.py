"""The day that figures of accounts are for where nobody names one: one rule for every command."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError
from workspace.store import feedback_views, runs, said_views

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from workspace.workspace import Workspace

_CLOCK = SystemClock()


def chosen_day(connection: Connection, asked: date | None = None, clock: Clock = _CLOCK) -> date:
    """``asked``; else the last day that the data reaches, or the end of the latest synthesized month if that is
    later; never after today. Raises SettingsError without any data, and for a day that has not come."""
    reach = data_reach(connection, clock)
    if asked is not None:
        if asked > clock.now().date():
            raise SettingsError(
                f"{asked} is still to come" + (f"; nothing is known after {reach}" if reach else ""),
                hint=f"Name a day up to {reach or clock.now().date()}.",
            )
        return asked
    if reach is None:
        raise SettingsError(
            "nothing that was imported has a date",
            hint="Import subscriptions, usage or feedback with their days: nrr import; nrr formats says how.",
        )
    return reach


def data_reach(connection: Connection, clock: Clock = _CLOCK) -> date | None:
    """The last day up to today that anything imported or synthesized speaks of; None without any."""
    today = clock.now().date()
    days = [
        feedback_views.latest_day(connection, today),
        said_views.latest_usage_day(connection, today),
        said_views.latest_paid_day(connection, today),
    ]
    month = runs.latest_month(connection)
    if month is not None and month.last_day <= today:
        days.append(month.last_day)
    return max((day for day in days if day is not None), default=None)


def known_until(workspace: Workspace, clock: Clock = _CLOCK) -> date | None:
    """The same of a workspace."""
    with workspace.store().read() as connection:
        return data_reach(connection, clock)
