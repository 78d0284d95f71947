"""What later imports changed: of short fields the value before and after, of words only that they changed.

The words themselves are not kept: what a customer or a source took back is gone for good.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from workspace.store.schema import item_change as table
from workspace.store.values import chunks

SHORT = ("account_id", "status", "priority", "score", "assignee", "occurred_at")
WORDS = ("subject", "tags")
NAMES = {"account_id": "account", "occurred_at": "date"}


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an item or, with ``part_id``, of one of its parts. ``origin`` is the import's id, or
    ``by hand`` and when. ``at`` is the version's time at its source, as stored text."""

    item_id: str
    origin: str
    field: str
    before: str
    after: str
    at: str
    part_id: str = ""


def save_changes(conn: Connection, found: Iterable[Change]) -> None:
    """Write changes; of several of one field in one import the first ``before`` and last ``after`` stand."""
    statement = insert(table)
    fresh = {"after": statement.excluded.after, "at": statement.excluded.at}
    keys = ["item_id", "import_id", "part_id", "field"]
    for batch in chunks(found):
        conn.execute(
            statement.on_conflict_do_update(index_elements=keys, set_=fresh),
            [
                {
                    "item_id": one.item_id,
                    "import_id": one.origin,
                    "part_id": one.part_id,
                    "field": one.field,
                    "before": one.before,
                    "after": one.after,
                    "at": one.at,
                }
                for one in batch
            ],
        )


def changes_of(conn: Connection, item_id: str) -> list[Change]:
    """An item's changes, by what wrote them, then by part and field."""
    query = select(table).where(table.c.item_id == item_id)
    query = query.order_by(table.c.import_id, table.c.part_id, table.c.field)
    return [
        Change(row.item_id, row.import_id, row.field, row.before, row.after, row.at, row.part_id)
        for row in conn.execute(query)
    ]
