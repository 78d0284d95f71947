"""What a text may say: the numbers, days and names of what our own code computed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from playbooks.written_numbers import Unit


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a number stands in a result. ``row``: the result and the row in it; ``words``: those of its key, its
    figure and what stands beside it, less those of time; ``key``: all words of its key; ``change``: 1 or -1
    where it is a rise or a fall, 0 where it is none; ``early``: that it
    is of an earlier time than its kin; ``window``: the days that a change is over."""

    row: str = ""
    words: frozenset[str] = frozenset()
    key: frozenset[str] = frozenset()
    change: int = 0
    early: bool = False
    window: int = 0


@dataclass(frozen=True, slots=True)
class KnownNumber:
    """A computed number. ``value`` is as a text would write it: 58 for a share of 0.58. ``source``: the figure's id,
    or where it stands in the result. ``of``: what it counts; ``metric``: nrr, grr, arr or mrr where its key says so;
    ``subject``: names of the account that it belongs to; ``month``: YYYY-MM, where its row or figure says so."""

    value: float
    unit: Unit
    source: str
    of: frozenset[str] = frozenset()
    metric: str = ""
    subject: frozenset[str] = frozenset()
    currency: str = ""
    month: str = ""
    at: Standing = Standing()

    @property
    def opens(self) -> bool:
        """Whether ``nrr explain`` opens it: its source is a figure's id, and not a place in a result."""
        return ":" in self.source and ": " not in self.source


@dataclass(frozen=True, slots=True)
class Known:
    """What a text may say: numbers, days (ISO, or YYYY-MM for a month), and names as the results hold them.
    ``keys``: the words of our own code in the results, keys and reasons alike. ``longest``: of its lists.
    ``accounts``: names and ids of those that the text may speak of, beside the numbers' own."""

    numbers: tuple[KnownNumber, ...] = ()
    days: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    longest: int = 0
    accounts: frozenset[str] = frozenset()

    def with_days(self, days: Iterable[str]) -> Known:
        """This, and ``days``."""
        return replace(self, days=self.days | frozenset(days))

    def plus(self, other: Known) -> Known:
        """What this and ``other`` know."""
        if other == Known():
            return self
        return replace(
            self,
            numbers=self.numbers + other.numbers,
            days=self.days | other.days,
            names=self.names | other.names,
            accounts=self.accounts | other.accounts,
        )

    @property
    def subjects(self) -> frozenset[str]:
        """Names and ids of all accounts."""
        return self.accounts.union(*(number.subject for number in self.numbers))


def joined(parts: Sequence[Known]) -> Known:
    """All that any of ``parts`` knows."""
    return Known(
        tuple(dict.fromkeys(number for part in parts for number in part.numbers)),
        frozenset().union(*(part.days for part in parts)),
        frozenset().union(*(part.names for part in parts)),
        frozenset().union(*(part.keys for part in parts)),
        max((part.longest for part in parts), default=0),
        frozenset().union(*(part.accounts for part in parts)),
    )
