"""Breaks text into lines of so many columns, wide characters counted as two."""

from __future__ import annotations

import textwrap
import unicodedata

from foundation.text import one_line


def filled(text: str, width: int, indent: str = "") -> str:
    """``text`` on lines of ``width`` columns, wide characters counted as two; a word that is too long is broken."""
    spare = _extra(text)
    if not spare:
        return textwrap.fill(one_line(text), width, subsequent_indent=indent, break_on_hyphens=False)
    lines, line = [], ""
    for word in one_line(text).split(" "):
        for piece in _pieces(word, width - len(indent)):
            joined = f"{line} {piece}" if line.strip() else line + piece
            if line.strip() and len(joined) + _extra(joined) > width:
                lines.append(line)
                joined = indent + piece
            line = joined
    return "\n".join([*lines, line])


def _pieces(word: str, width: int) -> list[str]:
    pieces, piece, used = [], "", 0
    for char in word:
        size = 1 + _extra(char)
        if used + size > width:
            pieces.append(piece)
            piece, used = "", 0
        piece, used = piece + char, used + size
    return [*pieces, piece]


def _extra(text: str) -> int:
    """How many columns ``text`` takes beyond one a character."""
    return 0 if text.isascii() else sum(unicodedata.east_asian_width(char) in "FW" for char in text)
