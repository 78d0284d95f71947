"""Our own Markdown as content for the screen: heads and strong words stand out, tables are fitted. Nothing of it
goes through a markup parser."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textual.content import Content

from tui.page_table import PageTable
from tui.untrusted import Untrusted

_STRONG = re.compile(r"(?<!\\)\*\*")
_ESCAPED = re.compile(r"\\([\\\[\]<>`*_|~#+.()=&-])")


@dataclass(frozen=True, slots=True)
class PageBlock:
    """Lines that are drawn alike. ``title`` is that of a section which begins here; a ``table`` is fitted to the width
    that there is."""

    content: Content | PageTable
    title: str = ""

    def fitted(self, width: int) -> Content:
        """The block in ``width`` cells; its lines may be longer, to be folded."""
        return self.content.fitted(width) if isinstance(self.content, PageTable) else self.content


def page_blocks(text: str) -> list[PageBlock]:
    """``text`` in blocks: a section's head begins one, a table is one."""
    blocks: list[PageBlock] = []
    lines: list[str] = []
    title, table = "", False

    def close() -> None:
        nonlocal title
        kept = "\n".join(lines).strip("\n").split("\n")
        if any(kept):
            drawn = PageTable.of(kept, _cell) if table else Content("\n").join(map(marked_line, kept))
            blocks.append(PageBlock(drawn, title))
            title = ""
        lines.clear()

    for line in text.splitlines():
        begins = line.startswith("## ")
        if begins or line.startswith("|") != table:
            close()
            table = line.startswith("|")
        if begins:
            title = line[3:]
        lines.append(line)
    close()
    return blocks


def marked_line(line: str) -> Content:
    """One line of Markdown, its marks turned to looks."""
    level = len(line) - len(line.lstrip("#"))
    if level and line[level : level + 1] == " ":
        return _plain(line[level + 1 :]).stylize("bold underline" if level == 1 else "bold $primary")
    if line.startswith(">"):
        return Content.styled("▌ ", "$secondary") + _plain(line.lstrip("> "))
    line = re.sub(r"^(\s*)- ", r"\1• ", line)
    parts = [_plain(part) for part in _STRONG.split(line)]
    return Content("").join([part.stylize("bold") if at % 2 else part for at, part in enumerate(parts)])


def _cell(text: str) -> str:
    return Untrusted(_ESCAPED.sub(r"\1", text)).line()


def _plain(text: str) -> Content:
    return Untrusted(_ESCAPED.sub(r"\1", text)).content()
