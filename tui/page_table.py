"""A Markdown table as content for the screen: side by side where that fits, else a paragraph a row. Pure.

No cell is cut and nothing of a table lies beside the screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

_BARS = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-+:?")
_GAP = "  "
_BETWEEN = " · "
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class PageTable:
    """``heads`` and each row are as long as ``rights``, which says of each column whether it ends at one line."""

    heads: tuple[str, ...]
    rights: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, lines: Sequence[str], plain: Callable[[str], str]) -> PageTable:
        """The table of these lines; ``plain`` makes a cell safe to be shown. Without a rule there are no heads."""
        bare = (line.strip().removeprefix("|").removesuffix("|") for line in lines)
        cells = [[cell.strip() for cell in _BARS.split(line)] for line in bare]
        ruled = len(cells) > 1 and all(_RULE.fullmatch(cell) for cell in cells[1])
        marks, shown = (cells[1], [cells[0], *cells[2:]]) if ruled else ([], [[], *cells])
        many = max(map(len, shown))
        heads, *rows = (tuple(map(plain, row)) + ("",) * (many - len(row)) for row in shown)
        rights = tuple(mark.endswith(":") for mark in marks[:many])
        return cls(heads, rights + (False,) * (many - len(rights)), tuple(rows))

    def fitted(self, width: int) -> Content:
        """The table in ``width`` cells."""
        widths = [max(map(cell_len, column)) for column in zip(self.heads, *self.rows, strict=True)]
        if sum(widths) + len(_GAP) * (len(widths) - 1) > width:
            return Content("\n").join(line for row in self.rows for line in self._paragraph(row, width))
        lines = [self._line(row, widths) for row in self.rows]
        if any(self.heads):
            rule = _GAP.join("─" * one for one in widths)
            lines = [self._line(self.heads, widths).stylize("bold"), Content.styled(rule, "dim"), *lines]
        return Content("\n").join(lines)

    def _line(self, row: Iterable[str], widths: Iterable[int]) -> Content:
        cells = []
        for text, width, right in zip(row, widths, self.rights, strict=True):
            room = " " * (width - cell_len(text))
            cells.append(room + text if right else text + room)
        return Content(_GAP.join(cells).rstrip())

    def _paragraph(self, row: tuple[str, ...], width: int) -> Iterable[Content]:
        """What the row is called, then its figures with their heads, in as many lines as they need."""
        named = self.rights.index(False) + 1 if False in self.rights else 1
        yield Content(_GAP.join(filter(None, row[:named]))).stylize("bold")
        line = Content(_INDENT)
        for head, text in zip(self.heads[named:], row[named:], strict=True):
            if not text:
                continue
            plain = not head or head.casefold() == text.casefold()
            said = Content(text) if plain else Content.assemble((f"{head}: ", "dim"), text)
            if len(line) == len(_INDENT):
                line += said
            elif line.cell_length + len(_BETWEEN) + said.cell_length <= width:
                line += Content.styled(_BETWEEN, "dim") + said
            else:
                yield line
                line = Content(_INDENT) + said
        if len(line) > len(_INDENT):
            yield line
