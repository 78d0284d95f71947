"""Which account each stored item belongs to: worked out from what the item says of itself, whenever the book,
the assignments or the organizations have changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from ingest.items import AccountMatch, MatchMethod
from workspace.store.assignments import assigned_items
from workspace.store.schema import item as item_table
from workspace.store.values import chunks

MatchHints = Callable[[Sequence[tuple[str, str]]], AccountMatch]
"""Finds the account that hints (kind, value) point to."""

_ITEM = item_table.c


@dataclass(frozen=True, slots=True)
class Moved:
    """An item whose account changed, from and to which; None is no account."""

    item_id: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Unmatched items that say the same of their account, from one source: how many, the first and last day
    (YYYY-MM-DD), the least ids, and why none was found."""

    hints: tuple[tuple[str, str], ...]
    source: str
    items: int
    first: str
    last: str
    reason: str
    ids: tuple[str, ...]


def hints_of(text: str) -> tuple[tuple[str, str], ...]:
    """The hints column as pairs."""
    return tuple((str(kind), str(value)) for kind, value in json.loads(text))


def assigned(account_id: str) -> AccountMatch:
    """What a person said of a single item."""
    return AccountMatch(account_id, MatchMethod.HAND, "item assigned by hand")


def rematch(conn: Connection, match: MatchHints, *, everything: bool = False) -> list[Moved]:
    """Try the hints of unmatched items again, or of all items; returns those whose account changed.

    An item that was assigned by hand keeps that account.
    """
    query = select(_ITEM.id, _ITEM.hints, _ITEM.account_id, _ITEM.match_method, _ITEM.match_reason)
    if not everything:
        query = query.where(_ITEM.account_id.is_(None))
    by_hand = assigned_items(conn)
    answers: dict[str, AccountMatch] = {}
    moved: list[Moved] = []
    changes: list[tuple[object, ...]] = []
    for row in conn.execute(query.order_by(_ITEM.id)):
        if row.id in by_hand:
            found = assigned(by_hand[row.id])
        else:
            if row.hints not in answers:
                answers[row.hints] = match(hints_of(row.hints))
            found = answers[row.hints]
        fresh = (found.account_id, found.method.value, found.reason)
        if fresh != (row.account_id, row.match_method, row.match_reason):
            changes.append((*fresh, row.id))
        if found.account_id != row.account_id:
            moved.append(Moved(row.id, row.account_id, found.account_id))
    if changes:
        sql = "UPDATE item SET account_id = ?, match_method = ?, match_reason = ? WHERE id = ?"
        conn.exec_driver_sql(sql, changes)
    return moved


def unmatched_by_hints(conn: Connection) -> Iterator[Unmatched]:
    """Unmatched items by what they say, in order of their hints and source."""
    day = func.substr(_ITEM.occurred_at, 1, 10)
    query = (
        select(
            _ITEM.hints,
            _ITEM.source,
            func.count().label("items"),
            func.min(day).label("first"),
            func.max(day).label("last"),
            func.min(_ITEM.match_reason).label("reason"),
            func.min(_ITEM.id).label("least"),
            func.max(_ITEM.id).label("greatest"),
        )
        .where(_ITEM.account_id.is_(None))
        .group_by(_ITEM.hints, _ITEM.source)
        .order_by(_ITEM.hints, _ITEM.source)
    )
    for row in conn.execute(query):
        ids = tuple(dict.fromkeys((row.least, row.greatest)))
        yield Unmatched(hints_of(row.hints), row.source, row.items, row.first, row.last, row.reason, ids)


@dataclass(frozen=True, slots=True)
class UnmatchedItem:
    """One item without an account; ``day`` (YYYY-MM-DD) in UTC, ``subject`` empty where it has none."""

    id: str
    external_id: str
    source: str
    day: str
    subject: str
    hints: tuple[tuple[str, str], ...]


def unmatched_items(conn: Connection) -> Iterator[UnmatchedItem]:
    """Unmatched items one by one, the latest first."""
    day = func.substr(_ITEM.occurred_at, 1, 10).label("day")
    columns = (_ITEM.id, _ITEM.external_id, _ITEM.source, _ITEM.subject, _ITEM.hints, day)
    query = select(*columns).where(_ITEM.account_id.is_(None)).order_by(_ITEM.occurred_at.desc(), _ITEM.id)
    for row in conn.execute(query):
        yield UnmatchedItem(
            row.id, row.external_id or "", row.source, row.day, row.subject or "", hints_of(row.hints)
        )


def item_ids(conn: Connection, wanted: str) -> list[str]:
    """Ids of the items that are called ``wanted``: by id, else by the id of their source system."""
    own = conn.execute(select(_ITEM.id).where(_ITEM.id == wanted)).scalars().all()
    return list(own) or list(
        conn.execute(select(_ITEM.id).where(_ITEM.external_id == wanted).order_by(_ITEM.id)).scalars()
    )


def accounts_of(conn: Connection, ids: Sequence[str]) -> dict[str, str | None]:
    """The accounts of items, by item id."""
    found: dict[str, str | None] = {}
    for batch in chunks(ids):
        query = select(_ITEM.id, _ITEM.account_id).where(_ITEM.id.in_(batch))
        found.update((row.id, row.account_id) for row in conn.execute(query))
    return found
