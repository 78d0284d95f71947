"""Movements of recurring revenue, and what was kept of it: over the whole book, by tier, segment and cohort.

Retention follows the cohort of accounts with MRR > 0 at the period's start: NRR = what they pay at its end /
what they paid at its start; GRR the same with each account capped at its start; so GRR <= min(NRR, 1).
New and returning accounts stand outside the cohort. New = never paid at an earlier month's end; reactivation
= paid once, then nothing at the end of the month before, and pays again.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from accounts.book import AccountBook
from accounts.figures import Movement, MovementKind, Retention, RevenueMetrics
from accounts.revenue.mrr import (
    NEVER,
    Amounts,
    MrrHistory,
    Numbers,
    arr_by_account,
    first_months,
    first_paid,
    mrr_history,
)
from accounts.revenue.tiers import book_tiers
from foundation.months import Month
from foundation.settings import TierSettings

__all__ = [
    "Ledger",
    "MrrHistory",
    "Split",
    "arr_by_account",
    "first_paid",
    "groups",
    "ledger",
    "metrics_by",
    "metrics_of",
    "movement_kinds",
    "mrr_history",
    "peak",
    "retention",
    "revenue_metrics",
]

Split = Literal["tier", "segment", "cohort"]
Names = NDArray[np.object_]
Chosen = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """What a month's figures need of the book, in its order of accounts.

    ``history`` holds the month, the one before and the one twelve before; ``first`` the ordinal of the month
    that each account first paid at the end of; ``kinds`` the kind of its movement, "" without one.
    """

    month: Month
    currency: str
    history: MrrHistory
    first: Numbers
    kinds: Names

    @property
    def before(self) -> Amounts:
        return self.history.values[:, 1]

    @property
    def after(self) -> Amounts:
        return self.history.values[:, 2]

    @property
    def year_ago(self) -> Amounts:
        return self.history.values[:, 0]


def ledger(book: AccountBook, month: Month) -> Ledger:
    """The ledger of ``month``."""
    history = mrr_history(book, [month.plus(-12), month.plus(-1), month])
    first = first_months(book, month)
    kinds = movement_kinds(history.values[:, 1], history.values[:, 2], first < month.ordinal)
    return Ledger(month, book.currency, history, first, kinds)


def movement_kinds(before: Amounts, after: Amounts, paid_earlier: Chosen) -> Names:
    """The kind of each account's movement between two month ends, "" where its MRR is the same."""
    paying, pays = before > 0, after > 0
    choices = (
        (paying & ~pays, MovementKind.CHURN),
        (paying & (after > before), MovementKind.EXPANSION),
        (paying & (after < before), MovementKind.CONTRACTION),
        (~paying & pays & paid_earlier, MovementKind.REACTIVATION),
        (~paying & pays, MovementKind.NEW),
    )
    empty = np.full(before.shape, "", dtype=object)
    return np.select(
        [cases for cases, _ in choices], [np.full_like(empty, kind.value) for _, kind in choices], empty
    )


def revenue_metrics(book: AccountBook, month: Month) -> RevenueMetrics | None:
    """The month's movements and retention over the whole book; None without any revenue data."""
    if not book.has_revenue:
        return None
    months = ledger(book, month)
    return metrics_of(months, np.ones(len(months.history.accounts), dtype=np.bool_))


def metrics_by(
    book: AccountBook, month: Month, by: Split, params: TierSettings | None = None
) -> dict[str, RevenueMetrics]:
    """Metrics of each part of the book, by its name, sorted; parts without revenue in the year are absent.

    Tiers rank accounts by the highest ARR of the trailing twelve months and their start, so that an account
    that shrank or left stays in the tier it was lost from. A cohort is the month of the first payment.
    """
    if not book.has_revenue:
        return {}
    months = ledger(book, month)
    highest = peak(book, month)
    part = groups(book, months, by, highest, params or TierSettings())
    names = sorted({str(name) for name in part[highest > 0] if name})
    return {name: metrics_of(months, part == name) for name in names}


def peak(book: AccountBook, month: Month) -> Amounts:
    """The highest MRR of each account in the trailing twelve months and at their start."""
    highest: Amounts = mrr_history(book, month.trailing(13)).values.max(axis=1, initial=0.0)
    return highest


def groups(book: AccountBook, months: Ledger, by: Split, highest: Amounts, params: TierSettings) -> Names:
    """The tier (by the ``highest`` MRR), segment or cohort of each account, in the book's order; "" where an
    account has none."""
    if by == "segment":
        return np.array([str(one).strip() or "unknown" for one in book.accounts["segment"]], dtype=object)
    if by == "cohort":
        ordinals, which = np.unique(months.first, return_inverse=True)
        names = ["" if one == NEVER else str(Month.from_ordinal(int(one))) for one in ordinals]
        return np.array(names, dtype=object)[which]
    ids = months.history.accounts
    arr = {account: float(12 * mrr) for account, mrr in zip(ids, highest, strict=True) if mrr > 0}
    tiers = book_tiers(book, arr, params)
    return np.array([tiers.get(account, "") for account in ids], dtype=object)


def metrics_of(months: Ledger, chosen: Chosen) -> RevenueMetrics:
    """Metrics of the accounts that are ``chosen``, in the ledger's order."""
    before, after = months.before[chosen], months.after[chosen]
    movements = _movements(months, chosen)
    total = {kind: fsum(abs(move.change) for move in movements if move.kind is kind) for kind in MovementKind}
    return RevenueMetrics(
        month=months.month,
        currency=months.currency,
        start_mrr=fsum(before),
        expansion=total[MovementKind.EXPANSION],
        contraction=total[MovementKind.CONTRACTION],
        churn=total[MovementKind.CHURN],
        new_mrr=total[MovementKind.NEW],
        reactivation=total[MovementKind.REACTIVATION],
        end_mrr=fsum(after),
        accounts=int((after > 0).sum()),
        retention=retention(before, after),
        trailing_12=retention(months.year_ago[chosen], after),
        movements=movements,
    )


def _movements(months: Ledger, chosen: Chosen) -> tuple[Movement, ...]:
    moved = np.flatnonzero(chosen & (months.kinds != ""))
    listed = [
        Movement(
            months.history.accounts[at],
            MovementKind(months.kinds[at]),
            float(months.before[at]),
            float(months.after[at]),
        )
        for at in moved
    ]
    return tuple(sorted(listed, key=lambda movement: (movement.change, movement.account_id)))


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
