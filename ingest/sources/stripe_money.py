"""Monthly recurring revenue of a Stripe price, and when a subscription counts.

The rules are those of Stripe's own billing metrics (docs.stripe.com/billing/subscriptions/analytics/glossary
and support.stripe.com/questions/billing-analytics): active and past-due subscriptions count; trials, metered
usage, unpaid and paused ones do not; a coupon changes MRR when it lasts for ever, and not when it is for once
or some months. Stripe gives no factor for weeks and days; a year is taken as 12 months, 52 weeks, 365 days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ingest.words import word_set

_PERIODS_A_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}
_NAMES = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
}
_INTERVAL = re.compile(r"(?:every\s+|per\s+|/\s*)?(?:(\d{1,3})[\s-]*)?([a-z]+)")
# docs.stripe.com/currencies; ISK and UGX are listed there as special cases that stay in hundredths
_ZERO_DECIMAL = word_set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF")
_THREE_DECIMAL = word_set("BHD JOD KWD OMR TND")
_DECIMALS = 6

_PAYING = frozenset({"active", "past_due", "canceled", "cancelled", "ended", "unpaid", "scheduled", ""})
_OVER = frozenset({"canceled", "cancelled", "ended"})
_FREE = frozenset({"trialing", "paused"})
_NEVER = frozenset({"incomplete", "incomplete_expired"})


def minor_units(currency: str) -> int:
    """How many of the API's units make one of the currency: 100, 1 for yen and its like, 1000 for dinars."""
    code = currency.upper()
    return 1 if code in _ZERO_DECIMAL else 1000 if code in _THREE_DECIMAL else 100


def periods_a_month(interval: str, count: int = 1) -> Fraction | None:
    """How often a month ``count`` intervals are paid: 1/12 for ``year``, 52/12 for ``week``; None for words
    that name no interval. ``every 3 months``, ``quarterly`` and ``6-month`` are read too."""
    match = _INTERVAL.fullmatch(interval.strip().lower())
    if match is None or count < 1:
        return None
    word = _NAMES.get(match[2], match[2].removesuffix("s"))
    number = int(match[1] or 1) * count
    a_year = _PERIODS_A_YEAR.get(word)
    return None if a_year is None or number < 1 else Fraction(a_year, 12 * number)


def as_amount(value: Fraction) -> float:
    """An amount to a millionth, so that a third of a cent is kept and nothing else."""
    return round(float(value), _DECIMALS)


@dataclass(frozen=True, slots=True)
class Life:
    """What a subscription says of its time. Days in UTC, None where it says nothing."""

    status: str
    start: date | None
    trial_end: date | None = None
    ended: date | None = None
    canceled: date | None = None
    cancel_at: date | None = None
    period_start: date | None = None
    period_end: date | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """From when to when a subscription is paid; ``pays`` is False where it never was."""

    started: date | None
    ended: date | None
    pays: bool


class NoTerm(Exception):
    """A subscription that cannot be placed in time or never began; the message says why."""


def plain_status(text: str) -> str:
    """``Past due`` as ``past_due``."""
    return "_".join(text.lower().replace("-", " ").split())


def term_of(life: Life) -> Term:
    """When the subscription counts: from the end of its trial until it ended, or until the period that was
    never paid. NoTerm for one that never began or ended on an unknown day."""
    status = life.status
    if status in _NEVER:
        raise NoTerm(f"status {status}: its first payment never came")
    if status not in _PAYING | _FREE:
        raise NoTerm("a status that Stripe does not have")
    ended = _end(life)
    if status in _FREE:
        return Term(life.start, ended, pays=False)
    started = life.start
    if life.trial_end and started and life.trial_end > started:
        if ended is not None and ended <= life.trial_end:
            return Term(started, ended, pays=False)
        started = life.trial_end
    if status == "unpaid" and (ended is None or (started is not None and ended <= started)):
        return Term(life.start, None, pays=False)
    return Term(started, ended, pays=True)


def _end(life: Life) -> date | None:
    if life.status in _OVER:
        ended = life.ended or life.canceled or life.cancel_at or life.period_end
        if ended is None:
            raise NoTerm("it has ended, but no day says when")
        return ended
    if life.status == "unpaid":
        return life.ended or life.period_start
    return life.ended or life.cancel_at
