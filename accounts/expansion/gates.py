"""The gates before any expansion: fix what hurts first, never sell to an unhappy customer.

Keeps the rule that a gate that cannot see stays shut: without a health score there is no lead. Each reason is said in
words, and all of them are, so that a person sees what is left to do. Churn risk is the exception: health looks at the
same signals and keeps the gate, so that where no risk can be told that is noted, and nothing is held back for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from accounts.expansion.context import Context
from accounts.expansion.inputs import OpenTheme, Ticket
from accounts.expansion.priorities import critical_among
from accounts.state_words import asks_no_contact, is_poor_fit, payment_is_overdue
from foundation.text import folded

if TYPE_CHECKING:
    import pandas as pd

_SOLVED = re.compile(r"solved|closed|done|complete|cancel|spam|deleted|merged|fixed", re.IGNORECASE)
_UNSOLVED = re.compile(r"\b(?:un|not |in)(?:re)?(?:solved|closed|done|complete)|re-?opened|to ?do", re.I)
_RENEWAL_DAYS = 90


class Gates:
    """The reasons of accounts, looked up at once for all of them."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._themes = _themes(ctx)
        self._tickets = _tickets(ctx)
        self._plays = _save_plays(ctx)
        accounts: pd.DataFrame = ctx.book.accounts
        self._fit = dict(zip(ctx.ids, accounts["fit"].astype(str), strict=True))
        self._status = dict(zip(ctx.ids, accounts["status"].astype(str), strict=True))
        self._renewal = dict(zip(ctx.ids, accounts["renewal"], strict=True))

    def health(self, account: str) -> float | None:
        """The account's score, None where it is not known."""
        return self._ctx.inputs.health.get(account, (None, ""))[0]

    def risk(self, account: str) -> float | None:
        """The account's churn risk, None where it is not known."""
        return self._ctx.inputs.risk.of.get(account)

    def reasons(self, account: str) -> tuple[str, ...]:
        """Why the account is held back, empty where nothing is in the way."""
        found = [self._health_reason(account), self._risk_reason(account)]
        found.append(self._themes.get(account, ""))
        found.append(self._tickets.get(account, ""))
        found.append(self._plays.get(account, ""))
        stalled = self._ctx.inputs.stalled.get(account)
        found.append(f"onboarding has stalled before {stalled}" if stalled else "")
        fit, status = self._fit.get(account, ""), self._status.get(account, "")
        found.append(f"fit is {fit}" if is_poor_fit(fit) else "")
        found.append(f"status is {status}: no selling" if asks_no_contact(status) else "")
        found.append(f"status is {status}: billing comes first" if payment_is_overdue(status) else "")
        return tuple(reason for reason in found if reason)

    def notes(self, account: str) -> tuple[str, ...]:
        """What to mind with a lead that may be followed."""
        import pandas as pd

        found = []
        if self._ctx.inputs.risk.of and self.risk(account) is None:
            found.append("its churn risk is not known, so it holds nobody back")
        renewal = self._renewal.get(account)
        if renewal is not None and not pd.isna(renewal):
            days = (renewal.date() - self._ctx.as_of).days
            if 0 <= days <= _RENEWAL_DAYS:
                found.append(f"renewal in {days} days: one talk for both")
        return tuple(found)

    def _health_reason(self, account: str) -> str:
        score, least = self.health(account), self._ctx.params.health_least
        if score is None:
            return "health is not known: not enough data"
        return "" if score >= least else f"health {_digits(score, lambda shown: shown < least)} < {least:g}"

    def _risk_reason(self, account: str) -> str:
        risk, params = self.risk(account), self._ctx.params
        calibrated = self._ctx.inputs.risk.calibrated
        least = params.risk_from if calibrated else params.risk_points_from
        if risk is None or risk < least:
            return ""
        seen = _digits(100 * risk, lambda shown: shown >= round(100 * least, 6))
        if calibrated:
            return f"churn risk {seen} % >= {100 * least:g} %"
        return f"churn risk {seen} of 100 points >= {100 * least:g} (scorecard, not calibrated)"


def _digits(value: float, seen: Callable[[float], bool]) -> str:
    """The value with as many decimals as it takes to be seen on its side of a threshold."""
    for digits in range(6):
        if seen(round(value, digits)):
            return f"{value:.{digits}f}"
    return f"{value!r}"


def _themes(ctx: Context) -> Mapping[str, str]:
    found: dict[str, OpenTheme] = {}
    for one in sorted(ctx.inputs.themes, key=lambda theme: (theme.place, theme.day, theme.item)):
        if one.day <= ctx.as_of:
            known = found.get(one.account)
            if known is None or known.place == one.place:
                found[one.account] = one
    return {
        account: f"open Tier 1 theme “{one.label}” (no. {one.place}), complained of on {one.day}"
        for account, one in found.items()
    }


def _tickets(ctx: Context) -> Mapping[str, str]:
    is_critical = critical_among(ctx.params.critical_words)
    found: dict[str, Ticket] = {}
    for one in sorted(ctx.inputs.tickets, key=lambda ticket: (ticket.day, ticket.item)):
        if one.day <= ctx.as_of and is_critical(one.priority) and _was_open(ctx, one):
            found[one.account] = one
    return {account: _ticket_words(ctx, one) for account, one in found.items()}


def _was_open(ctx: Context, ticket: Ticket) -> bool:
    """Whether the ticket was open on the day. What it was before its last change is not kept, so that one
    changed later counts as open."""
    solved = bool(_SOLVED.search(ticket.status)) and not _UNSOLVED.search(ticket.status)
    return ticket.updated > ctx.as_of or not solved


def _ticket_words(ctx: Context, ticket: Ticket) -> str:
    words = f"{folded(ticket.priority)} ticket of {ticket.day}"
    if ticket.updated > ctx.as_of:
        return f"{words} (item {ticket.item}) was last changed after {ctx.as_of}; it counts as open"
    return f"open {words} (item {ticket.item})"


def _save_plays(ctx: Context) -> Mapping[str, str]:
    rows = ctx.book.plays
    running = rows[
        (rows["started"] <= ctx.day(0)) & (rows["ended"].isna() | (rows["ended"] > ctx.day(0)))
    ].sort_values(["account", "started", "play"])
    names = tuple(folded(name) for name in ctx.params.save_plays)
    return {
        str(account): f"within the save play “{play}” since {day.date()}"
        for account, play, day in zip(running["account"], running["play"], running["started"], strict=True)
        if any(name in folded(str(play)) for name in names)
    }
