"""The table that says whose each call was and when, held to its word.

A row is found by its file's path, name or name without ending, or by the call's own id where a file holds many.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ingest.context import Context
from ingest.dates import DateOrder
from ingest.files import SourceFile
from ingest.matching import AccountHint
from ingest.records import Row, open_records
from ingest.sources.call_files import call_key
from ingest.sources.feedback_tables import MANIFEST
from ingest.sources.typed_rows import typed_rows
from ingest.values import as_text


@dataclass(frozen=True, slots=True)
class Entry:
    """A manifest row: what it says of its call."""

    row: Row
    hint: AccountHint
    date: datetime | None
    title: str


@dataclass(slots=True)
class Manifest:
    """Rows by what they name; a row that was taken is gone."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def of_file(self, file: SourceFile) -> Entry | None:
        """Take the file's row."""
        key = call_key(file)
        for name in (file.inner, file.name, key, key.rpartition("/")[2]):
            if name in self.entries:
                return self.entries.pop(name)
        if not self.entries:
            return None
        place = file.place.replace("\\", "/")
        ends = [place[at + 1 :] for at, sign in enumerate(place) if sign == "/"]
        return next((self.entries.pop(name) for name in ends if name in self.entries), None)

    def of_call(self, external_id: str) -> Entry | None:
        """Take the row that names a call by its own id."""
        return self.entries.pop(external_id, None) if external_id else None

    def left(self) -> Iterator[tuple[str, Entry]]:
        """Rows that nothing took, in order."""
        for name in sorted(self.entries):
            yield name, self.entries[name]


def read_manifest(
    path: Path, constants: Mapping[str, str], order: DateOrder | None, context: Context
) -> Manifest:
    """Manifest rows by file name; a row without one is reported as a warning, as it is no call."""
    opened = open_records(SourceFile.at(path))
    table = typed_rows(MANIFEST, opened, constants, order, context)
    counted = context.report.read
    dropped_before = sum(context.report.dropped.values())
    entries = {}
    for row, cells in table.rows():
        name = as_text(cells["file"]).replace("\\", "/").removeprefix("./")
        if not name:
            context.report.warn(f"{row.file} row {row.number}: no file name")
            continue
        if name in entries:
            context.report.warn(f"{row.file} row {row.number}: {name} comes again, the later row counts")
        entries[name] = Entry(
            row,
            AccountHint(
                account=as_text(cells["account"]),
                organization_name=as_text(cells["organization"]),
                email=as_text(cells["email"]),
            ),
            table.readers["date"].moment(cells["date"]),
            as_text(cells["title"]),
        )
    context.report.read = counted + sum(context.report.dropped.values()) - dropped_before
    for line in opened.warnings:
        context.report.warn(line)
    return Manifest(entries)
