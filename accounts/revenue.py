"""Recurring revenue by account and month, its movements, and what was kept of it.

MRR of a month is that of the month's last day: a subscription counts when started <= last day < ended (or has
no end); several of one account add up; a row of the ``mrr`` table replaces the sum for its account and month.
Trials count through their MRR of 0. ARR = 12 x MRR.

Retention follows the cohort of accounts with MRR > 0 at the period's start: NRR = what they pay at its end /
what they paid at its start; GRR the same with each account capped at its start; so GRR <= min(NRR, 1).
New and returning accounts stand outside the cohort. New = never paid at an earlier month's end; reactivation
= paid once, then nothing at the end of the month before, and pays again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from accounts.book import AccountBook
from accounts.figures import Movement, MovementKind, Retention, RevenueMetrics
from accounts.tiers import book_tiers
from foundation.months import Month
from foundation.settings import TierSettings

_FOREVER = np.datetime64("9999-12-31")
_DECIMALS = 6  # below a cent; keeps the sums of split subscriptions from looking like movements

Amounts = NDArray[np.float64]


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
    ids = (*book.account_ids(), *sorted(book.members))
    position = {account: index for index, account in enumerate(ids)}
    subscriptions = book.subscriptions
    owner = subscriptions["account"].map(position).to_numpy(dtype=np.int64)
    started = subscriptions["started"].to_numpy(dtype="datetime64[D]")
    ended = subscriptions["ended"].to_numpy(dtype="datetime64[D]")
    ended = np.where(np.isnat(ended), _FOREVER, ended)
    mrr = subscriptions["mrr"].to_numpy(dtype=np.float64)
    values = np.zeros((len(ids), len(months)))
    for index, month in enumerate(months):
        last = np.datetime64(month.last_day)
        active = (started <= last) & (last < ended)
        values[:, index] = np.bincount(owner[active], weights=mrr[active], minlength=len(ids))
    columns: dict[str, list[int]] = {}
    for index, month in enumerate(months):
        columns.setdefault(str(month), []).append(index)
    snapshots = book.mrr[book.mrr["month"].isin(columns)]
    for account, month_text, amount in zip(
        snapshots["account"], snapshots["month"], snapshots["mrr"], strict=True
    ):
        values[position[account], columns[month_text]] = amount
    heads = ids[: len(ids) - len(book.members)]
    for member, top in book.members.items():
        values[position[top]] += values[position[member]]
    return MrrHistory(heads, tuple(months), np.round(values[: len(heads)], _DECIMALS))


def arr_by_account(book: AccountBook, month: Month) -> dict[str, float]:
    """ARR (12 x MRR) at the month's end of the accounts that pay, by account id."""
    history = mrr_history(book, [month])
    return {
        account: float(12 * mrr)
        for account, mrr in zip(history.accounts, history.values[:, 0], strict=True)
        if mrr > 0
    }


def first_paid(book: AccountBook, until: Month) -> dict[str, Month]:
    """The first month up to ``until`` at whose end each account paid; those that never did are absent."""
    starts = {Month.of(day.date()) for day in book.subscriptions["started"]}
    snapshots = {Month.parse(text) for text in book.mrr["month"]}
    # A first payment falls where a subscription starts, at a snapshot, or after one that said nothing.
    candidates = starts | snapshots | {month.plus(1) for month in snapshots if month < until}
    months = sorted(month for month in candidates if month <= until)
    history = mrr_history(book, months)
    if not months:
        return {}
    paid = history.values > 0
    firsts = paid.argmax(axis=1)
    return {
        account: months[int(firsts[index])]
        for index, account in enumerate(history.accounts)
        if paid[index].any()
    }


def revenue_metrics(book: AccountBook, month: Month) -> RevenueMetrics | None:
    """The month's movements and retention over the whole book; None without any revenue data."""
    if not book.has_revenue:
        return None
    ledger = _ledger(book, month)
    return _metrics(ledger, np.ones(len(ledger.history.accounts), dtype=np.bool_))


def metrics_by(
    book: AccountBook,
    month: Month,
    by: Literal["tier", "segment", "cohort"],
    params: TierSettings | None = None,
) -> dict[str, RevenueMetrics]:
    """Metrics of each part of the book, by its name, sorted; parts without revenue in the year are absent.

    Tiers rank accounts by the highest ARR of the trailing twelve months and their start, so that an account
    that shrank or left stays in the tier it was lost from. A cohort is the month of the first payment.
    """
    if not book.has_revenue:
        return {}
    ledger = _ledger(book, month)
    year = mrr_history(book, month.trailing(13)).values.max(axis=1, initial=0.0)
    group = _groups(book, ledger, by, year, params or TierSettings())
    names = sorted({name for name, peak in zip(group, year, strict=True) if name and peak > 0})
    return {name: _metrics(ledger, np.array([one == name for one in group])) for name in names}


@dataclass(frozen=True, slots=True, eq=False)
class _Ledger:
    month: Month
    currency: str
    history: MrrHistory
    first: Mapping[str, Month]


def _ledger(book: AccountBook, month: Month) -> _Ledger:
    history = mrr_history(book, [month.plus(-12), month.plus(-1), month])
    return _Ledger(month, book.currency, history, first_paid(book, month))


def _groups(book: AccountBook, ledger: _Ledger, by: str, peak: Amounts, params: TierSettings) -> list[str]:
    ids = ledger.history.accounts
    if by == "segment":
        return [str(segment) or "unknown" for segment in book.accounts["segment"]]
    if by == "cohort":
        return [str(ledger.first[account]) if account in ledger.first else "" for account in ids]
    arr = {account: float(12 * mrr) for account, mrr in zip(ids, peak, strict=True) if mrr > 0}
    tiers = book_tiers(book, arr, params)
    return [tiers.get(account, "") for account in ids]


def _metrics(ledger: _Ledger, chosen: NDArray[np.bool_]) -> RevenueMetrics:
    month = ledger.month
    before, after = ledger.history.at(month.plus(-1))[chosen], ledger.history.at(month)[chosen]
    accounts = [account for account, taken in zip(ledger.history.accounts, chosen, strict=True) if taken]
    movements = tuple(
        sorted(
            (
                _movement(account, float(old), float(new), ledger)
                for account, old, new in zip(accounts, before, after, strict=True)
                if old != new
            ),
            key=lambda movement: (movement.change, movement.account_id),
        )
    )
    total = {kind: fsum(abs(move.change) for move in movements if move.kind is kind) for kind in MovementKind}
    return RevenueMetrics(
        month=month,
        currency=ledger.currency,
        start_mrr=fsum(before),
        expansion=total[MovementKind.EXPANSION],
        contraction=total[MovementKind.CONTRACTION],
        churn=total[MovementKind.CHURN],
        new_mrr=total[MovementKind.NEW],
        reactivation=total[MovementKind.REACTIVATION],
        end_mrr=fsum(after),
        accounts=int((after > 0).sum()),
        retention=retention(before, after),
        trailing_12=retention(ledger.history.at(month.plus(-12))[chosen], after),
        movements=movements,
    )


def _movement(account: str, before: float, after: float, ledger: _Ledger) -> Movement:
    if before > 0:
        kind = (
            MovementKind.CHURN
            if after == 0
            else MovementKind.EXPANSION
            if after > before
            else MovementKind.CONTRACTION
        )
    else:
        returned = ledger.first[account] < ledger.month
        kind = MovementKind.REACTIVATION if returned else MovementKind.NEW
    return Movement(account, kind, before, after)


def retention(start: Amounts, end: Amounts) -> Retention:
    """Retention of the accounts with ``start`` > 0; both are MRR by account in one order."""
    cohort = start > 0
    base = fsum(start[cohort])
    if not base:
        return Retention(None, None, None)
    kept = np.minimum(start[cohort], end[cohort])
    return Retention(
        nrr=fsum(end[cohort]) / base,
        grr=fsum(kept) / base,
        logo_retention=float((end[cohort] > 0).mean()),
    )
