"""Settles what comes more than once within one import, so that the order of its rows decides nothing.

Of two records of one id and one version the one with the greater rank stands, a digest of what they say.
Which ids an import has brought, with their rank, and how the rows stood before it, are kept in temporary
tables for the import's time. At its end what was displaced and came back counts as unchanged: it has the row,
the origin and the history that it had.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects.sqlite import insert

from foundation.ids import content_id
from ingest.items import FeedbackItem, Part
from workspace.store.feedback_rows import Row, item_row, part_row, withdrawn
from workspace.store.schema import item as item_table
from workspace.store.schema import item_change
from workspace.store.schema import part as part_table
from workspace.store.values import chunks, time_text

_PLACE = ("import_id", "file", "row", "role")


@dataclass(slots=True)
class Brought:
    """What an import has brought of one batch's ids: ``ranks`` by id, those that are ``fresh``, how often each
    item was ``updated``, and which items came ``again``."""

    ranks: dict[str, str]
    fresh: dict[str, str] = field(default_factory=dict)
    updated: Counter[str] = field(default_factory=Counter)
    again: set[str] = field(default_factory=set)

    def note(self, key: str, rank: str) -> None:
        """Keep the rank of an item or a part."""
        self.ranks[key] = self.fresh[key] = rank

    def beats(self, part: Part, item: FeedbackItem | None, record: str) -> bool:
        """Whether the import has brought the part with more rank already, or as it is; else it is noted."""
        rank, best = part_rank(part, item, record), self.ranks.get(part.id, "")
        if rank <= best:
            return True
        self.note(part.id, rank)
        return False


class Repeats:
    """What one import has brought so far. ``close`` it within the same transaction."""

    def __init__(self, conn: Connection, import_id: str) -> None:
        self._conn, self._import = conn, import_id
        self._again: set[str] = set()
        self._drop()
        conn.exec_driver_sql(
            "CREATE TEMP TABLE brought (id TEXT PRIMARY KEY, rank TEXT, updated INTEGER) WITHOUT ROWID"
        )
        for name in ("item", "part"):
            conn.exec_driver_sql(f"CREATE TEMP TABLE {name}_before AS SELECT * FROM {name} WHERE 0")
            conn.exec_driver_sql(f"CREATE UNIQUE INDEX temp.{name}_before_id ON {name}_before (id)")

    def load(self, ids: Iterable[str]) -> dict[str, str]:
        """The ranks of those of ``ids`` that this import has brought before."""
        found: dict[str, str] = {}
        for some in chunks(sorted(ids)):
            marks = ", ".join("?" * len(some))
            query = f"SELECT id, rank FROM temp.brought WHERE id IN ({marks})"
            found.update((row.id, row.rank) for row in self._conn.exec_driver_sql(query, tuple(some)))
        return found

    def save(self, brought: Brought) -> None:
        """Keep what a batch has brought."""
        self._again.update(brought.again)
        rows = [(key, rank, brought.updated[key]) for key, rank in sorted(brought.fresh.items())]
        if rows:
            self._conn.exec_driver_sql(
                "INSERT INTO temp.brought VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "rank = excluded.rank, updated = updated + excluded.updated",
                rows,
            )

    def keep(self, table: Table, ids: Iterable[str]) -> None:
        """Remember how rows of earlier imports stand, before they are written or deleted."""
        name = table.name
        for some in chunks(sorted(ids)):
            marks = ", ".join("?" * len(some))
            self._conn.exec_driver_sql(
                f"INSERT OR IGNORE INTO temp.{name}_before SELECT * FROM main.{name} "
                f"WHERE id IN ({marks}) AND import_id <> ?",
                (*some, self._import),
            )

    def close(self) -> int:
        """Give back what came back; returns how many updates were none after all."""
        found = 0
        for some in chunks(sorted(self._again)):
            for item_id in some:
                if self._came_back(item_id):
                    own = item_change.c
                    mine = (own.item_id == item_id) & (own.import_id == self._import)
                    self._conn.execute(delete(item_change).where(mine))
                    count = "SELECT updated FROM temp.brought WHERE id = ?"
                    found += int(self._conn.exec_driver_sql(count, (item_id,)).scalar_one())
        self._drop()
        return found

    def _came_back(self, item_id: str) -> bool:
        """Whether the item and its parts are as before this import; then they say again where they came
        from."""
        before = self._before("item", "id", item_id)
        parts = self._before("part", "item_id", item_id)
        now = self._now(item_table, "id", item_id)
        parts_now = self._now(part_table, "item_id", item_id)
        if not now or (not before and now[item_id]["import_id"] == self._import):
            return False
        fresh = {key for key, row in parts_now.items() if row["import_id"] == self._import}
        if any(not _same(row, now.get(key)) for key, row in before.items()) or not fresh <= parts.keys():
            return False
        if any(not _same(row, parts_now.get(key)) for key, row in parts.items()):
            return False
        for table, rows in ((item_table, before), (part_table, parts)):
            for row in rows.values():
                statement = insert(table).values(**row)
                self._conn.execute(statement.on_conflict_do_update(index_elements=["id"], set_=row))
        return True

    def _before(self, name: str, column: str, item_id: str) -> dict[str, Row]:
        query = f"SELECT * FROM temp.{name}_before WHERE {column} = ?"
        table = item_table if name == "item" else part_table
        booleans = [one.name for one in table.c if one.type.python_type is bool]
        rows = [dict(row) for row in self._conn.exec_driver_sql(query, (item_id,)).mappings()]
        return {row["id"]: row | {name: bool(row[name]) for name in booleans} for row in rows}

    def _now(self, table: Table, column: str, item_id: str) -> dict[str, Row]:
        query = select(table).where(table.c[column] == item_id)
        return {row["id"]: dict(row) for row in self._conn.execute(query).mappings()}

    def _drop(self) -> None:
        for name in ("brought", "item_before", "part_before"):
            self._conn.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")


def _same(before: Row, now: Row | None) -> bool:
    return now is not None and all(before[name] == now[name] for name in before if name not in _PLACE)


def record_rank(item: FeedbackItem, parts: Iterable[Part]) -> str:
    """By what a record is told from others of its item in one import: words before metadata, then the newer
    version, then a digest of all that it says. The greatest stands."""
    said = sorted(str(part_row(part, item, "")["content"]) for part in parts)
    digest = content_id(str(item_row(item, "")["content"]), *said, length=32)
    return f"{int(not item.metadata_only)} {time_text(item.updated_at)} {digest}"


def part_rank(part: Part, item: FeedbackItem | None, record: str) -> str:
    """The same of a part, that came with the record of rank ``record`` or alone: its version, whether its
    source took words out, then the digest."""
    row = part_row(part, item, "")
    digest = record.rpartition(" ")[2] or row["content"]
    return f"{row['version']} {int(withdrawn(part.text))} {digest}"
