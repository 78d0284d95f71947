"""To whom at an account a message goes: the champion, and an executive, of those who are still there."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from accounts.contact_wishes import asks_for_silence
from accounts.stakeholders import LEVELS, stakeholders
from foundation.health_settings import CoverageSettings

if TYPE_CHECKING:
    from accounts.book import AccountBook


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person as the book names them; ``email`` and ``function`` are empty where it does not say, ``level`` is one of
    LEVELS or empty."""

    name: str
    email: str
    level: str
    function: str
    champion: bool


@dataclass(frozen=True, slots=True)
class Addressees:
    """``champion``: the champion spoken to last; where there is none, of those with an address the one of the highest
    level, then who was spoken to last. ``executive``: the one spoken to last. None where nobody is known."""

    champion: Addressee | None
    executive: Addressee | None


def addressees(
    book: AccountBook,
    account: str,
    as_of: date,
    settings: CoverageSettings,
    unwanted: Collection[str] = frozenset(),
) -> Addressees:
    """Of ``account``'s contacts, as of the day; those whose names hold no letter are nobody. Who asked not to be
    contacted is nobody either: by the book, or as one of ``unwanted``, addresses in small letters."""
    people = stakeholders(book.contacts, pd.Index([account]), as_of, settings).people
    asked_not = people["do_not_contact"].map(asks_for_silence).astype(bool)
    asked_not |= people["email"].str.strip().str.lower().isin(list(unwanted))
    wanted = people["here"] & ~asked_not
    own = [_read(row) for row in people[wanted].to_dict("records")]
    own = [one for one in own if any(letter.isalpha() for letter in one[0].name)]
    executives = [one for one in own if one[0].level == LEVELS[0]]

    def first(among: list[tuple[Addressee, date]], rank: Callable[[Addressee], Any]) -> Addressee | None:
        ranked = sorted(among, key=lambda one: (rank(one[0]), -one[1].toordinal(), one[0].name, one[0].email))
        return ranked[0][0] if ranked else None

    return Addressees(
        first(own, lambda one: (not one.champion, not one.email, 0 if one.champion else _rank(one))),
        first(executives, lambda one: not one.email),
    )


def _rank(one: Addressee) -> int:
    """The place of their level, after all others where it is not told."""
    return LEVELS.index(one.level) if one.level else len(LEVELS)


def _read(row: dict[Any, Any]) -> tuple[Addressee, date]:
    place = int(row["level_place"])
    told = row["last_contact"]
    person = Addressee(
        name=str(row["name"]).strip(),
        email=str(row["email"]).strip(),
        level=LEVELS[place] if place >= 0 else "",
        function=str(row["function"]).strip(),
        champion=bool(pd.notna(row["champion"]) and row["champion"]),
    )
    return person, date.min if pd.isna(told) else told.date()
