"""Lines over months, drawn in characters: pure, from numbers to rows of cells.

Each line has strokes of its own (heavy, light), so that two are told apart without colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Cell = tuple[str, int]
"""A character and the line it belongs to; ``NO_LINE`` for the ground."""

NO_LINE = -1
_STROKES = (
    tuple("━┃┏┓┗┛"),
    tuple("─│╭╮╰╯"),
)  # across, upright, and the four corners
_GROUND = "┈"


@dataclass(frozen=True, slots=True)
class Scale:
    """The values that the lowest and the highest row stand for."""

    low: float
    high: float

    def row(self, value: float, height: int) -> int:
        """The row of ``value``, 0 the lowest."""
        return round((value - self.low) / (self.high - self.low) * (height - 1))

    def at(self, row: int, height: int) -> float:
        """The value that a row stands for."""
        return self.low + (self.high - self.low) * row / (height - 1)


def scale_of(lines: Sequence[Sequence[float | None]]) -> Scale | None:
    """A scale that all values fit; None without any."""
    values = [value for line in lines for value in line if value is not None]
    if not values:
        return None
    low, high = min(values), max(values)
    room = (high - low) * 0.05 or 0.005
    return Scale(low - room, high + room)


def draw(
    lines: Sequence[Sequence[float | None]], scale: Scale, height: int, step: int, ground: float
) -> list[list[Cell]]:
    """``height`` rows, the highest first, of ``step`` cells a value; a value of None is a gap. ``ground`` is dotted
    where it is on the scale. The first of the ``lines`` (two at most) lies on top."""
    width = step * max((len(line) for line in lines), default=0)
    rows: list[list[Cell]] = [[(" ", NO_LINE)] * width for _ in range(height)]
    if scale.low <= ground <= scale.high:
        rows[scale.row(ground, height)] = [(_GROUND, NO_LINE)] * width
    for which in range(len(lines) - 1, -1, -1):
        _draw_one(
            rows, [None if one is None else scale.row(one, height) for one in lines[which]], which, step
        )
    return rows[::-1]


def _draw_one(rows: list[list[Cell]], heights: Sequence[int | None], which: int, step: int) -> None:
    across, upright, rises, falls, lands, ends = _STROKES[which]
    before: int | None = None
    for place, at in enumerate(heights):
        x = place * step
        if at is not None:
            for cell in range(x, x + step):
                rows[at][cell] = (across, which)
            if before is not None and at != before:
                for between in range(min(at, before) + 1, max(at, before)):
                    rows[between][x] = (upright, which)
                rows[before][x] = (ends if at > before else falls, which)
                rows[at][x] = (rises if at > before else lands, which)
        before = at
