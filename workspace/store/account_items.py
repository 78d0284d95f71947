"""Reading feedback by account: when each was last heard from, and what one of them said, item by item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, select

from workspace.store.schema import item as item_table
from workspace.store.schema import part as part_table
from workspace.store.values import chunks, time_of

_ITEM = item_table.c
_PART = part_table.c
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class AccountItem:
    """A ticket, answer or call of an account; ``text``: how its customer's first public words begin."""

    id: str
    day: date
    source: str
    subject: str
    status: str
    priority: str
    score: float | None
    score_scale: str
    text: str


def last_heard(conn: Connection, until: date) -> dict[str, date]:
    """The day of the latest item up to ``until`` by account, as matched."""
    query = (
        select(_ITEM.account_id, func.max(_ITEM.occurred_at).label("at"))
        .where(_ITEM.account_id.is_not(None), _ITEM.occurred_at < _after(until))
        .group_by(_ITEM.account_id)
    )
    return {row.account_id: time_of(row.at).date() for row in conn.execute(query)}


def items_of(conn: Connection, accounts: Iterable[str], until: date) -> list[AccountItem]:
    """The items of ``accounts`` up to ``until``, the newest first."""
    rows: list[Row[Any]] = []
    for ids in chunks(accounts):
        query = select(item_table).where(_ITEM.account_id.in_(ids), _ITEM.occurred_at < _after(until))
        rows += conn.execute(query).all()
    words = _first_words(conn, [row.id for row in rows])
    found = [
        AccountItem(
            id=row.id,
            day=time_of(row.occurred_at).date(),
            source=row.source,
            subject=row.subject,
            status=row.status,
            priority=row.priority,
            score=row.score,
            score_scale=row.score_scale,
            text=words.get(row.id, ""),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.day, one.id), reverse=True)


def _first_words(conn: Connection, items: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for ids in chunks(items):
        query = (
            select(_PART.item_id, func.substr(_PART.text, 1, _LONGEST).label("text"))
            .where(_PART.item_id.in_(ids), _PART.role == "customer", _PART.public.is_(True))
            .order_by(_PART.item_id, _PART.position, _PART.at, _PART.id)
        )
        for row in conn.execute(query):
            if row.text.strip():
                found.setdefault(row.item_id, row.text)
    return found


def _after(until: date) -> str:
    return (until + timedelta(days=1)).isoformat()
