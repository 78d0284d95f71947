"""HTML: a report as one file that asks nobody for anything. No script, no link to the net, a style for screens, light
and dark, and one for paper.

Every word goes through one escape; every picture stands beside the table that it was drawn from.
"""

from __future__ import annotations

from datetime import date
from html import escape
from importlib.resources import files

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
from reports.svg_charts import drawn
from reports.words import (
    AccountName,
    Command,
    Figure,
    Person,
    Said,
    Span,
    Text,
    ThemeName,
    plain,
    words_of,
)

_IDS = 200  # figures that a section names
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def report_html(report: Report) -> str:
    """The whole page; ends with a newline. Equal reports give equal bytes."""
    contents = "".join(f'<li><a href="#{one.key}">{_e(one.title)}</a></li>' for one in report.sections)
    body = "".join(_section(one) for one in report.sections)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n'
        f"<title>{_e(report.title)}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">Skip to the report</a>\n<header><h1>{_e(report.title)}</h1>\n'
        f'<p class="meta">{_e(_made(report))}</p>{_mask(report)}</header>\n'
        f'<nav aria-label="Sections"><ol>{contents}</ol></nav>\n<main id="main">\n{body}</main>\n</body>\n</html>\n'
    )


def _e(text: str) -> str:
    """``text`` as words in an element or an attribute."""
    return escape(safe_text(text), quote=True)


def _style() -> str:
    return (files("reports") / "report.css").read_text(encoding="utf-8")


def _made(report: Report) -> str:
    return f"As of {day_title(report.as_of)}. Made {report.generated:%d %b %Y %H:%M} UTC."


def _mask(report: Report) -> str:
    if report.masked is None:
        return ""
    return (
        '<p class="mask">A masked copy: accounts are codes, figures are rounded, quotes and themes of under '
        f"{report.masked.least} accounts are left out.</p>"
    )


def _section(section: Section) -> str:
    ids = opened_by(section.blocks)
    more = f" and {len(ids) - _IDS:,} more, which the JSON form holds" if len(ids) > _IDS else ""
    opened = (
        f"<details><summary>{len(ids):,} figures of this section can be opened</summary><p>With "
        f"<code>nrr explain</code>: {', '.join(f'<code>{_e(one)}</code>' for one in ids[:_IDS])}{more}</p></details>"
        if ids
        else ""
    )
    return (
        f'<section id="{section.key}" aria-labelledby="h-{section.key}">'
        f'<h2 id="h-{section.key}">{_e(section.title)}</h2>\n'
        f"{_blocks(section.blocks, 3)}{opened}</section>\n"
    )


def _blocks(blocks: tuple[Block, ...], level: int) -> str:
    return "".join(_block(block, level) for block in blocks)


def _block(block: Block, level: int) -> str:
    match block:
        case Paragraph():
            return f"<p>{_text(block.text)}</p>\n"
        case Points():
            mark = "ol" if block.numbered else "ul"
            lines = "".join(f"<li>{_text(line)}</li>" for line in block.lines)
            return f"<{mark}>{lines}</{mark}>\n"
        case Table():
            return _table(block)
        case Chart():
            return _chart(block)
        case Group():
            rank = min(level, 6)
            page = ' class="page"' if block.page else ""
            return f"<h{rank}{page}>{_text(block.title)}</h{rank}>\n{_blocks(block.blocks, level + 1)}"
        case QuoteBlock():
            return _quote(block)


def _chart(chart: Chart) -> str:
    picture = drawn(chart)
    if not picture:
        return f"<p>{_text(chart.point)}</p>\n"
    label = _e(chart.table.caption)
    return (
        f'<figure><div class="scroll" tabindex="0" role="region" aria-label="Chart: {label}">{picture}</div>'
        f"<figcaption>{_text(chart.point)}</figcaption></figure>\n"
        f"<details{' open' if chart.beside else ''}><summary>The same as a table</summary>"
        f"{_table(chart.table)}</details>\n"
    )


def _table(table: Table) -> str:
    heads = "".join(
        f'<th scope="col"{_side(one)}>{_e(one.head) or "<span class=sr>Name</span>"}</th>'
        for one in table.columns
    )
    rows = "".join(_row(row, table.columns) for row in table.shown)
    rest = (
        f'<p class="meta">{table.left:,} more rows stand in the XLSX and JSON forms.</p>'
        if table.left
        else ""
    )
    caption = _e(table.caption)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="Table: {caption}">'
        f"<table><caption>{caption}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{rest}\n"
    )


def _row(row: tuple[Text, ...], columns: tuple[Column, ...]) -> str:
    """A row whose first cell with words in it heads it."""
    head = next((at for at, one in enumerate(columns) if not one.kind.right), 0)
    cells = []
    for at, (cell, column) in enumerate(zip(row, columns, strict=True)):
        mark = 'th scope="row"' if at == head else "td"
        wide = " wide" if column.wide else ""
        name = f' class="{("num" if column.kind.right else "") + wide}"' if column.kind.right or wide else ""
        cells.append(f"<{mark}{name}>{_cell(cell)}</{mark.split(maxsplit=1)[0]}>")
    return f"<tr>{''.join(cells)}</tr>"


def _side(column: Column) -> str:
    return ' class="num"' if column.kind.right else ""


def _cell(cell: Text) -> str:
    return "".join(
        f'<time datetime="{one.isoformat()}">{one.isoformat()}</time>'
        if isinstance(one, date)
        else _span(one)
        for one in cell
    )


def _text(text: Text) -> str:
    return "".join(_span(span) for span in text)


def _span(span: Span) -> str:
    words = _e(words_of(span))
    match span:
        case Figure():
            opened = f' title="{_e(f"nrr explain {span.explain}")}"' if span.explain else ""
            return f'<data value="{span.value:.6g}"{opened}>{words}</data>'
        case date():
            return f'<time datetime="{span.isoformat()}">{words}</time>'
        case Command():
            return f"<code>{words}</code>"
        case AccountName() | Person() | ThemeName() | Said():
            return f"<bdi>{words}</bdi>"
        case _:
            return words


def _quote(quote: QuoteBlock) -> str:
    words = "<br>".join(_e(part) for part in safe_text(quote.text).strip().split("\n"))
    place = f"{day_title(quote.day)}, {quote.source} {quote.external}".strip()
    return (
        f"<blockquote><p><bdi>“{words}”</bdi></p><footer>— <bdi>{_e(plain((quote.account,)))}</bdi>, {_e(place)}, item "
        f"<code>{_e(quote.item)}</code></footer></blockquote>\n"
    )
