"""Who left and has not come back, and who came back: the rows that win-back looks at.

Keeps the rule that coming back is counted by revenue alone: paid at a month's end, not at a later one, and again
after that. An account counts once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from accounts.book import AccountBook
from accounts.churn.outcomes import Way, outcomes
from accounts.revenue.mrr import mrr_history
from foundation.months import Month


@dataclass(frozen=True, slots=True)
class Departure:
    """An account that left on ``day`` and pays nothing now. ``mrr``: what it paid at the last month's end at which it
    paid, ``month``; 0 and None where no revenue is known. ``code``: of ``reason``; ``poor_fit``: marked so, or left
    for that."""

    account: str
    day: date
    reason: str
    code: str
    poor_fit: bool
    mrr: float
    month: Month | None


@dataclass(frozen=True, slots=True)
class Return:
    """An account that stopped paying after ``stopped`` and paid again at the end of ``back``; ``mrr`` at the last
    month that was looked at."""

    account: str
    stopped: Month
    back: Month | None
    mrr: float


def departures(
    book: AccountBook, as_of: date, reasons: Mapping[str, str] | None = None
) -> dict[str, Departure]:
    """By account id, those that had left by ``as_of`` and pay nothing at the end of its month."""
    found = outcomes(book, as_of, reasons)
    months = _months(as_of, 24)
    paid = mrr_history(book, months).values
    said = book.accounts["churn_reason"].astype("str").tolist()
    leavers = {}
    for at, account in enumerate(found.accounts):
        if np.isnat(found.day[at]) or paid[at, -1] > 0:
            continue
        paying = np.flatnonzero(paid[at] > 0)
        last = int(paying[-1]) if len(paying) else None
        leavers[account] = Departure(
            account=account,
            day=found.day[at].astype("datetime64[D]").item(),
            reason=said[at].strip(),
            code=str(found.reason[at]),
            poor_fit=bool(found.poor_fit[at]) or found.way[at] == Way.POOR_FIT.value,
            mrr=0.0 if last is None else float(paid[at, last]),
            month=None if last is None else months[last],
        )
    return leavers


def stops_and_returns(book: AccountBook, as_of: date, months: int) -> tuple[Return, ...]:
    """The accounts that stopped paying within the last ``months`` month ends up to ``as_of``, by id: the first time
    that they did; ``back`` is None for one that has not paid since."""
    known = _months(as_of, months)
    paid = mrr_history(book, known).values
    found = []
    for account, own in zip(book.account_ids(), paid, strict=True):
        stops = np.flatnonzero((own[:-1] > 0) & (own[1:] == 0))
        if not len(stops):
            continue
        stop = int(stops[0])
        again = np.flatnonzero(own[stop + 1 :] > 0)
        back = known[stop + 1 + int(again[0])] if len(again) else None
        found.append(Return(account, known[stop], back, float(own[-1]) if back else 0.0))
    return tuple(sorted(found, key=lambda one: one.account))


def _months(as_of: date, count: int) -> list[Month]:
    latest = Month.of(as_of)
    return [latest.plus(-back) for back in range(count, -1, -1)]
