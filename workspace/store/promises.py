"""What our staff said in items, and what people marked of the promises in it. Marks are added and never changed, so
that who said what of a promise, and when, can be read later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby

from sqlalchemy import Connection, func, select

from ingest.items import Role
from playbooks.promises.promise import Turn
from playbooks.promises.standing import Mark, Remark, Says
from workspace.store.schema import item, part, promise_mark
from workspace.store.values import time_of, time_text

_CALL = "call"
_SPOKE = (part.c.id, part.c.item_id, part.c.position, part.c.role, part.c.text, part.c.speaker, part.c.at)


def staff_turns(
    conn: Connection, until: date, account: str = "", items: Iterable[str] | None = None
) -> Iterator[tuple[str, list[Turn]]]:
    """What staff said where customers could hear it, up to ``until``, item by item; of ``account`` or ``items`` alone
    where named. Private notes are left out: nobody was promised anything in them."""
    query = (
        select(*_SPOKE, item.c.account_id, item.c.occurred_at, item.c.source)
        .join(item, item.c.id == part.c.item_id)
        .where(part.c.role == Role.STAFF.value, part.c.public, item.c.occurred_at < _end(until))
        .order_by(part.c.item_id, part.c.position, part.c.at, part.c.id)
    )
    if account:
        query = query.where(item.c.account_id == account)
    if items is not None:
        query = query.where(item.c.id.in_(sorted(items)))
    found = conn.execution_options(stream_results=True, yield_per=2000).execute(query)
    for item_id, rows in groupby(found, key=lambda row: row.item_id):
        turns = [
            Turn(
                item_id,
                row.id,
                row.account_id or "",
                row.speaker or "staff",
                _day(row.at, row.occurred_at),
                row.text,
                row.position,
                row.source,
            )
            for row in rows
        ]
        yield item_id, [one for one in turns if one.day <= until]


def unknown_turns(conn: Connection, until: date, account: str = "") -> int:
    """How many items have a turn of which nobody can tell who spoke, and so are read in part only."""
    query = (
        select(func.count(func.distinct(part.c.item_id)))
        .join(item, item.c.id == part.c.item_id)
        .where(part.c.role == Role.UNKNOWN.value, part.c.public, item.c.occurred_at < _end(until))
    )
    return int(conn.execute(query.where(item.c.account_id == account) if account else query).scalar_one())


def remarks(conn: Connection, accounts: Iterable[str], until: date) -> Iterator[tuple[str, list[Remark]]]:
    """What staff and customers said at these accounts up to ``until``, account by account, in order of time."""
    for account in sorted(accounts):
        query = (
            select(*_SPOKE, item.c.occurred_at)
            .join(item, item.c.id == part.c.item_id)
            .where(item.c.account_id == account, part.c.public, item.c.occurred_at < _end(until))
            .order_by(item.c.occurred_at, part.c.item_id, part.c.position, part.c.id)
        )
        found = []
        for row in conn.execute(query):
            day = _day(row.at, row.occurred_at)
            if day <= until:
                staff = row.role == Role.STAFF.value
                found.append(Remark(row.item_id, row.id, day, row.position, staff, row.text))
        yield account, found


def marks(conn: Connection) -> dict[str, tuple[Mark, ...]]:
    """All marks by promise, in the order in which they were made."""
    found: dict[str, list[Mark]] = {}
    columns = promise_mark.c
    for row in conn.execute(select(promise_mark).order_by(columns.promise_id, columns.number)):
        found.setdefault(row.promise_id, []).append(Mark(Says(row.says), row.who, time_of(row.at)))
    return {key: tuple(value) for key, value in found.items()}


def add_mark(conn: Connection, promise_id: str, item_id: str, mark: Mark) -> None:
    """Write down what somebody says of a promise."""
    columns = promise_mark.c
    last = conn.execute(select(func.max(columns.number)).where(columns.promise_id == promise_id)).scalar()
    conn.execute(
        promise_mark.insert().values(
            promise_id=promise_id,
            number=int(last or 0) + 1,
            item_id=item_id,
            says=mark.says.value,
            who=mark.who,
            at=time_text(mark.at),
        )
    )


def _end(until: date) -> str:
    return (until + timedelta(days=1)).isoformat() if until < date.max else "9999-12-31"


def _day(at: str | None, occurred: str) -> date:
    moment: datetime = time_of(at or occurred)
    return moment.date()
