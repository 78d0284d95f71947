"""What every health signal looks at: the accounts scored, the day, the use of the product, and what was said.

Keeps the rule that nothing after the day counts: a signal takes its rows from here and compares their days
with ``as_of``. Facts that carry no day of their own (a payment status, the date of the latest contact, a
renewal that has been moved on since) are as they stand now; ``undated`` says whether they may count at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from accounts.book import AccountBook
from accounts.day_arrays import day_array
from accounts.explanation import RowKey
from accounts.figures import FeedbackSignal, SaidSignal
from accounts.revenue.mrr import mrr_history
from foundation.health_settings import HEALTH_SIGNALS, CoverageSettings, HealthSettings
from foundation.months import Month

if TYPE_CHECKING:
    from accounts.readings import Windows

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]

_TICKETS = ("account", "day", "changed", "priority", "status", "reopened", "item")
_ANSWERS = ("account", "day", "score", "item")
_RATINGS = ("account", "day", "csat", "item")

WINDOW_DAYS = 30
WINDOWS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Signal:
    """One health signal of all accounts scored, in their order. ``score`` is 0-100 with one decimal, NaN where
    nothing is known; ``value`` is the raw figure behind it, in the unit that ``docs/health.md`` names. ``why``
    and ``rows`` say it for one account, by its position."""

    name: str
    score: Floats
    value: Floats
    why: Callable[[int], str]
    rows: Callable[[int], tuple[RowKey, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class HealthFeedback:
    """Feedback as frames, sorted by account, day and item, so that the order of rows changes nothing.

    ``tickets``: account, day, changed, priority, status, reopened, item. ``answers``: account, day, score (0-10),
    item. ``csat``: account, day, csat, item. ``said``: account, day, kind, severity, item, theme. Texts that come
    again and again are categories.
    """

    tickets: pd.DataFrame
    answers: pd.DataFrame
    csat: pd.DataFrame
    said: pd.DataFrame

    @classmethod
    def of(cls, signals: Sequence[FeedbackSignal], said: Sequence[SaidSignal] = ()) -> HealthFeedback:
        """The frames of signals and statements."""
        whole = pd.DataFrame(
            {
                "account": _repeated([one.account_id for one in signals]),
                "day": _days([one.day for one in signals]),
                "changed": _days([one.changed or one.day for one in signals]),
                "reopened": _days([one.reopened for one in signals]),
                "priority": _repeated([one.priority for one in signals]),
                "status": _repeated([one.status for one in signals]),
                "score": pd.Series([one.score for one in signals], dtype="float64"),
                "csat": pd.Series([one.csat for one in signals], dtype="float64"),
                "source": _repeated([one.source for one in signals]),
                "item": pd.Series([one.item for one in signals], dtype="str"),
            }
        )
        whole = whole.sort_values(
            ["account", "day", "item", "source", "priority", "status", "score"], kind="stable"
        )
        spoken = pd.DataFrame(
            {
                "account": _repeated([one.account_id for one in said]),
                "day": _days([one.day for one in said]),
                "kind": _repeated([one.kind for one in said]),
                "severity": pd.Series([one.severity for one in said], dtype="float64"),
                "item": pd.Series([one.item for one in said], dtype="str"),
                "theme": _repeated([one.theme for one in said]),
            }
        ).sort_values(["account", "day", "item", "kind", "severity", "theme"], kind="stable")
        # A rating comes with a later version of its ticket; an answer is a rating on the day it was given.
        rated = whole[whole["csat"].notna()]
        rated = rated.assign(day=rated["day"].where(rated["source"] != "ticket", rated["changed"]))
        return cls(
            tickets=_told(whole[whole["source"] == "ticket"], _TICKETS),
            answers=_told(whole[whole["score"].notna()], _ANSWERS),
            csat=_told(rated.sort_values(["account", "day", "item"], kind="stable"), _RATINGS),
            said=spoken.reset_index(drop=True),
        )


def _told(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    return rows[list(columns)].reset_index(drop=True)


def _repeated(texts: Sequence[str]) -> pd.Series[Any]:
    return pd.Series(texts, dtype="str").astype("category")


def _days(days: Sequence[date | None]) -> pd.Series[Any]:
    return pd.Series(day_array(days).astype("datetime64[s]"))


@dataclass(frozen=True, slots=True, eq=False)
class HealthContext:
    """``accounts`` are the ids scored, sorted; ``segments`` theirs; ``mrr`` theirs on ``as_of``. ``weights`` has
    a row an account and a column a signal of ``HEALTH_SIGNALS``. ``places`` are their rows in ``windows``, of
    which the first ``shift`` lie after ``as_of`` and are not looked at."""

    book: AccountBook
    as_of: date
    accounts: pd.Index[Any]
    segments: NDArray[np.str_]
    mrr: Floats
    weights: Floats
    windows: Windows
    places: Positions
    feedback: HealthFeedback
    settings: HealthSettings
    coverage: CoverageSettings
    undated: bool = True
    shift: int = 0

    @property
    def now(self) -> pd.Timestamp:
        return pd.Timestamp(self.as_of)

    def earlier(self, windows: int) -> HealthContext:
        """The same accounts ``windows`` windows of thirty days ago."""
        days = timedelta(days=WINDOW_DAYS * windows)
        return replace(self, as_of=self.as_of - days, shift=self.shift + windows)

    def at(self, accounts: pd.Series[Any]) -> Positions:
        """The positions of the accounts named by rows; -1 for those that are not scored."""
        return self.accounts.get_indexer(pd.Index(accounts)).astype(np.int64)

    def within(self, frame: pd.DataFrame, days: int) -> pd.DataFrame:
        """The rows of the last ``days`` days, up to and including ``as_of``."""
        return frame[(frame["day"] > self.now - pd.Timedelta(days=days)) & (frame["day"] <= self.now)]

    def own(self, frame: pd.DataFrame, at: int) -> pd.DataFrame:
        """The rows of the account at that position."""
        mine: pd.DataFrame = frame[frame["account"] == self.accounts[at]]
        return mine

    def sums(self, accounts: pd.Series[Any], amounts: Floats | None = None) -> Floats:
        """Sums of ``amounts`` (count of rows without) by account scored."""
        places = self.at(accounts)
        known = places >= 0
        weights = None if amounts is None else np.asarray(amounts)[known]
        return np.bincount(places[known], weights=weights, minlength=len(self.accounts)).astype(np.float64)


def mrr_on(book: AccountBook, day: date) -> Floats:
    """MRR of every account of the book on ``day``, in its order.

    On a month's last day that of the month; else from the subscriptions that run on the day, and from the
    snapshots of the month before, as the month's own is not known yet.
    """
    month = Month.of(day)
    if day == month.last_day:
        return mrr_history(book, [month]).values[:, 0]
    now = pd.Timestamp(day)
    running = (book.subscriptions["started"] <= now) & ~(book.subscriptions["ended"] <= now)
    snapshots = book.mrr[book.mrr["month"] == str(month.plus(-1))]
    as_it_was = replace(
        book,
        subscriptions=book.subscriptions[running].assign(ended=np.datetime64("NaT", "us")),
        mrr=snapshots.assign(month=str(month)),
    )
    return mrr_history(as_it_was, [month]).values[:, 0]


def scored_accounts(book: AccountBook, as_of: date) -> tuple[Positions, Floats]:
    """Positions in the book of the accounts that pay on ``as_of`` and the MRR of each; of a book without any
    revenue those that had started and not left, with NaN."""
    if book.has_revenue:
        mrr = mrr_on(book, as_of)
        places = np.flatnonzero(mrr > 0)
        return places, mrr[places]
    now = pd.Timestamp(as_of)
    gone = (book.accounts["churned"] <= now) | (book.accounts["started"] > now)
    places = np.flatnonzero(~gone.to_numpy())
    return places, np.full(len(places), np.nan)


def segment_weights(settings: HealthSettings, segments: NDArray[np.str_]) -> Floats:
    """Weights by account and signal, from each account's segment."""
    names, which = np.unique(segments, return_inverse=True)
    table = np.array([[settings.weights(str(name))[one] for one in HEALTH_SIGNALS] for name in names])
    return table.reshape(-1, len(HEALTH_SIGNALS))[which]


def mean_present(parts: Sequence[Floats], weights: Sequence[float] | None = None) -> Floats:
    """The weighted mean of what is present, element by element; NaN where nothing is."""
    stack = np.stack(parts)
    weight = np.ones(len(parts)) if weights is None else np.asarray(weights, dtype=np.float64)
    shaped = weight.reshape(-1, *([1] * (stack.ndim - 1)))
    there = ~np.isnan(stack)
    total = (shaped * there).sum(axis=0)
    summed = (shaped * np.where(there, stack, 0.0)).sum(axis=0)
    return np.where(total > 0, summed / np.where(total > 0, total, 1.0), np.nan)


def points(share: Floats) -> Floats:
    """A share 0-1 as points 0-100 with one decimal; NaN stays."""
    return np.round(100 * np.clip(share, 0.0, 1.0), 1)


def row_keys(kind: str, frame: pd.DataFrame, columns: Sequence[str]) -> tuple[RowKey, ...]:
    """The keys of rows, sorted; days as YYYY-MM-DD."""
    found = []
    for row in frame[list(columns)].itertuples(index=False):
        cells = (cell.date().isoformat() if isinstance(cell, pd.Timestamp) else str(cell) for cell in row)
        found.append(RowKey(kind, tuple(cells)))
    return tuple(sorted(set(found)))
