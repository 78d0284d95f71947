"""Counts that churn commands print, opened: accounts one by one, account-months by month end."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

import numpy as np
from numpy.typing import NDArray

from accounts.book import AccountBook
from accounts.churn.learning import PastRows
from accounts.churn.lifts import leads, signal_rows
from accounts.churn.outcomes import Outcomes, Way
from accounts.churn.table import Floats
from accounts.explanation import Explanation, Input
from accounts.stored import coming_and_going

Chosen = NDArray[np.bool_]
PAST = ("rows", "accounts", "churned", "otherwise")
JUDGED = ("rows", "accounts", "churned")
SIGNAL = ("signal_rows", "signal_accounts", "signal_churned", "signal_led")
_MONTHS = "account-months"


def past_figures(as_of: date, family: str = "churn_past", fields: Collection[str] = PAST) -> dict[str, str]:
    """The ids of what the past holds, by the field that holds the count."""
    return {field: f"{family}:{field}@{as_of}" for field in fields}


def accounts_counted(
    book: AccountBook, figure: str, title: str, accounts: Collection[str], among: Collection[str] = ()
) -> Explanation:
    """A count of accounts; ``among``: those looked at, whose rows a count of none rests on."""
    ids = sorted(accounts)
    return Explanation(
        figure=figure,
        title=title,
        value=float(len(ids)),
        unit="accounts",
        formula="sum(inputs)",
        inputs=tuple(Input(one, 1.0, "account") for one in ids),
        rows=coming_and_going(book, ids or among),
        words="" if ids else "There is none; the rows are those of the accounts looked at.",
    )


def months_counted(book: AccountBook, figure: str, title: str, past: PastRows, chosen: Chosen) -> Explanation:
    """A count of account-months."""
    found = _by_month(past, chosen, lambda values: float(len(values)), past.day[chosen].astype(np.float64))
    return Explanation(
        figure=figure,
        title=title,
        value=float(chosen.sum()),
        unit=_MONTHS,
        formula="sum(inputs)",
        inputs=found,
        rows=coming_and_going(book, _names(past, chosen)),
        words="An account-month is an account that paid at a month's end.",
    )


def extreme(
    book: AccountBook, figure: str, words: tuple[str, str], past: PastRows, numbers: tuple[Chosen, Floats]
) -> Explanation:
    """The least or the most of a column; ``words``: ``min`` or ``max`` and the title; ``numbers``: the rows that
    count and the column's numbers."""
    name, title = words
    chosen, values = numbers
    least = {"min": min, "max": max}[name]
    found = _by_month(past, chosen, lambda part: float(least(part.tolist())), values[chosen])
    return Explanation(
        figure=figure,
        title=title,
        value=float(least(values[chosen].tolist())),
        unit="",
        formula=f"{name}(inputs)",
        inputs=found,
        rows=coming_and_going(book, _names(past, chosen)),
        words="By month end.",
    )


def explain_past(
    book: AccountBook, past: PastRows, found: Outcomes, what: str, as_of: date
) -> Explanation | None:
    """A count of ``PAST``; None for another."""
    everything = np.ones(len(past.left), dtype=np.bool_)
    figure = f"churn_past:{what}@{as_of}"
    within = f"within {past.horizon} days, in a way that could be saved"
    if what == "rows":
        return months_counted(book, figure, f"Account-months looked at, at {as_of}", past, everything)
    if what == "accounts":
        return accounts_counted(book, figure, f"Accounts looked at, at {as_of}", _names(past, everything))
    if what == "churned":
        return accounts_counted(
            book, figure, f"Accounts that left {within}, at {as_of}", _names(past, past.left)
        )
    if what != "otherwise":
        return None
    other = np.flatnonzero((found.way == Way.POOR_FIT) | (found.way == Way.PAYMENT))
    title = f"Accounts that left for poor fit or a failed payment, at {as_of}"
    return accounts_counted(book, figure, title, [found.accounts[at] for at in other], found.accounts)


def explain_judged(book: AccountBook, rows: PastRows, what: str, as_of: date) -> Explanation | None:
    """A count of ``JUDGED``; None for another."""
    everything = np.ones(len(rows.left), dtype=np.bool_)
    figure = f"churn_judged:{what}@{as_of}"
    if what == "rows":
        return months_counted(book, figure, f"Account-months judged, at {as_of}", rows, everything)
    if what == "accounts":
        return accounts_counted(book, figure, f"Accounts judged, at {as_of}", _names(rows, everything))
    if what != "churned":
        return None
    title = f"Accounts judged that left within {rows.horizon} days, at {as_of}"
    return accounts_counted(book, figure, title, _names(rows, rows.left))


def explain_shown(
    book: AccountBook, past: PastRows, flag_from: float, family: str, subject: tuple[str, date]
) -> Explanation | None:
    """A count of ``SIGNAL``; ``subject``: the signal and the day. None for a signal that nobody shows."""
    name, as_of = subject
    rows = signal_rows(past, flag_from).get(name)
    if rows is None or not rows.any():
        return None
    figure = f"{family}:{name}@{as_of}"
    if family == "signal_rows":
        return months_counted(book, figure, f"Account-months with: {name}, at {as_of}", past, rows)
    ahead = [past.names[at] for at in leads(past, rows)]
    title, accounts = {
        "signal_accounts": ("Accounts with", _names(past, rows)),
        "signal_churned": ("Accounts that left with", _names(past, rows & past.left)),
        "signal_led": ("Accounts that showed it in their last 180 days", ahead),
    }[family]
    return accounts_counted(book, figure, f"{title}: {name}, at {as_of}", accounts, _names(past, rows))


def _names(past: PastRows, chosen: Chosen) -> list[str]:
    return [past.names[at] for at in np.unique(past.account[chosen])]


def _by_month(
    past: PastRows, chosen: Chosen, of: Callable[[Floats], float], values: Floats
) -> tuple[Input, ...]:
    days = past.day[chosen]
    return tuple(Input(str(day), of(values[days == day])) for day in np.unique(days))
