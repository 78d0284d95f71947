"""Who left, when and in what way: the outcomes that churn figures count.

An account leaves on its churned date, or, without one, on the day from which it pays nothing. What is not yet known
on the day that is asked about (``known_at``) has not happened. Three ways of leaving are kept apart: poor fit
(healthy, no save play), payment (goes to billing) and the rest, which someone might have saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from accounts.book import AccountBook
from accounts.churn.table import Floats
from accounts.distinct_texts import told_once
from accounts.revenue.mrr import mrr_history
from accounts.scorecard.signal_columns import Days, Flags
from accounts.state_words import is_poor_fit
from foundation.months import Month

_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "payment",
        ("payment", "card ", "card declined", "billing fail", "unpaid", "dunning", "involuntary", "overdue"),
    ),
    ("poor fit", ("fit", "not our kind", "wrong customer", "out of scope", "icp")),
    ("price", ("price", "pricing", "cost", "expensive", "budget", "cheaper")),
    ("competitor", ("competitor", "switched to", "switch to", "another vendor", "other tool", "in-house")),
    ("reliability", ("reliab", "outage", "downtime", "bug", "crash", "slow", "stability", "performance")),
    ("support", ("support", "service level", "response time")),
    ("missing feature", ("feature", "missing", "integration", "functionality", "product gap", "roadmap")),
    ("low adoption", ("adoption", "not used", "unused", "no value", "usage", "onboarding", "roi")),
    ("people changed", ("champion", "sponsor", "contact left", "new management", "reorgani")),
    ("business closed", ("closed", "bankrupt", "insolv", "acquired", "merger", "merged", "shut down")),
)


class Way(StrEnum):
    """How an account left. ``STAYED``: it did not, as far as is known."""

    STAYED = ""
    SAVEABLE = "could be saved"
    POOR_FIT = "poor fit"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """In the book's order of accounts: the ``day`` each left (NaT: stayed), ``way`` and ``reason`` code;
    ``started``: when it began, NaT where unknown; ``poor_fit``: marked so, whether it left or not."""

    accounts: tuple[str, ...]
    day: Days
    way: NDArray[np.str_]
    reason: NDArray[np.str_]
    started: Days
    poor_fit: Flags

    def left_within(self, start: date, days: int) -> Flags:
        """Who left in the ``days`` after ``start``."""
        began = np.datetime64(start, "D")
        return np.asarray((self.day > began) & (self.day <= began + np.timedelta64(days, "D")))

    def gone(self, by: date) -> Flags:
        """Who had left by a day."""
        return np.asarray(self.day <= np.datetime64(by, "D"))


def outcomes(book: AccountBook, known_at: date, reasons: Mapping[str, str] | None = None) -> Outcomes:
    """What had happened to each account by ``known_at``. ``reasons``: more words of a reason to its code."""
    accounts = book.accounts
    now = np.datetime64(known_at, "D")
    given = accounts["churned"].to_numpy(dtype="datetime64[D]")
    given = np.where(given <= now, given, np.datetime64("NaT", "D"))
    started, ended = _paid_span(book, known_at)
    day = np.where(np.isnat(given), ended, given)
    codes = {text: reason_code(text, reasons) for text in accounts["churn_reason"].unique()}
    reason = accounts["churn_reason"].map(codes).to_numpy(dtype=np.str_)
    poor = told_once(accounts["fit"].astype("str").fillna(""), is_poor_fit) > 0
    way = np.select(
        [np.isnat(day), reason == "payment", poor | (reason == "poor fit")],
        [Way.STAYED.value, Way.PAYMENT.value, Way.POOR_FIT.value],
        Way.SAVEABLE.value,
    )
    first = accounts["started"].to_numpy(dtype="datetime64[D]")
    return Outcomes(
        accounts=book.account_ids(),
        day=day,
        way=way.astype(np.str_),
        reason=np.where(np.isnat(day), "", reason),
        started=np.where(np.isnat(first), started, first),
        poor_fit=poor,
    )


def reason_code(text: str, more: Mapping[str, str] | None = None) -> str:
    """The controlled code of a reason in anyone's words; ``unknown`` without words, ``other`` for strange ones."""
    folded = f"{text.strip().casefold()} "
    if not folded.strip():
        return "unknown"
    for words, code in (more or {}).items():
        if words.casefold() in folded:
            return code
    return next((code for code, words in _WORDS if any(word in folded for word in words)), "other")


def _paid_span(book: AccountBook, known_at: date) -> tuple[Days, Days]:
    """When each account first paid, and the day from which it pays nothing; NaT where it never did or still does.

    The day is the end of its last subscription where that falls into the month in which payments stop, else
    that month's first day.
    """
    nothing = np.full(len(book.accounts), np.datetime64("NaT", "D"))
    months = _paying_months(book, known_at)
    if not months:
        return nothing, nothing
    paid = mrr_history(book, months).values > 0
    ever, stopped = paid.any(axis=1), paid.any(axis=1) & ~paid[:, -1]
    firsts = np.array([month.first_day for month in months], dtype="datetime64[D]")
    first = paid.argmax(axis=1)
    last = len(months) - 1 - paid[:, ::-1].argmax(axis=1)
    after = firsts[np.minimum(last + 1, len(months) - 1)]
    ends = book.subscriptions.groupby("account")["ended"].max().reindex(book.accounts["id"])
    ended = ends.to_numpy(dtype="datetime64[D]")
    near = (ended >= after) & (ended.astype("datetime64[M]") == after.astype("datetime64[M]"))
    left = np.where(near & (ended <= np.datetime64(known_at, "D")), ended, after)
    return np.where(ever, firsts[first], nothing), np.where(stopped, left, nothing)


def _paying_months(book: AccountBook, known_at: date) -> list[Month]:
    days = [day for day in (book.subscriptions["started"].min(),) if day == day]
    snapshots = sorted(book.mrr["month"].unique())
    starts = [Month.of(day.date()) for day in days] + [Month.parse(text) for text in snapshots[:1]]
    if not starts or min(starts) > Month.of(known_at):
        return []
    first, found = min(starts), []
    while first <= Month.of(known_at):
        found.append(first)
        first = first.plus(1)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Exposure:
    """Accounts at risk at one day: ``at_risk`` who paid and had not left, ``left`` who then left within the
    horizon in a way that could be saved, ``otherwise`` who left in another way."""

    at_risk: Flags
    left: Flags
    otherwise: Flags
    mrr: Floats


def exposure(book: AccountBook, found: Outcomes, as_of: date, horizon: int) -> Exposure:
    """Who was there at ``as_of`` and what came of them within ``horizon`` days."""
    mrr = mrr_history(book, [Month.of(as_of)]).values[:, 0]
    within = found.left_within(as_of, horizon)
    started = np.isnat(found.started) | (found.started <= np.datetime64(as_of, "D"))
    at_risk = ((mrr > 0) | within) & ~found.gone(as_of) & started
    return Exposure(
        at_risk,
        at_risk & within & (found.way == Way.SAVEABLE),
        at_risk & within & (found.way != Way.SAVEABLE),
        mrr,
    )
