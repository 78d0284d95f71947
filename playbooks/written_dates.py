"""Dates as people write them: ``2026-10-31``, ``31 October 2026``, ``Q3 2026``, ``31.10.2026``, ``am 3. März``,
``1-15 October``, in English, German, French and Spanish."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playbooks.counted import things_after


def _split(words: str) -> list[str]:
    return words.split()


_ENGLISH = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_GERMAN = _split("januar februar märz april mai juni juli august september oktober november dezember")
_FRENCH = _split("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
_SPANISH = _split("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
_SHORT = _split("jan feb mar apr may jun jul aug sep oct nov dec")
_NUMBER_OF = {
    **{name: at for at, name in enumerate(_SHORT, 1)},
    **{"sept": 9, "okt": 10, "dez": 12, "mrz": 3},
    **{name: at for names in (_SPANISH, _FRENCH, _GERMAN, _ENGLISH) for at, name in enumerate(names, 1)},
}
MONTH_WORDS = frozenset(_NUMBER_OF)
_MONTH = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))
_YEAR = r"(?:\d{4}|['’]\d{2})(?!\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_TH = r"(?:st|nd|rd|th|er|\.)?"
_TO = r"\s*(?:-|–|—|to|and|bis|und|au|et|al|y)\s*"
_DATE = re.compile(
    r"\b(?P<y1>\d{4})-(?P<m1>0[1-9]|1[0-2])(?:-(?P<d1>0[1-9]|[12]\d|3[01]))?(?:T[\d:.+Z-]*)?(?![\w-])"
    rf"|(?<![\w.,])(?:(?P<e2>{_DAY}){_TH}{_TO})?(?P<d2>{_DAY}){_TH}\s+(?:of\s+|de\s+)?(?P<m2>{_MONTH})\b\.?"
    rf"(?:,?\s+(?:de\s+|del\s+)?(?P<y2>{_YEAR}))?"
    rf"|\b(?P<m4>{_MONTH})\b\.?,?\s+(?:of\s+|de\s+)?(?P<y4>{_YEAR})"
    rf"|\b(?P<m3>{_MONTH})\b\.?\s+(?P<d3>{_DAY})(?:st|nd|rd|th)?(?![\w%]|[.,]\d)(?:,?\s+(?P<y3>{_YEAR}))?"
    r"|\bQ(?P<q5>[1-4])(?:[\s/]*(?P<y5>\d{4}))?\b|\b(?P<y7>\d{4})[\s/-]?Q(?P<q7>[1-4])\b"
    rf"|(?<![\w./])(?P<d6>{_DAY})[./](?P<m6>{_DAY})[./](?P<y6>\d{{4}})\b",
    re.IGNORECASE,
)
_ALSO_WORDS = {"March", "Mars", "May", "Mai"}  # months only after "in", "since" and the like
_ALONE = "|".join(
    sorted(
        (
            {name.capitalize() for names in (_GERMAN, _FRENCH, _SPANISH, _ENGLISH) for name in names}
            | {"Sept", "Oct", "Nov", "Dec", "Feb", "Aug", "Apr"}
        )
        - _ALSO_WORDS,
        key=lambda name: (-len(name), name),
    )
)
_NAMED_MONTH = re.compile(
    rf"\b({_ALONE})\b|\b(?:in|since|by|until|from|of|last|this|im|en) (May|March|Mai|mai|mars)\b"
)
_ASKS_MAY = re.compile(r"\d+\.\s+May\s+(?:I|we|you|it|this|there)\b")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day, a month or a year as far as it is written; a quarter stands as its months. ``swapped``: the day and the
    month the other way round, where the writing leaves it open (10/09/2026)."""

    text: str
    year: int | None
    months: tuple[int, ...]
    day: int | None
    swapped: bool = False

    @property
    def iso(self) -> list[str]:
        """YYYY-MM-DD, or YYYY-MM for each month; nothing where no year is written."""
        if self.year is None:
            return []
        return [
            f"{self.year:04}-{month:02}" + (f"-{self.day:02}" if self.day else "") for month in self.months
        ]


def dates_and_rest(text: str) -> tuple[list[WrittenDate], str]:
    """The dates in ``text``, and the text with blanks where each stood."""
    found: list[WrittenDate] = []

    def take(match: re.Match[str]) -> str:
        held = _dates(match)
        found.extend(held)
        return " " * len(match[0]) if held else match[0]

    rest = _DATE.sub(take, text)

    def named(match: re.Match[str]) -> str:
        word = match[1] or match[2]
        found.append(WrittenDate(word, None, (_NUMBER_OF[word.lower()],), None))
        return " " * len(match[0])

    return found, _NAMED_MONTH.sub(named, rest)


def _dates(match: re.Match[str]) -> list[WrittenDate]:
    held = {key[0]: value for key, value in match.groupdict().items() if value is not None}
    year = _year(held.get("y"))
    if "q" in held:
        last = 3 * int(held["q"])
        return [WrittenDate(match[0], year, (last - 2, last - 1, last), None)]
    month, day = held["m"], int(held["d"]) if "d" in held else None
    if month.isdigit():
        return _numeric(match[0], year, int(month), day)
    if month in ("may", "march") or (
        match["m3"] and year is None and things_after(match.string, match.end())
    ):
        return []  # "12 may leave", "In October 12 accounts left"
    if month == "May" and _ASKS_MAY.match(match.string, match.start()):
        return []  # "3 of 10. May I ask"
    number = (_NUMBER_OF[month.lower()],)
    first = [WrittenDate(match[0], year, number, int(held["e"]))] if "e" in held else []
    return [*first, WrittenDate(match[0], year, number, day)]


def _numeric(text: str, year: int | None, month: int, day: int | None) -> list[WrittenDate]:
    if day is not None and month > 12:
        month, day = day, month
    if month > 12:
        return []
    return [WrittenDate(text, year, (month,), day, swapped="/" in text and day is not None and day <= 12)]


def _year(written: str | None) -> int | None:
    if written is None:
        return None
    return int(written) if written.isdigit() else 2000 + int(written[1:])
