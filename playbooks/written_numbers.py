"""Numbers and dates as people write them, read out of a sentence.

``$1.2M``, ``12,000``, ``58 %``, ``1.234,50 €``, ``three``, ``a third``, ``2026-10-31``, ``31 October 2026``,
``Q3 2026``: each with what it measures and how exactly it was written, so that it can be held against what was
computed. Whoever checks a text relies on nothing that looks like a number being passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Unit = Literal["money", "percent", "plain"]

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = "|".join(sorted({*_MONTHS, *(month[:3] for month in _MONTHS), "sept"}, key=len, reverse=True))
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000},
}
_SHARES = {
    **{"half": 50.0, "halved": 50.0, "third": 100 / 3, "quarter": 25.0, "two-thirds": 200 / 3},
    **{"three-quarters": 75.0, "doubled": 100.0, "double": 100.0, "tripled": 200.0},
}
_SCALE = {
    **{"": 1.0, "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6},
    **{"b": 1e9, "bn": 1e9, "billion": 1e9},
}
_CURRENCY = r"(?:[$€£¥₹]|(?:USD|EUR|GBP|CHF|JPY|CAD|AUD|INR|SEK|NOK|DKK|PLN)\b)"
_GROUPED = r"\d{1,3}(?:[,.'’\u00a0\u202f ]\d{3})+(?:[.,]\d+)?"
_NUMBER = re.compile(
    rf"(?P<before>{_CURRENCY}\s?)?(?P<sign>(?<![\w)])[-−+]\s?)?"
    rf"(?<![\w.,])(?P<sign2>[-−])?(?P<digits>{_GROUPED}|\d+(?:[.,]\d+)?)"
    r"(?:\s?(?P<scale>k|mn|mio|bn|thousand|million|billion|m|b)(?![\w]))?"
    r"(?P<after>\s?(?:%|percent\b|per\s?cent\b|pct\b|percentage points?\b|pp\b)"
    rf"|\s?{_CURRENCY}|\s?(?:dollars?|euros?|pounds?)\b)?",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?P<y1>\d{4})-(?P<m1>\d{2})(?:-(?P<d1>\d{2}))?\b"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH})\b\.?(?:,?\s+(?P<y2>\d{{4}}))?"
    rf"|\b(?P<m3>{_MONTH})\b\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y3>\d{{4}}))?"
    rf"|\b(?P<m4>{_MONTH})\b\.?,?\s+(?P<y4>\d{{4}})\b"
    r"|\bQ(?P<q5>[1-4])\s*(?P<y5>\d{4})?\b"
    r"|\b(?P<d6>\d{1,2})[./](?P<m6>\d{1,2})[./](?P<y6>\d{4})\b",
    re.IGNORECASE,
)
_ALONE = "|".join(month.capitalize() for month in _MONTHS if month not in ("may", "march"))
_NAMED_MONTH = re.compile(rf"\b({_ALONE})\b|\b(?:in|since|by|until|from|of) (May|March)\b")
_WORD = re.compile(
    rf"\b(?:{'|'.join(sorted({*_WORDS, *_SHARES}, key=len, reverse=True))})s?\b"
    rf"(?:-(?:{'|'.join(_ONES[1:10])})\b)?(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """``value`` in units (58 for 58 %, 1,200,000 for $1.2M). ``step``: the size of the last place written, so that
    what it was rounded from lies within half of it."""

    text: str
    value: float
    unit: Unit
    step: float


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day, a month or a year as far as it is written; a quarter stands as its months."""

    text: str
    year: int | None
    months: tuple[int, ...]
    day: int | None


def dates_and_rest(text: str) -> tuple[list[WrittenDate], str]:
    """The dates in ``text``, and the text with a blank where each stood."""
    found: list[WrittenDate] = []

    def take(match: re.Match[str]) -> str:
        found.append(_date(match))
        return " " * len(match[0])

    rest = _DATE.sub(take, text)

    def named(match: re.Match[str]) -> str:
        word = match[1] or match[2]
        found.append(WrittenDate(word, None, (_MONTHS.index(word.lower()) + 1,), None))
        return " " * len(match[0])

    return found, _NAMED_MONTH.sub(named, rest)


def _date(match: re.Match[str]) -> WrittenDate:
    held = {key[0]: value for key, value in match.groupdict().items() if value is not None}
    year = int(held["y"]) if "y" in held else None
    if "q" in held:
        last = 3 * int(held["q"])
        return WrittenDate(match[0], year, (last - 2, last - 1, last), None)
    month = held["m"]
    number = int(month) if month.isdigit() else [name[:3] for name in _MONTHS].index(month[:3].lower()) + 1
    return WrittenDate(match[0], year, (number,), int(held["d"]) if "d" in held else None)


def numbers_in(text: str) -> list[WrittenNumber]:
    """The numbers in ``text``, in digits and in words; "one" counts as none, since it is mostly a pronoun."""
    found: list[WrittenNumber] = []

    def take(match: re.Match[str]) -> str:
        found.append(_number(match))
        return " " * len(match[0])

    rest = _NUMBER.sub(take, text)
    found += [number for match in _WORD.finditer(rest) if (number := _worded(match[0])) is not None]
    return found


def _number(match: re.Match[str]) -> WrittenNumber:
    digits, decimals = _plain_digits(match["digits"])
    scale = _SCALE[(match["scale"] or "").lower()]
    after = (match["after"] or "").strip().lower()
    unit: Unit = "plain"
    if after and after[0] in "%p" and not after.startswith(("pln", "pound")):
        unit = "percent"
    elif match["before"] or after:
        unit = "money"
    sign = -1.0 if any(mark in (match["sign"] or "") + (match["sign2"] or "") for mark in "-−") else 1.0
    value = sign * float(digits) * scale
    return WrittenNumber(match[0].strip(), value, unit, scale * 10.0**-decimals)


def _plain_digits(written: str) -> tuple[str, int]:
    """Digits with a point, and how many decimals. A last mark before other than three digits is the point; one
    mark alone before three digits parts thousands."""
    marks = [char for char in written if not char.isdigit()]
    if not marks:
        return written, 0
    last = written.rfind(marks[-1])
    tail = written[last + 1 :]
    decimal = marks[-1] in ".," and (len(tail) != 3 or (len(set(marks)) > 1 and marks.count(marks[-1]) == 1))
    whole = "".join(char for char in (written[:last] if decimal else written) if char.isdigit())
    return (f"{whole}.{tail}", len(tail)) if decimal else (whole, 0)


def _worded(word: str) -> WrittenNumber | None:
    low = word.lower()
    if low in _SHARES:
        return WrittenNumber(word, _SHARES[low], "percent", 5.0)
    if low in ("one", "ones", "zeros", "thirds", "quarters", "seconds"):
        return None
    tens, _, ones = low.partition("-")
    value = _WORDS.get(tens) or _WORDS.get(tens.rstrip("s"))
    if value is None:
        return WrittenNumber(word, 0.0, "plain", 1.0) if tens == "zero" else None
    return WrittenNumber(word, float(value + (_WORDS[ones] if ones else 0)), "plain", 1.0)
