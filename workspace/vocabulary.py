"""The names of a workspace that questions are read with."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from assistant.offline.vocabulary import NamedAccount, NamedTheme, Vocabulary
from assistant.tools import Scope
from foundation.errors import SettingsError
from foundation.months import Month
from workspace.own_files import plays_of

if TYPE_CHECKING:
    from workspace.tools.session import Session


def vocabulary_of(session: Session, scope: Scope) -> Vocabulary:
    """The names; with a scope of one account, that account alone is known."""
    names = session.names
    known = session.accounts if names else {}
    accounts = [
        NamedAccount(one, name, tuple(known[one].domains) if one in known else ())
        for one, name in sorted(names.items())
    ]
    own = None
    if scope.account:
        counted = session.counting(scope.account)
        own = next((one for one in accounts if one.id == counted), None)
        accounts = [own] if own else []
    held = known.values()
    window = session.window()
    return Vocabulary(
        accounts=tuple(accounts),
        segments=tuple(sorted({one.segment.strip() for one in held} - {""})),
        tiers=tuple(sorted(set(session.tiers.values()))) if known else (),
        owners=tuple(sorted({one.owner.strip() for one in held} - {""})),
        themes=tuple(NamedTheme(one.theme.id, one.theme.label) for one in session.run().themes)
        if session.months
        else (),
        months=session.months,
        window=(window[0], window[-1]) if window else None,
        first_revenue=_first_revenue(session) if known else None,
        day=_day(session),
        today=session.today,
        company=session.workspace.settings.company.name,
        scope=own,
        plays=tuple(plays_of(session.workspace)),
    )


def _day(session: Session) -> date:
    try:
        return session.day
    except SettingsError:
        return session.today


def _first_revenue(session: Session) -> Month | None:
    """The first month that anything was paid in."""
    book = session.book
    starts = list(book.subscriptions["started"].dropna()) if len(book.subscriptions) else []
    months = [Month.of(min(starts).date())] if starts else []
    if len(book.mrr):
        months.append(Month.of(book.mrr["month"].min().date()))
    return min(months, default=None)
