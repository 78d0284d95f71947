"""What each revenue figure is made of: ratios of sums, and sums over accounts. The catalogue that both
``nrr explain`` and the documentation follow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from accounts.figures import MovementKind, RevenueMetrics
from accounts.revenue.movements import Chosen, Ledger
from accounts.revenue.mrr import Amounts

_COHORT = "of the accounts that paid twelve months before"


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure over other figures: each name of ``formula`` with the family that it opens to, the one that
    the ratio is of last."""

    title: str
    formula: str
    names: tuple[tuple[str, str], ...]
    printed: Callable[[RevenueMetrics], float | None]
    words: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure that adds up accounts. ``values`` gives each account's part; ``opens`` is the family that an
    account's part opens to, and how many months before the figure's; ``rows`` are the months back whose rows
    it rests on. A part that opens to nothing is 1 for an account that counts."""

    title: str
    values: Callable[[Ledger], Amounts]
    rows: tuple[int, ...]
    opens: tuple[str, int] | None = None
    lost: bool = False
    printed: Callable[[RevenueMetrics], float] | None = None

    @property
    def formula(self) -> str:
        return "-sum(inputs)" if self.lost else "sum(inputs)"


def _change(title: str, kind: MovementKind, printed: Callable[[RevenueMetrics], float]) -> Sum:
    def values(months: Ledger) -> Amounts:
        return np.where(months.kinds == kind.value, months.after - months.before, 0.0)

    lost = kind in (MovementKind.CHURN, MovementKind.CONTRACTION)
    return Sum(title, values, (1, 0), ("change", 0), lost, printed)


def _ones(cases: Chosen) -> Amounts:
    return cases.astype(np.float64)


_START = ("start", "start_mrr")
_LOSSES = (("contraction", "contraction_mrr"), ("churn", "churn_mrr"))

RATIOS: dict[str, Ratio] = {
    "nrr": Ratio(
        "Net revenue retention over the month",
        "(start + expansion - contraction - churn) / start",
        (("expansion", "expansion_mrr"), *_LOSSES, _START),
        lambda metrics: metrics.retention.nrr,
        "What the accounts that paid at the month's start pay at its end, of what they paid.",
    ),
    "grr": Ratio(
        "Gross revenue retention over the month",
        "(start - contraction - churn) / start",
        (*_LOSSES, _START),
        lambda metrics: metrics.retention.grr,
        "The same without expansion: what was kept of the month's start.",
    ),
    "logo": Ratio(
        "Logo retention over the month",
        "kept / at_start",
        (("kept", "logos_kept"), ("at_start", "logos_start")),
        lambda metrics: metrics.retention.logo_retention,
        "The share of accounts that paid at the month's start and still pay at its end.",
    ),
    "nrr_12": Ratio(
        "Net revenue retention over twelve months",
        "paid_now / paid_then",
        (("paid_now", "cohort_now_12"), ("paid_then", "cohort_start_12")),
        lambda metrics: metrics.trailing_12.nrr,
        f"What is paid now of what was paid, {_COHORT}.",
    ),
    "grr_12": Ratio(
        "Gross revenue retention over twelve months",
        "kept / paid_then",
        (("kept", "cohort_kept_12"), ("paid_then", "cohort_start_12")),
        lambda metrics: metrics.trailing_12.grr,
        "The same with each account counted at no more than it paid then.",
    ),
    "logo_12": Ratio(
        "Logo retention over twelve months",
        "kept / at_start",
        (("kept", "logos_kept_12"), ("at_start", "logos_start_12")),
        lambda metrics: metrics.trailing_12.logo_retention,
        "The share of accounts that paid twelve months before and pay now.",
    ),
}

SUMS: dict[str, Sum] = {
    "start_mrr": Sum(
        "MRR at the end of the month before",
        lambda months: months.before,
        (1,),
        ("mrr", 1),
        printed=lambda metrics: metrics.start_mrr,
    ),
    "expansion_mrr": _change(
        "Expansion: accounts that pay more", MovementKind.EXPANSION, lambda metrics: metrics.expansion
    ),
    "contraction_mrr": _change(
        "Contraction: accounts that pay less", MovementKind.CONTRACTION, lambda metrics: metrics.contraction
    ),
    "churn_mrr": _change(
        "Churn: accounts that pay no more", MovementKind.CHURN, lambda metrics: metrics.churn
    ),
    "new_mrr": _change(
        "New: accounts that pay for the first time", MovementKind.NEW, lambda metrics: metrics.new_mrr
    ),
    "reactivation_mrr": _change(
        "Reactivation: accounts that pay again",
        MovementKind.REACTIVATION,
        lambda metrics: metrics.reactivation,
    ),
    "end_mrr": Sum(
        "MRR at the month's end",
        lambda months: months.after,
        (0,),
        ("mrr", 0),
        printed=lambda metrics: metrics.end_mrr,
    ),
    "cohort_start_12": Sum("MRR twelve months before", lambda months: months.year_ago, (12,), ("mrr", 12)),
    "cohort_now_12": Sum(
        f"MRR now {_COHORT}",
        lambda months: np.where(months.year_ago > 0, months.after, 0.0),
        (12, 0),
        ("mrr", 0),
    ),
    "cohort_kept_12": Sum(
        f"MRR kept {_COHORT}",
        lambda months: np.minimum(months.year_ago, months.after),
        (12, 0),
        ("kept_12", 0),
    ),
    "accounts": Sum(
        "Accounts that pay at the month's end",
        lambda months: _ones(months.after > 0),
        (0,),
        printed=lambda metrics: float(metrics.accounts),
    ),
    "logos_start": Sum(
        "Accounts that paid at the month's start", lambda months: _ones(months.before > 0), (1,)
    ),
    "logos_kept": Sum(
        "Accounts that paid at the month's start and its end",
        lambda months: _ones((months.before > 0) & (months.after > 0)),
        (1, 0),
    ),
    "logos_start_12": Sum(
        "Accounts that paid twelve months before", lambda months: _ones(months.year_ago > 0), (12,)
    ),
    "logos_kept_12": Sum(
        "Accounts that paid twelve months before and pay now",
        lambda months: _ones((months.year_ago > 0) & (months.after > 0)),
        (12, 0),
    ),
}
