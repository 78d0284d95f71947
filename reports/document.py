"""A report as a document: sections of blocks, whose JSON form is the view model. Every renderer reads this and nothing
else.

Keeps the rule that a chart is drawn from a table that is printed beside it, so that no picture says what no table does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from foundation.months import Month
from reports.words import Figure, Span, Text, figures_of


class Kind(StrEnum):
    """What a column holds; decides its side and, in a workbook, its type."""

    TEXT = "text"
    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    NUMBER = "number"
    DAY = "day"

    @property
    def right(self) -> bool:
        """Whether its cells stand at the right."""
        return self not in (Kind.TEXT, Kind.DAY)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head and kind; ``wide``: long words, which get room first."""

    head: str
    kind: Kind = Kind.TEXT
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, named for a sheet of a workbook. ``first`` is how many rows a document shows (0: all); a
    workbook and JSON hold all. ``whole`` says where the rest stands."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    first: int = 0

    @property
    def shown(self) -> tuple[tuple[Text, ...], ...]:
        return self.rows[: self.first] if self.first else self.rows

    @property
    def left(self) -> int:
        """Rows that a document does not show."""
        return len(self.rows) - len(self.shown)


class Drawing(StrEnum):
    """How a chart is drawn."""

    WATERFALL = "waterfall"
    LINES = "lines"
    BARS = "bars"


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of ``table``: its first column names what is drawn, ``series`` are the columns that are drawn, ``low``
    and ``high`` those of an interval (0: none). ``point``: what it shows, in a sentence. ``totals``: rows of a
    waterfall that stand on the ground. ``also``: the table is printed beside it, else it stands elsewhere."""

    drawing: Drawing
    point: Text
    table: Table
    series: tuple[int, ...]
    low: int = 0
    high: int = 0
    totals: tuple[int, ...] = ()
    beside: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences."""

    text: Text


@dataclass(frozen=True, slots=True)
class Points:
    """Lines of a list; ``numbered``: their order counts."""

    lines: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class QuoteBlock:
    """Verbatim words with their place: the item and what its source calls it, the account's name, the day. ``seal`` is
    made of the words when they are found in the store, and is looked at again before they are printed."""

    text: str
    account: Span
    day: date
    source: str
    item: str
    external: str
    part: str
    seal: str


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks under a heading of their own; ``title`` begins with a theme's or an account's name. ``page``: it begins a
    page of its own where there are pages."""

    title: Text
    blocks: tuple[Block, ...]
    page: bool = False


Block = Paragraph | Points | Table | Chart | QuoteBlock | Group


@dataclass(frozen=True, slots=True)
class Section:
    """A section by its key and title."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Masking:
    """How a copy was masked: themes of under ``least`` accounts are left out."""

    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report, ready to be printed. ``month`` is None and ``run`` empty for one of a day; ``compared``: the month that
    it is held against; ``masked`` is None for the full copy."""

    kind: str
    title: str
    company: str
    currency: str
    month: Month | None = None
    as_of: date
    generated: datetime
    run: str = ""
    compared: Month | None = None
    masked: Masking | None = None
    sections: tuple[Section, ...]


def blocks_in(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, those of groups after their group."""
    for block in blocks:
        yield block
        if isinstance(block, Group):
            yield from blocks_in(block.blocks)


def texts_in(blocks: tuple[Block, ...]) -> Iterator[Text]:
    """Every text of prose and of tables, in order."""
    for block in blocks_in(blocks):
        match block:
            case Paragraph():
                yield block.text
            case Points():
                yield from block.lines
            case Table():
                yield from _cells(block)
            case Chart():
                yield block.point
                yield from _cells(block.table)
            case Group():
                yield block.title
            case QuoteBlock():
                continue


def _cells(table: Table) -> Iterator[Text]:
    for row in table.rows:
        yield from row


def opened_by(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The ids that open the figures of ``blocks``, each once, in their order."""
    return tuple(
        dict.fromkeys(one.explain for text in texts_in(blocks) for one in figures_of(text) if one.explain)
    )


def quotes_in(report: Report) -> Iterator[QuoteBlock]:
    """Every quote of a report."""
    for section in report.sections:
        for block in blocks_in(section.blocks):
            if isinstance(block, QuoteBlock):
                yield block


def number_in(text: Text) -> float | None:
    """The number of a cell that holds one figure and nothing else."""
    return text[0].value if len(text) == 1 and isinstance(text[0], Figure) else None
