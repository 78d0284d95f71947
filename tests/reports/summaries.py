"""PDF and XLSX as text that a person can read over: what is on the page, what is in the cells and of which type."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.cell import Cell
from pypdf import PdfReader
from pypdf.generic import Destination

_PAGES = 3  # whose text is told
_ROWS = 3  # of a sheet that are told
_LONGEST = 100


def pdf_summary(made: bytes) -> str:
    """How many pages, the bookmarks with their pages, and the text of the first pages."""
    read = PdfReader(BytesIO(made))
    lines = [f"{len(read.pages)} pages", "", "Bookmarks", *_bookmarks(read, read.outline, 1)]
    for number, page in enumerate(read.pages[:_PAGES], start=1):
        lines += ["", f"Page {number}", *(line.rstrip() for line in page.extract_text().splitlines())]
    return "\n".join(lines) + "\n"


def _bookmarks(read: PdfReader, held: Sequence[object], depth: int) -> list[str]:
    lines = []
    for one in held:
        if isinstance(one, list):
            lines += _bookmarks(read, one, depth + 1)
        elif isinstance(one, Destination):
            page = read.get_destination_page_number(one)
            lines.append(f"{'  ' * depth}{one.title}, page {None if page is None else page + 1}")
    return lines


def xlsx_summary(made: bytes) -> str:
    """Each sheet: its size, filter, frozen rows, and the heads and first rows with the type and format of each cell."""
    lines: list[str] = []
    for sheet in load_workbook(BytesIO(made)).worksheets:
        told = [
            f"{sheet.max_row} rows",
            f"{sheet.max_column} columns",
            f"filter {sheet.auto_filter.ref or 'none'}",
            f"frozen {sheet.freeze_panes or 'none'}",
        ]
        lines += [f"{sheet.title}: {', '.join(told)}"]
        for row in sheet.iter_rows(max_row=1 + _ROWS):
            lines += [_cell(cell) for cell in row if isinstance(cell, Cell) and cell.value is not None]
        lines.append("")
    return "\n".join(lines)


def _cell(cell: Cell) -> str:
    value = f"{cell.value:.6g}" if isinstance(cell.value, float) else str(cell.value)
    cut = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
    form = "" if cell.number_format == "General" else f" as {cell.number_format}"
    return f"  {cell.coordinate} {cell.data_type}{form}: {cut}"
