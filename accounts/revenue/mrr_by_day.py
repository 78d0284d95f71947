"""MRR on any day, for what is measured from a day and not by the calendar's months.

Rule: on a day an account pays the sum of its subscriptions that run on it, as at a month's end. An account with
rows in the ``mrr`` table pays what it paid at the end of the last month that was over by then, as its revenue
is known at months' ends alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accounts.book import AccountBook
from accounts.revenue.mrr import mrr_history
from foundation.months import Month

if TYPE_CHECKING:
    import pandas as pd

_DECIMALS = 6

Amounts = NDArray[np.float64]
Days = NDArray[np.datetime64]


@dataclass(frozen=True, slots=True, eq=False)
class MrrByDay:
    """The subscriptions of a book as columns, read once for many days. ``monthly``: the accounts that have rows
    in the ``mrr`` table."""

    book: AccountBook
    owner: NDArray[np.int64]
    started: Days
    ended: Days
    mrr: Amounts
    monthly: NDArray[np.int64]

    @classmethod
    def of(cls, book: AccountBook) -> MrrByDay:
        import pandas as pd

        ids = (*book.account_ids(), *sorted(book.members))
        index = pd.Index(ids)
        top = _at(index, [book.members.get(one, one) for one in ids])
        subscriptions = book.subscriptions
        return cls(
            book=book,
            owner=top[_at(index, subscriptions["account"])],
            started=subscriptions["started"].to_numpy(dtype="datetime64[D]"),
            ended=subscriptions["ended"].fillna(pd.Timestamp.max.floor("D")).to_numpy(dtype="datetime64[D]"),
            mrr=subscriptions["mrr"].to_numpy(dtype=np.float64),
            monthly=np.unique(top[_at(index, book.mrr["account"].unique())]),
        )

    def on(self, days: Sequence[date]) -> Amounts:
        """MRR of every account on each of ``days``, shape (accounts, days), in the book's order of accounts.

        What subsidiaries pay is added to the account that they count for.
        """
        size = len(self.book.accounts)
        values = np.zeros((size, len(days)))
        for column, day in enumerate(days):
            runs = (self.started <= np.datetime64(day)) & (self.ended > np.datetime64(day))
            values[:, column] = np.bincount(self.owner[runs], weights=self.mrr[runs], minlength=size)
        if len(self.monthly):
            over = [Month.of(day + timedelta(days=1)).plus(-1) for day in days]
            months = sorted(set(over))
            history = mrr_history(self.book, months).values
            values[self.monthly] = history[self.monthly][:, [months.index(month) for month in over]]
        return np.round(values, _DECIMALS)


def _at(index: pd.Index[str], accounts: Any) -> NDArray[np.int64]:
    return index.get_indexer(accounts).astype(np.int64)
