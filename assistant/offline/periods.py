"""Months and spans of time that a question names, in digits, in words, and seen from today.

Where "last month" lies beyond what the data reaches, the latest month of the data is meant, and said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from foundation.months import Month

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = "|".join(sorted({*_NAMES, *_LONG, "sept"}, key=len, reverse=True))
_COUNTS = {
    **{word: at for at, word in enumerate(("one", "two", "three", "four", "five", "six"), 1)},
    "a": 1, "twelve": 12, "couple of": 2,
}  # fmt: skip
_COUNT = r"(\d{1,3}|one|two|three|four|five|six|twelve|a|couple of)"
_ISO = re.compile(r"\b((?:19|20)\d{2})[-/](0[1-9]|1[0-2])(?:-\d{2})?\b|\b(0?[1-9]|1[0-2])/((?:19|20)\d{2})\b")
_NAMED = re.compile(rf"\b({_MONTH})\b\.?,?(?:\s+of)?\s+((?:19|20)\d{{2}})\b", re.IGNORECASE)
_ALONE = re.compile(
    rf"\b(?:in|of|for|since|until|between|and|vs|versus|to|from|with|during|last|this|by)\s+({_MONTH})\b(?!\s+\d)",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"\bq([1-4])(?:\s*(?:of\s+)?((?:19|20)\d{2}))?\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:in|of|for|during|since|until|by|year)\s+((?:19|20)\d{2})\b", re.IGNORECASE)
_AGO = re.compile(rf"\b{_COUNT}\s+months?\s+ago\b", re.IGNORECASE)
_LAST = re.compile(rf"\b(?:last|past|previous)\s+{_COUNT}\s+(day|week|month|quarter|year)s?\b", re.IGNORECASE)
_ROLLING = re.compile(
    r"\b(?:(?:over|in|during|for|within)\s+the\s+(?:last|past)|past)\s+(day|week|month|quarter|year)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(last|this|previous|current|next|coming)\s+(day|week|month|quarter|year)\b|\b(yesterday|today|tomorrow)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    rf"\b(?:next|coming|within|in)\s+(?:the\s+)?(?:next\s+|coming\s+)?{_COUNT}\s+(day|week|month)s?\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?({_MONTH})\b\.?(?:,?\s+((?:19|20)\d{{2}}))?|"
    rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,\s*((?:19|20)\d{{2}}))?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?:before|by|until|till)\s+(?:the\s+)?(?:(christmas|xmas)|(new year|year[ -]?end|end of (?:the |this )?year)|"
    rf"end of (?:the |this )?(quarter|month)|(?={_DATE.pattern})(.+?)(?=[?.!,]|$|\s+(?:and|or)\b))",
    re.IGNORECASE,
)
_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 90, "year": 365}
_MONTHS_IN = {"day": 1, "week": 1, "month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """``since`` to ``until``, both included. ``said`` is how the question wrote it; ``read_as`` says what it was taken
    for, where that is not what was written."""

    since: Month
    until: Month
    said: str
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """The spans named, in order; ``ahead``: days from now that are asked about; ``future``: a span that nothing can
    know yet, as written; ``rest``: the question without them; ``compared``: whether one of them is what another is
    held against ("since last month")."""

    periods: tuple[Period, ...]
    ahead: int | None
    future: str
    rest: str
    compared: bool


def span_of(period: Period, day: date) -> tuple[date, date]:
    """The days of a span, where it was written in days or weeks counted back from ``day``; else those of its months."""
    if (found := _LAST.fullmatch(period.said)) and found[2].lower() in ("day", "week"):
        return day - timedelta(days=_count(found[1]) * _DAYS[found[2].lower()] - 1), day
    if (found := _ROLLING.fullmatch(period.said)) and found[1].lower() in ("day", "week"):
        return day - timedelta(days=_DAYS[found[1].lower()] - 1), day
    if (found := _DATE.fullmatch(period.said)) and (held := _day_of(found, period.since)):
        return held, held
    return period.since.first_day, period.until.last_day


def read_times(text: str, latest: Month, today: date, day: date) -> Times:
    """The times in ``text``. ``latest``: the last month with figures; ``day``: the last that the data reaches."""
    reader = _Reader(latest, today, day)
    return reader.read(text)


class _Reader:
    def __init__(self, latest: Month, today: date, day: date) -> None:
        self._latest, self._today, self._day = latest, today, day
        self._found: list[tuple[int, Period]] = []
        self._ahead: int | None = None
        self._future = ""

    def read(self, text: str) -> Times:
        compared = re.search(
            r"\b(since|compared (?:to|with)|against|versus|vs\.?|from)\b", text, re.IGNORECASE
        )
        since = re.search(r"\bsince\b(?!.*\b(?:to|until|till)\b)", text, re.IGNORECASE)
        readings: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
            (_AGO, self._ago),
            (_LAST, self._last),
            (_ROLLING, self._rolling),
            (_AHEAD, self._next),
            (_BEFORE, self._before),
            (_DATE, self._date),
            (_RELATIVE, self._relative),
            (_ISO, self._iso),
            (_NAMED, self._named),
            (_QUARTER, self._quarter),
            (_ALONE, self._alone),
            (_YEAR, self._year),
        )
        for pattern, read in readings:
            text = pattern.sub(partial(_blanked, read), text)
        periods = tuple(period for _, period in sorted(self._found, key=lambda pair: pair[0]))
        if len(periods) == 1 and since and periods[0].until < self._latest:
            periods = (replace(periods[0], until=self._latest),)
        return Times(periods, self._ahead, self._future, " ".join(text.split()), compared is not None)

    def _add(self, found: re.Match[str], since: Month, until: Month, read_as: str = "") -> bool:
        said = found[0].strip()
        if since > Month.of(max(self._today, self._day)):
            self._future = self._future or said
        self._found.append((found.start(), Period(since, until, said, read_as)))
        return True

    def _month(self, found: re.Match[str], month: Month) -> bool:
        return self._add(found, month, month)

    def _ago(self, found: re.Match[str]) -> bool:
        month = self._latest.plus(-_count(found[1]))
        return self._add(found, month, month)

    def _last(self, found: re.Match[str]) -> bool:
        months = max(1, round(_count(found[1]) * _DAYS[found[2].lower()] / 30))
        return self._add(
            found, self._latest.plus(1 - months), self._latest, f"the months up to {self._latest.title}"
        )

    def _rolling(self, found: re.Match[str]) -> bool:
        months = _MONTHS_IN[found[1].lower()]
        return self._add(
            found, self._latest.plus(1 - months), self._latest, f"the months up to {self._latest.title}"
        )

    def _next(self, found: re.Match[str]) -> bool:
        self._ahead = _count(found[1]) * _DAYS[found[2].lower()]
        return True

    def _relative(self, found: re.Match[str]) -> bool:
        if found[3]:
            if found[3].lower() == "tomorrow":
                self._ahead = 1
                return True
            return self._add(found, self._latest, self._latest, self._latest.title)
        which, unit = found[1].lower(), found[2].lower()
        if which in ("next", "coming"):
            self._ahead = _DAYS[unit]
            return True
        return self._span(found, which in ("last", "previous"), unit)

    def _span(self, found: re.Match[str], back: bool, unit: str) -> bool:
        if unit in ("day", "week", "month"):
            month = Month.of(self._today).plus(-1 if back and unit == "month" else 0)
            read_as = "" if month == self._latest else self._latest.title
            return self._add(found, self._latest, self._latest, read_as)
        if unit == "quarter":
            first = Month(self._latest.year, 3 * ((self._latest.number - 1) // 3) + 1)
            since = first.plus(-3 if back else 0)
            until = min(since.plus(2), self._latest)
            return self._add(found, since, until, f"{since.title} to {until.title}")
        year = self._latest.year - (1 if back else 0)
        return self._add(found, Month(year, 1), min(Month(year, 12), self._latest))

    def _before(self, found: re.Match[str]) -> bool:
        """A day to come that something is asked to happen before; one that has passed is no such day."""
        year, month = self._day.year, Month.of(self._day)
        until: date | None
        if found[1]:
            until = date(year, 12, 24)
        elif found[2]:
            until = date(year, 12, 31)
        elif found[3]:
            ends = month if found[3].lower() == "month" else month.plus((3 - month.number % 3) % 3)
            until = ends.last_day
        else:
            named = _DATE.search(found[0])
            until = _day_of(named, self._latest) if named else None
            if until is not None and until <= self._day and named and not (named[3] or named[6]):
                until = _on(until.year + 1, until.month, until.day)
        if until is None or until <= self._day:
            return False
        self._ahead = (until - self._day).days
        return True

    def _date(self, found: re.Match[str]) -> bool:
        held = _day_of(found, self._latest)
        if held is None:
            return False
        month = Month.of(held)
        return self._add(found, month, month, month.title)

    def _iso(self, found: re.Match[str]) -> bool:
        year, number = (found[1], found[2]) if found[1] else (found[4], found[3])
        return self._month(found, Month(int(year), int(number)))

    def _named(self, found: re.Match[str]) -> bool:
        return self._month(found, Month(int(found[2]), _number(found[1])))

    def _alone(self, found: re.Match[str]) -> bool:
        number = _number(found[1])
        year = self._latest.year if number <= self._latest.number else self._latest.year - 1
        return self._month(found, Month(year, number))

    def _quarter(self, found: re.Match[str]) -> bool:
        first = 3 * int(found[1]) - 2
        year = int(found[2]) if found[2] else self._latest.year - (first > self._latest.number)
        since = Month(year, first)
        until = since.plus(2) if since > self._latest else min(since.plus(2), self._latest)
        return self._add(found, since, until)

    def _year(self, found: re.Match[str]) -> bool:
        year = int(found[1])
        return self._add(found, Month(year, 1), max(Month(year, 1), min(Month(year, 12), self._latest)))


def _blanked(read: Callable[[re.Match[str]], bool], found: re.Match[str]) -> str:
    """Blanks in place of a span that could be read, the span itself where it could not."""
    return " " * len(found[0]) if read(found) else found[0]


def _day_of(found: re.Match[str], latest: Month) -> date | None:
    """The day that a date names, in the latest year that has reached its month; None for a day that no month has."""
    day, name, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    number = _number(name)
    which = int(year) if year else latest.year if number <= latest.number else latest.year - 1
    return _on(which, number, int(day))


def _on(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= day <= Month(year, month).last_day.day else None


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.lower()]


def _number(name: str) -> int:
    return _NAMES.index(name[:3].lower()) + 1
