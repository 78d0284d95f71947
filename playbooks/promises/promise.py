"""A promise of our staff, the turn that it was found in, and the time by which it falls due."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from foundation.ids import content_id

_NAMELESS = re.compile(r"(?:agent|staff|speaker)?(?: ?\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one of our staff said in an item: a turn of a call or a public reply. ``day`` is when; ``position`` its
    place in the item."""

    item: str
    part: str
    account: str
    who: str
    day: date
    text: str
    position: int = 0
    source: str = ""

    @property
    def by(self) -> str:
        """Who said it, in words: the name where it is known. Calls are kept without names, and “Agent 2” is none."""
        return "a staff member" if _NAMELESS.fullmatch(self.who.strip()) else self.who


@dataclass(frozen=True, slots=True)
class Due:
    """By when, in the words of the promise. ``day`` is None where the words name none that can be told (“with the
    next release”). ``deadline``: that the words set an end (by, until, within)."""

    words: str
    day: date | None
    start: int = 0
    end: int = 0
    deadline: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """``what`` is verbatim of the turn. ``due`` is None where no time was said. ``stems``: the words of its matter;
    ``around``: those of the words before it, where it points at them (“it”); ``again``: how often the same item says
    it again."""

    turn: Turn
    what: str
    due: Due | None
    stems: frozenset[str]
    around: frozenset[str] = frozenset()
    again: int = 0

    @property
    def id(self) -> str:
        """Of the item and the words, so that a mark never passes to other words."""
        return content_id("promise", self.turn.item, " ".join(self.what.split()))

    @property
    def day(self) -> date | None:
        """The day that it falls due on, where one can be told."""
        return self.due.day if self.due else None
