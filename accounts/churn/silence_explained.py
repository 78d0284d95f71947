"""Silence opened: the days on which an account spoke, the last of them, and the usual gap between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from accounts.book import AccountBook
from accounts.churn.counts_explained import accounts_counted
from accounts.churn.silence import Silent, silent_accounts, talkers
from accounts.explanation import Explanation, Input, RowKey
from accounts.scorecard.signal_columns import SignalColumns
from foundation.months import Month

SILENCE_FAMILIES = ("silent_days", "usual_gap")
HABIT_DAYS = 365
"""How far back the days count on which an account spoke."""


def silence_figures(one: Silent, as_of: date) -> dict[str, str]:
    """The ids of an account's figures, by the field that holds them."""
    return {
        "days": f"silent_days:{one.account_id}@{as_of}",
        "usual_gap": f"usual_gap:{one.account_id}@{as_of}",
        "arr": f"arr:{one.account_id}@{Month.of(as_of)}",
    }


def talkers_figure(as_of: date) -> str:
    """The id of how many accounts have a habit of talking."""
    return f"talkers:all@{as_of}"


def explain_talkers(book: AccountBook, signals: SignalColumns, as_of: date) -> Explanation:
    """Accounts that pay and have a habit of talking."""
    talk = [book.account_ids()[at] for at in np.flatnonzero(talkers(book, signals, as_of))]
    title = f"Accounts with a habit of talking, at {as_of}"
    counted = accounts_counted(book, talkers_figure(as_of), title, talk, book.account_ids())
    return replace(counted, words="They pay, and gave feedback on three days of the year before at least.")


def explain_silence(
    book: AccountBook, signals: SignalColumns, family: str, subject: tuple[str, date], items: tuple[str, ...]
) -> Explanation | None:
    """A figure of ``SILENCE_FAMILIES``; ``subject``: the account and the day; ``items``: ids of its feedback of the
    year before. None for an account that is not silent."""
    account, as_of = subject
    found = next((one for one in silent_accounts(book, signals, as_of) if one.account_id == account), None)
    if found is None:
        return None
    days = _days(signals.until(as_of), book.account_ids().index(account), as_of)
    name = book.account(account).name
    if family == "silent_days":
        title, value, formula = f"Days since {name} last spoke", float(found.days), "day - last_spoke"
        inputs: tuple[Input, ...] = (
            Input("day", float(as_of.toordinal()), f"days since 0001-01-01, plus 1: {as_of}"),
            Input("last_spoke", float(days[-1].toordinal()), f"the same: {days[-1]}"),
        )
        words = "Silent: three of its usual gaps, each taken as 14 days at least, without a word."
    else:
        title, value, formula = (
            f"Usual days between two days on which {name} spoke",
            found.usual_gap,
            "median(inputs)",
        )
        inputs = tuple(
            Input(f"{before} to {after}", float((after - before).days), "days")
            for before, after in pairwise(days)
        )
        words = "Days of the year before on which it gave feedback of any kind."
    return Explanation(
        figure=f"{family}:{account}@{as_of}",
        title=f"{title}, at {as_of}",
        value=value,
        unit="days",
        formula=formula,
        inputs=inputs,
        rows=tuple(sorted(RowKey("feedback", (one,)) for one in items)),
        words=words,
    )


def _days(signals: SignalColumns, at: int, as_of: date) -> list[date]:
    """The days on which an account spoke in the year before, in order."""
    since = as_of - timedelta(days=HABIT_DAYS)
    own: list[date] = signals.day[signals.account == at].tolist()
    return sorted({day for day in own if day > since})
