"""Questions and their answers, as they were shown.

An answer may hold words of anybody whose feedback was read for it: those that cite an item go when it changes, and
all go when words are erased.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from workspace.store.asked_schema import asked_turn as table
from workspace.store.values import time_of, time_text

MOST = 300
"""How many are kept; the oldest go first."""


@dataclass(frozen=True, slots=True)
class AskedRow:
    """``cited`` are the ids of the items that the answer cites; ``month`` is empty for none."""

    number: int
    at: datetime
    question: str
    account: str
    theme: str
    month: str
    cited: tuple[str, ...]
    answer: str


def add_turn(conn: Connection, row: AskedRow) -> int:
    """Write a turn down; it gets the next number, whatever number it has, which is returned."""
    number = int(conn.execute(select(func.max(table.c.number))).scalar() or 0) + 1
    conn.execute(
        table.insert().values(
            number=number,
            at=time_text(row.at),
            question=row.question,
            account_id=row.account,
            theme_id=row.theme,
            month=row.month,
            cited=json.dumps(row.cited),
            answer=row.answer,
        )
    )
    conn.execute(delete(table).where(table.c.number <= number - MOST))
    return number


def all_turns(conn: Connection) -> list[AskedRow]:
    """All that are kept, the newest first."""
    return [
        AskedRow(
            row.number,
            time_of(row.at),
            row.question,
            row.account_id,
            row.theme_id,
            row.month,
            tuple(json.loads(row.cited)),
            row.answer,
        )
        for row in conn.execute(select(table).order_by(table.c.number.desc()))
    ]


def drop_turns(conn: Connection, numbers: Sequence[int] | None = None) -> int:
    """Delete turns, by default all; returns how many there were."""
    query = delete(table)
    if numbers is not None:
        query = query.where(table.c.number.in_(numbers))
    return conn.execute(query).rowcount


def drop_turns_citing(conn: Connection, item_ids: Iterable[str]) -> int:
    """Delete the turns whose answers cite any of these items; returns how many."""
    gone = frozenset(item_ids)
    rows = conn.execute(select(table.c.number, table.c.cited)).all()
    citing = [row.number for row in rows if not gone.isdisjoint(json.loads(row.cited))]
    return drop_turns(conn, citing) if citing else 0
