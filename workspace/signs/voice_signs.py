"""Signs in what an account says: low scores, tickets left open, a theme that swells, the price."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from accounts.expansion.priorities import critical_among
from foundation.months import day_title
from foundation.nps import is_detractor
from foundation.text import folded, one_line
from playbooks.signs import Sign, SignKind
from workspace.tools.account import open_tickets

if TYPE_CHECKING:
    from synthesis.themes import Statement, Theme
    from workspace.tools.session import Session

_SHOWN = 5
_SPANS = 3
_PRICE_DAYS = 90
_SPIKES = {"complaint": SignKind.COMPLAINT_SPIKE, "request": SignKind.REQUEST_SPIKE}


def voice_signs(session: Session) -> Iterator[Sign]:
    """Of every customer."""
    settings = session.workspace.settings
    price = price_pattern(settings.plays.price_words)
    is_critical = critical_among(settings.expansion.critical_words)
    for account in session.customers:
        yield from _score(session, account)
        yield from _tickets(session, account, is_critical)
        yield from _spikes(session, account)
        yield from _price(session, account, price)


def _score(session: Session, account: str) -> Iterator[Sign]:
    """Its last score, where that is a detractor's and recent."""
    answers = [one for one in session.signals.get(account, ()) if one.score is not None]
    if not answers:
        return
    last, days = answers[-1], session.workspace.settings.plays.detractor_days
    if last.score is not None and is_detractor(last.score) and 0 <= (session.day - last.day).days <= days:
        why = f"it gave {last.score:g} of 10 on {day_title(last.day)}"
        yield Sign(SignKind.DETRACTOR, account, why, last.day, False, (), (last.item,))


def _tickets(session: Session, account: str, is_critical: Callable[[str], bool]) -> Iterator[Sign]:
    """Its oldest ticket of a critical priority that is open for longer than it may be."""
    least = session.workspace.settings.plays.ticket_days
    late = [
        one
        for one in open_tickets(session, session.signals.get(account, []))
        if is_critical(one.priority) and one.days >= least
    ]
    if late:
        first = late[0]
        why = f"its {first.priority} ticket of {day_title(first.day)} is open for {first.days} days"
        items = tuple(one.item for one in late[:_SHOWN])
        yield Sign(SignKind.URGENT_TICKET, account, why, first.day, True, (), items)


def _spikes(session: Session, account: str) -> Iterator[Sign]:
    """Themes that it speaks of far more than before; an item counts once."""
    settings = session.workspace.settings.plays
    since = session.day - timedelta(days=settings.spike_days)
    theme_of, said = session.theme_of, session.by_account.get(account, ())
    lately = Counter(
        held.theme.id for one in _after(since, said) if (held := theme_of.get(one.id)) is not None
    )
    for swelling in sorted(theme for theme, times in lately.items() if times >= settings.spike_least):
        own = [
            one for one in said if (held := theme_of.get(one.id)) is not None and held.theme.id == swelling
        ]
        theme = theme_of[own[0].id].theme
        if theme.kind.value in _SPIKES:
            yield from _spike(session, account, theme, own)


def _after(day: date, said: Sequence[Statement]) -> Iterator[Statement]:
    return takewhile(lambda one: one.day > day, said)  # they come newest first


def _spike(session: Session, account: str, theme: Theme, said: Sequence[Statement]) -> Iterator[Sign]:
    settings = session.workspace.settings.plays
    span = timedelta(days=settings.spike_days)
    items = {one.item_id: one.day for one in said}
    spans = Counter((session.day - day) // span for day in items.values())
    before = sum(spans[at] for at in range(1, _SPANS + 1)) / _SPANS
    if spans[0] < settings.spike_least or spans[0] < settings.spike_ratio * before:
        return
    recent = {item: day for item, day in items.items() if session.day - day < span}
    yield Sign(
        _SPIKES[theme.kind.value],
        account,
        f"it spoke {spans[0]} times of “{one_line(theme.label)}” in {settings.spike_days} days",
        min(recent.values()),
        items=tuple(recent)[:_SHOWN],
    )


def _price(session: Session, account: str, words: re.Pattern[str] | None) -> Iterator[Sign]:
    """Its complaints of the last 90 days that speak of the price."""
    if words is None:
        return
    since = session.day - timedelta(days=_PRICE_DAYS)
    found = [
        (one, said[0])
        for one in _after(since, session.by_account.get(account, ()))
        if one.kind.value == "complaint" and (said := words.search(folded(one.text)))
    ]
    if found:
        latest, named = found[0]
        why = f"a complaint of {day_title(latest.day)} speaks of “{named}”"
        items = tuple(dict.fromkeys(one.item_id for one, _ in found))[:_SHOWN]
        yield Sign(SignKind.PRICE, account, why, latest.day, False, (), items)


def price_pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """Finds ``words`` in folded text; None where there are none."""
    spelled = [re.escape(folded(word)) for word in words if word.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)") if spelled else None
