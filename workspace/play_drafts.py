"""Use case: a play drafted for one account, from its brief's facts. Nothing is written down, nothing is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError, ToolFault
from playbooks.drafting import PlayDraft, draft_play
from playbooks.plays import Play
from workspace.brief import brief_of
from workspace.due_plays import due_plays
from workspace.own_files import play_named, plays_of
from workspace.search import resolve_account
from workspace.tools.session import Session
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from playbooks.account_brief import AccountBrief

_CLOCK = SystemClock()
_WIN_BACK = "win-back"


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


def drafted(session: Session, account: str, play: str = "") -> PlayDraft | None:
    """The draft for an account by id; None where no play is named and none is due. Raises as ``playbook``, ToolFault
    where the play does not fit."""
    brief = brief_of(session, account)
    chosen = _chosen(session, brief, play)
    if chosen is None:
        return None
    return draft_play(chosen, brief, session.workspace.settings.company.name, session.day)


def _chosen(session: Session, brief: AccountBrief, asked: str) -> Play | None:
    """The play that is asked for, else the first that is due; None where none is. Raises ToolFault where the play does
    not fit: only accounts that left are won back, and one of a poor fit gets neither a save nor a win-back."""
    name = asked.strip().casefold()
    named = play_named(session.workspace, name).play if name else None
    left = brief.departure
    if left is not None and left.fit.casefold() == "poor":
        raise ToolFault(f"{brief.name} left and was a poor fit", hint="No play is drafted for it.")
    if name and (name == _WIN_BACK) is (left is None):
        state = "left" if left else "not left"
        raise ToolFault(f"{brief.name} has {state}, so {name!r} does not fit it", hint="Leave out the play.")
    if named is not None:
        return named
    plays = plays_of(session.workspace)
    due = [_WIN_BACK] if left else [one.play for one in due_plays(session, brief.account)]
    return next((plays[play].play for play in due if play in plays), None)
