"""Accounts that used to talk and stopped, and accounts that hang on one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from accounts.book import AccountBook
from accounts.revenue.mrr import mrr_history
from accounts.scorecard.components import positions
from accounts.scorecard.feedback import speaking_habit
from accounts.scorecard.signal_columns import Flags, SignalColumns
from foundation.months import Month

_USUAL_GAPS = 3.0
_LEAST_GAP = 14.0


@dataclass(frozen=True, slots=True)
class Silent:
    """An account that paid and has not spoken for three of its usual gaps (of 14 days at least) or more. A habit
    is feedback on three days of the last year. ``arr`` is 12 x MRR."""

    account_id: str
    arr: float
    renewal: date | None
    last_spoke: date
    days: int
    usual_gap: float


def talkers(book: AccountBook, signals: SignalColumns, as_of: date) -> Flags:
    """Which accounts pay and have a habit of talking, in the book's order."""
    quiet, _ = speaking_habit(signals.until(as_of), as_of)
    pays = mrr_history(book, [Month.of(as_of)]).values[:, 0] > 0
    return np.asarray(pays & ~np.isnan(quiet))


def silent_accounts(book: AccountBook, signals: SignalColumns, as_of: date) -> list[Silent]:
    """Those that fell silent by ``as_of``, highest ARR first, then the nearest renewal."""
    quiet, gap = speaking_habit(signals.until(as_of), as_of)
    mrr = mrr_history(book, [Month.of(as_of)]).values[:, 0]
    usual = np.maximum(gap, _LEAST_GAP)
    found = [
        Silent(
            account_id=str(book.accounts["id"].iloc[at]),
            arr=float(12 * mrr[at]),
            renewal=_renewal(book, int(at)),
            last_spoke=as_of - timedelta(days=int(quiet[at])),
            days=int(quiet[at]),
            usual_gap=float(gap[at]),
        )
        for at in np.flatnonzero((mrr > 0) & (np.nan_to_num(quiet / usual) >= _USUAL_GAPS))
    ]
    return sorted(found, key=lambda one: (-one.arr, one.renewal or date.max, one.account_id))


def _renewal(book: AccountBook, at: int) -> date | None:
    day = book.accounts["renewal"].iloc[at]
    return day.date() if day == day else None


def single_champions(book: AccountBook, as_of: date) -> tuple[Flags, Flags]:
    """Accounts with one champion who is still there (of those whose champions are known), or else with a single
    contact; and those of them where a contact left within 180 days. In the book's order."""
    people, size = book.contacts, len(book.accounts)
    owner = positions(book, people["account"])
    now = np.datetime64(as_of, "D")
    left = people["left"].to_numpy(dtype="datetime64[D]")
    stays = ~(left <= now)
    champion = people["champion"].eq(True).to_numpy(dtype=np.bool_)
    marked = np.bincount(owner[people["champion"].notna().to_numpy(dtype=np.bool_)], minlength=size) > 0
    champions = np.bincount(owner[stays & champion], minlength=size)
    contacts = np.bincount(owner[stays], minlength=size)
    single = np.where(marked, champions == 1, contacts == 1)
    lately = (left <= now) & (left > now - np.timedelta64(180, "D"))
    return single, single & (np.bincount(owner[lately], minlength=size) > 0)
