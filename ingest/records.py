"""One door to every file of records: what lies in a file is told by its content, never by its name.

Each reader yields rows lazily with their place, so a million rows need no more memory than one, and a row
that cannot be read comes out as a ``Dropped`` with its reason rather than as an error or, worse, shifted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from foundation.errors import SourceError
from foundation.progress import Progress
from ingest import encoding
from ingest.items import Dropped

ZIP_MAGIC = b"PK\x03\x04"
PARQUET_MAGIC = b"PAR1"


@dataclass(frozen=True, slots=True)
class Row:
    """A record as read: values by column name. Cells of text formats are text as written.

    ``group`` names the list the record stood in when a JSON page holds several (``tickets``, ``users``).
    """

    file: str
    number: int
    values: dict[str, object]
    group: str = ""


Record = Row | Dropped

_LINE_FORMATS = frozenset(("csv", "tsv", "jsonl"))
_EVERY = 200  # records between two words about progress


@dataclass(slots=True)
class Opened:
    """A file whose format is known. ``records()`` starts from the top each time it is called.

    ``warnings`` are lines for people; reading may add to them.
    """

    path: Path
    format: str
    start: Callable[[], Iterator[Record]]
    warnings: list[str] = field(default_factory=list)

    def records(self) -> Iterator[Record]:
        """Rows and dropped rows in file order; SourceError when the file turns out to be damaged."""
        return self.start()

    def followed(self, progress: Progress) -> Iterator[Record]:
        """``records()``, saying how far it is; of a file of lines the total is known, near enough."""
        stage, total = f"reading {self.path.name}", self._lines()
        for count, record in enumerate(self.start()):
            if count % _EVERY == 0:
                progress(stage, count if total is None else min(count, total), total)
            yield record
        if total is not None:
            progress(stage, total, total)

    def _lines(self) -> int | None:
        """How many lines follow the first; None where records are no lines."""
        if self.format not in _LINE_FORMATS:
            return None
        with self.path.open("rb") as stream:
            return max(1, sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b"")))


def open_records(path: Path) -> Opened:
    """The file at ``path`` as records; SourceError for an empty, missing or binary file."""
    start = encoding.head(path)
    if start.startswith(PARQUET_MAGIC):
        from ingest.parquet import parquet_records

        return Opened(path, "parquet", lambda: parquet_records(path))
    if start.startswith(ZIP_MAGIC):
        return _open_workbook(path)
    found = encoding.detect(path)
    warnings = [found.warning] if found.warning else []
    first = next(encoding.blocks(path, found), "").lstrip("\ufeff \t\r\n")
    if first[:1] in "[{":
        return _open_json(path, found, first, warnings)
    from ingest.delimited import delimited_records, sniff

    dialect = sniff(path, found)
    name = "tsv" if dialect.delimiter == "\t" else "csv"
    return Opened(path, name, lambda: delimited_records(path, found, dialect, warnings), warnings)


def _open_workbook(path: Path) -> Opened:
    from ingest.workbook import is_workbook, workbook_records

    if not is_workbook(path):
        raise SourceError(
            "the file is a zip archive, not a workbook", path=str(path), hint="Unpack it and name the files."
        )
    warnings: list[str] = []
    return Opened(path, "xlsx", lambda: workbook_records(path, warnings), warnings)


def _open_json(path: Path, found: encoding.Encoding, first: str, warnings: list[str]) -> Opened:
    from ingest.json_stream import document_records, is_json_lines, line_records

    if first.startswith("{") and is_json_lines(path, found):
        return Opened(path, "jsonl", lambda: line_records(path, found), warnings)
    return Opened(path, "json", lambda: document_records(path, found), warnings)
