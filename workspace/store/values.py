"""How values stand in the store's columns: times, tags and vectors to text and bytes, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import Connection, Select

from synthesis.themes import Vectors

Value = TypeVar("Value")

CHUNK = 500
"""How many values go into one ``IN (…)`` or one batch of rows."""

_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class UpsertCounts:
    """What writing records did: ``kept`` are new, ``updated`` differ from what was there. ``deleted`` were
    left out as their source has deleted them, ``forgotten`` as they were forgotten here. ``gone`` counts
    those that were here and that a record of their deletion took away; such a record is none of the rest."""

    kept: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    forgotten: int = 0
    gone: int = 0

    def __add__(self, other: UpsertCounts) -> UpsertCounts:
        return UpsertCounts(
            self.kept + other.kept,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.deleted + other.deleted,
            self.forgotten + other.forgotten,
            self.gone + other.gone,
        )


def time_text(moment: datetime) -> str:
    """Aware time as text in UTC with microseconds, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def time_of(text: str) -> datetime:
    return datetime.fromisoformat(text)


def pairs_text(pairs: Sequence[object]) -> str:
    """Strings, or tuples of strings, as a JSON array."""
    return json.dumps(pairs, ensure_ascii=False, separators=(",", ":"))


def vector_bytes(vector: Vectors) -> bytes:
    """float32, little endian."""
    return np.ascontiguousarray(vector, dtype="<f4").tobytes()


def vector_of(blob: bytes) -> Vectors:
    """A vector of its own memory, shape (dim,), in the machine's byte order."""
    return np.frombuffer(blob, dtype="<f4").astype(np.float32)


@lru_cache(maxsize=4096)
def day_of(text: str) -> date:
    """The day (UTC) of a stored day or time; years of feedback have some thousand of them."""
    return date.fromisoformat(text[:10])


def streamed(conn: Connection, query: Select[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a large answer as the database gives them, some thousand in memory at a time. Only for texts and
    numbers, which need no reading of their own: it takes half the time."""
    result = conn.execute(query)
    try:
        while result.cursor is not None and (block := result.cursor.fetchmany(_BLOCK)):
            yield from block
    finally:
        result.close()


def chunks(values: Iterable[Value], size: int = CHUNK) -> Iterator[list[Value]]:
    """``values`` in lists of at most ``size``."""
    stream = iter(values)
    while chunk := list(islice(stream, size)):
        yield chunk
