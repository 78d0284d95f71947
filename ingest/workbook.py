"""XLSX, streamed: the first sheet that has a header. The only door to openpyxl in this room.

Cells become the text a person sees in them: 007 typed as text stays 007, whole numbers lose ``.0``, dates
become ISO.
"""

from __future__ import annotations

import itertools
import lzma
import struct
import warnings as python_warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import IO
from xml.etree.ElementTree import ParseError

from foundation.errors import SourceError
from ingest.delimited import header_names
from ingest.files import SourceFile
from ingest.items import Dropped, DropReason
from ingest.records import Record, Row

_BATCH = 1_000
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    lzma.LZMAError,
    ParseError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    RuntimeError,
)


def workbook_records(file: SourceFile, warnings: list[str]) -> Iterator[Record]:
    """The rows of the first sheet with a header; row numbers are the sheet's. SourceError when damaged."""
    try:
        with file.seekable() as stream:
            found = _first_table(_sheets(stream))
            if found is not None:
                _note(found, file, warnings)
                yield from _named(file, found.head, found.rows, warnings)
                return
    except _DAMAGE as error:
        raise SourceError(
            "the workbook is damaged", path=file.place, hint="Save it again or as CSV."
        ) from error
    raise SourceError("the workbook has no rows", path=file.place, hint="Put the table on its first sheet.")


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet's header and the rows below it; ``others`` says whether the book has more sheets."""

    title: str
    head: list[str]
    rows: Iterator[tuple[int, list[str]]]
    others: bool


def _first_table(sheets: list[tuple[str, Iterator[tuple[int, list[str]]]]]) -> _Table | None:
    for title, rows in sheets:
        filled = (row for row in rows if any(row[1]))
        head = next(filled, None)
        if head is not None:
            return _Table(title, head[1], filled, len(sheets) > 1)
    return None


def _note(table: _Table, file: SourceFile, warnings: list[str]) -> None:
    line = f"{file.name}: sheet {table.title!r} was read, the other sheets were not"
    if table.others and line not in warnings:
        warnings.append(line)


def _sheets(stream: IO[bytes]) -> list[tuple[str, Iterator[tuple[int, list[str]]]]]:
    import openpyxl

    with python_warnings.catch_warnings():
        python_warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
    sheets = []
    for sheet in book.worksheets:
        if hasattr(sheet, "reset_dimensions"):
            sheet.reset_dimensions()
        sheets.append((sheet.title, _texts(sheet.iter_rows(values_only=True))))
    return sheets


def _texts(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[int, list[str]]]:
    """Rows as text with their numbers; fetched in batches, as openpyxl warns while it reads."""
    number = 0
    while True:
        with python_warnings.catch_warnings():
            python_warnings.simplefilter("ignore")
            batch = list(itertools.islice(rows, _BATCH))
        if not batch:
            return
        for cells in batch:
            number += 1
            yield number, [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _named(
    file: SourceFile, head: list[str], rows: Iterator[tuple[int, list[str]]], warnings: list[str]
) -> Iterator[Record]:
    while head and not head[-1].strip():
        head = head[:-1]
    names = header_names(head, file, warnings)
    for number, cells in rows:
        if any(cell.strip() for cell in cells[len(names) :]):
            yield Dropped(file.name, number, DropReason.RAGGED_ROW, detail="cells beyond the header")
            continue
        padded = itertools.chain(cells, itertools.repeat(""))
        yield Row(file.name, number, {name: cell for name, cell in zip(names, padded, strict=False) if name})
