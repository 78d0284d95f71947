"""Health as it was known at past months' ends, one row an account and month, with the days from each to its churn.

Facts without a day of their own (payment status, renewal, latest contact) are left out, as they are known only as
they stand today and would give away who left. Under thirty churned accounts there is no history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from accounts.health.context import Floats, HealthFeedback
from accounts.health.scores import HealthParams, bands, score_health
from foundation.months import Month

if TYPE_CHECKING:
    from accounts.book import AccountBook

LEAST_CHURNED = 30
HORIZON_DAYS = 90
_FIRST_AFTER_DAYS = 90


@dataclass(frozen=True, slots=True, eq=False)
class History:
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


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What a back-test stands on: ``months``' ends, the day each account ``churned`` (NaT: it did not), and the
    ``history`` of scores; without one ``reason`` says why."""

    months: tuple[date, ...]
    churned: pd.Series[pd.Timestamp]
    history: History | None
    reason: str
    until: date


def ground(
    book: AccountBook, feedback: HealthFeedback, last: date, params: HealthParams | None = None
) -> Ground:
    """Health at the month's ends from the first with a quarter of data behind it, and churn up to ``last``."""
    months = _months(book, feedback, last)
    churned = churn_days(book, last)
    if not months:
        reason = "there is no month's end with a quarter of use or feedback behind it"
        return Ground((), churned, None, reason, last)
    churned = churned.where(churned > pd.Timestamp(months[0]))
    count = int(churned.notna().sum())
    if count < LEAST_CHURNED:
        reason = f"{count} accounts churned while health can be computed; a back-test needs {LEAST_CHURNED}"
        return Ground(tuple(months), churned, None, reason, last)
    chosen = replace(params or HealthParams(), undated=False, trends=False)
    history = _history(book, feedback, months, churned, chosen, last)
    return Ground(tuple(months), churned, history, "", last)


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
) -> History:
    parts: dict[str, list[NDArray[np.generic]]] = {name: [] for name in History.__annotations__}
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
    return History(**{name: np.concatenate(found) for name, found in parts.items()})
