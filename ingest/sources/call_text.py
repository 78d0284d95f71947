"""A call as a reader hands it on: its turns, who is who, and what the file says of its day and customer.

Readers differ by vendor; what they return does not, so that roles, redaction and accounts are settled once.
Turns are gathered in pieces and joined once: an hour on one speaker costs no more than its words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.items import DropReason, Role
from ingest.matching import AccountHint

LONGEST = 7 * 86_400.0  # seconds; a time beyond a week into a call is damage
_LABEL = 120
_BLANKS = re.compile(r"[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said in one go. ``label`` is empty where nobody is named; ``start`` is in seconds."""

    label: str
    text: str
    start: float | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a call. ``role`` is None where the file does not say whose side they are on."""

    name: str = ""
    email: str = ""
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell of many calls in one line: ``one`` for a single place (``{place}``), ``many`` for
    more (``{count}``, ``{places}``)."""

    one: str
    many: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class CallText:
    """A call as its file tells it; ``date``, ``title`` and ``hint`` only where the file holds them.

    ``system`` and ``external_id`` are the vendor's, empty for a call that is a file of its own. ``inner`` tells
    several such calls of one file apart. ``people`` are those who speak, by label; ``guests`` those who do
    not. ``number`` is the record's place in its file, 0 for a file that is one call.
    """

    format: str
    turns: tuple[Turn, ...]
    date: object = None
    title: str = ""
    system: str = ""
    external_id: str = ""
    inner: str = ""
    number: int = 0
    people: Mapping[str, Person] = field(default_factory=dict)
    guests: tuple[Person, ...] = ()
    hint: AccountHint = field(default_factory=AccountHint)
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class NoCall:
    """A record or a whole file that holds no call, and why."""

    reason: DropReason
    detail: str
    number: int = 0
    format: str = ""


Found = CallText | NoCall


class TurnList:
    """Gathers turns; text is joined once, when they are asked for."""

    def __init__(self) -> None:
        self._turns: list[tuple[str, list[str], float | None]] = []

    def __bool__(self) -> bool:
        return bool(self._turns)

    @property
    def label(self) -> str:
        """Who spoke last; empty before the first turn."""
        return self._turns[-1][0] if self._turns else ""

    def say(self, label: str, text: str, start: float | None = None) -> None:
        """Begin a turn."""
        self._turns.append((label[:_LABEL], [text], start))

    def go_on(self, text: str) -> None:
        """More of the turn that was begun last."""
        self._turns[-1][1].append(text)

    def speak(self, label: str, text: str, start: float | None = None) -> None:
        """More of the last turn when the same speaker speaks on, else a new one."""
        if self._turns and label[:_LABEL] == self.label:
            self.go_on(text)
        else:
            self.say(label, text, start)

    def turns(self, gap: str = " ") -> tuple[Turn, ...]:
        """The turns that hold words."""
        joined = ((label, gap.join(pieces).strip(), start) for label, pieces, start in self._turns)
        return tuple(Turn(label, text, start) for label, text, start in joined if text)


def one_blank(text: str) -> str:
    """``text`` with no more than one blank in a row, so that no pattern has to try where a run of them ends."""
    return _BLANKS.sub(" ", text)


def number_of(value: object) -> float | None:
    """A count or time that is not negative, also when it was written as text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and number >= 0 else None


def seconds_of(value: object) -> float | None:
    """A time into a call, in seconds: a number, a number as text, or ``1:02:03``; None for damage."""
    if isinstance(value, str) and ":" in value:
        pieces = [number_of(piece) for piece in value.strip().replace(",", ".").split(":")]
        if len(pieces) > 3 or any(piece is None for piece in pieces):
            return None
        total = 0.0
        for piece in pieces:
            total = total * 60 + (piece or 0.0)
    else:
        found = number_of(value)
        if found is None:
            return None
        total = found
    return total if total <= LONGEST else None
