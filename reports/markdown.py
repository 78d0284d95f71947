"""Markdown that reads well raw: a report as one text. A chart is its sentence and its table."""

from __future__ import annotations

from datetime import date

from foundation.months import day_title
from foundation.text import safe_text
from reports.document import (
    Block,
    Chart,
    Group,
    Paragraph,
    Points,
    QuoteBlock,
    Report,
    Section,
    Table,
    opened_by,
)
from reports.markdown_marks import begun, code, escaped, inline, mid_line, table
from reports.words import Command, Span, Text, words_of

_IDS = 8  # figures that a section names
_IDS_OF_GROUP = 4
_OUTERMOST = 3  # level of the groups of a section
_LONGEST_CELL = 90


def report_markdown(report: Report) -> str:
    """The whole report; ends with a newline. Equal reports give equal bytes."""
    blocks = [f"# {mid_line(report.title)}"]
    if report.masked is not None:
        blocks.append(
            f"*A masked copy: accounts are codes, figures are rounded, quotes and themes of under "
            f"{report.masked.least} accounts are left out.*"
        )
    for section in report.sections:
        blocks += _section(section)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _section(section: Section) -> list[str]:
    own = tuple(one for one in section.blocks if not isinstance(one, Table | Group))
    first = next((at for at, one in enumerate(section.blocks) if isinstance(one, Group)), len(section.blocks))
    parts = (
        _blocks(section.blocks[:first], _OUTERMOST),
        _opened(own, _IDS),
        _blocks(section.blocks[first:], _OUTERMOST),
    )
    return [f"## {mid_line(section.title)}", *(line for part in parts for line in part)]


def _opened(blocks: tuple[Block, ...], most: int) -> list[str]:
    """The line that names what opens the figures of ``blocks``, the first so many; none without any."""
    ids = opened_by(blocks)
    more = f" and {len(ids) - most} more" if len(ids) > most else ""
    return [f"Open with `nrr explain`: {', '.join(map(code, ids[:most]))}{more}."] if ids else []


def _blocks(blocks: tuple[Block, ...], level: int) -> list[str]:
    found: list[str] = []
    quotes: list[str] = []
    for block in blocks:
        if isinstance(block, QuoteBlock):
            quotes.append(_quote(block))
            continue
        if quotes:
            found.append("\n>\n".join(quotes))
            quotes = []
        found += _block(block, level)
    return [*found, "\n>\n".join(quotes)] if quotes else found


def _block(block: Block, level: int) -> list[str]:
    match block:
        case Paragraph():
            return [line(block.text)]
        case Points():
            marks = (f"{at}." if block.numbered else "-" for at in range(1, len(block.lines) + 1))
            return ["\n".join(f"{mark} {line(one)}" for mark, one in zip(marks, block.lines, strict=True))]
        case Table():
            return [f"**{inline(block.caption)}**", *_table(block)]
        case Chart():
            return [line(block.point), *(_table(block.table) if block.beside else [])]
        case Group():
            title = "".join(_span(span) for span in block.title).strip()
            opened = _opened(block.blocks, _IDS_OF_GROUP) if level == _OUTERMOST else []
            return [f"{'#' * min(level, 6)} {title}", *_blocks(block.blocks, level + 1), *opened]
        case QuoteBlock():
            return [_quote(block)]


def line(text: Text) -> str:
    """A text on one line."""
    return begun("".join(_span(span) for span in text)).strip()


def _span(span: Span) -> str:
    match span:
        case Command():
            return code(span.text)
        case _:
            return mid_line(words_of(span))


def _table(block: Table) -> list[str]:
    heads = [mid_line(one.head) for one in block.columns]
    right = [one.kind.right for one in block.columns]
    rows = [[_cell(cell) for cell in row] for row in block.shown]
    found = [table(heads, rows, right)]
    if block.left:
        found.append(f"{block.left:,} more rows stand in the XLSX and JSON forms.")
    return found


def _cell(cell: Text) -> str:
    """A cell on one line; days are short, so that columns stay narrow, and long words are cut."""
    parts = [one.isoformat() if isinstance(one, date) else _span(one) for one in cell]
    made = "".join(parts).strip()
    return made if len(made) <= _LONGEST_CELL else mid_line(_cut(cell))


def _cut(cell: Text) -> str:
    flat = " ".join(safe_text("".join(words_of(one) for one in cell)).split())
    return flat[: _LONGEST_CELL - 1].rstrip() + "…" if len(flat) >= _LONGEST_CELL else flat


def _quote(quote: QuoteBlock) -> str:
    words = "\n> ".join(escaped(part) for part in safe_text(quote.text).strip().split("\n"))
    place = f"{quote.source} {inline(quote.external)}".strip()
    who = inline(words_of(quote.account))
    return f"> “{words}”\n> — {who}, {day_title(quote.day)}, {place}, item {code(quote.item)}"
