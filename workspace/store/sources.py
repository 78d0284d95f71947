"""Which file brought a stored row: its values, and the import that wrote it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, tuple_

from accounts.explanation import RowKey
from accounts.tables import TABLES
from workspace.store import draft_plays
from workspace.store.imports import ImportedFile
from workspace.store.schema import BOOK, import_run
from workspace.store.schema import item as item_table
from workspace.store.values import chunks, time_of

_ITEM_COLUMNS = (
    "external_id",
    "source",
    "account_id",
    "occurred_at",
    "score",
    "status",
    "priority",
    "subject",
)
_FEEDBACK = "feedback"


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A stored row: its ``values`` that are not empty, the ``files`` of the import that wrote it last and when
    that was, and for feedback the ``line`` of its file. Without an import: no files, None."""

    key: RowKey
    values: Mapping[str, object]
    files: tuple[ImportedFile, ...]
    imported: datetime | None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    values: Mapping[str, object]
    import_id: str
    file: str = ""
    line: int | None = None


def source_rows(conn: Connection, keys: Sequence[RowKey]) -> list[SourceRow]:
    """The rows of ``keys`` in that order. One that the store does not hold has no values."""
    found: dict[RowKey, _Found] = {}
    for kind in sorted({key.kind for key in keys}):
        own = [key.key for key in keys if key.kind == kind]
        found |= _feedback(conn, own) if kind == _FEEDBACK else _of_book(conn, kind, own)
    imports = _imports(conn, {one.import_id for one in found.values()})
    nothing = _Found({}, "")
    return [_source_row(key, found.get(key, nothing), imports) for key in keys]


def _source_row(
    key: RowKey, found: _Found, imports: Mapping[str, tuple[tuple[ImportedFile, ...], datetime]]
) -> SourceRow:
    files, at = imports.get(found.import_id, ((), None))
    own = tuple(file for file in files if file.name == found.file) or files
    return SourceRow(key, found.values, own, at, found.line)


def _of_book(conn: Connection, kind: str, keys: Sequence[tuple[str, ...]]) -> dict[RowKey, _Found]:
    table, declared = BOOK[kind], TABLES[kind]
    columns = [table.c[column.name] for column in declared.columns]
    named = [table.c[name] for name in declared.key]
    found = {}
    for batch in chunks(keys, 150):
        query = select(*columns, table.c.import_id).where(tuple_(*named).in_(batch))
        for row in conn.execute(query).mappings():
            values = {column.name: row[column.name] for column in columns}
            key = tuple(str(values[name]) for name in declared.key)
            found[RowKey(kind, key)] = _Found(_filled(values), row["import_id"])
    return _with_drafts(conn, keys, found) if kind == draft_plays.KIND else found


def _with_drafts(
    conn: Connection, keys: Sequence[tuple[str, ...]], found: dict[RowKey, _Found]
) -> dict[RowKey, _Found]:
    """Plays that drafts tell of: what they say over what a file says, which is the only one to have an import."""
    wanted = set(keys)
    for key, play in draft_plays.draft_plays(conn).items():
        if key in wanted:
            own = RowKey(draft_plays.KIND, key)
            before = found.get(own, _Found({}, ""))
            found[own] = _Found({**before.values, **_filled(play.row), "draft": play.draft}, before.import_id)
    return found


def _feedback(conn: Connection, keys: Sequence[tuple[str, ...]]) -> dict[RowKey, _Found]:
    names = [*_ITEM_COLUMNS, "id", "file", "row", "import_id"]
    found = {}
    for batch in chunks(key[0] for key in keys):
        query = select(*(item_table.c[name] for name in names)).where(item_table.c.id.in_(batch))
        for row in conn.execute(query).mappings():
            values = _filled({name: row[name] for name in _ITEM_COLUMNS})
            found[RowKey(_FEEDBACK, (row["id"],))] = _Found(values, row["import_id"], row["file"], row["row"])
    return found


def _filled(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value not in (None, "")}


def _imports(conn: Connection, ids: Collection[str]) -> dict[str, tuple[tuple[ImportedFile, ...], datetime]]:
    found = {}
    for batch in chunks(sorted(ids)):
        query = select(import_run.c.id, import_run.c.at, import_run.c.files).where(import_run.c.id.in_(batch))
        for row in conn.execute(query):
            files = tuple(ImportedFile(name, digest) for name, digest in json.loads(row.files))
            found[row.id] = (files, time_of(row.at))
    return found
