"""Turns a cell into a value of its column's type, with the evidence of the whole column at hand.

Text stays text (007, NA); in typed columns the usual words for nothing are nothing. A cell that cannot be
read is an ``Unreadable``, which drops its row with the column's name, never a silent blank.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo

from accounts.tables import Column, ColumnType
from foundation.text import safe_text
from ingest.amounts import DecimalHabit, NumberColumn
from ingest.dates import DateColumn, DateOrder, parse_day, parse_moment

Value = str | float | int | bool | list[str] | None

_NOTHING = frozenset({"", "na", "n/a", "#n/a", "nan", "nat", "null", "none", "nil", "-", "--", "—", "–"})
_TRUE = frozenset({"true", "yes", "y", "1", "x", "on", "t"})
_FALSE = frozenset({"false", "no", "n", "0", "off", "f"})
_MONTH = re.compile(r"(\d{4})[-/.]?(\d{2})|(\d{1,2})[-/.](\d{4})")
_NAMED_MONTH = re.compile(r"([A-Za-z]{3,9})\.?[ -](\d{4})")


class Unreadable(Exception):
    """A cell that its column's type cannot hold; the message says what was wanted."""


def is_nothing(value: object) -> bool:
    """Whether a typed column's cell says that there is no value."""
    return value is None or (isinstance(value, str) and value.strip().lower() in _NOTHING)


def as_text(value: object) -> str:
    """A cell of a text column: as written, without control characters and outer space."""
    if value is None:
        return ""
    if isinstance(value, str):
        return safe_text(value).strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict | list):
        return safe_text(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))
    return safe_text(str(value)).strip()


@dataclass(slots=True)
class ColumnReader:
    """Reads one column: ``observe`` every cell first, then ``settle`` and ``read`` them. ``mark``: the decimal
    mark that the operator names, empty where the cells are to tell."""

    column: Column
    preferred: DateOrder | None = None
    zone: tzinfo = UTC
    mark: str = ""
    numbers: NumberColumn = field(default_factory=NumberColumn)
    dates: DateColumn = field(default_factory=DateColumn)
    _order: DateOrder | None = None

    def __post_init__(self) -> None:
        self.numbers.whole = self.column.type is ColumnType.INTEGER
        self.numbers.mark = self.mark

    @property
    def needs_evidence(self) -> bool:
        """Whether other cells of the column bear on how one is read."""
        return self.column.type not in (ColumnType.TEXT, ColumnType.LIST, ColumnType.FLAG)

    def observe(self, value: object) -> None:
        """Gather evidence on date order and decimal mark."""
        if self.column.type in (ColumnType.DATE, ColumnType.MONTH):
            self.dates.observe(value)
        elif self.column.type in (ColumnType.NUMBER, ColumnType.INTEGER):
            self.numbers.observe(value)

    def settle(self, habit: DecimalHabit | None = None) -> str:
        """Decide from the evidence, and from how the file writes numbers; returns a warning, empty where
        nothing was assumed."""
        self.numbers.habit = habit
        self._order, warning = self.dates.decide(self.preferred)
        return warning or self.numbers.warning()

    @property
    def order(self) -> DateOrder:
        return self._order or self.preferred or DateOrder.MIXED

    def moment(self, value: object) -> datetime | None:
        """A cell of a date column as a moment in UTC; None when empty or unreadable."""
        return parse_moment(value, self.order, self.zone)

    def read(self, value: object) -> Value:
        """The cell's value, None for nothing; Unreadable when it is not of the column's type."""
        kind = self.column.type
        if kind is ColumnType.TEXT:
            return self._choice(as_text(value)) or None
        if kind is ColumnType.LIST:
            return _list(value, host=self.column.name == "domains")
        if is_nothing(value):
            return None
        if kind is ColumnType.DATE:
            return self._day(value).isoformat()
        if kind is ColumnType.MONTH:
            return self._month(value)
        if kind is ColumnType.FLAG:
            return _flag(value)
        number = self.numbers.read(value)
        if number is None:
            raise Unreadable(self.numbers.fault(value))
        if kind is ColumnType.INTEGER:
            if not number.is_integer():
                raise Unreadable("not a whole number")
            return int(number)
        return number

    def _choice(self, text: str) -> str:
        if not text or not self.column.choices:
            return text
        if text.strip().casefold() not in self.column.choices:
            raise Unreadable(f"not {' or '.join(self.column.choices)}")
        return text.strip().casefold()

    def _day(self, value: object) -> date:
        day = parse_day(value, self.order)
        if day is None:
            raise Unreadable("not a date, or day and month cannot be told apart")
        return day

    def _month(self, value: object) -> str:
        text = str(value).strip()
        if match := _MONTH.fullmatch(text):
            year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
            if 1 <= int(month) <= 12:
                return f"{int(year):04d}-{int(month):02d}"
        if match := _NAMED_MONTH.fullmatch(text):
            value = f"1 {match[1]} {match[2]}"
        return self._day(value).isoformat()[:7]


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = as_text(value).lower()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise Unreadable("not yes or no")


def _list(value: object, *, host: bool) -> Value:
    if isinstance(value, list):
        items = [as_text(item) for item in value]
    else:
        text = as_text(value)
        items = _split(text, spaces=host)
    if host:
        items = [re.sub(r"^(?:https?://)?(?:www\.)?|[/?#].*$", "", item.lower()) for item in items]
    unique = list(dict.fromkeys(item for item in items if item))
    return unique or None


def _split(text: str, *, spaces: bool) -> list[str]:
    if text.startswith("["):
        try:
            values = json.loads(text)
        except (ValueError, RecursionError):
            values = None
        if isinstance(values, list):
            return [as_text(item) for item in values]
    return [piece.strip() for piece in re.split(r"[;,|\s]+" if spaces else r"[;,|\n]+", text)]
