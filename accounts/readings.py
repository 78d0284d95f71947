"""Use of the product over time: readings of each metric by account, in windows counted back from a day.

The one door to the usage table for whatever scores all accounts at once. Keeps three rules: nothing after
the day asked for is looked at, not even a metric's name; a window in which nothing was read is unknown, never
0; and no loop runs over accounts or rows. A day of 36 million readings costs seconds, as accounts and metrics
are kept as codes and rows are taken a few million at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

    from accounts.book import AccountBook

_LOGINS = re.compile(r"log[\s_-]?ins?\b|log[\s_-]?ons?\b|sign[\s_-]?ins?\b|session count", re.IGNORECASE)
_ROWS_AT_ONCE = 4_000_000
_NEVER = np.iinfo(np.int64).min

Values = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """Readings of the metrics known by a day. ``accounts`` are all of the book in its order, ``metrics`` sorted.

    ``mean`` (accounts, metrics, windows): mean reading of each window; window 0 is the last ``days`` days up to
    and with the day, window 1 the ``days`` before; NaN where nothing was read. ``readings``: how many readings
    there were, same shape. ``limit`` (accounts, metrics): the latest plan limit, NaN where none was ever given.
    """

    accounts: tuple[str, ...]
    metrics: tuple[str, ...]
    mean: Values
    readings: Counts
    limit: Values

    def signals(self) -> NDArray[np.int64]:
        """Positions of the metrics that may bear on a score: all but those that count logins."""
        return np.array(
            [at for at, metric in enumerate(self.metrics) if not counts_logins(metric)], dtype=np.int64
        )


def counts_logins(metric: str) -> bool:
    """Whether ``metric`` counts visits, by its name. Volume of visits says nothing of value."""
    return _LOGINS.search(metric) is not None


def windows(book: AccountBook, as_of: date, days: int = 30, count: int = 12) -> Windows:
    """Readings of every account in ``count`` windows of ``days`` days, counted back from ``as_of``.

    Raises ValueError for a window without days or no windows.
    """
    if days < 1 or count < 1:
        raise ValueError("windows need at least one day, and there must be one at least")
    usage = _Usage.of(book)
    metrics = usage.known_metrics(as_of)
    ids = book.account_ids()
    cells = len(ids) * len(metrics)
    total, readings = np.zeros(cells * count), np.zeros(cells * count, dtype=np.int64)
    latest, limit = np.full(cells, _NEVER), np.full(cells, np.nan)
    for part in usage.parts(as_of):
        _add(part, days, count, total, readings)
        _note_limits(part, latest, limit)
    mean = np.divide(total, readings, out=np.full(len(total), np.nan), where=readings > 0)
    shape = (len(ids), len(metrics))
    return Windows(
        ids, metrics, mean.reshape(*shape, count), readings.reshape(*shape, count), limit.reshape(shape)
    )


def coded(usage: pd.DataFrame, accounts: pd.Series[Any]) -> pd.DataFrame:
    """The usage table with ``account`` and ``metric`` as categories: every id of ``accounts`` in their order,
    and the metrics sorted. They compare and print as the texts that they stand for."""
    import pandas as pd

    return usage.assign(
        account=pd.Categorical(usage["account"], categories=accounts),
        metric=usage["metric"].astype("category"),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Some of the rows: the flat (account, metric) cell, the age in days, the reading and the limit of each."""

    cell: Counts
    age: Counts
    value: Values
    limit: Values


@dataclass(frozen=True, slots=True, eq=False)
class _Usage:
    account: NDArray[np.signedinteger[Any]]
    metric: NDArray[np.signedinteger[Any]]
    names: NDArray[np.object_]
    position: Counts
    day: NDArray[np.datetime64]
    value: Values
    limit: Values

    @classmethod
    def of(cls, book: AccountBook) -> _Usage:
        import pandas as pd

        frame = book.usage
        account, metric = pd.Categorical(frame["account"]), pd.Categorical(frame["metric"])
        ids = pd.Index(book.accounts["id"].astype("object"))
        return cls(
            account=account.codes,
            metric=metric.codes,
            names=metric.categories.to_numpy(dtype=object),
            position=ids.get_indexer(account.categories.astype("object")).astype(np.int64),
            day=frame["date"].to_numpy(),
            value=frame["value"].to_numpy(dtype=np.float64),
            limit=frame["limit"].to_numpy(dtype=np.float64),
        )

    def known_metrics(self, as_of: date) -> tuple[str, ...]:
        """Metrics with a reading by ``as_of``, sorted."""
        seen = np.zeros(len(self.names), dtype=np.bool_)
        for rows in self._chunks():
            seen[np.unique(self.metric[rows][self._by(rows, as_of)])] = True
        return tuple(sorted(str(name) for name in self.names[seen]))

    def parts(self, as_of: date) -> Iterator[_Part]:
        """The rows by ``as_of``, a few million at a time."""
        order = {name: at for at, name in enumerate(self.known_metrics(as_of))}
        metric_at = np.array([order.get(str(name), 0) for name in self.names], dtype=np.int64)
        for rows in self._chunks():
            taken = self._by(rows, as_of)
            age = np.datetime64(as_of, "D") - self.day[rows][taken].astype("datetime64[D]")
            yield _Part(
                cell=self.position[self.account[rows][taken]] * len(order)
                + metric_at[self.metric[rows][taken]],
                age=age.astype(np.int64),
                value=self.value[rows][taken],
                limit=self.limit[rows][taken],
            )

    def _by(self, rows: slice, as_of: date) -> NDArray[np.bool_]:
        """Which of the rows are read by ``as_of`` and belong to an account of the book."""
        end = np.datetime64(as_of, "D") + np.timedelta64(1, "D")
        return np.asarray((self.day[rows] < end) & (self.position[self.account[rows]] >= 0))

    def _chunks(self) -> Iterator[slice]:
        for start in range(0, len(self.day), _ROWS_AT_ONCE):
            yield slice(start, start + _ROWS_AT_ONCE)


def _add(part: _Part, days: int, count: int, total: Values, readings: Counts) -> None:
    window = part.age // days
    inside = (window < count) & ~np.isnan(part.value)
    flat = part.cell[inside] * count + window[inside]
    if not len(flat):
        return
    # Rows come account by account, so that a few million of them touch a narrow stretch of the cells.
    low, high = int(flat.min()), int(flat.max()) + 1
    flat -= low
    total[low:high] += np.bincount(flat, weights=part.value[inside], minlength=high - low)
    readings[low:high] += np.bincount(flat, minlength=high - low)


def _note_limits(part: _Part, latest: Counts, limit: Values) -> None:
    given = ~np.isnan(part.limit)
    cell, day = part.cell[given], -part.age[given]
    np.maximum.at(latest, cell, day)
    newest = latest[cell] == day
    limit[cell[newest]] = part.limit[given][newest]
