"""Health against the book's own churn: how early it warned, whom it picked, and what each signal adds.

Every month's end is scored as it was known then; a score is right when the account churned within ninety days.
Facts without a day of their own (payment status, renewal, latest contact) are left out, as they are known
only as they stand today and would give away who left. Under thirty churned accounts there is no answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from accounts.health.context import Floats, HealthFeedback
from accounts.health.past import Ground, History, ground
from accounts.health.scores import BANDS, HealthParams, combined
from foundation.health_settings import HEALTH_SIGNALS

if TYPE_CHECKING:
    from accounts.book import AccountBook

_KS = (5, 10, 20)
_LEADS = (30, 60, 90)
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``n`` with the 95 % interval by Wilson; ``share`` None where n is 0."""

    hits: int
    n: int
    share: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class SignalTest:
    """What a signal adds: the AUC of the score without it, and of the signal alone; ``known`` is the share of
    account-months that have it."""

    name: str
    known: float
    without: float | None
    alone: float | None


@dataclass(frozen=True, slots=True)
class Backtest:
    """``enough`` False: nothing but the counts is filled, and ``reason`` says why. ``auc``: the chance that an
    account-month before churn scores lower than another. ``precision`` by k: of the k lowest scores of each
    month's end. ``by_band``: share that churned within 90 days. ``flagged``: of all at risk or critical.
    ``lead_days``: days from the first month's end of the unbroken run at risk to the churn, median and
    quartiles of those that were flagged; ``leads``: share of churned accounts flagged that many days before."""

    enough: bool
    reason: str
    churned: int
    accounts: int
    months: tuple[date, ...]
    rows: int = 0
    base: Share | None = None
    auc: float | None = None
    precision: tuple[tuple[int, Share], ...] = ()
    by_band: tuple[tuple[str, Share], ...] = ()
    flagged: Share | None = None
    lead_days: tuple[float, float, float] | None = None
    leads: tuple[tuple[int, Share], ...] = ()
    signals: tuple[SignalTest, ...] = ()
    left_out: tuple[str, ...] = ()
    until: date | None = None


def backtest(
    book: AccountBook, feedback: HealthFeedback, last: date, params: HealthParams | None = None
) -> Backtest:
    """Health at past months' ends against churn up to ``last``."""
    return measured(ground(book, feedback, last, params))


def measured(stands: Ground) -> Backtest:
    """The figures of a back-test."""
    history, months, churned = stands.history, stands.months, stands.churned
    if history is None:
        count = int(churned.notna().sum())
        return Backtest(False, stands.reason, count, len(churned), months, until=stands.until)
    known = history.known
    churns, score = history.churns[known], history.score[known]
    band = history.band[known]
    risky = band < BANDS.index("healthy")
    points, weights = history.points[known], history.weights[known]
    leads = lead_days_of(history, len(months))
    every = int(churned.notna().sum())
    left_out = [name for at, name in enumerate(HEALTH_SIGNALS) if np.isnan(points[:, at]).all()]
    return Backtest(
        enough=True,
        reason="",
        churned=every,
        accounts=len(np.unique(history.account)),
        months=months,
        rows=len(score),
        base=share(int(churns.sum()), len(churns)),
        auc=auc(-score, churns),
        precision=tuple((k, _precision(history, k)) for k in _KS),
        by_band=tuple(
            (name, share(int((churns & (band == at)).sum()), int((band == at).sum())))
            for at, name in enumerate(BANDS)
        ),
        flagged=share(int((churns & risky).sum()), int(risky.sum())),
        lead_days=_quartiles(leads[leads > 0]),
        leads=tuple((days, share(int((leads >= days).sum()), every)) for days in _LEADS),
        signals=_ablation(points, weights, churns),
        left_out=tuple(left_out),
        until=stands.until,
    )


def _ablation(points: Floats, weights: Floats, churns: NDArray[np.bool_]) -> tuple[SignalTest, ...]:
    found = []
    for at, name in enumerate(HEALTH_SIGNALS):
        there = ~np.isnan(points[:, at])
        if not there.any() or not (weights[:, at] > 0).any():
            continue
        score = score_without(points, weights, at)
        scored = ~np.isnan(score)
        found.append(
            SignalTest(
                name=name,
                known=float(there.mean()),
                without=auc(-score[scored], churns[scored]),
                alone=auc(-points[there, at], churns[there]),
            )
        )
    return tuple(found)


def score_without(points: Floats, weights: Floats, at: int) -> Floats:
    """The score without one signal, NaN where nothing else is known."""
    rest = points.copy()
    rest[:, at] = np.nan
    return combined(rest, weights, 0.0)[0]


def _precision(history: History, k: int) -> Share:
    hits = picked = 0
    churns = history.churns
    for month in np.unique(history.month[history.known]):
        rows = np.flatnonzero(history.month == month)
        lowest = rows[np.lexsort((history.account[rows], history.score[rows]))][:k]
        hits += int(churns[lowest].sum())
        picked += len(lowest)
    return share(hits, picked)


def lead_days_of(history: History, months: int) -> Floats:
    """By account that churned: days from the first month's end of the run at risk that lasted to its churn."""
    leaving = ~np.isnan(history.days)
    accounts, place = np.unique(history.account[leaving], return_inverse=True)
    days = np.full((len(accounts), months), np.nan)
    risky = np.zeros((len(accounts), months), dtype=np.bool_)
    days[place, history.month[leaving]] = history.days[leaving]
    risky[place, history.month[leaving]] = history.band[leaving] < BANDS.index("healthy")
    lead = np.zeros(len(accounts))
    running = np.ones(len(accounts), dtype=np.bool_)
    for at in range(months - 1, -1, -1):
        scored = ~np.isnan(days[:, at])
        running &= ~scored | risky[:, at]
        lead = np.where(scored & running, days[:, at], lead)
    return lead


def _quartiles(values: Floats) -> tuple[float, float, float] | None:
    if not len(values):
        return None
    low, middle, high = np.percentile(values, [25, 50, 75])
    return float(low), float(middle), float(high)


def auc(risk: Floats, churns: NDArray[np.bool_]) -> float | None:
    """The chance that one of ``churns`` has the higher risk, ties half; None where all are alike."""
    positive = int(churns.sum())
    negative = len(churns) - positive
    if not positive or not negative:
        return None
    ranks = pd.Series(risk).rank().to_numpy()
    return float((ranks[churns].sum() - positive * (positive + 1) / 2) / (positive * negative))


def share(hits: int, n: int) -> Share:
    """A share with its 95 % interval by Wilson."""
    if not n:
        return Share(hits, n, None, None)
    p = hits / n
    middle = (p + _Z * _Z / (2 * n)) / (1 + _Z * _Z / n)
    half = _Z * np.sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n)) / (1 + _Z * _Z / n)
    return Share(hits, n, p, (max(0.0, float(middle - half)), min(1.0, float(middle + half))))
