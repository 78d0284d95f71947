"""Use case: what happened at one account in one list by date: what it said, plays, revenue, people, milestones.

Keeps the rule that nothing dated after the day that is looked at is in it, but for our own drafts, which are written
after the data ends: those are there up to today.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from foundation.money import amount
from foundation.text import one_line
from playbooks.draft_life import Action, KeptDraft, Status
from workspace.search import resolve_account
from workspace.store import account_items
from workspace.store import drafts as draft_store

if TYPE_CHECKING:
    from accounts.happened import Happening
    from workspace.store.account_items import AccountItem
    from workspace.tools.session import Session

_LONGEST = 300


class MomentKind(StrEnum):
    """What a moment is of."""

    TICKET = "ticket"
    SCORE = "score"
    CALL = "call"
    PLAY = "play"
    REVENUE = "revenue"
    PEOPLE = "people"
    MILESTONE = "milestone"


_OF_SOURCE = {"ticket": MomentKind.TICKET, "nps": MomentKind.SCORE, "call": MomentKind.CALL}


@dataclass(frozen=True, slots=True)
class Moment:
    """One line. ``what``: in a few words of ours or of the system it comes from; ``text``: the customer's own first
    words, a name, or a sum. ``item``: the feedback that it is, ``draft``: the draft."""

    day: date
    kind: MomentKind
    what: str
    text: str
    item: str = ""
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """All moments of an account up to ``as_of``, drafts up to today, the newest first; ``counts`` by kind, in the order
    of the kinds."""

    account: str
    as_of: date
    moments: tuple[Moment, ...]
    counts: dict[MomentKind, int]


def timeline_named(session: Session, wanted: str, kind: str = "") -> Timeline:
    """What happened at the account of this id or name, all of it or of one kind. Raises SettingsError with near names
    for an unknown account."""
    session.need_accounts()
    found = timeline_of(session, session.counting(resolve_account(session.names, wanted.strip())))
    if not kind:
        return found
    return replace(found, moments=tuple(one for one in found.moments if one.kind.value == kind))


def timeline_of(session: Session, account: str) -> Timeline:
    """What happened at ``account``, an id of the book; what counts for it among it."""
    from accounts.happened import happenings

    members = [account, *(one for one, into in session.book.members.items() if into == account)]
    with session.workspace.store().read() as connection:
        said = account_items.items_of(connection, members, session.day)
        kept = [
            one
            for one in draft_store.kept_drafts(connection)
            if one.account in members and one.first(Action.DONE) is None
        ]
    found = [_said(one) for one in said]
    found += [_drafted(one) for one in kept if one.changes[-1].at.date() <= session.today]
    found += [_happened(one, session.currency) for one in happenings(session.book, account, session.day)]
    order = list(MomentKind)
    found.sort(key=lambda one: (-one.day.toordinal(), order.index(one.kind), one.item, one.what, one.text))
    counts = Counter(one.kind for one in found)
    return Timeline(
        account, session.day, tuple(found), {kind: counts[kind] for kind in order if counts[kind]}
    )


def _said(one: AccountItem) -> Moment:
    kind = _OF_SOURCE.get(one.source, MomentKind.TICKET)
    if one.score is None:
        what = ", ".join(part for part in (one.status, one.priority) if part)
    else:
        what = f"{one.score_scale.upper() or 'score'} {one.score:g}"
    words = one_line(one.text, _LONGEST)
    subject = one_line(one.subject, _LONGEST)
    return Moment(one.day, kind, one_line(what, 40), subject or words, item=one.id)


def _happened(one: Happening, currency: str) -> Moment:
    text = one.text
    if one.kind == "revenue":
        sign = "+" if one.change > 0 else ""
        text = f"{sign}{amount(one.change, currency)} of ARR, to {amount(one.arr, currency)}"
    return Moment(one.day, MomentKind(one.kind), one.what, text)


def _drafted(one: KeptDraft) -> Moment:
    """A draft on the day of what was last done with it."""
    what = "drafted" if one.status is Status.DRAFT else f"draft {one.status.value}"
    return Moment(one.changes[-1].at.date(), MomentKind.PLAY, what, one.draft.name, draft=one.id)
