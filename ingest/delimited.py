"""CSV and TSV, read strictly: a row with another number of fields than the header is dropped, never shifted.

pandas shifts such rows without a word and turns 007 into 7; here cells stay the text they were. Row numbers
are those of a spreadsheet: the first is row 1, blank ones count, and a cell with line ends is one row.
"""

from __future__ import annotations

import csv
import itertools
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from foundation.errors import SourceError
from ingest.encoding import Encoding, lines
from ingest.files import SourceFile
from ingest.items import Dropped, DropReason
from ingest.records import Record, Row

_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 200
_MAX_FIELD = 1 << 30
_MAX_RECORD = 16_000_000  # characters that a record of several lines may span

csv.field_size_limit(_MAX_FIELD)


@dataclass(frozen=True, slots=True)
class Dialect:
    """The delimiter, and whether the first line only names it (``sep=;``, as Excel writes)."""

    delimiter: str
    has_hint: bool = False


def sniff(file: SourceFile, encoding: Encoding) -> Dialect:
    """The delimiter that cuts the first rows into the most fields of equal number."""
    sample = list(itertools.islice(lines(file, encoding), _SAMPLE_LINES))
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


class _Endless(csv.Error):
    """A record that spans more than any real one; its quote counts as never closed."""


class _Source:
    """Lines that remember those of the record being read and can take them back."""

    def __init__(self, source: Iterable[str]) -> None:
        self._lines = iter(source)
        self._returned: deque[str] = deque()
        self.pending: list[str] = []
        self._size = 0

    def __iter__(self) -> _Source:
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else next(self._lines)
        self.pending.append(line)
        self._size += len(line)
        if self._size > _MAX_RECORD and len(self.pending) > 1:
            raise _Endless
        return line

    def done(self) -> None:
        """The record is read; its lines are let go."""
        self.pending.clear()
        self._size = 0

    def take_back_all_but_first(self) -> str:
        """Return the record's lines but its first, which is the answer."""
        first, *rest = self.pending
        self._returned.extendleft(reversed(rest))
        self.done()
        return first


def _rows(source: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Cells row by row, each with its row in a spreadsheet, where blank rows count too; None stands for a row
    whose quote is never closed, which ends at its own line."""
    feed = _Source(source)
    number = 0
    while True:
        try:
            for cells in csv.reader(feed, delimiter=delimiter, strict=True):
                feed.done()
                number += 1
                if any(cell.strip() for cell in cells):
                    yield number, cells
        except csv.Error:
            is_one_line = len(feed.pending) == 1
            line = feed.take_back_all_but_first()
            number += 1
            yield number, _lenient(line, delimiter) if is_one_line else None
        else:
            return


def _lenient(line: str, delimiter: str) -> list[str] | None:
    """The cells of a line with a stray quote, None where the quote stays open."""
    cells = next(csv.reader([line], delimiter=delimiter), None)
    return None if cells is None or "\n" in cells[-1] else cells


def delimited_records(
    file: SourceFile, encoding: Encoding, dialect: Dialect, warnings: list[str]
) -> Iterator[Record]:
    """The rows of ``file``; SourceError when it has no header."""
    text = lines(file, encoding)
    if dialect.has_hint:
        next(text, None)
    yield from _named(file, _rows(text, dialect.delimiter), warnings)


def _named(
    file: SourceFile, rows: Iterator[tuple[int, list[str] | None]], warnings: list[str]
) -> Iterator[Record]:
    _, head = next(rows, (0, None))
    if head is None:
        raise SourceError("the file has no header row", path=file.place, hint="Name the columns in row 1.")
    names = header_names(head, file, warnings)
    for number, cells in rows:
        if cells is None:
            yield Dropped(file.name, number, DropReason.RAGGED_ROW, detail="a quote is never closed")
        elif len(cells) != len(names):
            detail = f"{len(cells)} fields, the header has {len(names)}"
            yield Dropped(file.name, number, DropReason.RAGGED_ROW, detail=detail)
        else:
            yield Row(
                file.name, number, {name: cell for name, cell in zip(names, cells, strict=True) if name}
            )


def header_names(head: list[str], file: SourceFile, warnings: list[str]) -> list[str]:
    """Header cells without surrounding space; a name that comes again gets ``(2)`` and a warning."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for cell in head:
        name = " ".join(cell.replace("\ufeff", "").split())
        seen[name] += 1
        if name and seen[name] > 1:
            line = f"{file.name}: column {name!r} comes {seen[name]} times; the first is used"
            if line not in warnings:
                warnings.append(line)
            name = f"{name} ({seen[name]})"
        names.append(name)
    return names
