"""Small imports for the reading tests: write a file, read it, look at what came out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ingest.context import FeedbackParams
from ingest.items import FeedbackRecord, ImportReport, Part
from ingest.matching import AccountDirectory
from ingest.pipeline import read_feedback
from ingest.plain_tables import TableImport, TableParams, read_table
from ingest.redaction import Redactor

ACCOUNTS: tuple[Mapping[str, object], ...] = (
    {"id": "ACC-1", "name": "Kestrel Robotics", "domains": ["kestrel.example"]},
    {"id": "ACC-2", "name": "Basalt Freight", "domains": ["basalt.example"]},
)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def csv_text(rows: Iterable[Sequence[object]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def ndjson(rows: Iterable[object]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def table(path: Path, kind: str = "accounts", **params: Any) -> TableImport:
    return read_table([path], TableParams(kind, **params))


def feedback(files: Sequence[Path], source: str, **params: Any) -> tuple[list[FeedbackRecord], ImportReport]:
    """The records of an import that was walked to its end; the balance law is checked on the way."""
    started = read_feedback(
        files,
        FeedbackParams(source, **params),
        AccountDirectory.build(ACCOUNTS),
        Redactor(),
    )
    records = list(started.records())
    assert started.balanced
    assert started.emitted == sum(record.gone is None for record in records)
    return records, started.report


def parts_of(records: Iterable[FeedbackRecord]) -> list[Part]:
    return [part for record in records for part in record.parts]


def texts_of(records: Iterable[FeedbackRecord]) -> list[str]:
    return [part.text for part in parts_of(records)]
