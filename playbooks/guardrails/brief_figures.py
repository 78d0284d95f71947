"""The numbers and days of a brief: those that an account may be told, and those that stay with the team."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from playbooks.account_brief import AccountBrief, BriefQuote
from playbooks.known import KnownNumber

_DAYS = frozenset(("days",))
_TICKETS = frozenset(("tickets", "statements"))


def numbers_of(brief: AccountBrief, *, outward: bool) -> tuple[KnownNumber, ...]:
    """Its numbers; ``outward``: none of health, risk and other accounts."""
    return tuple(_outward(brief)) if outward else (*_outward(brief), *_inward(brief))


def days_of(brief: AccountBrief, quotes: Iterable[BriefQuote]) -> tuple[frozenset[str], frozenset[str]]:
    """Its days, ISO: those that the account may be told, and all."""
    left = brief.departure.day if brief.departure is not None else None
    told = [brief.started, brief.renewal, left, brief.feedback.last_heard, brief.feedback.oldest_ticket]
    told += [day for day, _ in brief.feedback.scores]
    told += [one.day for one in quotes]
    held = [one for one in _values(brief) if isinstance(one, date)]
    return frozenset(one.isoformat() for one in told if one), frozenset(
        one.isoformat() for one in (*told, *held) if one
    )


def texts_of(brief: AccountBrief) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Its texts with numbers of our own in them: those that the account may be told, and all but quotes."""
    told = (brief.onboarding, *brief.unused)
    return told, tuple(one for one in _values(brief) if isinstance(one, str))


def _outward(brief: AccountBrief) -> Iterator[KnownNumber]:
    for name, amount in (
        ("arr", brief.arr),
        ("arr a year ago", brief.arr_year_ago),
        ("arr", brief.arr_before),
    ):
        if amount:
            yield KnownNumber(amount, "money", name, currency=brief.currency)
    if brief.days_to_renewal is not None and brief.days_to_renewal >= 0:
        yield KnownNumber(brief.days_to_renewal, "plain", "days to renewal", of=_DAYS)
    for _, score in brief.feedback.scores:
        yield KnownNumber(score, "plain", "score", of=frozenset(("points",)))
    if brief.feedback.open_tickets:
        yield KnownNumber(brief.feedback.open_tickets, "plain", "open tickets", of=_TICKETS)
    for use in brief.use:
        for share in (use.of_limit, use.change):
            if share is not None:
                yield KnownNumber(100 * share, "percent", use.metric)


def _inward(brief: AccountBrief) -> Iterator[KnownNumber]:
    """Every other number of the brief, in any measure: what counts there is that no figure is made up."""
    for value in _values(brief):
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield KnownNumber(value, "plain", "brief")
            if abs(value) <= 1:
                yield KnownNumber(100 * value, "percent", "brief")
            if abs(value) >= 100:
                yield KnownNumber(value, "money", "brief", currency=brief.currency)


def _values(value: Any) -> Iterator[Any]:
    """The values in ``value``, quotes of anybody left out."""
    if isinstance(value, BriefQuote):
        return
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _values(getattr(value, one.name))
    elif isinstance(value, dict):
        for held in value.values():
            yield from _values(held)
    elif isinstance(value, tuple | list):
        for held in value:
            yield from _values(held)
    else:
        yield value
