"""Retention by start month, and how long accounts of each segment stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from accounts.book import AccountBook
from accounts.churn.outcomes import Outcomes
from accounts.churn.survival import Survival, kaplan_meier
from accounts.churn.table import Floats
from accounts.revenue.mrr import mrr_history
from accounts.scorecard.signal_columns import Flags
from foundation.months import Month

AGES = (1, 3, 6, 12, 24, 36)
MONTH_DAYS = 30.4375
EVERYONE = "all"
"""The name of the curve of all accounts."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """Accounts that first paid in ``start``: how many, what they paid at that month's end, and the shares of
    accounts and of revenue kept after as many months as ``AGES`` says; None where that is not over yet."""

    start: Month
    accounts: int
    mrr: float
    accounts_kept: tuple[float | None, ...]
    revenue_kept: tuple[float | None, ...]


_MONTHS = 48


def started_in(book: AccountBook, start: Month, as_of: date) -> NDArray[np.bool_]:
    """Which accounts first paid in a month, of the months that ``cohorts`` looks at."""
    span = Month.of(as_of).trailing(_MONTHS + 1)
    if start not in span[1:]:
        return np.zeros(len(book.accounts), dtype=np.bool_)
    paid = mrr_history(book, span[: span.index(start) + 1]).values > 0
    return np.asarray(paid[:, -1] & ~paid[:, :-1].any(axis=1))


def cohorts(book: AccountBook, as_of: date) -> list[Cohort]:
    """Cohorts of the last 48 months, in order of time; months without a start are absent."""
    end = Month.of(as_of)
    span = end.trailing(_MONTHS + 1)
    history = mrr_history(book, span).values
    paid = history > 0
    first = np.where(paid.any(axis=1), paid.argmax(axis=1), -1)
    found = []
    for at, start in enumerate(span):
        own = history[first == at]
        if at == 0 or not len(own):  # in the first month stand all who came before
            continue
        kept = [own[:, at + age] if at + age < len(span) else None for age in AGES]
        base = own[:, at]
        found.append(
            Cohort(
                start,
                len(own),
                float(base.sum()),
                tuple(None if one is None else float((one > 0).mean()) for one in kept),
                tuple(None if one is None else float(one.sum() / base.sum()) for one in kept),
            )
        )
    return found


def first_start(as_of: date) -> Month:
    """The first month that ``cohorts`` looks at."""
    return Month.of(as_of).plus(1 - _MONTHS)


def paid_before(book: AccountBook, as_of: date) -> Flags:
    """Which accounts stand in no cohort, as they paid before the first month that ``cohorts`` looks at."""
    return np.asarray(mrr_history(book, [Month.of(as_of).plus(-_MONTHS)]).values[:, 0] > 0)


@dataclass(frozen=True, slots=True, eq=False)
class Stays:
    """In the book's order: ``months`` that each account was seen, whether it had ``left`` at their end, and whether
    its start is ``known``."""

    months: Floats
    left: Flags
    known: Flags


def stays(found: Outcomes, as_of: date) -> Stays:
    """How long each account had been seen by ``as_of``."""
    now = np.datetime64(as_of, "D")
    left = found.day <= now
    until = np.where(left, found.day, now)
    months = (until - found.started) / np.timedelta64(1, "D") / MONTH_DAYS
    return Stays(months, np.asarray(left), ~np.isnan(months) & (months >= 0))


def in_segment(book: AccountBook, segment: str) -> Flags:
    """Which accounts a curve's name stands for."""
    return np.asarray((_segments(book) == segment) | (segment == EVERYONE))


def survival_by_segment(book: AccountBook, found: Outcomes, as_of: date) -> dict[str, Survival]:
    """Months (of 30.44 days) that accounts stay, of all (``all``) and by segment; accounts whose start is not
    known are left out. Every way of leaving counts."""
    seen = stays(found, as_of)
    names = [EVERYONE, *map(str, np.unique(_segments(book)[seen.known]))]
    parts = {name: seen.known & in_segment(book, name) for name in names}
    return {
        name: kaplan_meier(seen.months[rows], seen.left[rows]) for name, rows in parts.items() if rows.any()
    }


def _segments(book: AccountBook) -> NDArray[np.str_]:
    names = book.accounts["segment"].astype("str").str.strip().replace("", "unknown")
    return np.asarray(names.to_numpy(dtype=np.str_))
