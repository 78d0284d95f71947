"""What a synthesis made of each part: where its statements stand, what they are, and what was left out.

A cache. A row's key hashes everything that the reading depends on, the words and the engine's code among them;
a row with another key is as good as none. It holds places and figures, no words, and is emptied whenever words
are taken back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from synthesis.themes import ThemeKind
from workspace.store.schema import part, part_reading
from workspace.store.values import chunks


@dataclass(frozen=True, slots=True)
class PartReading:
    """``found`` are the statements in order: start, end, kind and severity; ``dropped`` counts by reason."""

    key: str
    found: tuple[tuple[int, int, ThemeKind, float], ...]
    dropped: Mapping[str, int]


def load_readings(conn: Connection) -> dict[str, PartReading]:
    """Every reading by part id."""
    return {
        row.part_id: _reading(row.key, json.loads(row.body)) for row in conn.execute(select(part_reading))
    }


def save_readings(conn: Connection, readings: Mapping[str, PartReading]) -> None:
    """Keep ``readings`` in place of those of the same parts; readings of parts that are gone go too."""
    conn.execute(delete(part_reading).where(part_reading.c.part_id.not_in(select(part.c.id))))
    write = insert(part_reading)
    fresh = {name: write.excluded[name] for name in ("key", "body")}
    for batch in chunks(sorted(readings.items())):
        rows = [
            {"part_id": part_id, "key": one.key, "body": json.dumps([one.found, one.dropped])}
            for part_id, one in batch
        ]
        conn.execute(write.on_conflict_do_update(index_elements=["part_id"], set_=fresh), rows)


def drop_readings(conn: Connection, part_ids: Iterable[str] | None = None) -> None:
    """Forget those of these parts, by default all."""
    if part_ids is None:
        conn.execute(delete(part_reading))
        return
    for batch in chunks(sorted(part_ids)):
        conn.execute(delete(part_reading).where(part_reading.c.part_id.in_(batch)))


def _reading(key: str, body: list[object]) -> PartReading:
    found, dropped = body
    assert isinstance(found, list)
    assert isinstance(dropped, dict)
    places = tuple((start, end, ThemeKind(kind), severity) for start, end, kind, severity in found)
    return PartReading(key, places, dropped)
