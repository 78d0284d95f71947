"""Places in a text that are to be seen: styled, and tagged with a few letters so that colour is never all of it.

Places are counted in the text as it is stored; what is drawn of each piece between them goes through ``Untrusted``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from textual.content import Content

from tui.untrusted import Untrusted


@dataclass(frozen=True, slots=True)
class Mark:
    """From ``start`` to ``end`` in ``style``, with ``tag`` after it."""

    start: int
    end: int
    style: str
    tag: str


def marked(text: str, marks: Iterable[Mark]) -> Content:
    """``text`` with its marks; those that overlap are drawn over one another in their order, and all tags stand."""
    held = [one for one in marks if 0 <= one.start < one.end <= len(text)]
    cuts = sorted({0, len(text), *(one.start for one in held), *(one.end for one in held)})
    parts: list[Content] = []
    for start, end in pairwise(cuts):
        piece = Untrusted(text[start:end]).content()
        for one in held:
            if one.start <= start and end <= one.end:
                piece = piece.stylize(one.style)
        parts.append(piece)
        parts += [Content.styled(one.tag, "dim") for one in held if one.end == end and one.tag]
    return Content("").join(parts)
