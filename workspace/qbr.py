"""Use case: the QBR pack of an account."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import isnan
from statistics import median
from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError
from foundation.progress import Progress, silent
from playbooks.quote_choice import stems_of
from reports.document import Report
from reports.masking import KnownNames
from reports.qbr import Gain, PeerLine, QbrFacts, build_qbr
from workspace.brief import brief_named
from workspace.expansion import day_context
from workspace.growth_gates import GateFacts, health_of
from workspace.own_files import stated_facts
from workspace.report_names import names_of_others
from workspace.review import stored_texts
from workspace.tools.session import Session
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from accounts.expansion.value_story import ValuePoint
    from playbooks.account_brief import AccountBrief

_CLOCK = SystemClock()
_METRICS = 8
_YEAR = timedelta(days=365)


def qbr_view(
    workspace: Workspace, account: str, progress: Progress = silent, clock: Clock = _CLOCK
) -> Report:
    """The pack of an account by id or name. Raises SettingsError for an unknown one and for one that has left."""
    session = Session(workspace, clock)
    progress("reading the account", 0, 2)
    brief = brief_named(session, account)
    if brief.departure is not None:
        raise SettingsError(
            f"{brief.name} has left, so there is no business review to hold",
            hint=f"What its leaving teaches: nrr review --account {brief.account}.",
        )
    others = KnownNames.of(names_of_others(workspace, brief.account))
    brief = replace(brief, themes=tuple(one for one in brief.themes if not others.any_in(one.label)))
    progress("reading its value", 1, 2)
    story = _story(session, brief.account)
    praise = tuple(one for one in brief.words.praise if not one.instructs)
    items = [quote.item for theme in brief.themes for quote in theme.quotes] + [one.item for one in praise]
    return build_qbr(
        QbrFacts(
            company=workspace.settings.company.name,
            brief=brief,
            generated=session.clock.now(),
            gains=tuple(Gain(one.kind, one.text, one.day) for one in story if one.kind != "quote"),
            praise=praise,
            peers=_peers(session, brief),
            mended=tuple(one for one in _mended(session, brief.account) if not others.any_in(one[1])),
            released=tuple(one for one in _released(session, brief) if not others.any_in(one[0])),
            texts=stored_texts(session, items),
        )
    )


def _story(session: Session, account: str) -> tuple[ValuePoint, ...]:
    from accounts.expansion.inputs import RiskOf
    from accounts.expansion.value_story import ValueStories

    known = GateFacts(health_of(session.scored.lines), RiskOf(), ())
    with session.workspace.store().read() as connection:
        context, _ = day_context(session.workspace, connection, session.book, session.day, known)
    return ValueStories(context, context.inputs.said).of(account)


def _mended(session: Session, account: str) -> tuple[tuple[str, str, date], ...]:
    from workspace.loop import loop

    if not session.months:
        return ()
    return tuple(
        (one.id, one.label, one.on)
        for one in loop(session).themes
        if any(line.account == account for line in one.raised)
    )


def _released(session: Session, brief: AccountBrief) -> tuple[tuple[str, date], ...]:
    """What the team's file of facts says was released in the last year in a matter that the account raised, the newest
    first. Raises SettingsError for a file that does not hold."""
    raised = frozenset[str]().union(*(stems_of(theme.label) for theme in brief.themes))
    since = session.day - _YEAR
    found = [
        (one.text, one.day)
        for one in stated_facts(session.workspace, session.day)
        if one.day > since and raised & (stems_of(one.text) | stems_of(one.theme))
    ]
    return tuple(sorted(found, key=lambda one: (-one[1].toordinal(), one[0])))


def _peers(session: Session, brief: AccountBrief) -> tuple[PeerLine, ...]:
    """Mean readings of ninety days beside the median of the paying accounts of its segment that have any."""
    read = session.usage
    if read is None or brief.account not in read.accounts:
        return ()
    segment = brief.segment.casefold()
    places = [
        at
        for at, key in enumerate(read.accounts)
        if key != brief.account
        and key in session.arr
        and session.accounts[key].segment.strip().casefold() == segment
    ]
    own = read.accounts.index(brief.account)
    found = []
    for at in (int(one) for one in read.signals()):
        mine = float(read.mean[own, at, 0])
        theirs = [value for place in places if not isnan(value := float(read.mean[place, at, 0]))]
        if not isnan(mine) and theirs:
            found.append(PeerLine(read.metrics[at], mine, float(median(theirs)), len(theirs)))
    return tuple(sorted(found, key=lambda one: (-one.peers, one.metric))[:_METRICS])
