"""PDF: a report typeset in this process, with page numbers, bookmarks and table heads that repeat.

Keeps the rule that no word of a report is ever read as markup: the template is fixed, and everything that is printed
reaches it as data.
"""

from __future__ import annotations

import json
import re
from datetime import date
from importlib.resources import files

from foundation.errors import SettingsError
from foundation.months import day_title
from foundation.text import safe_text
from reports.document import (
    Block,
    Chart,
    Column,
    Group,
    Paragraph,
    Points,
    QuoteBlock,
    Report,
    Section,
    Table,
    opened_by,
)
from reports.glyphs import FAMILIES, font_folders, printable
from reports.svg_charts import PRINT_STYLE, drawn
from reports.words import Command, Text, plain, words_of

_LONG_WORD = re.compile(r"[^\s\u200b\u2e80-\uffff]{25,}")
_FOLD = "\u200b"  # where a line may end within a word
_EVERY = 12
_MARK = re.compile(r"[/@]")  # in an id
_IDS = 8  # figures that a section names
_IDS_OF_GROUP = 4
_Value = dict[str, object]


def report_pdf(report: Report) -> bytes:
    """The document. Equal reports give equal bytes. Raises SettingsError where it cannot be typeset."""
    import typst

    source = (files("reports") / "report.typ").read_bytes()
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in font_folders()])
    try:
        made = typst.compile(
            source,
            font_paths=fonts,
            sys_inputs={"data": json.dumps(_shape(report), ensure_ascii=False)},
            format="pdf",
            timestamp=report.generated.replace(microsecond=0),
        )
    except RuntimeError as error:
        raise SettingsError(
            f"the report could not be typeset: {str(error).splitlines()[0]}",
            hint="The other formats work: --format html.",
        ) from error
    return made


def _shape(report: Report) -> _Value:
    mask = (
        f"A masked copy: accounts are codes, figures are rounded, quotes and themes of under {report.masked.least} "
        "accounts are left out."
        if report.masked
        else ""
    )
    return {
        "title": _said(report.title),
        "made": f"As of {day_title(report.as_of)}. Made {report.generated:%d %b %Y %H:%M} UTC.",
        "mask": mask,
        "fonts": list(FAMILIES),
        "sections": [_section(one) for one in report.sections],
    }


def _said(text: str, folds: re.Pattern[str] | None = None) -> str:
    """``text`` as it can be printed: every character has a glyph or a name, and no word is longer than a line, which
    may end behind what ``folds`` finds too."""
    shown = printable(safe_text(text))
    return _LONG_WORD.sub(_broken, folds.sub(f"\\g<0>{_FOLD}", shown) if folds else shown)


def _broken(match: re.Match[str]) -> str:
    word = match[0]
    return _FOLD.join(word[at : at + _EVERY] for at in range(0, len(word), _EVERY))


def _section(section: Section) -> _Value:
    own = tuple(one for one in section.blocks if not isinstance(one, Table | Group))
    first = next((at for at, one in enumerate(section.blocks) if isinstance(one, Group)), len(section.blocks))
    blocks = [_group(one, _IDS_OF_GROUP) if isinstance(one, Group) else _block(one) for one in section.blocks]
    opened = _opened(own, _IDS)
    return {"title": _said(section.title), "blocks": [*blocks[:first], *opened, *blocks[first:]]}


def _group(group: Group, most: int = 0) -> _Value:
    """A group, with the first ``most`` ids that open its figures below it."""
    return {
        "type": "group",
        "page": group.page,
        "title": _said(plain(group.title)),
        "blocks": [*(_block(one) for one in group.blocks), *(_opened(group.blocks, most) if most else ())],
    }


def _opened(blocks: tuple[Block, ...], most: int) -> list[_Value]:
    """The line that names what opens the figures of ``blocks``, the first so many; none without any."""
    ids = opened_by(blocks)
    more = f" and {len(ids) - most} more" if len(ids) > most else ""
    line = f"Open a figure with nrr explain: {', '.join(ids[:most])}{more}."
    return [{"type": "small", "text": _said(line, _MARK)}] if ids else []


def _block(block: Block) -> _Value:
    match block:
        case Paragraph():
            return {"type": "paragraph", "text": _text(block.text)}
        case Points():
            return {
                "type": "points",
                "numbered": block.numbered,
                "lines": [_text(line) for line in block.lines],
            }
        case Table():
            return _table(block)
        case Chart():
            return {
                "type": "chart",
                "svg": drawn(block, PRINT_STYLE),
                "alt": _said(plain(block.point)),
                "point": _text(block.point),
                "table": _table(block.table) if block.beside else None,
            }
        case Group():
            return _group(block)
        case QuoteBlock():
            place = f"{day_title(block.day)}, {block.source} {block.external}".strip()
            return {
                "type": "quote",
                "text": _said(block.text.strip()),
                "place": _said(f"{words_of(block.account)}, {place}, item {block.item}"),
            }


def _table(table: Table) -> _Value:
    return {
        "type": "table",
        "caption": _said(table.caption),
        "columns": [_column(one) for one in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.shown],
        "left": f"{table.left:,} more rows stand in the XLSX and JSON forms." if table.left else "",
    }


def _column(column: Column) -> _Value:
    return {
        "head": _said(column.head),
        "right": column.kind.right,
        "wide": column.wide,
        "bars": column.head == "Trend",
    }


def _cell(cell: Text) -> str:
    return _said("".join(one.isoformat() if isinstance(one, date) else words_of(one) for one in cell))


def _text(text: Text) -> list[_Value]:
    return [{"words": _said(words_of(span)), "code": isinstance(span, Command)} for span in text]
