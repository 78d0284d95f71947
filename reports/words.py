"""The words of a report as typed pieces: figures, accounts, people and strangers' text stay told apart.

Keeps the rule that a renderer never guesses: it formats figures, escapes strangers' text and marks commands; and that
masking knows what to hide without reading prose.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foundation.money import amount, percent, short_amount
from foundation.months import day_title


class Unit(StrEnum):
    """What a figure counts. Amounts are in the currency of their figure, percentages are kept as ratios."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit and what opens it (``nrr explain ID``; empty where nothing does). ``whole``: money is
    written in full, not to three figures; ``digits`` after the point, of percentages and numbers; ``signed``: a plus
    stands before what is above 0; ``noun``: what is counted."""

    value: float
    unit: Unit
    explain: str = ""
    currency: str = ""
    whole: bool = False
    digits: int = 0
    signed: bool = False
    noun: str = ""

    @property
    def text(self) -> str:
        """The number as people read it."""
        sign = "+" if self.signed and self.value > 0 else ""
        if self.unit is Unit.MONEY:
            return sign + (amount if self.whole else short_amount)(self.value, self.currency)
        if self.unit is Unit.PERCENT:
            return sign + percent(self.value, self.digits)
        if self.unit is Unit.NUMBER:
            return sign + f"{self.value:,.{self.digits}f}"
        many = "" if round(self.value) == 1 else "s"
        return sign + f"{self.value:,.0f}" + (f" {self.noun}{many}" if self.noun else "")


@dataclass(frozen=True, slots=True)
class AccountName:
    """An account by its id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's name: an owner, a sponsor, a contact."""

    name: str


@dataclass(frozen=True, slots=True)
class ThemeName:
    """A theme by its id and label; ``accounts`` raised it, by which masking decides whether it may be named."""

    id: str
    label: str
    accounts: int


@dataclass(frozen=True, slots=True)
class Said:
    """Text that others wrote or that may hold their names: a reason, a why, a label of theirs. ``ours``: it names a
    thing of our own side, such as a play or a segment, so that a masked copy may keep it."""

    text: str
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """What can be typed to see more."""

    text: str


Span = str | date | Figure | AccountName | Person | ThemeName | Said | Command
"""A ``str`` is always our own words."""

Text = tuple[Span, ...]


def words_of(span: Span) -> str:
    """A piece as plain words, without marks of any format."""
    match span:
        case str():
            return span
        case date():
            return day_title(span)
        case Figure() | Said() | Command():
            return span.text
        case AccountName() | Person():
            return span.name
        case ThemeName():
            return span.label


def plain(text: Iterable[Span]) -> str:
    """A text as plain words."""
    return "".join(words_of(span) for span in text)


def figures_of(text: Iterable[Span]) -> tuple[Figure, ...]:
    """The figures of a text in their order."""
    return tuple(span for span in text if isinstance(span, Figure))


def joined(parts: Iterable[Text], last: str = " and ") -> Text:
    """``a, b and c``."""
    listed = list(parts)
    found: list[Span] = []
    for at, part in enumerate(listed):
        if at:
            found.append(last if at == len(listed) - 1 else ", ")
        found.extend(part)
    return tuple(found)


def money(
    value: float, currency: str, explain: str = "", *, whole: bool = False, signed: bool = False
) -> Figure:
    """An amount."""
    return Figure(value, Unit.MONEY, explain, currency, whole=whole, signed=signed)


def share(ratio: float, explain: str = "", digits: int = 1, *, signed: bool = False) -> Figure:
    """A ratio, shown as a percentage."""
    return Figure(ratio, Unit.PERCENT, explain, digits=digits, signed=signed)


def many(number: float, noun: str = "", explain: str = "") -> Figure:
    """A count with its noun in the singular."""
    return Figure(number, Unit.COUNT, explain, noun=noun)


def number(value: float, digits: int = 1, explain: str = "", *, signed: bool = False) -> Figure:
    """A plain number."""
    return Figure(value, Unit.NUMBER, explain, digits=digits, signed=signed)
