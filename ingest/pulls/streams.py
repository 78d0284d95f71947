"""What a vendor's file offers: how to sign in, what must be known first, and streams that are read in pages.

A stream is a step from one position to the next, and a position is a small JSON object. Whoever stores the
page and its position together can be killed at any moment and go on without loss.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from foundation.errors import ModelError
from foundation.keys import Keys
from ingest.files import SourceFile
from ingest.pulls.http import Door, Json
from ingest.pulls.sites import Login

Position = Mapping[str, str | int]
"""Where a stream stands, in the vendor's own terms."""

Seen = Callable[[str, int], None]
"""Hears how many rows of a kind are known by now."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as files for the readers, the number of its rows, and where to go on from. ``last``: the vendor
    has nothing more for now, and the position is where a later pull begins."""

    files: tuple[SourceFile, ...]
    rows: int
    position: Position
    last: bool


@dataclass(frozen=True, slots=True)
class Stream:
    """``start`` gives the position of everything since a moment (seconds since 1970); ``page`` reads on;
    ``again`` is a position without its cursor, for a cursor that the vendor no longer knows."""

    name: str
    start: Callable[[int], Position]
    page: Callable[[Door, Position], Page]
    again: Callable[[Position], Position]


class Trail:
    """The positions that a stream has been at, and what the pages there held; one that comes again would go
    round for ever."""

    def __init__(self, vendor: str) -> None:
        self._vendor = vendor
        self._seen: set[str] = set()

    def step(self, position: Position) -> None:
        """Note where it stands; ModelError when it stood there before."""
        self._mark(json.dumps(position, sort_keys=True))

    def page(self, page: Page) -> None:
        """Note what a page holds; ModelError when another position held the very same."""
        if page.rows and page.files:
            digest = hashlib.sha256()
            for file in page.files:
                with file.open() as stream:
                    digest.update(stream.read())
            self._mark(digest.hexdigest())

    def _mark(self, mark: str) -> None:
        if mark in self._seen:
            raise ModelError(
                f"{self._vendor} leads back to a page that was read already",
                hint="What came before is kept; run the same command later.",
            )
        self._seen.add(mark)


def nothing_known(_door: Door, _seen: Seen) -> tuple[SourceFile, ...]:
    """For a vendor whose pages tell all by themselves."""
    return ()


@dataclass(frozen=True, slots=True)
class Vendor:
    """``kind`` is what it feeds (``tickets``, ``nps``, ``calls``), ``format`` the reader of its pages.
    ``login`` takes the keys and a base URL that replaces the usual one; ``known`` fetches what every page is
    read with (people, organizations)."""

    name: str
    kind: str
    format: str | None
    login: Callable[[Keys, str], Login]
    streams: tuple[Stream, ...]
    known: Callable[[Door, Seen], tuple[SourceFile, ...]] = nothing_known


def rows_of(values: Mapping[str, object], name: str) -> list[Json]:
    """The list of objects ``name`` of an answer; ModelError when it is not as documented."""
    rows = values.get(name)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ModelError(f"an answer has no list {name!r}", hint="Check the base URL; see docs/pulls.md.")
    return rows


def packed(name: str, values: object) -> SourceFile:
    """A file in memory that holds ``values`` as JSON."""
    return SourceFile.of_bytes(name, json.dumps(values).encode("ascii"))


def number_of(value: object) -> int:
    """A whole number that JSON holds as a number or as text; 0 for anything else, infinity among it."""
    if isinstance(value, int | float):
        return int(value) if math.isfinite(value) else 0
    return int(value) if isinstance(value, str) and value.strip().isdecimal() else 0


def text_of(value: object) -> str:
    """A text or number as text; empty for anything else."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def slim(rows: Sequence[Json], names: Sequence[str]) -> list[Json]:
    """The rows with these fields alone, so that many can be kept in memory."""
    return [{name: row[name] for name in names if row.get(name) is not None} for row in rows]
