"""Learning from the book's own past: what was known at each month's end, and who left after it.

A row is an account that paid at a month's end; it counts as left when it leaves within the horizon in a way that
might have been saved. Rows that leave for poor fit or a failed payment are outcomes of another kind and are left
out. Only month ends whose whole horizon lies behind ``known_at`` are used: nothing is judged before it is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from accounts.book import AccountBook
from accounts.churn.outcomes import Way, exposure, outcomes
from accounts.churn.snapshots import snapshot, stacked
from accounts.churn.table import FeatureTable, Floats, Ints
from accounts.churn.tuning import Outcome
from accounts.scorecard.scores import risk_scores
from accounts.scorecard.signal_columns import Days, SignalColumns
from foundation.months import Month

_MOST_MONTHS = 18
_MOST_ROWS = 12_000
_WARM_UP_DAYS = 75


@dataclass(frozen=True, slots=True, eq=False)
class PastRows:
    """Rows by month end and account: features, ``left``, the ``account``'s position, ``day`` of the month's end,
    ``scorecard``: the risk that the scorecard gave then (NaN where it gave none), and ``departed``: when the
    account left in a way that could be saved, NaT if it did not. ``names``: ids of accounts by position."""

    table: FeatureTable
    left: Outcome
    account: Ints
    day: Days
    scorecard: Floats
    departed: Days
    horizon: int
    names: tuple[str, ...] = ()

    def churned(self, chosen: Outcome | None = None) -> int:
        """How many accounts left among the chosen rows."""
        rows = self.left if chosen is None else self.left & chosen
        return len(np.unique(self.account[rows]))

    def take(self, rows: Ints) -> PastRows:
        """Some of the rows."""
        return PastRows(
            self.table.take(rows),
            self.left[rows],
            self.account[rows],
            self.day[rows],
            self.scorecard[rows],
            self.departed[rows],
            self.horizon,
            self.names,
        )


def past_rows(
    book: AccountBook,
    signals: SignalColumns,
    known_at: date,
    horizon: int,
    reasons: Mapping[str, str] | None = None,
) -> PastRows | None:
    """All that can be learned from by ``known_at``; None where no month end has its horizon behind it. ``reasons``:
    more words of a reason to its code.

    Large books are learned from a sample of whole accounts, the same at every call.
    """
    days = month_ends(book, signals, known_at, horizon)
    if not days:
        return None
    book, signals = _sampled(book, signals, len(days))
    found = outcomes(book, known_at, reasons)
    tables, left, account, day, score = [], [], [], [], []
    for as_of in days:
        seen = exposure(book, found, as_of, horizon)
        rows = np.flatnonzero(seen.at_risk & ~seen.otherwise)
        tables.append(snapshot(book, signals, found.started, as_of).take(rows))
        score.append(risk_scores(book, signals, as_of, looking_back=True).risk[rows])
        left.append(seen.left[rows])
        account.append(rows)
        day.append(np.full(len(rows), np.datetime64(as_of, "D")))
    return PastRows(
        stacked(tables),
        np.concatenate(left),
        np.concatenate(account),
        np.concatenate(day),
        np.concatenate(score),
        np.where(found.way == Way.SAVEABLE, found.day, np.datetime64("NaT", "D"))[np.concatenate(account)],
        horizon,
        book.account_ids(),
    )


def month_ends(book: AccountBook, signals: SignalColumns, known_at: date, horizon: int) -> list[date]:
    """Month ends from which ``horizon`` days are over by ``known_at`` and before which something was recorded,
    at most a year and a half of them, in order of time."""
    first = _first_record(book, signals, known_at)
    if first is None:
        return []
    month, found = Month.of(known_at), list[date]()
    while len(found) < _MOST_MONTHS and month.last_day >= first + timedelta(days=_WARM_UP_DAYS):
        if month.last_day + timedelta(days=horizon) <= known_at:
            found.append(month.last_day)
        month = month.plus(-1)
    return found[::-1]


def _first_record(book: AccountBook, signals: SignalColumns, known_at: date) -> date | None:
    """The first day of use or feedback by ``known_at``, else of revenue."""
    used = book.usage["date"].min()
    days = [used.date()] if used == used and used.date() <= known_at else []
    days += [signals.day.min().astype(date)] if len(signals.day) else []
    if not days:
        days = [value.date() for value in (book.subscriptions["started"].min(),) if value == value]
        days += [Month.parse(text).first_day for text in sorted(book.mrr["month"].unique())[:1]]
    return min(days) if days else None


def _sampled(book: AccountBook, signals: SignalColumns, months: int) -> tuple[AccountBook, SignalColumns]:
    most = _MOST_ROWS // max(1, months)
    size = len(book.accounts)
    if size <= most:
        return book, signals
    chosen = np.sort(np.random.default_rng(20260101).permutation(size)[:most])
    return part_of(book, chosen), _signals_of(signals, chosen)


def part_of(book: AccountBook, chosen: Ints) -> AccountBook:
    """The book with some of its accounts alone, by their positions in order."""
    from accounts.readings import coded

    accounts = book.accounts.iloc[chosen].reset_index(drop=True)
    ids = set(accounts["id"])
    members = {member: top for member, top in book.members.items() if top in ids}
    paying = ids | set(members)
    frames = {}
    for kind in ("subscriptions", "mrr", "usage", "contacts", "milestones", "plays", "community"):
        frame = getattr(book, kind)
        kept = frame[frame["account"].isin(paying if kind in ("subscriptions", "mrr") else ids)]
        frames[kind] = kept.reset_index(drop=True)
    usage = frames["usage"]
    plain = usage.assign(account=usage["account"].astype("str"), metric=usage["metric"].astype("str"))
    frames["usage"] = coded(plain, accounts["id"])
    return replace(book, accounts=accounts, members=members, **frames)


def _signals_of(signals: SignalColumns, chosen: Ints) -> SignalColumns:
    place = np.full(signals.size, -1, dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    kept = signals.where(place[signals.account] >= 0)
    return replace(kept, account=place[kept.account], size=len(chosen))
