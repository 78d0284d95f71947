"""Days by reckoning: the next Tuesday, the end of a quarter, ten working days on.

Keeps the rule that a day is never guessed: what cannot be told is None, and the words stand for themselves.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

_FRIDAY = 4
_SUNDAY = 6
_WEEK = 7
_LONGEST = 3650


def made(year: int, month: int, day: int) -> date | None:
    """The day of these numbers; None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def after(said: date, days: int) -> date | None:
    """``days`` later; None for what no promise is made for."""
    if not 0 <= days <= _LONGEST:
        return None
    try:
        return said + timedelta(days=days)
    except OverflowError:
        return None


def working_days_after(said: date, number: int) -> date | None:
    """``number`` days later that are no Saturday or Sunday."""
    if not 0 <= number <= _LONGEST:
        return None
    day: date | None = said
    while number and day is not None:
        day = after(day, 1)
        if day is not None and day.weekday() <= _FRIDAY:
            number -= 1
    return day


def months_after(said: date, number: int) -> date | None:
    """The same day ``number`` months later, or that month's last."""
    if not 0 <= number <= _LONGEST // 30:
        return None
    at = said.year * 12 + said.month - 1 + number
    year, month = divmod(at, 12)
    return made(year, month + 1, min(said.day, monthrange(year, month + 1)[1])) if year <= 9998 else None


def coming(said: date, weekday: int) -> date | None:
    """The first such weekday after the day on which it is said."""
    return after(said, (weekday - said.weekday() - 1) % _WEEK + 1)


def of_next_week(said: date, weekday: int) -> date | None:
    """That weekday of the week that begins with the next Monday."""
    return after(said, _WEEK - said.weekday() + weekday)


def of_this_week(said: date, weekday: int) -> date | None:
    """That weekday of this week; at a weekend whose day is past, of the coming one."""
    return after(said, (weekday - said.weekday()) % _WEEK)


def end_of_week(said: date) -> date | None:
    """This week's Friday; said at a weekend, the coming one."""
    return of_this_week(said, _FRIDAY)


def last_of_month(year: int, month: int) -> date | None:
    """A month's last day."""
    return made(year, month, monthrange(year, month)[1]) if 1 <= year <= 9998 else None


def end_of_month(said: date, later: int = 0) -> date | None:
    """The last day of this month, or of the one ``later`` months on."""
    first = months_after(said.replace(day=1), later)
    return last_of_month(first.year, first.month) if first else None


def quarter_end(said: date, later: int = 0) -> date | None:
    """The last day of this calendar quarter, or of one ``later`` on."""
    return end_of_month(said, (2 - (said.month - 1) % 3) + 3 * later)


def of_quarter(said: date, quarter: int, year: int | None) -> date | None:
    """The last day of a calendar quarter; without a year the next that has not passed."""
    day = last_of_month(year or said.year, 3 * quarter)
    if day is not None and year is None and day < said:
        return last_of_month(said.year + 1, 3 * quarter)
    return day


def of_month(said: date, month: int, day: int | None, year: int | None) -> date | None:
    """A day of a named month, its last without a day; without a year the next that has not passed."""
    for at in (year,) if year else (said.year, said.year + 1):
        found = last_of_month(at, month) if day is None else made(at, month, day)
        if found is not None and (year or found >= said):
            return found
    return None


def day_of_month(said: date, day: int, later: int | None) -> date | None:
    """The ``day`` of this month (0) or of a later one; with None the next such day that has not passed."""
    first = said.replace(day=1)
    for months in (later,) if later is not None else (0, 1, 2):
        month = months_after(first, months)
        found = made(month.year, month.month, day) if month else None
        if found is not None and found >= said:
            return found
    return None


def of_numbers(said: date, first: int, second: int, year: int | None, *, day_first: bool) -> date | None:
    """A day written in numbers. With slashes either may be the month: the one reading that is a day and not past
    counts, and where both are, none does."""
    readings = [(first, second)] if day_first else [(first, second), (second, first)]
    found = set()
    for day, month in readings:
        held = of_month(said, month, day, year) if 1 <= month <= 12 else None
        if held is not None:
            found.add(held)
    ahead = {day for day in found if day >= said}
    if len(found) == 1:
        return found.pop()
    return ahead.pop() if len(ahead) == 1 else None


def sunday(said: date) -> date | None:
    """The Sunday of this week."""
    return of_this_week(said, _SUNDAY)
