"""A made book whose departures have a planted cause: one metric falls in the months before."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import numpy as np

from accounts.book import AccountBook
from accounts.figures import FeedbackSignal
from accounts.scorecard.signal_columns import SignalColumns

FIRST, LAST = date(2024, 1, 31), date(2025, 12, 31)
CAUSE = "exports"
ACCOUNTS = 120


Rows = dict[str, list[dict[str, object]]]


@cache
def made_book(churners: int = 45, seed: int = 5) -> tuple[AccountBook, SignalColumns]:
    """The book of ``made_rows`` and what its accounts said."""
    rows, signals = made_rows(churners, seed)
    book = AccountBook.from_rows(rows, "USD")
    return book, SignalColumns.of(signals, book.account_ids())


def made_rows(churners: int, seed: int, accounts: int = ACCOUNTS) -> tuple[Rows, list[FeedbackSignal]]:
    """Accounts with readings every ten days; the first ``churners`` leave on days spread over the last year, and
    their use of one metric falls to a third in the 100 days before. One in nine of them is a poor fit, one in nine
    did not pay."""
    draw = np.random.default_rng(seed)
    rows: Rows = {
        "accounts": [],
        "subscriptions": [],
        "usage": [],
        "contacts": [],
    }
    signals = []
    for at in range(accounts):
        name = f"A{at:03d}"
        left = date(2025, 1, 5) + timedelta(days=int(draw.integers(0, 350))) if at < churners else None
        reason = "" if left is None else ("card declined" if at % 9 == 1 else "too expensive")
        rows["accounts"].append(
            {
                "id": name,
                "name": f"Account {at}",
                "segment": ("smb", "mid")[int(draw.integers(0, 2))],
                "started": "2023-06-01",
                "churned": left,
                "churn_reason": reason,
                "fit": "poor" if left is not None and at % 9 == 2 else "good",
                "renewal": "2026-06-01",
            }
        )
        rows["subscriptions"].append(
            {"account": name, "started": "2023-06-01", "ended": left, "mrr": 100 + at}
        )
        rows["contacts"].append({"account": name, "name": "Ann", "champion": True})
        day = FIRST
        while day <= LAST and (left is None or day < left):
            ahead = 1000 if left is None else (left - day).days
            for metric in (CAUSE, "invoices"):
                level = 100 * draw.uniform(0.85, 1.15)
                falls = metric == CAUSE and ahead < 100
                value = level * (0.33 + 0.67 * ahead / 100 if falls else 1.0)
                rows["usage"].append({"account": name, "date": day, "metric": metric, "value": value})
            if draw.random() < 0.15:
                signals.append(FeedbackSignal(name, day, "nps", score=float(draw.integers(0, 11))))
            day += timedelta(days=10)
    return rows, signals
