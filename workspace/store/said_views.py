"""Reading what was said as scoring needs it: statements by account and day with their theme, and how far the
data reaches."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from sys import intern

from sqlalchemy import Connection, func, select

from accounts.figures import SaidSignal
from foundation.months import Month
from workspace.store.run_schema import statement
from workspace.store.schema import BOOK
from workspace.store.values import day_of, streamed


def said_signals(
    conn: Connection, until: date, members: Mapping[str, str], theme_of: Mapping[str, str]
) -> list[SaidSignal]:
    """Statements of accounts up to ``until``, in no order, each of the account that its own counts for by ``members``.
    ``theme`` is the name that ``theme_of`` has for the id of the statement; empty where it has none."""
    said = statement.c
    query = select(said.id, said.account_id, said.day, said.kind, said.severity, said.item_id).where(
        said.account_id.is_not(None), said.day <= until.isoformat()
    )
    named = theme_of.get
    return [
        SaidSignal(
            intern(members.get(account, account)), day_of(day), intern(kind), severity, item, named(key, "")
        )
        for key, account, day, kind, severity, item in streamed(conn, query)
    ]


def latest_usage_day(conn: Connection, until: date) -> date | None:
    """The latest day with a reading of use, up to ``until``."""
    day = BOOK["usage"].c.date
    found = conn.execute(select(func.max(day)).where(day <= until.isoformat())).scalar()
    return date.fromisoformat(found) if found else None


def latest_paid_day(conn: Connection, until: date) -> date | None:
    """The latest day up to ``until`` on which revenue is told: a subscription's start or end, a snapshot's month
    end."""
    held, month = BOOK["subscriptions"].c, BOOK["mrr"].c.month
    found = [
        conn.execute(select(func.max(day)).where(day <= until.isoformat())).scalar()
        for day in (held.started, held.ended)
    ]
    snapshot = conn.execute(select(func.max(month)).where(month <= str(Month.of(until)))).scalar()
    days = [date.fromisoformat(last) for last in found if last]
    if snapshot:
        days.append(min(Month.parse(snapshot).last_day, until))
    return max(days, default=None)
