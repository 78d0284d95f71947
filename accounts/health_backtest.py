"""Health against the book's own churn: how early it warned, whom it picked, and what each signal adds.

Every month's end is scored as it was known then; a score is right when the account churned within ninety days.
Facts without a day of their own (payment status, renewal, latest contact) are left out, as they are known
only as they stand today and would give away who left. Under thirty churned accounts there is no answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from accounts.health import BANDS, HealthParams, bands, combined, score_health
from accounts.health_context import Floats, HealthFeedback
from foundation.health_settings import HEALTH_SIGNALS
from foundation.months import Month

if TYPE_CHECKING:
    from accounts.book import AccountBook

LEAST_CHURNED = 30
HORIZON_DAYS = 90
_FIRST_AFTER_DAYS = 90
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


@dataclass(frozen=True, slots=True, eq=False)
class _History:
    """One row an account and month's end, by month and then by account; ``days`` to the churn, NaN without."""

    account: NDArray[np.int64]
    month: NDArray[np.int64]
    points: Floats
    weights: Floats
    score: Floats
    band: NDArray[np.int64]
    days: Floats
    known: NDArray[np.bool_]

    @property
    def churns(self) -> NDArray[np.bool_]:
        return np.asarray(self.days <= HORIZON_DAYS)


def churn_days(book: AccountBook, until: date) -> pd.Series[pd.Timestamp]:
    """By account of the book the day it churned, up to ``until``, NaT where it did not: the day the book names,
    else the end of its last subscription."""
    ids = book.accounts["id"]
    named = pd.Series(book.accounts["churned"].to_numpy(), index=ids)
    frame = book.subscriptions
    owner = book.counting(frame["account"])
    open_ended = pd.Series(frame["ended"].isna().to_numpy(), index=frame.index).groupby(owner).any()
    last = frame["ended"].groupby(owner).max()
    ended = last[~open_ended.reindex(last.index)].reindex(ids)
    days = named.fillna(ended)
    return days.where(days <= pd.Timestamp(until))


def backtest(
    book: AccountBook, feedback: HealthFeedback, last: date, params: HealthParams | None = None
) -> Backtest:
    """Health at the month's ends from the first with a quarter of data behind it, against churn up to ``last``."""
    months = _months(book, feedback, last)
    churned = churn_days(book, last)
    if months:
        churned = churned.where(churned > pd.Timestamp(months[0]))
    count = int(churned.notna().sum())
    if count < LEAST_CHURNED or not months:
        reason = (
            f"{count} accounts churned while health can be computed; a back-test needs {LEAST_CHURNED}"
            if months
            else "there is no month's end with a quarter of use or feedback behind it"
        )
        return Backtest(False, reason, count, len(churned), tuple(months))
    chosen = replace(params or HealthParams(), undated=False, trends=False)
    history = _history(book, feedback, months, churned, chosen, last)
    return _measured(history, months, churned)


def _months(book: AccountBook, feedback: HealthFeedback, last: date) -> list[date]:
    starts = [
        frame[name].min()
        for frame, name in ((book.usage, "date"), (feedback.tickets, "day"), (feedback.answers, "day"))
        if len(frame)
    ]
    if not starts:
        return []
    first = min(starts).date() + timedelta(days=_FIRST_AFTER_DAYS)
    month, found = Month.of(first), []
    while month.last_day <= last:
        if month.last_day >= first:
            found.append(month.last_day)
        month = month.plus(1)
    return found


def _history(
    book: AccountBook,
    feedback: HealthFeedback,
    months: Sequence[date],
    churned: pd.Series[pd.Timestamp],
    params: HealthParams,
    last: date,
) -> _History:
    parts: dict[str, list[NDArray[np.generic]]] = {name: [] for name in _History.__annotations__}
    ids = pd.Index(churned.index)
    for at, day in enumerate(months):
        scores = score_health(book, feedback, day, params)
        places = ids.get_indexer(pd.Index(scores.accounts, dtype="str")).astype(np.int64)
        left = (churned.iloc[places].to_numpy().astype("datetime64[D]") - np.datetime64(day, "D")).astype(
            "timedelta64[D]"
        )
        days = np.where(np.isnat(left), np.nan, left.astype(np.float64))
        # A subscription may run on for some days after the day named; that account is gone already.
        stays = ~(days <= 0) & ~np.isnan(scores.score)
        parts["account"].append(places[stays])
        parts["month"].append(np.full(int(stays.sum()), at))
        parts["points"].append(scores.points[stays])
        parts["weights"].append(scores.weights[stays])
        parts["score"].append(scores.score[stays])
        parts["band"].append(bands(scores.score, params.settings)[stays])
        parts["days"].append(days[stays])
        over = day + timedelta(days=HORIZON_DAYS) <= last
        parts["known"].append(np.full(int(stays.sum()), over))
    return _History(**{name: np.concatenate(found) for name, found in parts.items()})


def _measured(history: _History, months: Sequence[date], churned: pd.Series[pd.Timestamp]) -> Backtest:
    known = history.known
    churns, score = history.churns[known], history.score[known]
    band = history.band[known]
    risky = band < BANDS.index("healthy")
    points, weights = history.points[known], history.weights[known]
    leads = _lead_days(history, len(months))
    every = int(churned.notna().sum())
    left_out = [name for at, name in enumerate(HEALTH_SIGNALS) if np.isnan(points[:, at]).all()]
    return Backtest(
        enough=True,
        reason="",
        churned=every,
        accounts=len(np.unique(history.account)),
        months=tuple(months),
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
    )


def _ablation(points: Floats, weights: Floats, churns: NDArray[np.bool_]) -> tuple[SignalTest, ...]:
    found = []
    for at, name in enumerate(HEALTH_SIGNALS):
        there = ~np.isnan(points[:, at])
        if not there.any() or not (weights[:, at] > 0).any():
            continue
        rest = points.copy()
        rest[:, at] = np.nan
        score, _ = combined(rest, weights, 0.0)
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


def _precision(history: _History, k: int) -> Share:
    hits = picked = 0
    churns = history.churns
    for month in np.unique(history.month[history.known]):
        rows = np.flatnonzero(history.month == month)
        lowest = rows[np.lexsort((history.account[rows], history.score[rows]))][:k]
        hits += int(churns[lowest].sum())
        picked += len(lowest)
    return share(hits, picked)


def _lead_days(history: _History, months: int) -> Floats:
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
