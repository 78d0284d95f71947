"""XLSX: one sheet a table with types, widths and filters, and no formula made of data: what begins like one is text.

Keeps the rule that equal reports give equal bytes: the file says when the report was made, not when it was saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from foundation.months import day_title
from foundation.text import one_line
from reports.document import (
    Block,
    Chart,
    Column,
    Group,
    Kind,
    Paragraph,
    Points,
    QuoteBlock,
    Report,
    Table,
    number_in,
    opened_by,
)
from reports.words import Figure, Text, figures_of, plain, words_of
from reports.xml_text import xml_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST = 32_000  # characters of a cell; the format takes 32,767
_WIDEST = 70
_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_FORMATS = {
    Kind.MONEY: "#,##0",
    Kind.PERCENT: "0.0%",
    Kind.COUNT: "#,##0",
    Kind.NUMBER: "#,##0.0#",
    Kind.DAY: "yyyy-mm-dd",
    Kind.TEXT: "@",
}


def report_xlsx(report: Report) -> bytes:
    """The workbook."""
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    _words(book, report)
    for section in report.sections:
        for table in _tables(section.blocks):
            _sheet(book, table, report)
    _quotes(book, report)
    moment = report.generated.replace(tzinfo=None, microsecond=0)
    book.properties.creator = "nrr"
    book.properties.title = xml_text(one_line(report.title))
    book.properties.created = moment
    held = BytesIO()
    book.save(held)
    return _settled(held.getvalue(), f"{moment.isoformat()}Z".encode())


def _tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    for block in blocks:
        match block:
            case Table():
                yield block
            case Chart():
                yield block.table
            case Group():
                yield from _tables(block.blocks)
            case _:
                continue


def _words(book: Workbook, report: Report) -> None:
    """The first sheet: what the report says in sentences, by section."""
    sheet = book.create_sheet(_free(book, "Summary"))
    lines = [("", report.title), ("", f"As of {day_title(report.as_of)}; amounts in {report.currency}")]
    if report.masked is not None:
        lines.append(("", f"A masked copy: themes of under {report.masked.least} accounts are left out"))
    for section in report.sections:
        for at, text in enumerate(_sentences(section.blocks)):
            lines.append((section.title if at == 0 else "", text))
    for row, (title, text) in enumerate(lines, start=1):
        _put(sheet, row, 1, title)
        _put(sheet, row, 2, text)
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 110
    _wrap(sheet, 2)


def _sentences(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield plain(block.text)
            case Points():
                yield from (plain(line) for line in block.lines)
            case Chart():
                yield plain(block.point)
            case Group():
                yield plain(block.title)
                yield from _sentences(block.blocks)
            case _:
                continue


def _sheet(book: Workbook, table: Table, report: Report) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(_free(book, table.name))
    opened = bool(opened_by((table,)))
    heads = [_head(one, report.currency) for one in table.columns] + (
        ["Opens with nrr explain"] if opened else []
    )
    widths = [len(head) + 3 for head in heads]
    for at, head in enumerate(heads, start=1):
        _put(sheet, 1, at, head)
        sheet.cell(1, at).font = Font(bold=True)
    for number, row in enumerate(table.rows, start=2):
        for at, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            shown = _typed(sheet, number, at + 1, cell, column.kind)
            widths[at] = max(widths[at], min(len(shown) + 2, _WIDEST))
        if opened:
            ids = ", ".join(
                dict.fromkeys(one.explain for cell in row for one in figures_of(cell) if one.explain)
            )
            _put(sheet, number, len(heads), ids)
            widths[-1] = max(widths[-1], min(len(ids) + 2, _WIDEST))
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(table.rows) + 1}"


def _head(column: Column, currency: str) -> str:
    head = column.head or "Item"
    return f"{head} ({currency})" if column.kind is Kind.MONEY else head


def _typed(sheet: Worksheet, row: int, at: int, cell: Text, kind: Kind) -> str:
    """Write a number or a day as such, all else as text; returns what it takes in room."""
    value = number_in(cell)
    if value is not None:
        held = sheet.cell(row, at, value)
        figure = cell[0]
        held.number_format = _format(figure, kind) if isinstance(figure, Figure) else _FORMATS[kind]
        return f"{value:,.2f}"
    if len(cell) == 1 and isinstance(cell[0], date):
        held = sheet.cell(row, at, cell[0])
        held.number_format = _FORMATS[Kind.DAY]
        return "2026-01-01"
    text = "".join(one.isoformat() if isinstance(one, date) else words_of(one) for one in cell)
    _put(sheet, row, at, text)
    return text


def _format(figure: Figure, kind: Kind) -> str:
    """A column of mixed figures is formatted cell by cell."""
    return _FORMATS[Kind(figure.unit.value)] if kind in (Kind.NUMBER, Kind.TEXT) else _FORMATS[kind]


def _put(sheet: Worksheet, row: int, at: int, text: str) -> None:
    """``text`` as text, whatever it begins with."""
    flat = xml_text(text)[:_LONGEST]
    cell = sheet.cell(row, at)
    cell.value = flat
    cell.data_type = "s"
    if flat.startswith(_LIKE_A_FORMULA):
        cell.quotePrefix = True


def _wrap(sheet: Worksheet, column: int) -> None:
    from openpyxl.styles import Alignment

    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")


def _quotes(book: Workbook, report: Report) -> None:
    """Every quote with its theme and place; no sheet without any."""
    found = [pair for section in report.sections for pair in _quoted(section.blocks, section.title)]
    if not found:
        return
    columns = (Column("Under", wide=True), Column("Quote"), Column("Account"), Column("Day", Kind.DAY))
    places = (Column("Source"), Column("Item"), Column("Its name there"))
    rows = tuple(
        (
            (title,),
            (one.text,),
            (one.account,),
            (one.day,),
            (one.source,),
            (one.item,),
            (one.external,),
        )
        for title, one in found
    )
    _sheet(book, Table("Quotes", "Quotes", (*columns, *places), rows), report)


def _quoted(blocks: tuple[Block, ...], title: str) -> Iterator[tuple[str, QuoteBlock]]:
    for block in blocks:
        if isinstance(block, QuoteBlock):
            yield title, block
        elif isinstance(block, Group):
            yield from _quoted(block.blocks, plain(block.title))


def _free(book: Workbook, name: str) -> str:
    """``name`` as a sheet may be called, told apart from those that are there."""
    flat = _FORBIDDEN.sub(" ", xml_text(one_line(name)))[:_NAME].strip() or "Table"
    taken = {one.casefold() for one in book.sheetnames}
    found, at = flat, 2
    while found.casefold() in taken:
        found, at = f"{flat[: _NAME - 4]} {at}", at + 1
    return found


def _settled(made: bytes, moment: bytes) -> bytes:
    """The same workbook with the report's moment in the place of the machine's."""
    held = BytesIO()
    with ZipFile(BytesIO(made)) as old, ZipFile(held, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>" + moment + rb"\g<2>", data)
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, data)
    return held.getvalue()
