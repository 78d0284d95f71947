"""Feedback in the store: writing what an import brings, whatever the order it comes in.

Parts may arrive before their item and the other way round, so a part has no foreign key on its item. The
same records in another order, or twice, end in the same rows (``feedback_batch`` has the rules), and who
spoke is worked out from all that is there (``speakers``). Words that are replaced or taken away also leave
the runs that quote them (``erasing``).
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, Connection, Table, delete, select
from sqlalchemy.dialects.sqlite import insert

from ingest.items import FeedbackRecord
from workspace.store.assignments import assigned_items
from workspace.store.changes import save_changes
from workspace.store.erasing import mark_erased
from workspace.store.feedback_batch import Batch
from workspace.store.feedback_rows import Row
from workspace.store.forgetting import erase_items
from workspace.store.forgotten import Forgotten, load_forgotten
from workspace.store.repeats import Brought, Repeats
from workspace.store.schema import item as item_table
from workspace.store.schema import part as part_table
from workspace.store.speakers import resolve_speakers
from workspace.store.tombstones import load_graves, save_graves
from workspace.store.values import UpsertCounts, chunks


def upsert_feedback(conn: Connection, records: Iterable[FeedbackRecord], import_id: str) -> UpsertCounts:
    """Write ``records``, in batches, and say how many were new, changed and the same.

    The file and row that a record came from do not make it new. Records that never had an update time of
    their own are as new as their import, so that a date read wrongly is mended by importing again.
    """
    counts = UpsertCounts()
    forgotten = load_forgotten(conn)
    repeats = Repeats(conn, import_id)
    touched: set[str] = set()
    for records_chunk in chunks(records):
        batch = _load(conn, records_chunk, import_id, forgotten, repeats)
        for record in records_chunk:
            counts += batch.take(record)
        touched |= _save(conn, batch, repeats)
    none_after_all = repeats.close()
    if touched:
        mark_erased(conn, touched)
    resolve_speakers(conn)
    return counts + UpsertCounts(updated=-none_after_all, unchanged=none_after_all)


def _load(
    conn: Connection, records: list[FeedbackRecord], import_id: str, forgotten: Forgotten, repeats: Repeats
) -> Batch:
    own = {record.item.id for record in records if record.item}
    gone = {record.gone.id for record in records if record.gone}
    parts = [part for record in records for part in record.parts]
    part_ids = {part.id for part in parts} | gone
    item_ids = own | gone | {part.item_id for part in parts}
    whole = own | gone | {part.item_id for part in parts if part.source_key}
    stored = _rows(conn, part_table, part_table.c.id, part_ids)
    stored |= _rows(conn, part_table, part_table.c.item_id, whole)
    return Batch(
        import_id=import_id,
        forgotten=forgotten,
        items=_rows(conn, item_table, item_table.c.id, item_ids),
        parts=stored,
        graves=load_graves(conn, item_ids | part_ids | gone),
        assigned=assigned_items(conn, own),
        brought=Brought(repeats.load(own | part_ids)),
    )


def _rows(conn: Connection, table: Table, column: Column[str], ids: set[str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for batch in chunks(sorted(ids)):
        for row in conn.execute(select(table).where(column.in_(batch))).mappings():
            found[row["id"]] = dict(row)
    return found


def _save(conn: Connection, batch: Batch, repeats: Repeats) -> set[str]:
    """Write the batch; returns the items that may have lost words."""
    repeats.keep(item_table, batch.gone_items | batch.changed_items.keys())
    repeats.keep(part_table, batch.gone_parts.keys() | batch.changed_parts.keys())
    for table, ids in ((item_table, batch.gone_items), (part_table, set(batch.gone_parts))):
        for some in chunks(sorted(ids)):
            conn.execute(delete(table).where(table.c.id.in_(some)))
    _write(conn, item_table, batch.changed_items)
    _write(conn, part_table, batch.changed_parts)
    save_graves(conn, batch.fresh_graves)
    save_changes(conn, batch.notes.changes)
    touched = {str(batch.parts[key]["item_id"]) for key in batch.reworded if key in batch.parts}
    erase_items(conn, batch.buried)
    repeats.save(batch.brought)
    return touched | batch.buried | {str(row["item_id"]) for row in batch.gone_parts.values()}


def _write(conn: Connection, table: Table, rows: dict[str, Row]) -> None:
    if not rows:
        return
    statement = insert(table)
    columns = {column.name: statement.excluded[column.name] for column in table.c if column.name != "id"}
    conn.execute(statement.on_conflict_do_update(index_elements=["id"], set_=columns), list(rows.values()))
