"""The JSON form of a report: its view model, with the words, numbers and ids of every text side by side."""

from __future__ import annotations

import json
from datetime import date

from foundation.text import safe_value
from reports.document import Block, Chart, Group, Paragraph, Points, QuoteBlock, Report, Section, Table
from reports.words import AccountName, Figure, Span, Text, ThemeName, plain, words_of


def report_json(report: Report) -> str:
    """The whole view model; ends with a newline. Equal reports give equal bytes."""
    return json.dumps(safe_value(report_shape(report)), ensure_ascii=False, indent=1) + "\n"


def report_shape(report: Report) -> dict[str, object]:
    """The view model as plain values."""
    return {
        "kind": report.kind,
        "title": report.title,
        "company": report.company,
        "currency": report.currency,
        "month": None if report.month is None else str(report.month),
        "as_of": report.as_of.isoformat(),
        "generated": report.generated.isoformat(),
        "run": report.run,
        "compared": None if report.compared is None else str(report.compared),
        "masked": None if report.masked is None else {"min_accounts": report.masked.least},
        "sections": [_section(one) for one in report.sections],
    }


def _section(one: Section) -> dict[str, object]:
    return {"key": one.key, "title": one.title, "blocks": [_block(block) for block in one.blocks]}


def _block(block: Block) -> dict[str, object]:
    match block:
        case Paragraph():
            return {"type": "paragraph", **_text(block.text)}
        case Points():
            return {
                "type": "points",
                "numbered": block.numbered,
                "lines": [_text(line) for line in block.lines],
            }
        case QuoteBlock():
            return _quote(block)
        case Table():
            return _table(block)
        case Chart():
            return {
                "type": "chart",
                "drawing": block.drawing.value,
                "point": _text(block.point),
                "series": list(block.series),
                "interval": [block.low, block.high] if block.low else None,
                "table": _table(block.table),
            }
        case Group():
            return {
                "type": "group",
                "title": _text(block.title),
                "blocks": [_block(one) for one in block.blocks],
            }


def _quote(quote: QuoteBlock) -> dict[str, object]:
    return {
        "type": "quote",
        "text": quote.text,
        "account": words_of(quote.account),
        "account_id": quote.account.id if isinstance(quote.account, AccountName) else None,
        "date": quote.day.isoformat(),
        "source": quote.source,
        "item": quote.item,
        "external": quote.external,
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "type": "table",
        "name": table.name,
        "caption": table.caption,
        "columns": [{"head": one.head, "kind": one.kind.value} for one in table.columns],
        "rows": [[_text(cell) for cell in row] for row in table.rows],
    }


def _text(text: Text) -> dict[str, object]:
    """The words; the figures in them with what opens them, the accounts and themes that they name, the day of a cell
    that holds one."""
    shape: dict[str, object] = {"text": plain(text)}
    if figures := [_figure(one) for one in text if isinstance(one, Figure)]:
        shape["figures"] = figures
    if accounts := _ids(text, AccountName):
        shape["accounts"] = accounts
    if themes := _ids(text, ThemeName):
        shape["themes"] = themes
    if len(text) == 1 and isinstance(text[0], date):
        shape["date"] = text[0].isoformat()
    return shape


def _ids(text: Text, of: type[Span]) -> list[str]:
    return [
        one.id for one in text if isinstance(one, of) and isinstance(one, AccountName | ThemeName) and one.id
    ]


def _figure(one: Figure) -> dict[str, object]:
    held: dict[str, object] = {"value": one.value, "unit": one.unit.value}
    return held | ({"explain": one.explain} if one.explain else {})
