"""Words as Markdown words: every Markdown and HTML character of a stranger's text is made harmless."""

from __future__ import annotations

import re
from collections.abc import Sequence

from foundation.text import one_line, safe_text

_SPECIAL = re.compile(r"([\\`*\[\]<|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;))")
_LEADING = re.compile(r"^(\s*)(?:([-+=>#])|(\d+)([.)]))(?=\s|$|[-+=>#])", re.MULTILINE)


def escaped(text: str) -> str:
    """``text`` of several lines as words."""
    return _LEADING.sub(_harmless, _SPECIAL.sub(r"\\\1", safe_text(text)))


def inline(text: str) -> str:
    """``text`` as words on one line."""
    return escaped(one_line(text))


def mid_line(text: str) -> str:
    """``text`` as words inside a line, white space at its ends kept: nothing in it can begin the line."""
    flat = " ".join(safe_text(text).split())
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and flat else ""
    return before + _SPECIAL.sub(r"\\\1", flat) + after


def begun(line: str) -> str:
    """A line of marks that were made harmless one by one, whose beginning is made harmless too."""
    return _LEADING.sub(_harmless, line)


def code(text: str) -> str:
    """``text`` as code: in it nothing is a mark, so that a grave accent must not stand in it."""
    return f"`{one_line(text).replace('`', 'ˋ')}`"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]) -> str:
    """A Markdown table with padded columns, so that it reads well raw."""
    widths = [max(3, *(len(row[at]) for row in [heads, *rows])) for at in range(len(heads))]
    rule = [
        "-" * (width - 1) + ":" if side else "-" * width for width, side in zip(widths, right, strict=True)
    ]
    lines = [_row(heads, widths, right), "| " + " | ".join(rule) + " |"]
    return "\n".join(lines + [_row(row, widths, right) for row in rows])


def _row(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = (
        cell.rjust(width) if side else cell.ljust(width)
        for cell, width, side in zip(cells, widths, right, strict=True)
    )
    return "| " + " | ".join(padded) + " |"


def _harmless(match: re.Match[str]) -> str:
    """The mark at a line's beginning with a backslash where Markdown takes one."""
    space, mark, number, after = match.groups()
    return f"{space}\\{mark}" if mark else f"{space}{number}\\{after}"
