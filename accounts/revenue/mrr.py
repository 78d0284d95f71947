"""Monthly recurring revenue by account and month: the ground that every revenue figure stands on.

MRR of a month is that of the month's last day: a subscription counts when started <= last day < ended (or has
no end); several of one account add up; a row of the ``mrr`` table replaces the sum for its account and month.
Trials count through their MRR of 0. ARR = 12 x MRR.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foundation.months import Month

if TYPE_CHECKING:
    from datetime import date

    from accounts.book import AccountBook

_FOREVER = np.datetime64("9999-12-31")
_DECIMALS = 6  # below a cent; keeps the sums of split subscriptions from looking like movements
NEVER = np.iinfo(np.int64).max
"""The first month of an account that has not paid yet."""

Amounts = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class MrrHistory:
    """``values``: MRR, shape (accounts, months), in the book's order of accounts."""

    accounts: tuple[str, ...]
    months: tuple[Month, ...]
    values: Amounts

    def at(self, month: Month) -> Amounts:
        """One column; raises ValueError for a month that was not asked for."""
        return self.values[:, self.months.index(month)]


def mrr_history(book: AccountBook, months: Sequence[Month]) -> MrrHistory:
    """MRR of every account of the book at the end of each month given.

    What subsidiaries pay is added to the account that they count for, after the ``mrr`` table has had its say
    on each of them.
    """
    payers = book.payers
    values = _subscribed(book, months)
    columns = {month.ordinal: index for index, month in enumerate(months)}
    asked = book.mrr["ordinal"].isin(list(columns)).to_numpy()
    snapshots = book.mrr[asked]
    at = snapshots["ordinal"].map(columns).to_numpy(dtype=np.int64)
    values[payers.snapshots[asked], at] = snapshots["mrr"].to_numpy()
    for index, month in enumerate(months):  # a month that was asked for twice
        values[:, index] = values[:, columns[month.ordinal]]
    own = values[: payers.heads]
    np.add.at(own, payers.tops, values[payers.heads :])
    return MrrHistory(payers.ids[: payers.heads], tuple(months), np.round(own, _DECIMALS))


def _subscribed(book: AccountBook, months: Sequence[Month]) -> Amounts:
    subscriptions, owner, count = book.subscriptions, book.payers.subscriptions, len(book.payers.ids)
    started = subscriptions["started"].to_numpy(dtype="datetime64[D]")
    ended = subscriptions["ended"].to_numpy(dtype="datetime64[D]")
    ended = np.where(np.isnat(ended), _FOREVER, ended)
    mrr = subscriptions["mrr"].to_numpy(dtype=np.float64)
    values = np.zeros((count, len(months)))
    for index, month in enumerate(months):
        last = np.datetime64(month.last_day)
        active = (started <= last) & (last < ended)
        values[:, index] = np.bincount(owner[active], weights=mrr[active], minlength=count)
    return values


def arr_by_account(book: AccountBook, month: Month) -> dict[str, float]:
    """ARR (12 x MRR) at the month's end of the accounts that pay, by account id."""
    history = mrr_history(book, [month])
    return {
        account: float(12 * mrr)
        for account, mrr in zip(history.accounts, history.values[:, 0], strict=True)
        if mrr > 0
    }


def first_months(book: AccountBook, until: Month) -> Numbers:
    """The first month up to ``until`` at whose end each account paid, as ``Month.ordinal``, in the book's
    order; ``NEVER`` where there is none."""
    starts = {Month.of(day.date()) for day in book.subscriptions["started"].drop_duplicates()}
    snapshots = {Month.from_ordinal(int(one)) for one in book.mrr["ordinal"].unique()}
    # A first payment falls where a subscription starts, at a snapshot, or after one that said nothing.
    candidates = starts | snapshots | {month.plus(1) for month in snapshots if month < until}
    months = sorted(month for month in candidates if month <= until)
    paid = mrr_history(book, months).values > 0
    if not months:
        return np.full(len(book.accounts), NEVER, dtype=np.int64)
    ordinals = np.array([month.ordinal for month in months], dtype=np.int64)
    return np.where(paid.any(axis=1), ordinals[paid.argmax(axis=1)], NEVER)


def first_paid(book: AccountBook, until: Month) -> dict[str, Month]:
    """The same by account id; accounts that never paid are absent."""
    return {
        account: Month.from_ordinal(int(first))
        for account, first in zip(book.account_ids(), first_months(book, until), strict=True)
        if first != NEVER
    }


def latest_month(book: AccountBook, today: date) -> Month | None:
    """The last month up to ``today`` that revenue speaks of: of a snapshot, or of a subscription's start or end.
    The first month where all is to come, as the start of what is signed already may be."""
    held = book.subscriptions
    days = (*held["started"].drop_duplicates(), *held["ended"].dropna().drop_duplicates())
    months = {Month.of(day.date()) for day in days}
    months |= {Month.from_ordinal(int(one)) for one in book.mrr["ordinal"].drop_duplicates()}
    past = [month for month in months if month <= Month.of(today)]
    return max(past) if past else min(months, default=None)
