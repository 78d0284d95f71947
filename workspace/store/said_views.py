"""Reading what was said as scoring needs it: statements by account and day with their theme, and how far the
data reaches."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from sys import intern

from sqlalchemy import Connection, func, select

from accounts.figures import SaidSignal
from foundation.months import Month
from workspace.store.run_schema import statement, synthesis_run, theme_member
from workspace.store.schema import BOOK
from workspace.store.values import day_of, streamed


def said_signals(
    conn: Connection, until: date, members: Mapping[str, str], names: Mapping[str, str]
) -> list[SaidSignal]:
    """Statements of accounts up to ``until``, by stored account, day and id, each of the account that its own counts
    for by ``members``. ``theme`` is the name, by ``names`` (theme id to name), of the theme that holds it in the latest
    run that is not after ``until``'s month; empty where none does."""
    latest = (
        select(synthesis_run.c.id)
        .where(synthesis_run.c.month <= str(Month.of(until)))
        .order_by(synthesis_run.c.month.desc())
        .limit(1)
    )
    member = theme_member.c
    held = (
        select(member.statement_id, func.min(member.theme_id).label("theme_id"))
        .where(member.run_id == latest.scalar_subquery())
        .group_by(member.statement_id)
        .subquery()
    )
    said = statement.c
    query = (
        select(said.account_id, said.day, said.kind, said.severity, said.item_id, held.c.theme_id)
        .outerjoin(held, held.c.statement_id == said.id)
        .where(said.account_id.is_not(None), said.day <= until.isoformat())
        .order_by(said.account_id, said.day, said.id)
    )
    return [
        SaidSignal(
            account_id=intern(members.get(account, account)),
            day=day_of(day),
            kind=intern(kind),
            severity=severity,
            item=item,
            theme=names.get(theme or "", ""),
        )
        for account, day, kind, severity, item, theme in streamed(conn, query)
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
