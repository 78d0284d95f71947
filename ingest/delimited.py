"""CSV and TSV, read strictly: a row with another number of fields than the header is dropped, never shifted.

pandas shifts such rows without a word and turns 007 into 7; here cells stay the text they were. Row numbers
are those of a spreadsheet: the header is row 1.
"""

from __future__ import annotations

import csv
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from foundation.errors import SourceError
from ingest.encoding import Encoding, lines
from ingest.items import Dropped, DropReason
from ingest.records import Record, Row

_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 200
_MAX_FIELD = 1 << 30
_MAX_RECOVERIES = 20

csv.field_size_limit(_MAX_FIELD)


@dataclass(frozen=True, slots=True)
class Dialect:
    """The delimiter, and whether the first line only names it (``sep=;``, as Excel writes)."""

    delimiter: str
    has_hint: bool = False


def sniff(path: Path, encoding: Encoding) -> Dialect:
    """The delimiter that cuts the first rows into the most fields of equal number."""
    sample = list(itertools.islice(lines(path, encoding), _SAMPLE_LINES))
    first = sample[0].lstrip("\ufeff").strip().strip('"') if sample else ""
    if len(first) == 5 and first.lower().startswith("sep="):
        return Dialect(first[4], has_hint=True)
    return Dialect(max(_DELIMITERS, key=lambda mark: (_fit(sample, mark), -_DELIMITERS.index(mark))))


def _fit(sample: list[str], delimiter: str) -> float:
    rows = [row for row in csv.reader(sample, delimiter=delimiter, skipinitialspace=True) if row]
    widths = Counter(map(len, rows))
    if not rows or len(rows[0]) < 2:
        return 0.0
    agree = widths[len(rows[0])] / len(rows)
    return agree * len(rows[0]) if agree > 0.5 else agree


class _Source:
    """Lines that remember those of the record being read, so that an unclosed quote can be undone."""

    def __init__(self, source: Iterable[str]) -> None:
        self._lines = iter(source)
        self.pending: list[str] = []
        self.ended = False

    def __iter__(self) -> _Source:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.pending.append(line)
        return line

    def rest_of_record(self) -> list[str]:
        """The record's lines after its first."""
        return self.pending[1:]


def _rows(source: Iterable[str], delimiter: str) -> Iterator[list[str] | None]:
    """Cells row by row; None stands for a row whose quote is never closed, which ends at its own line."""
    for _ in range(_MAX_RECOVERIES):
        feed = _Source(source)
        again: list[str] | None = None
        for cells in csv.reader(feed, delimiter=delimiter):
            if feed.ended and len(feed.pending) > 1 and "".join(feed.pending).count('"') % 2:
                again = feed.rest_of_record()
                break
            feed.pending.clear()
            if any(cell.strip() for cell in cells):
                yield cells
        if again is None:
            return
        yield None
        source = again


def delimited_records(
    path: Path, encoding: Encoding, dialect: Dialect, warnings: list[str]
) -> Iterator[Record]:
    """The rows of ``path``; SourceError when it has no header."""
    text = lines(path, encoding)
    if dialect.has_hint:
        next(text, None)
    try:
        yield from _named(path, _rows(text, dialect.delimiter), warnings)
    except csv.Error as error:
        raise SourceError(
            f"not a readable table: {error}", path=str(path), hint="Export it again."
        ) from error


def _named(path: Path, rows: Iterator[list[str] | None], warnings: list[str]) -> Iterator[Record]:
    head = next(rows, None)
    if head is None:
        raise SourceError("the file has no header row", path=str(path), hint="Name the columns in row 1.")
    names = header_names(head, path, warnings)
    for number, cells in enumerate(rows, start=2):
        if cells is None:
            yield Dropped(path.name, number, DropReason.RAGGED_ROW, detail="a quote is never closed")
        elif len(cells) != len(names):
            detail = f"{len(cells)} fields, the header has {len(names)}"
            yield Dropped(path.name, number, DropReason.RAGGED_ROW, detail=detail)
        else:
            yield Row(
                path.name, number, {name: cell for name, cell in zip(names, cells, strict=True) if name}
            )


def header_names(head: list[str], path: Path, warnings: list[str]) -> list[str]:
    """Header cells without surrounding space; a name that comes again gets ``(2)`` and a warning."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for cell in head:
        name = " ".join(cell.replace("\ufeff", "").split())
        seen[name] += 1
        if name and seen[name] > 1:
            line = f"{path.name}: column {name!r} comes {seen[name]} times; the first is used"
            if line not in warnings:
                warnings.append(line)
            name = f"{name} ({seen[name]})"
        names.append(name)
    return names
