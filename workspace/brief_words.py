"""The sections of a brief on what an account says: feedback, themes, its own words, promises made to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.orders import gives_orders
from foundation.months import Month
from playbooks.account_brief import BriefFeedback, BriefPromise, BriefQuote, BriefTheme
from playbooks.promise_words import speaks_of_promise
from playbooks.promises.standing import State
from synthesis.theme_figures import said_figure
from workspace.brief_candidates import tells
from workspace.tools.account import AccountFacts, AccountTheme
from workspace.tools.session import Session

if TYPE_CHECKING:
    from synthesis.themes import Statement
    from workspace.promises import Ledger

_THEMES = 4
_ID = 8  # of a theme, as it is printed
_QUOTES = 2
_FEW_THEMES = 2
_LOOSE = 3
_PROMISES = 2
_OWED = (State.OVERDUE, State.OPEN, State.SEEMS_KEPT)
_TO_MEND = ("complaint", "request")


def feedback_heard(session: Session, facts: AccountFacts) -> BriefFeedback:
    """What was heard of it."""
    tickets = facts.open_tickets
    return BriefFeedback(
        facts.items,
        dict(sorted(Counter(one.kind.value for one in facts.said).items())),
        facts.last_heard,
        facts.heard,
        facts.answers,
        len(tickets),
        tickets[0].day if tickets else None,
        said_figure(facts.account.id, session.months[-1]) if facts.said else "",
    )


def promises_spoken_of(facts: AccountFacts) -> tuple[BriefQuote, ...]:
    """Its own words that speak of a promise of ours."""
    spoken = [one for one in facts.said if speaks_of_promise(one.text)]
    return tuple(quoted(one) for one in spoken[:_PROMISES])


def promises_owed(held: Ledger) -> tuple[BriefPromise, ...]:
    """What is overdue or open, overdue first; what seems kept is no longer owed, yet nobody has marked it."""
    return tuple(
        BriefPromise(
            one.promise.id,
            one.promise.turn.item,
            one.promise.turn.day,
            one.promise.turn.by,
            one.promise.what,
            one.promise.due.words if one.promise.due else "",
            one.promise.day,
            one.standing.state.value,
        )
        for one in held.lines
        if one.standing.state in _OWED
    )


def themes_spoken_of(session: Session, facts: AccountFacts) -> tuple[BriefTheme, ...]:
    """The themes it speaks of most."""
    quotes = _QUOTES if len(facts.themes) <= _FEW_THEMES else 1
    return tuple(
        replace(
            spoken_theme(one, quotes),
            figure=said_figure(facts.account.id, session.months[-1], one.theme.theme.id[:_ID]),
        )
        for one in facts.themes[:_THEMES]
    )


def spoken_theme(one: AccountTheme, quotes: int) -> BriefTheme:
    """A theme with so many of the account's own words in it, the most telling first."""
    theme = one.theme
    heard = theme.weights.accounts
    own = (
        any(Month.of(said.day) == theme.weights.trend[-1].month for said in one.said)
        if theme.weights.trend
        else False
    )
    return BriefTheme(
        theme.theme.id[:_ID],
        theme.theme.label,
        theme.theme.kind.value,
        theme.status.value,
        len(one.said),
        max(heard - own, 0),
        tuple(quoted(said) for said in sorted(one.said, key=tells, reverse=True)[:quotes]),
    )


def quoted(said: Statement) -> BriefQuote:
    """A statement as a quote."""
    return BriefQuote(
        said.item_id, said.day, said.source.value, said.kind.value, said.text, gives_orders(said.text)
    )


def outside_themes(session: Session, facts: AccountFacts) -> list[Statement]:
    """The most telling of what is in no theme: one to mend beside its themes, three where it has none."""
    loose = [one for one in facts.said if one.id not in session.theme_of]
    loose.sort(key=lambda one: (one.kind.value in _TO_MEND, *tells(one)), reverse=True)
    if not facts.themes:
        return loose[:_LOOSE]
    return [one for one in loose[:1] if one.kind.value in _TO_MEND]
