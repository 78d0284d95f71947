"""Feedback as columns, one entry a signal, so that all accounts are scored at once and none in a loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from accounts.day_arrays import day_array
from accounts.figures import FeedbackSignal

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]
Days = NDArray[np.datetime64]

_TICKET = "ticket"
_URGENT = frozenset({"high", "urgent", "critical", "p1", "p2"})
_OPEN = frozenset({"new", "open", "pending", "hold", "on-hold", "waiting"})


@dataclass(frozen=True, slots=True, eq=False)
class SignalColumns:
    """Signals of accounts of the book, sorted by account and day.

    ``account`` is the position in the book's order of accounts, ``size`` how many accounts that has; ``score``
    is NaN where there is none.
    """

    size: int
    account: Counts
    day: Days
    ticket: Flags
    score: Floats
    urgent: Flags
    unsolved: Flags

    @classmethod
    def of(cls, signals: Sequence[FeedbackSignal], accounts: Sequence[str]) -> SignalColumns:
        """The signals as columns; those of accounts that the book does not hold are left out."""
        position = {account: index for index, account in enumerate(accounts)}
        known = [signal for signal in signals if signal.account_id in position]
        columns = cls(
            size=len(accounts),
            account=np.array([position[one.account_id] for one in known], dtype=np.int64),
            day=day_array([one.day for one in known]),
            ticket=np.array([one.source == _TICKET for one in known], dtype=np.bool_),
            score=np.array([np.nan if one.score is None else one.score for one in known], dtype=np.float64),
            urgent=_worded([one.priority for one in known], _URGENT),
            unsolved=_worded([one.status for one in known], _OPEN),
        )
        return columns.where(np.lexsort((columns.day, columns.account)))

    def where(self, chosen: Flags | Counts) -> SignalColumns:
        """Those of a mask, or in the order of indices."""
        return SignalColumns(
            self.size,
            self.account[chosen],
            self.day[chosen],
            self.ticket[chosen],
            self.score[chosen],
            self.urgent[chosen],
            self.unsolved[chosen],
        )

    def until(self, as_of: date) -> SignalColumns:
        """Those of ``as_of`` and before."""
        return self.where(self.day <= np.datetime64(as_of))

    def count(self, chosen: Flags) -> Counts:
        """How many of the chosen signals each account has."""
        return np.bincount(self.account[chosen], minlength=self.size)

    def last_day(self) -> Days:
        """Each account's last signal, NaT without one."""
        found = np.full(self.size, np.datetime64("NaT"), dtype="datetime64[D]")
        found[self.account] = self.day  # sorted by day, so the last assignment stands
        return found


def _worded(words: Sequence[str], known: frozenset[str]) -> Flags:
    fits = {word: word.strip().casefold() in known for word in set(words)}
    return np.array([fits[word] for word in words], dtype=np.bool_)
