"""Calendar months as values: parse, order, step, first and last day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from foundation.errors import SettingsError

_PATTERN = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month. Orders by time; ``str`` gives ``YYYY-MM``."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 1 <= self.year <= 9999):
            raise SettingsError(f"{self.year}-{self.number} is not a month", hint="Write YYYY-MM.")

    @classmethod
    def parse(cls, text: str) -> Month:
        """``YYYY-MM`` to a month; raises SettingsError otherwise."""
        match = _PATTERN.fullmatch(text.strip())
        if match is None:
            raise SettingsError(f"{text!r} is not a month", hint="Write YYYY-MM, for example 2026-10.")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that holds ``day``."""
        return cls(day.year, day.month)

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Month:
        """The month that has this ``ordinal``."""
        return cls(ordinal // 12, ordinal % 12 + 1)

    @property
    def ordinal(self) -> int:
        """Months since the year 0; the next month's is one more."""
        return self.year * 12 + self.number - 1

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def title(self) -> str:
        """For people: ``October 2026``."""
        return f"{calendar.month_name[self.number]} {self.year}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    def plus(self, months: int) -> Month:
        """The month ``months`` later (earlier when negative)."""
        return Month.from_ordinal(self.ordinal + months)

    def trailing(self, count: int) -> list[Month]:
        """The ``count`` months that end with this one, oldest first."""
        return [self.plus(-back) for back in range(count - 1, -1, -1)]


def day_title(day: date) -> str:
    """``7 December 2026``."""
    return f"{day.day} {Month.of(day).title}"
