"""The parts of the risk scorecard that the book's own tables answer; formulas in ``accounts.scorecard.scores``.

All accounts are scored at once; words are made for the account that is asked about. ``looking_back``: the day
is past, and columns that say only how things stand today (a status, the last contact, the next renewal) would
tell what came later. They are left out, and a renewal is that date's anniversary.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from accounts.book import AccountBook
from accounts.distinct_texts import told_once
from accounts.readings import windows
from accounts.revenue.mrr import mrr_history
from accounts.scorecard.signal_columns import Counts, Days, Flags, Floats
from accounts.state_words import payment_is_overdue
from foundation.months import Month

if TYPE_CHECKING:
    import pandas as pd

_WINDOW_DAYS = 90
_LEAST_READINGS = 2
_FULL_DROP = 0.5
_LEFT_DAYS = 180
_QUIET_DAYS, _SILENT_DAYS = 30, 180
_RENEWAL_DAYS = 90
_CONTRACTION_MONTHS = 6
_YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """One component of all accounts in the book's order: ``scores`` 0 (no concern) to 1, NaN without data, and
    ``why`` in words for the account at a position that has a score."""

    scores: Floats
    why: Callable[[int], str]


def cut(values: Floats) -> Floats:
    """``values`` cut to 0..1; NaN stays."""
    return np.clip(values, 0.0, 1.0)


def usage_scores(book: AccountBook, as_of: date) -> Component:
    """Of accounts with readings in the 90 days before the last 90."""
    found = windows(book, as_of, days=_WINDOW_DAYS, count=2)
    real = found.signals()
    metrics = [found.metrics[index] for index in real]
    recent, before = found.mean[:, real, 0], found.mean[:, real, 1]
    if not found.readings[:, real, 0].any():
        return Component(np.full(len(found.accounts), np.nan), lambda _index: "")
    known = (found.readings[:, real, 1] >= _LEAST_READINGS) & (before > 0)
    change = np.nan_to_num(recent) / np.where(known, before, 1.0) - 1
    change = np.where(known, np.clip(change, -1.0, 1.0), np.nan)
    count = known.sum(axis=1)
    mean = np.where(count > 0, np.nansum(change, axis=1) / np.maximum(count, 1), np.nan)

    def why(index: int) -> str:
        parts = [(value, name) for value, name in zip(change[index], metrics, strict=True) if value == value]
        worst, name = min(parts)
        return f"usage changed by {mean[index]:+.0%} over 90 days, most of all {name} {worst:+.0%}"

    return Component(cut(-mean / _FULL_DROP), why)


def relationship_scores(book: AccountBook, as_of: date, looking_back: bool = False) -> Component:
    """Of accounts with at least one contact."""
    people = _People.at(book, as_of)
    left = np.where(people.left > 0, np.where(people.led | (people.left > 1), 1.0, 0.5), 0.0)
    one_champion = people.flagged & (people.champions == 1)
    no_champion = people.flagged & (people.champions == 0)
    lonely = ~people.flagged & (people.stay == 1)
    footing = np.select(
        [people.stay == 0, no_champion, one_champion | (people.stay == 1)], [0.4, 0.4, 0.3], 0.0
    )
    days = np.full(len(left), np.nan) if looking_back else people.quiet
    quiet = np.nan_to_num(cut((days - _QUIET_DAYS) / (_SILENT_DAYS - _QUIET_DAYS)))
    score = 1 - (1 - left) * (1 - footing) * (1 - quiet)

    def why(index: int) -> str:
        parts = []
        if people.left[index]:
            words = f"{people.left[index]} contact{'s' if people.left[index] > 1 else ''} left in 180 days"
            parts.append(words + (", a champion among them" if people.led[index] else ""))
        if people.stay[index] == 0:
            parts.append("no contact is left")
        elif no_champion[index]:
            parts.append("no champion")
        elif one_champion[index]:
            parts.append("a single champion")
        elif lonely[index]:
            parts.append("a single contact")
        if quiet[index] > 0:
            parts.append(f"the last contact was {days[index]:.0f} days ago")
        return "; ".join(parts) or "contacts are in place"

    return Component(np.where(people.known > 0, score, np.nan), why)


@dataclass(frozen=True, slots=True, eq=False)
class _People:
    """By account: contacts ``known`` and that ``stay``, ``left`` in 180 days (``led``: a champion among them),
    ``champions`` that stay, ``flagged``: whether it is known who is one, ``quiet``: days since the last contact."""

    known: Counts
    stay: Counts
    left: Counts
    led: Flags
    champions: Counts
    flagged: Flags
    quiet: Floats

    @classmethod
    def at(cls, book: AccountBook, as_of: date) -> _People:
        people, size = book.contacts, len(book.accounts)
        owner = positions(book, people["account"])
        now = np.datetime64(as_of)
        gone_on = people["left"].to_numpy(dtype="datetime64[D]")
        gone = ~np.isnat(gone_on) & (gone_on <= now)
        lately = gone & (gone_on > now - np.timedelta64(_LEFT_DAYS, "D"))
        champion = people["champion"].eq(True).to_numpy(dtype=np.bool_)
        touched = people["last_contact"].to_numpy(dtype="datetime64[D]")
        counted = ~gone & ~np.isnat(touched) & (touched <= now)
        quiet = np.full(size, np.inf)
        np.minimum.at(quiet, owner[counted], (now - touched[counted]) / np.timedelta64(1, "D"))

        def count(chosen: Flags) -> Counts:
            return np.bincount(owner[chosen], minlength=size).astype(np.int64)

        return cls(
            known=count(np.ones(len(owner), dtype=np.bool_)),
            stay=count(~gone),
            left=count(lately),
            led=count(lately & champion) > 0,
            champions=count(~gone & champion),
            flagged=count(people["champion"].notna().to_numpy(dtype=np.bool_)) > 0,
            quiet=np.where(np.isinf(quiet), np.nan, quiet),
        )


def positions(book: AccountBook, accounts: pd.Series[str]) -> Counts:
    """Where each of ``accounts`` stands in the book's order of accounts."""
    import pandas as pd

    found: Counts = pd.Index(book.accounts["id"]).get_indexer(accounts).astype(np.int64)
    return found


def days_to_renewal(book: AccountBook, as_of: date, looking_back: bool = False) -> Floats:
    """Days from ``as_of`` to each account's renewal, negative when past, NaN without one; looking back, to the
    next yearly return of that date."""
    renewal: Days = book.accounts["renewal"].to_numpy(dtype="datetime64[D]")
    days = (renewal - np.datetime64(as_of)) / np.timedelta64(1, "D")
    return np.floor(np.mod(days, _YEAR_DAYS)) if looking_back else days


def commercial_scores(book: AccountBook, as_of: date, looking_back: bool = False) -> Component:
    """Of accounts with a renewal date, a status or six months of revenue."""
    month = Month.of(as_of)
    history = mrr_history(book, [month.plus(-_CONTRACTION_MONTHS), month])
    before, after = history.values[:, 0], history.values[:, 1]
    statuses = book.accounts["status"].astype("str").fillna("")
    overdue = (told_once(statuses, payment_is_overdue) > 0) & (not looking_back)
    days = days_to_renewal(book, as_of, looking_back)
    soon = (days >= 0) & (days <= _RENEWAL_DAYS)
    lost = np.where(before > after, 1 - after / np.where(before > 0, before, 1.0), 0.0)
    kept = (1 - 0.4 * soon) * (1 - cut(2 * lost)) * (1 - overdue)
    known = ~np.isnan(days) | ((statuses != "").to_numpy(dtype=np.bool_) & (not looking_back)) | (before > 0)

    def why(index: int) -> str:
        parts = []
        if soon[index]:
            parts.append(f"renewal in {days[index]:.0f} days")
        if lost[index] > 0:
            parts.append(f"MRR fell by {lost[index]:.0%} in six months")
        if overdue[index]:
            parts.append(f"status is {book.accounts['status'].iloc[index]}")
        return "; ".join(parts) or "no renewal, down-sell or payment in the way"

    return Component(np.where(known, 1 - kept, np.nan), why)
