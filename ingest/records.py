"""One door to every file of records: what lies in a file is told by its content, never by its name.

Each reader yields rows lazily with their place, so a million rows need no more memory than one, and a row
that cannot be read comes out as a ``Dropped`` with its reason rather than as an error or, worse, shifted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from foundation.progress import Progress
from ingest import encoding
from ingest.archives import ZIP_MAGIC
from ingest.files import SourceFile
from ingest.items import Dropped

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

    ``warnings`` are lines for people; reading may add to them. ``probe`` keeps the first rows for those who
    ask whose file it is; ``delimiter`` parts the cells of a table of text.
    """

    file: SourceFile
    format: str
    start: Callable[[], Iterator[Record]]
    warnings: list[str] = field(default_factory=list)
    probe: list[Row] | None = field(default=None, repr=False)
    delimiter: str = ""

    def records(self) -> Iterator[Record]:
        """Rows and dropped rows in file order; SourceError when the file turns out to be damaged."""
        return self.start()

    def followed(self, progress: Progress) -> Iterator[Record]:
        """``records()``, saying how far it is; of a file of lines the total is known, near enough."""
        stage, total = f"reading {self.file.name}", self._lines()
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
        with self.file.open() as stream:
            return max(1, sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b"")))


def open_records(file: SourceFile) -> Opened:
    """The file as records; SourceError for an empty, missing or binary one."""
    start = encoding.head(file)
    if start.startswith(PARQUET_MAGIC):
        from ingest.parquet import parquet_records

        return Opened(file, "parquet", lambda: parquet_records(file))
    if start.startswith(ZIP_MAGIC):
        from ingest.workbook import workbook_records

        notes: list[str] = []
        return Opened(file, "xlsx", lambda: workbook_records(file, notes), notes)
    found = encoding.detect(file)
    warnings = [found.warning] if found.warning else []
    first = next(encoding.blocks(file, found), "").lstrip("\ufeff \t\r\n")
    if first[:1] in "[{":
        return _open_json(file, found, first, warnings)
    from ingest.delimited import delimited_records, sniff

    dialect = sniff(file, found)
    name = "tsv" if dialect.delimiter == "\t" else "csv"
    start_rows = partial(delimited_records, file, found, dialect, warnings)
    return Opened(file, name, start_rows, warnings, delimiter=dialect.delimiter)


def _open_json(file: SourceFile, found: encoding.Encoding, first: str, warnings: list[str]) -> Opened:
    from ingest.json_stream import document_records, is_json_lines, line_records

    if first.startswith("{") and is_json_lines(file, found):
        return Opened(file, "jsonl", lambda: line_records(file, found), warnings)
    return Opened(file, "json", lambda: document_records(file, found), warnings)
