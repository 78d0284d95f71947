"""The names that a question may hold: accounts, segments, tiers, owners, themes and months of one workspace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from foundation.months import Month


@dataclass(frozen=True, slots=True)
class NamedAccount:
    """An account by id, name and what else it is called (domains, former ids)."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedTheme:
    """A theme of the latest run."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``months`` are synthesized, oldest first; ``window`` the first and last month with statements, None without
    any; ``day`` is the last that the data reaches, ``today`` the clock's. ``scope``: the account that the conversation
    is about alone. ``company``: whose workspace it is; ``plays``: names of its plays."""

    accounts: tuple[NamedAccount, ...]
    segments: tuple[str, ...]
    tiers: tuple[str, ...]
    owners: tuple[str, ...]
    themes: tuple[NamedTheme, ...]
    months: tuple[Month, ...]
    window: tuple[Month, Month] | None
    first_revenue: Month | None
    day: date
    today: date
    company: str = ""
    scope: NamedAccount | None = None
    plays: tuple[str, ...] = ()

    @property
    def own_words(self) -> frozenset[str]:
        """The words of the data's own names, in small letters."""
        names = [
            *(one.name for one in self.accounts),
            *(one.label for one in self.themes),
            *self.segments,
            *self.owners,
            *self.plays,
        ]
        return frozenset(word.casefold() for name in names for word in name.split())
