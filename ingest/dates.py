"""Dates as people and programs write them, read by column and never guessed in silence.

Whether 03/04/2026 is in March or April is told by the whole column: one 25/04 proves the day comes first.
A column without proof takes the operator's word, else the usual order of its separator, and says so. A
column with proof of both orders keeps what is clear and drops what is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from enum import StrEnum


class DateOrder(StrEnum):
    """Which number of 03/04/2026 is the day. ``MIXED``: the column proves both, so only clear dates count."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    MIXED = "mixed"

    @classmethod
    def parse(cls, text: str) -> DateOrder | None:
        """What an operator may write: ``day-first``, ``dmy``, ``month-first``, ``mdy``; else None."""
        plain = text.strip().lower().replace("_", "-").replace(" ", "-")
        if plain in {"day-first", "dmy", "day", "d/m/y", "dd/mm/yyyy"}:
            return cls.DAY_FIRST
        if plain in {"month-first", "mdy", "month", "m/d/y", "mm/dd/yyyy"}:
            return cls.MONTH_FIRST
        return None


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "ut": 0, "edt": -4, "est": -5, "cdt": -5, "cst": -6} | {
    "mdt": -6,
    "mst": -7,
    "pdt": -7,
    "pst": -8,
}
_TIME = re.compile(
    r"(?:[T,]|\bat\b)?\s*(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>[A-Za-z]{1,4}|(?:UTC|GMT)?\s*[+-]\d{2}:?\d{2}|[+-]\d{2})?"
    r"(?:\s*\(.*\))?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?=$|[T ]|\d{6})")
_NUMBERS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_DAY_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+(?:of\s+)?([A-Za-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})(?!\d)"
)
_NAMED_DAY = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{13}|\d{16}")
_ISO_UTC = re.compile(r"(?:19|20|21)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_YEARS = range(1900, 2201)


@dataclass(frozen=True, slots=True)
class _Day:
    """A day as written, and where the rest of the text starts. ``swapped`` is the other reading, if any."""

    year: int
    month: int
    day: int
    end: int


def parse_moment(value: object, order: DateOrder = DateOrder.MIXED, zone: tzinfo = UTC) -> datetime | None:
    """``value`` as an aware moment in UTC, None when it cannot be read or its order cannot be told.

    Reads ISO 8601, ``20260305``, numbers with / . - in either order, named months, RFC 2822, 12-hour clocks
    and Unix time in s, ms or µs. A moment without a zone is taken to be in ``zone``; a day is its midnight.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, datetime):
        return _utc(value, zone)
    if isinstance(value, date):
        return _utc(datetime(value.year, value.month, value.day), zone)  # noqa: DTZ001
    if isinstance(value, str) and _ISO_UTC.fullmatch(value):
        return _iso(value)
    text = _plain(value)
    if _EPOCH.fullmatch(text):
        return _epoch(text)
    day = _day(text, order)
    if day is None or day.year not in _YEARS:
        return None
    try:
        start = datetime(day.year, day.month, day.day)  # noqa: DTZ001
        return _with_time(start, text[day.end :].strip(), zone)
    except (ValueError, OverflowError):
        return None


def parse_day(value: object, order: DateOrder = DateOrder.MIXED) -> date | None:
    """The calendar day that ``value`` names, as written (no zone is applied); None when unreadable."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if value is None or isinstance(value, bool):
        return None
    text = _plain(value)
    if _EPOCH.fullmatch(text):
        moment = _epoch(text)
        return moment.date() if moment else None
    if parse_moment(text, order) is None:
        return None
    day = _day(text, order)
    return date(day.year, day.month, day.day) if day else None


def _plain(value: object) -> str:
    text = " ".join(str(value).split())
    return _WEEKDAY.sub("", text, count=1) if text[:1].isalpha() else text


def _utc(moment: datetime, zone: tzinfo) -> datetime | None:
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> datetime | None:
    """What help desks write, read without the patterns for people's ways."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _epoch(text: str) -> datetime | None:
    digits = text.split(".", maxsplit=1)[0]
    scale = {13: 1_000, 16: 1_000_000}.get(len(digits), 1)
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(
            microseconds=round(float(text) * 1_000_000 / scale)
        )
    except (ValueError, OverflowError):
        return None


def _day(text: str, order: DateOrder) -> _Day | None:
    if match := _YEAR_FIRST.match(text):
        return _Day(int(match[1]), int(match[3]), int(match[4]), match.end())
    if match := _COMPACT.match(text):
        return _Day(int(match[1]), int(match[2]), int(match[3]), match.end())
    if match := _NUMBERS.match(text):
        return _numeric(match, order)
    if match := _DAY_NAMED.match(text):
        month = _MONTHS.get(match[2].lower())
        return _Day(_year(match[3]), month, int(match[1]), match.end()) if month else None
    if match := _NAMED_DAY.match(text):
        month = _MONTHS.get(match[1].lower())
        return _Day(int(match[3]), month, int(match[2]), match.end()) if month else None
    return None


def _numeric(match: re.Match[str], order: DateOrder) -> _Day | None:
    first, second, year = int(match[1]), int(match[3]), _year(match[4])
    if first > 12 or (order is DateOrder.DAY_FIRST and second <= 12):
        return _Day(year, second, first, match.end())
    if second > 12 or order is DateOrder.MONTH_FIRST or first == second:
        return _Day(year, first, second, match.end())
    return None


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if year < 69 else 1900 + year


def _with_time(start: datetime, rest: str, zone: tzinfo) -> datetime | None:
    if not rest:
        return _utc(start, zone)
    match = _TIME.fullmatch(rest)
    if match is None:
        compact = re.fullmatch(r"T?(\d{2})(\d{2})(\d{2})(Z?)", rest)
        if compact is None:
            return None
        moment = start.replace(hour=int(compact[1]), minute=int(compact[2]), second=int(compact[3]))
        return _utc(moment, UTC if compact[4] else zone)
    hour = int(match["hour"])
    half = (match["half"] or "").lower()[:1]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    part = (match["part"] or "0")[:6].ljust(6, "0")
    moment = start.replace(
        hour=hour, minute=int(match["minute"]), second=int(match["second"] or 0), microsecond=int(part)
    )
    found = _zone(match["zone"], zone)
    return _utc(moment, found) if found else None


def _zone(text: str | None, default: tzinfo) -> tzinfo | None:
    if not text:
        return default
    plain = text.lower().replace(" ", "")
    if plain in _ZONES:
        return timezone(timedelta(hours=_ZONES[plain]))
    match = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{2}):?(\d{2})?", plain)
    if match is None:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(offset if match[1] == "+" else -offset)


class DateColumn:
    """Gathers the evidence of one column over all its values, then decides the order once."""

    def __init__(self) -> None:
        self._day_first = 0
        self._month_first = 0
        self._ambiguous = 0
        self._dotted = True

    def observe(self, value: object) -> None:
        """Count one cell's evidence."""
        if not isinstance(value, str):
            return
        text = _plain(value)
        match = None if _YEAR_FIRST.match(text) or _COMPACT.match(text) else _NUMBERS.match(text)
        if match is None:
            return
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second:
            self._day_first += 1
        elif second > 12 >= first:
            self._month_first += 1
        elif first != second and first <= 12:
            self._ambiguous += 1
            self._dotted = self._dotted and match[2] == "."

    def decide(self, preferred: DateOrder | None = None) -> tuple[DateOrder, str]:
        """The order to read with, and a warning (empty where nothing was assumed)."""
        if preferred is not None:
            return preferred, ""
        if self._day_first and self._month_first:
            lost = f"; {self._ambiguous} unclear dates were dropped" if self._ambiguous else ""
            return DateOrder.MIXED, f"dates are written day-first and month-first{lost}: {_ASK}"
        if self._day_first:
            return DateOrder.DAY_FIRST, ""
        if self._month_first:
            return DateOrder.MONTH_FIRST, ""
        if not self._ambiguous:
            return DateOrder.MIXED, ""
        order = DateOrder.DAY_FIRST if self._dotted else DateOrder.MONTH_FIRST
        return order, f"{self._ambiguous} dates do not tell day from month, read as {order.value}: {_ASK}"


_ASK = "set it with --set date_order=day-first or month-first"
