"""What people decided about themes, in the order in which they did: rows are added and marked undone, never
taken away, so that an edit's number means the same for ever."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache

import numpy as np
from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, func, select

from synthesis.edits import CHANGES, Anchor, Change, Edit, Move, Operation, anchored, unit
from workspace.store.embeddings import load_vectors, text_hash
from workspace.store.schema import statement, theme_edit
from workspace.store.values import chunks, time_of, time_text


def edits(conn: Connection) -> tuple[Edit, ...]:
    """All edits, undone ones too, in the order in which they were made."""
    return tuple(_edit(row) for row in conn.execute(select(theme_edit).order_by(theme_edit.c.id)))


def next_number(conn: Connection) -> int:
    """The number that the next edit gets."""
    return int(conn.execute(select(func.max(theme_edit.c.id))).scalar() or 0) + 1


def add_edit(conn: Connection, at: datetime, theme_id: str, change: Change) -> Edit:
    """Write a new edit; its number is one more than the last."""
    edit = Edit(next_number(conn), at, theme_id, change)
    conn.execute(
        theme_edit.insert().values(
            id=edit.number,
            at=time_text(at),
            operation=edit.operation.value,
            theme_id=theme_id,
            payload=_payload(change),
            undone_at="",
        )
    )
    return edit


def mark_undone(conn: Connection, numbers: Iterable[int], at: datetime) -> None:
    """Note that these edits stand no longer."""
    own = theme_edit.c.id.in_(sorted(numbers))
    conn.execute(theme_edit.update().where(own).values(undone_at=time_text(at)))


def forget_statements(conn: Connection, ids: Collection[str]) -> int:
    """Take statements out of all that edits hold, undone ones too; returns how many edits held one.

    A centre that they were part of is made anew from the vectors of those that stay, where the store has them.
    """
    dead = set(ids)
    changed = 0
    for edit in edits(conn) if dead else ():
        change = anchored(edit.change, lambda anchor: _without(conn, anchor, dead))
        if isinstance(change, Move) and change.statement in dead:
            change = replace(change, statement="")
        if change != edit.change:
            own = theme_edit.c.id == edit.number
            conn.execute(theme_edit.update().where(own).values(payload=_payload(change)))
            changed += 1
    return changed


def _without(conn: Connection, anchor: Anchor, dead: set[str]) -> Anchor:
    kept = tuple(one for one in anchor.statements if one not in dead)
    if kept == anchor.statements:
        return anchor
    keys: set[str] = set()
    for batch in chunks(kept):
        texts = conn.execute(select(statement.c.text).where(statement.c.id.in_(batch))).scalars()
        keys.update(text_hash(text) for text in texts)
    vectors = load_vectors(conn, anchor.model, sorted(keys))
    rows = [vectors[key] for key in sorted(vectors)]
    centre = unit(np.stack(rows).astype(np.float64).sum(axis=0)) if rows else None
    return Anchor.of(anchor.theme_id, kept, centre, anchor.model)


@cache
def _adapter(operation: Operation) -> TypeAdapter[Change]:
    return TypeAdapter(CHANGES[operation])


def _payload(change: Change) -> str:
    operation = next(one for one, kind in CHANGES.items() if kind is type(change))
    return _adapter(operation).dump_json(change).decode()


def _edit(row: Row[tuple[object, ...]]) -> Edit:
    return Edit(
        number=row.id,
        at=time_of(row.at),
        theme_id=row.theme_id,
        change=_adapter(Operation(row.operation)).validate_json(row.payload),
        undone_at=time_of(row.undone_at) if row.undone_at else None,
    )
