"""A cohort's figures opened: how many began, what they paid, and what is kept of both."""

from __future__ import annotations

from datetime import date

import numpy as np

from accounts.book import AccountBook
from accounts.churn.cohorts import AGES, Cohort, first_start, paid_before, started_in
from accounts.churn.counts_explained import accounts_counted
from accounts.explanation import Explanation, Input
from accounts.revenue.mrr import mrr_history
from accounts.stored import coming_and_going
from foundation.months import Month

_WORDS = "A cohort is the accounts whose first payment fell in the month, of the last four years."
KEPT = ("accounts", "revenue")
STARTED = ("size", "mrr")


def cohort_figures(one: Cohort, as_of: date) -> list[str]:
    """The ids of a cohort's figures: its size, its MRR at the start, then what is kept, by age."""
    ids = [f"cohort:{one.start}/{what}@{as_of}" for what in STARTED]
    for what, kept in zip(KEPT, (one.accounts_kept, one.revenue_kept), strict=True):
        shares = zip(AGES, kept, strict=True)
        ids += [f"cohort:{one.start}/{what}/{age}@{as_of}" for age, share in shares if share is not None]
    return ids


def older_figure(as_of: date) -> str:
    """The id of how many accounts stand in no cohort."""
    return f"cohort:older@{as_of}"


def explain_older(book: AccountBook, as_of: date) -> Explanation:
    """The accounts that paid before the first month of which there are cohorts."""
    ids = [str(one) for one in book.accounts["id"][paid_before(book, as_of)]]
    title = f"Accounts that paid before {first_start(as_of)} already, at {as_of}"
    return accounts_counted(book, older_figure(as_of), title, ids, book.account_ids())


def explain_start(book: AccountBook, start: Month, what: str, as_of: date) -> Explanation | None:
    """A cohort's ``size`` in accounts, or the ``mrr`` that they paid at the first month's end; None where there is
    no such cohort."""
    rows = np.flatnonzero(started_in(book, start, as_of))
    if not len(rows):
        return None
    ids = [str(book.accounts["id"].iloc[at]) for at in rows]
    paid = mrr_history(book, [start]).values[rows, 0]
    counts = what == "size"
    inputs = tuple(
        Input(account, 1.0, "account")
        if counts
        else Input(account, float(mrr), book.currency, f"mrr:{account}@{start}")
        for account, mrr in zip(ids, paid, strict=True)
    )
    return Explanation(
        figure=f"cohort:{start}/{what}@{as_of}",
        title=f"{'Accounts' if counts else 'MRR at its end'} of the cohort of {start.title}",
        value=float(len(ids)) if counts else float(paid.sum()),
        unit="accounts" if counts else book.currency,
        formula="sum(inputs)",
        inputs=inputs,
        rows=coming_and_going(book, ids),
        words=_WORDS,
    )


def explain_cohort(
    book: AccountBook, start: Month, months: int, what: str, as_of: date
) -> Explanation | None:
    """The share of a cohort's ``accounts`` or ``revenue`` kept after ``months``; None where there is no such
    cohort or that month is not over."""
    rows = np.flatnonzero(started_in(book, start, as_of))
    if not len(rows) or months > Month.of(as_of).ordinal - start.ordinal:
        return None
    history = mrr_history(book, [start, start.plus(months)]).values[rows]
    first, last = (history > 0).sum(axis=0) if what == "accounts" else history.sum(axis=0)
    ids = [str(book.accounts["id"].iloc[at]) for at in rows]
    kept = "accounts that pay" if what == "accounts" else "MRR"
    return Explanation(
        figure=f"cohort:{start}/{what}/{months}@{as_of}",
        title=f"{what.title()} kept by the cohort of {start.title} after {months} months",
        value=float(last / first),
        unit="share",
        formula="later / start",
        inputs=(Input("start", float(first), kept), Input("later", float(last), kept)),
        rows=coming_and_going(book, ids),
        words=_WORDS,
    )
