"""Holds the numbers and dates of a text against what was computed, so that none in it is the writer's own.

A number is known where a computed one, rounded as far as the text wrote it, gives it, and both measure the same:
money only answers to money, a share to a share. Numbers inside quotation marks are the customer's and are checked
as quotes; those inside names and ids are part of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from playbooks.citations import without_quotes
from playbooks.written_numbers import Unit, WrittenDate, WrittenNumber, dates_and_rest, numbers_in

_EXACT = 1e-9
_MONEY_UNITS = re.compile(r"^[A-Z]{3}$")


@dataclass(frozen=True, slots=True)
class KnownNumber:
    """A computed number. ``value`` is as a text would write it: 58 for a share of 0.58. ``source``: the figure's id,
    or where it stands in the result."""

    value: float
    unit: Unit
    source: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a text may say: numbers, days (ISO, or YYYY-MM for a month), and names in which numbers may stand."""

    numbers: tuple[KnownNumber, ...] = ()
    days: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def with_days(self, days: Iterable[str]) -> Known:
        return Known(self.numbers, self.days | frozenset(days), self.names)


@dataclass(slots=True)
class _Gathered:
    numbers: list[KnownNumber] = field(default_factory=list)
    days: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


def known_in(data: Mapping[str, Any], source: str) -> Known:
    """What ``data`` says, at any depth. ``{"value", "unit", "figure"}`` is a number with its unit: ``ratio`` (a share
    of one), ``percent``, a currency's three letters, or anything else for a plain number. Numbers that stand alone are
    plain; numbers and dates inside strings count as the string writes them."""
    gathered = _Gathered()
    for path, value in _leaves(data, ()):
        where = f"{source}: {'.'.join(path)}" if path else source
        if isinstance(value, Mapping):
            gathered.numbers.append(_measured(value, where))
        elif isinstance(value, str):
            _gather_words(gathered, value, where)
        else:
            gathered.numbers.append(KnownNumber(float(value), "plain", where))
    return Known(tuple(gathered.numbers), frozenset(gathered.days), frozenset(gathered.names))


def joined(parts: Sequence[Known]) -> Known:
    """All that any of ``parts`` knows."""
    return Known(
        tuple(number for part in parts for number in part.numbers),
        frozenset().union(*(part.days for part in parts)),
        frozenset().union(*(part.names for part in parts)),
    )


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, Mapping):
        if isinstance(value.get("value"), int | float) and "unit" in value:
            yield path, value
            return
        for key, held in value.items():
            yield from _leaves(held, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for at, held in enumerate(value):
            yield from _leaves(held, (*path, str(at)))
        if value and path:
            yield (*path, "count"), len(value)
    elif isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool)):
        yield path, value


def _measured(held: Mapping[str, Any], where: str) -> KnownNumber:
    unit, value = str(held["unit"]), float(held["value"])
    source = str(held.get("figure") or where)
    if unit == "ratio":
        return KnownNumber(100 * value, "percent", source)
    if unit == "percent":
        return KnownNumber(value, "percent", source)
    return KnownNumber(value, "money" if _MONEY_UNITS.match(unit) else "plain", source)


def _gather_words(gathered: _Gathered, text: str, where: str) -> None:
    days, rest = dates_and_rest(text)
    for day in days:
        gathered.days.update(_iso(day))
    gathered.numbers += [KnownNumber(number.value, number.unit, where) for number in numbers_in(rest)]
    if any(char.isdigit() for char in text) and len(text) <= 80:
        gathered.names.add(text)


def _iso(day: WrittenDate) -> list[str]:
    if day.year is None:
        return []
    return [f"{day.year:04}-{month:02}" + (f"-{day.day:02}" if day.day else "") for month in day.months]


@dataclass(frozen=True, slots=True)
class Checked:
    """``used``: numbers of the text and what each was found to be; ``unknown``: numbers and dates, as written, that
    nothing computed gives."""

    used: tuple[tuple[WrittenNumber, KnownNumber], ...]
    unknown: tuple[str, ...]


def check_numbers(text: str, known: Known) -> Checked:
    """Every number and date in ``text`` held against ``known``."""
    rest = _without_names(without_quotes(text), known.names)
    days, rest = dates_and_rest(rest)
    unknown = [day.text for day in days if not _known_day(day, known.days)]
    used = []
    for number in numbers_in(rest):
        found = _found(number, known.numbers)
        if found is not None:
            used.append((number, found))
        elif not _is_known_year(number, known.days):
            unknown.append(number.text)
    return Checked(tuple(used), tuple(unknown))


def _without_names(text: str, names: Iterable[str]) -> str:
    for name in sorted(names, key=lambda one: (-len(one), one)):
        if name in text and not name.replace(",", "").replace(".", "").strip().isdigit():
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
    return text


def _found(number: WrittenNumber, known: Sequence[KnownNumber]) -> KnownNumber | None:
    fitting = [one for one in known if one.unit == number.unit and _rounds_to(one.value, number)]
    if not fitting:
        return None
    return min(fitting, key=lambda one: (abs(abs(one.value) - abs(number.value)), one.source))


def _rounds_to(value: float, number: WrittenNumber) -> bool:
    slack = number.step / 2 + _EXACT * max(1.0, abs(value))
    same_sign = abs(abs(value) - abs(number.value)) <= slack
    return same_sign and (number.value >= 0 or value < 0)


def _known_day(day: WrittenDate, days: frozenset[str]) -> bool:
    for held in days:
        year, month, *rest = held.split("-")
        if day.year is not None and int(year) != day.year:
            continue
        if int(month) in day.months and (day.day is None or (bool(rest) and int(rest[0]) == day.day)):
            return True
    return False


def _is_known_year(number: WrittenNumber, days: frozenset[str]) -> bool:
    return (
        number.unit == "plain"
        and number.step == 1
        and any(day.startswith(f"{number.value:.0f}-") for day in days)
    )


def iso_days(days: Iterable[date]) -> frozenset[str]:
    """``days`` as ``Known`` holds them."""
    return frozenset(day.isoformat() for day in days)
