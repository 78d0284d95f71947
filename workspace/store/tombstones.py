"""What is gone at its source: ids of items and parts, with the time up to which they stay gone.

A version is dead when it is not newer than its tombstone. That depends on the set of records alone, never on
their order: an older file brings nothing back, a newer version does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from workspace.store.schema import tombstone as table
from workspace.store.values import chunks

FOREVER = ""

SUPERSEDED = "superseded"
"""In place of an import's id, before the source key, on the tombstone of a part that gave way to another."""


@dataclass(frozen=True, slots=True)
class Grave:
    """``at``: versions up to this time are gone (as stored text, ``FOREVER``: all). ``import_id`` says which
    import, or what else, wrote it."""

    at: str
    import_id: str

    def holds(self, version: str) -> bool:
        """Whether a version of this time is gone."""
        return self.at == FOREVER or version <= self.at

    @property
    def superseded_key(self) -> str:
        """The source key of a part that gave way to another of it; empty for what is gone otherwise."""
        found, _, key = self.import_id.partition(" ")
        return key if found == SUPERSEDED else ""

    def later_than(self, other: Grave | None) -> bool:
        """Whether this one reaches further; of equals the lesser import id counts."""
        if other is None:
            return True
        if FOREVER in (self.at, other.at) and self.at != other.at:
            return self.at == FOREVER
        return self.at > other.at


def load_graves(conn: Connection, ids: Iterable[str]) -> dict[str, Grave]:
    """The tombstones of these ids."""
    found: dict[str, Grave] = {}
    for batch in chunks(sorted(ids)):
        for row in conn.execute(select(table).where(table.c.id.in_(batch))):
            found[row.id] = Grave(row.at, row.import_id)
    return found


def save_graves(conn: Connection, graves: Mapping[str, Grave]) -> None:
    """Write tombstones in place of those that are there."""
    if not graves:
        return
    statement = insert(table)
    fresh = {"at": statement.excluded.at, "import_id": statement.excluded.import_id}
    conn.execute(
        statement.on_conflict_do_update(index_elements=["id"], set_=fresh),
        [{"id": key, "at": grave.at, "import_id": grave.import_id} for key, grave in sorted(graves.items())],
    )
