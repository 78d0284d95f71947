"""Use case: a play drafted for one account, from its brief's facts. Nothing is written down, nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from accounts.health.routes import FILE
from accounts.state_words import asks_no_contact, is_poor_fit
from foundation.errors import SettingsError, ToolFault
from foundation.money import count
from foundation.text import one_line
from playbooks.drafting import PlayDraft
from playbooks.plays import Play, Stance
from playbooks.styles import Style
from workspace.brief import brief_of
from workspace.composing import PLAIN, composed
from workspace.due_plays import due_plays
from workspace.no_contact import contact_findings
from workspace.own_files import play_named, plays_of
from workspace.search import resolve_account
from workspace.silenced import accounts_not_contacted
from workspace.tools.session import Session
from workspace.winback import WIN_BACK

if TYPE_CHECKING:
    from accounts.book import Account
    from playbooks.account_brief import AccountBrief

_LONGEST_NAME = 60


def playbook(session: Session, wanted: str, play: str = "", style: Style = PLAIN) -> PlayDraft:
    """The play ``play``, else the one that is due, for an account by id or name. Raises SettingsError for an unknown
    account or play, where the play does not fit, and where none is due."""
    account = _asked(session, wanted)
    draft = _draft(session, account, play, style)
    if draft is None:
        _need_library(session, account)
        waiting: dict[str, list[str]] = {}
        for one in session.decided.held:
            if one.account == account:
                waiting.setdefault(one.held, []).append(one.play)
        why = "; ".join(f"{', '.join(plays)}: {held}" for held, plays in waiting.items())
        waits = f"; what is called for waits ({why})" if why else ""
        hint = "Name one all the same: --play NAME; nrr plays library lists them."
        if account in accounts_not_contacted(session):
            hint = "Nobody writes to it: nrr no-contact says who asked for that; a status is changed where it was set."
        raise SettingsError(f"no play is due for {_called(session.name(account))}{waits}", hint=hint)
    return draft


def _need_library(session: Session, account: str) -> None:
    """Raises SettingsError where what is due is a play that only the health routes know."""
    plays = plays_of(session.workspace)
    due = [one.play for one in due_plays(session, account) if one.play not in plays]
    if due:
        called = _called(session.name(account))
        raise SettingsError(
            f"{' and '.join(map(repr, due))} is due for {called}, and the library has no such play",
            hint=f"Write it into plays/, or name another in {FILE}; nrr plays library lists them.",
        )


def campaign(session: Session, wanted: str, style: Style = PLAIN) -> PlayDraft:
    """The win-back of an account that left and may be asked. Raises SettingsError for an unknown account, for one that
    has not left, and for one that may not be asked, with every reason."""
    account = _asked(session, wanted)
    line = session.leavers.get(account)
    if line is not None and not line.verdict.eligible:
        raise SettingsError(
            f"{_called(line.name)} is not asked to come back: {'; '.join(line.verdict.reasons)}",
            hint="nrr winback lists who may be asked.",
        )
    draft = _draft(session, account, WIN_BACK, style)
    if draft is None:
        raise SettingsError(f"there is no play {WIN_BACK!r}", hint="See: nrr plays library.")
    return draft


def kind_of(draft: PlayDraft) -> str:
    """The kind under which a draft of a play is kept."""
    return "win-back" if draft.play == WIN_BACK else "play"


def drafted(
    session: Session,
    account: str,
    play: str = "",
    style: Style = PLAIN,
) -> PlayDraft | None:
    """The draft for an account by id; None where no play is named and none is due. Raises as ``playbook``, ToolFault
    where the play does not fit."""
    brief = brief_of(session, account)
    chosen = _chosen(session, brief, play)
    if chosen is None:
        return None
    draft = composed(session, chosen, brief, style)
    unwanted = tuple(
        f"{one.part}: {one.why}; it cannot be approved" for one in contact_findings(session, draft)
    )
    return replace(draft, warnings=(*draft.warnings, *_warnings(session, chosen, brief), *unwanted))


def _called(name: str) -> str:
    return one_line(name, _LONGEST_NAME)


def _asked(session: Session, wanted: str) -> str:
    session.need_accounts()
    return session.counting(resolve_account(session.names, wanted.strip()))


def _draft(session: Session, account: str, play: str, style: Style) -> PlayDraft | None:
    try:
        return drafted(session, account, play, style)
    except ToolFault as error:
        raise SettingsError(error.what, hint=error.hint) from error


def _chosen(session: Session, brief: AccountBrief, asked: str) -> Play | None:
    """The play that is asked for, else the first that is due; None where none is. Raises ToolFault where the play does
    not fit: only accounts that left are won back, one of a poor fit gets neither a save nor a win-back, nobody writes
    to one that asked for that, and what is held back is not offered more."""
    name = asked.strip().casefold()
    named = play_named(session.workspace, name).play if name else None
    plays = plays_of(session.workspace)
    due = (WIN_BACK,) if brief.departure else tuple(one.play for one in due_plays(session, brief.account))
    chosen = named or next((plays[one].play for one in due if one in plays), None)
    if chosen is not None:
        _need_fit(session.accounts[brief.account], chosen, brief)
    return chosen


def _need_fit(account: Account, play: Play, brief: AccountBrief) -> None:
    left = brief.departure
    if asks_no_contact(account.status):
        raise ToolFault(
            f"the status of {_called(brief.name)} is “{account.status}”",
            hint="No play is drafted for it; ask its owner.",
        )
    if is_poor_fit(account.fit) and (left or play.stance in (Stance.SAVE, Stance.WIN_BACK)):
        state = "left and was" if left else "is"
        raise ToolFault(
            f"{_called(brief.name)} {state} a poor fit",
            hint="It gets neither a save nor a win-back: no play is drafted for it.",
        )
    if (play.stance is Stance.WIN_BACK) is (left is None):
        state = "left" if left else "not left"
        raise ToolFault(
            f"{_called(brief.name)} has {state}, so {play.name!r} does not fit it", hint="Leave out the play."
        )
    if play.stance is Stance.GROW and brief.expansion is not None and brief.expansion.reasons:
        held = "; ".join(brief.expansion.reasons)
        raise ToolFault(
            f"an expansion is held back at {_called(brief.name)}: {held}",
            hint="Help it first: nrr plays due.",
        )


def _warnings(session: Session, play: Play, brief: AccountBrief) -> Iterator[str]:
    """What to mind before the draft is used at all."""
    decided = session.decided
    waits = [one.held for one in decided.held if (one.account, one.play) == (brief.account, play.name)]
    yield from waits
    called = {one.play for one in decided.due if one.account == brief.account}
    left = session.leavers.get(brief.account) if brief.departure else None
    if left is not None and not left.verdict.eligible:
        yield from left.verdict.reasons
    elif play.name not in called and not waits:
        yield "nothing in its state calls for this play now"
    if play.stance is Stance.GROW and brief.feedback.open_tickets:
        yield f"it has {count(brief.feedback.open_tickets, 'open ticket')}"
    if brief.departure is None and brief.renewal is None and play.name.startswith("renewal"):
        yield "no renewal date is on record"
