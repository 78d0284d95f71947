"""What a column's values say that it holds: shares of dates, addresses, scores, long text and more.

Shares are of the cells that are filled, in the rows looked at. Nothing here looks at a column's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.amounts import NumberColumn, currency_of
from ingest.dates import DateOrder, parse_moment
from ingest.values import as_text, is_nothing
from ingest.words import word_set

if TYPE_CHECKING:
    from ingest.matching import AccountDirectory

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
_HOST = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_FILE = re.compile(r"[^\s|]*[\w-]\.(?:vtt|srt|txt|md|json|mp3|mp4|m4a|wav)", re.IGNORECASE)
_MONTH = re.compile(r"\d{4}[-/.]?(?:0[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[-/.]\d{4}|[A-Za-z]{3,9}\.?[ -]\d{4}")
_PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?:,? [^\W\d_][\w.'’-]*){1,3}")
_PHONE = re.compile(r"\+?[\d\s()./-]{8,20}")
_CLOCK = re.compile(r"\d{1,3}:\d{2}(?::\d{2})?")
_CODE = re.compile(r"(?=.*\d)[\w./#-]{1,40}")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")
_FLAGS = word_set("true false yes no y n 0 1 ja nein oui non si sim não sì nee x")
_CURRENCIES = word_set("USD EUR GBP JPY CHF CAD AUD SEK NOK DKK PLN INR BRL MXN NZD CZK HUF ZAR SGD")
_LINE = 2000  # characters of a cell that are looked at


@dataclass(frozen=True, slots=True)
class KnownAccounts:
    """The book that values are compared with, all in lower case."""

    ids: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    @classmethod
    def of(cls, directory: AccountDirectory) -> KnownAccounts:
        """What an account directory knows."""
        clues = directory.clues
        return cls(
            frozenset(directory.ids),
            frozenset(value for kind, value in clues if kind in ("name", "alias")),
            frozenset(value for kind, value in clues if kind == "domain"),
        )


@dataclass(frozen=True, slots=True)
class Profile:
    """One column's values. Shares are 0 to 1; ``words`` and ``characters`` are means a cell; ``filled`` is
    how many cells hold something, ``distinct`` how many different things."""

    header: str
    filled: int = 0
    distinct: int = 0
    rows: int = 0
    shares: Mapping[str, float] = field(default_factory=dict)
    words: float = 0.0
    characters: float = 0.0
    low: float = 0.0
    high: float = 0.0

    def share(self, name: str) -> float:
        return self.shares.get(name, 0.0)

    @property
    def unique(self) -> float:
        """Different values by filled cells."""
        return self.distinct / self.filled if self.filled else 0.0


def profiles(
    headers: Sequence[str], rows: Iterable[Mapping[str, object]], known: KnownAccounts | None = None
) -> dict[str, Profile]:
    """A profile of every column over ``rows``, which should be a few hundred at most."""
    cells: dict[str, list[str]] = {header: [] for header in headers}
    count = 0
    for row in rows:
        count += 1
        for header in headers:
            value = row.get(header)
            if not is_nothing(value):
                cells[header].append(as_text(value)[:_LINE])
    book = known or KnownAccounts()
    return {header: _profile(header, values, count, book) for header, values in cells.items()}


def _profile(header: str, values: list[str], rows: int, known: KnownAccounts) -> Profile:
    if not values:
        return Profile(header, rows=rows)
    numbers = NumberColumn()
    for value in values:
        numbers.observe(value)
    read = [numbers.read(value) for value in values]
    found = [number for number in read if number is not None]
    whole = [number for number in found if number.is_integer()]
    total = len(values)
    shares = {name: sum(map(test, values)) / total for name, test in _TESTS.items()}
    shares |= {
        "number": len(found) / total,
        "whole": len(whole) / total,
        "decimal": (len(found) - len(whole)) / total,
        "ten": sum(0 <= number <= 10 for number in whole) / total,
        "known id": sum(value.casefold() in known.ids for value in values) / total,
        "known name": _known_names(values, known) / total,
        "known domain": sum(_host(value) in known.domains for value in values) / total,
    }
    return Profile(
        header,
        total,
        len(set(values)),
        rows,
        shares,
        sum(len(value.split()) for value in values) / total,
        sum(map(len, values)) / total,
        min(found, default=0.0),
        max(found, default=0.0),
    )


def _known_names(values: Sequence[str], known: KnownAccounts) -> int:
    from ingest.clues import normal_name

    return sum(normal_name(value) in known.names for value in values) if known.names else 0


def _host(value: str) -> str:
    from ingest.clues import domain_of

    return domain_of(value)


def _is_date(value: str) -> bool:
    if value.replace(".", "", 1).isdigit() and not _EPOCH.fullmatch(value):
        return len(value) == 8 and value[:2] in ("19", "20") and parse_moment(value) is not None
    return any(parse_moment(value, order) for order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST))


def _is_person(value: str) -> bool:
    words = value.replace(",", " ").split()
    return _PERSON.fullmatch(value) is not None and words[0][:1].isupper() and words[-1][:1].isupper()


_TESTS: dict[str, Callable[[str], bool]] = {
    "date": _is_date,
    "month": lambda value: _MONTH.fullmatch(value) is not None,
    "month start": lambda value: value[8:10] == "01" and _is_date(value),
    "email": lambda value: _EMAIL.fullmatch(value) is not None,
    "domain": lambda value: _HOST.fullmatch(value) is not None and not _FILE.fullmatch(value),
    "file": lambda value: _FILE.fullmatch(value) is not None,
    "person": _is_person,
    "phone": lambda value: _PHONE.fullmatch(value) is not None and sum(map(str.isdigit, value)) > 7,
    "clock": lambda value: _CLOCK.fullmatch(value) is not None,
    "code": lambda value: _CODE.fullmatch(value) is not None,
    "flag": lambda value: value.casefold() in _FLAGS,
    "currency": lambda value: value.upper() in _CURRENCIES,
    "money": lambda value: bool(currency_of(value)),
    "path": lambda value: "://" in value and "/" in value.partition("://")[2].rstrip("/"),
}
