"""Feedback in the store: writing what an import brings, whatever the order it comes in.

Parts may arrive before their item and the other way round, so a part has no foreign key on its item. The
same records in another order, or twice, end in the same rows: a newer version wins, an older one only adds
parts that were missing, and who spoke is worked out from all that is there (``speakers``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects.sqlite import insert

from foundation.ids import content_id
from ingest.items import FeedbackItem, FeedbackRecord, Part, Source
from workspace.store.assignments import assigned_items
from workspace.store.matches import assigned
from workspace.store.schema import item as item_table
from workspace.store.schema import part as part_table
from workspace.store.speakers import resolve_speakers
from workspace.store.values import UpsertCounts, chunks, pairs_text, time_text

Row = dict[str, object]


@dataclass(slots=True)
class _Batch:
    """What the store holds of one batch's ids, brought up to date record by record, and what to write."""

    items: dict[str, Row]
    parts: dict[str, Row]
    changed_items: dict[str, Row] = field(default_factory=dict)
    changed_parts: dict[str, Row] = field(default_factory=dict)
    whole: dict[str, set[str]] = field(default_factory=dict)
    assigned: dict[str, str] = field(default_factory=dict)


def upsert_feedback(conn: Connection, records: Iterable[FeedbackRecord], import_id: str) -> UpsertCounts:
    """Write ``records``, in batches, and say how many were new, changed and the same.

    Per item the version with the newer ``updated_at`` wins; of two with the same time, the later import.
    A lone part's version is its ``at``. Records that never had an update time of their own are as new as
    their import, so that a date read wrongly is mended by importing again. The file and row
    that it came from do not make a record new.
    """
    counts = UpsertCounts()
    for records_chunk in chunks(records):
        batch = _load(conn, records_chunk)
        for record in records_chunk:
            counts += _take(batch, record, import_id)
        _write(conn, item_table, batch.changed_items)
        _write(conn, part_table, batch.changed_parts)
        _forget_others(conn, batch.whole)
    resolve_speakers(conn)
    return counts


def _load(conn: Connection, records: list[FeedbackRecord]) -> _Batch:
    item_ids = {record.item.id for record in records if record.item}
    part_ids = {part.id for record in records for part in record.parts}
    batch = _Batch(_by_id(conn, item_table, item_ids), _by_id(conn, part_table, part_ids))
    batch.assigned = assigned_items(conn, item_ids)
    return batch


def _by_id(conn: Connection, table: Table, ids: set[str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for ids_chunk in chunks(sorted(ids)):
        for row in conn.execute(select(table).where(table.c.id.in_(ids_chunk))).mappings():
            found[row["id"]] = dict(row)
    return found


def _take(batch: _Batch, record: FeedbackRecord, import_id: str) -> UpsertCounts:
    corrects = record.item is not None and _corrects(batch, record.item, import_id)
    outcomes = [_take_part(batch, part, record.item, import_id, corrects) for part in record.parts]
    if record.item is not None:
        if record.item.source is Source.CALL:  # a call's file holds all of its turns
            batch.whole[record.item.id] = {part.id for part in record.parts}
        outcome = _take_item(batch, record.item, import_id, corrects)
        if outcome == "unchanged" and any(found != "unchanged" for found in outcomes):
            outcome = "updated"
    elif "kept" in outcomes:
        outcome = "kept"
    else:
        outcome = "updated" if "updated" in outcomes else "unchanged"
    return UpsertCounts(**{outcome: 1})


def _forget_others(conn: Connection, whole: dict[str, set[str]]) -> None:
    """Take away parts of items that came whole and no longer hold them."""
    table = part_table.c
    for item_id, kept in sorted(whole.items()):
        conn.execute(delete(part_table).where(table.item_id == item_id, table.id.not_in(sorted(kept))))


def _corrects(batch: _Batch, item: FeedbackItem, import_id: str) -> bool:
    """Whether neither the item nor what an earlier import stored of it tells when it was last changed."""
    stored = batch.items.get(item.id)
    return (
        stored is not None
        and stored["import_id"] != import_id
        and stored["updated_at"] == stored["occurred_at"]
        and item.updated_at == item.occurred_at
    )


def _take_item(batch: _Batch, item: FeedbackItem, import_id: str, corrects: bool) -> str:
    stored = batch.items.get(item.id)
    if item.id in batch.assigned:
        item = replace(item, account=assigned(batch.assigned[item.id]))
    row = _item_row(item, import_id)
    if stored is not None:
        if row["account_id"] is None and row["hints"] == stored["hints"]:
            for column in ("account_id", "match_method", "match_reason"):
                row[column] = stored[column]
        same = row["content"] == stored["content"] and row["account_id"] == stored["account_id"]
        if same or (not corrects and str(row["updated_at"]) < str(stored["updated_at"])):
            return "unchanged"
    batch.items[item.id] = batch.changed_items[item.id] = row
    return "kept" if stored is None else "updated"


def _take_part(batch: _Batch, part: Part, item: FeedbackItem | None, import_id: str, corrects: bool) -> str:
    stored = batch.parts.get(part.id)
    row = _part_row(part, item, import_id)
    if stored is not None:
        version, held = str(row["version"]), str(stored["version"])
        if (version < held and not corrects) or (row["content"] == stored["content"] and version == held):
            return "unchanged"
        row["role"] = stored["role"] if part.role is None else row["role"]
    batch.parts[part.id] = batch.changed_parts[part.id] = row
    if stored is None:
        return "kept"
    return "unchanged" if row["content"] == stored["content"] else "updated"


def _item_row(item: FeedbackItem, import_id: str) -> Row:
    row: Row = {
        "id": item.id,
        "source": item.source.value,
        "external_id": item.external_id,
        "occurred_at": time_text(item.occurred_at),
        "updated_at": time_text(item.updated_at),
        "subject": item.subject,
        "score": None if item.score is None else float(item.score),
        "score_scale": item.score_scale,
        "status": item.status,
        "priority": item.priority,
        "tags": pairs_text(item.tags),
        "requester": item.requester,
        "assignee": item.assignee,
        "hints": pairs_text(item.hints),
    }
    row["content"] = content_id(*(repr(value) for value in row.values()), length=32)
    row |= {
        "account_id": item.account.account_id,
        "match_method": item.account.method.value,
        "match_reason": item.account.reason,
        "file": item.file,
        "row": item.row,
        "import_id": import_id,
        "metadata_only": item.metadata_only,
    }
    return row


def _part_row(part: Part, item: FeedbackItem | None, import_id: str) -> Row:
    at = time_text(part.at) if part.at else None
    given = part.role.value if part.role else None
    row: Row = {
        "id": part.id,
        "item_id": part.item_id,
        "position": part.position,
        "given_role": given,
        "text": part.text,
        "speaker": part.speaker,
        "author": part.author,
        "at": at,
        "public": part.public,
    }
    row["content"] = content_id(*(repr(value) for value in row.values()), length=32)
    version = time_text(item.updated_at) if item else at or ""
    own = {"language": part.language, "source_key": part.source_key}
    return row | own | {"role": given, "version": version, "import_id": import_id}


def _write(conn: Connection, table: Table, rows: dict[str, Row]) -> None:
    if not rows:
        return
    statement = insert(table)
    columns = {column.name: statement.excluded[column.name] for column in table.c if column.name != "id"}
    conn.execute(statement.on_conflict_do_update(index_elements=["id"], set_=columns), list(rows.values()))
