"""Use case: a play drafted for one account, from its brief's facts. Nothing is written down, nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError, ToolFault
from foundation.money import count
from playbooks.drafting import PlayDraft, draft_play
from playbooks.plays import Play
from workspace.brief import brief_of
from workspace.due_plays import due_plays
from workspace.no_contact import contact_findings
from workspace.own_files import play_named, plays_of
from workspace.search import resolve_account
from workspace.tools.session import Session
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from playbooks.account_brief import AccountBrief

_CLOCK = SystemClock()
_WIN_BACK = "win-back"
_EXPANSION = "expansion"


def playbook(workspace: Workspace, wanted: str, play: str = "", clock: Clock = _CLOCK) -> PlayDraft:
    """The play ``play``, else the one that is due, for an account by id or name. Raises SettingsError for an unknown
    account or play, where the play does not fit, and where none is due."""
    session = Session(workspace, clock)
    session.need_accounts()
    account = session.counting(resolve_account(session.names, wanted.strip()))
    try:
        draft = drafted(session, account, play)
    except ToolFault as error:
        raise SettingsError(error.what, hint=error.hint) from error
    if draft is None:
        raise SettingsError(
            f"no play is due for {session.name(account)}",
            hint="Name one all the same: --play NAME; nrr plays library lists them.",
        )
    return draft


def kind_of(draft: PlayDraft) -> str:
    """The kind under which a draft of a play is kept."""
    return "win-back" if draft.play == _WIN_BACK else "play"


def drafted(session: Session, account: str, play: str = "") -> PlayDraft | None:
    """The draft for an account by id; None where no play is named and none is due. Raises as ``playbook``, ToolFault
    where the play does not fit."""
    brief = brief_of(session, account)
    due = _due(session, brief)
    chosen = _chosen(session, brief, play, due)
    if chosen is None:
        return None
    draft = draft_play(chosen, brief, session.workspace.settings.company.name, session.day)
    unwanted = tuple(
        f"{one.part}: {one.why}; it cannot be approved" for one in contact_findings(session.workspace, draft)
    )
    return replace(draft, warnings=(*_warnings(chosen, brief, due), *unwanted, *draft.warnings))


def _due(session: Session, brief: AccountBrief) -> tuple[str, ...]:
    if brief.departure is not None:
        return (_WIN_BACK,)
    grows = brief.expansion is not None and brief.expansion.state == "lead"
    return (*(one.play for one in due_plays(session, brief.account)), *((_EXPANSION,) if grows else ()))


def _chosen(session: Session, brief: AccountBrief, asked: str, due: Sequence[str]) -> Play | None:
    """The play that is asked for, else the first that is due; None where none is. Raises ToolFault where the play does
    not fit: only accounts that left are won back, one of a poor fit gets neither a save nor a win-back, and what is
    held back is not offered more."""
    name = asked.strip().casefold()
    named = play_named(session.workspace, name).play if name else None
    left = brief.departure
    if left is not None and left.fit.casefold() == "poor":
        raise ToolFault(f"{brief.name} left and was a poor fit", hint="No play is drafted for it.")
    if name and (name == _WIN_BACK) is (left is None):
        state = "left" if left else "not left"
        raise ToolFault(f"{brief.name} has {state}, so {name!r} does not fit it", hint="Leave out the play.")
    if name == _EXPANSION and brief.expansion is not None and brief.expansion.reasons:
        held = "; ".join(brief.expansion.reasons)
        raise ToolFault(
            f"an expansion is held back at {brief.name}: {held}", hint="Help it first: nrr plays due."
        )
    if named is not None:
        return named
    plays = plays_of(session.workspace)
    return next((plays[play].play for play in due if play in plays), None)


def _warnings(play: Play, brief: AccountBrief, due: Sequence[str]) -> Iterator[str]:
    """What to mind before the draft is used at all."""
    if play.name not in due:
        yield "nothing in its state calls for this play now"
    if play.name == "advocacy" and brief.feedback.open_tickets:
        yield f"it has {count(brief.feedback.open_tickets, 'open ticket')}"
    if brief.departure is None and brief.renewal is None and play.name.startswith("renewal"):
        yield "no renewal date is on record"
