"""The log of imports: which files came, what became of their rows, what was left out and why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select

from foundation.ids import content_id
from ingest.items import Dropped, DropReason, ImportReport
from workspace.store.schema import dropped_row, import_run
from workspace.store.values import time_of, time_text


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file as it was read: its name as the operator gave it, and the hex SHA-256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class StoredImport:
    """An import as it was logged; the report lists the drops that were kept with their place."""

    id: str
    at: datetime
    files: tuple[ImportedFile, ...]
    report: ImportReport


def import_id(kind: str, files: Sequence[ImportedFile], at: datetime) -> str:
    """The id that ``save_import`` will give; items and rows carry it while the import still runs."""
    return content_id("import", kind, time_text(at), *(file.sha256 for file in files))


def save_import(conn: Connection, report: ImportReport, files: Sequence[ImportedFile], at: datetime) -> str:
    """Log a finished import and return its id; the same files at the same moment are one import."""
    own_id = import_id(report.kind, files, at)
    conn.execute(dropped_row.delete().where(dropped_row.c.import_id == own_id))
    conn.execute(import_run.delete().where(import_run.c.id == own_id))
    counts = {name: getattr(report, name) for name in _COUNTS}
    conn.execute(
        import_run.insert().values(
            id=own_id,
            at=time_text(at),
            kind=report.kind,
            format=report.format,
            files=json.dumps([[file.name, file.sha256] for file in files], ensure_ascii=False),
            report=json.dumps(counts, ensure_ascii=False),
        )
    )
    if report.drops:
        conn.execute(
            dropped_row.insert(),
            [
                {
                    "import_id": own_id,
                    "number": number,
                    "file": drop.file,
                    "row": drop.row,
                    "reason": drop.reason.value,
                    "column": drop.column,
                    "detail": drop.detail,
                }
                for number, drop in enumerate(report.drops)
            ],
        )
    return own_id


_COUNTS = (
    "read",
    "kept",
    "updated",
    "unchanged",
    "dropped",
    "unmatched_accounts",
    "redacted",
    "languages",
    "warnings",
)


def imports(conn: Connection) -> list[StoredImport]:
    """All imports, oldest first, ties by id."""
    drops: dict[str, list[Dropped]] = {}
    for row in conn.execute(select(dropped_row).order_by(dropped_row.c.import_id, dropped_row.c.number)):
        drop = Dropped(row.file, row.row, DropReason(row.reason), row.column, row.detail)
        drops.setdefault(row.import_id, []).append(drop)
    query = select(import_run).order_by(import_run.c.at, import_run.c.id)
    return [_stored(row, drops.get(row.id, [])) for row in conn.execute(query)]


def _stored(row: Row[tuple[object, ...]], drops: list[Dropped]) -> StoredImport:
    report = ImportReport(kind=row.kind, format=row.format, drops=drops, **json.loads(row.report))
    files = tuple(ImportedFile(name, digest) for name, digest in json.loads(row.files))
    return StoredImport(row.id, time_of(row.at), files, report)
