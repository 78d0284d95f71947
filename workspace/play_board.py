"""Use case: what is due today, for whom, by whom and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError
from foundation.months import Month
from workspace.due_plays import due_plays
from workspace.own_files import plays_of
from workspace.search import resolve_account
from workspace.tools.session import Session
from workspace.workspace import Workspace

_CLOCK = SystemClock()


@dataclass(frozen=True, slots=True)
class DueLine:
    """A play that is due. ``arr`` a year, in the board's currency, opened by ``arr_figure``; ``in_library``: it can
    be drafted."""

    account: str
    name: str
    tier: str
    arr: float
    arr_figure: str
    play: str
    owner: str
    due: date
    urgent: bool
    why: str
    in_library: bool


@dataclass(frozen=True, slots=True)
class DueBoard:
    """What is due by the day that the data reaches, what is urgent first."""

    as_of: date
    currency: str
    lines: tuple[DueLine, ...]


def due_board(workspace: Workspace, account: str = "", owner: str = "", clock: Clock = _CLOCK) -> DueBoard:
    """What is due; of ``account`` (id or name) or of ``owner`` alone where named. Raises SettingsError for an unknown
    one."""
    session = Session(workspace, clock)
    session.need_accounts()
    only = session.counting(resolve_account(session.names, account.strip())) if account.strip() else ""
    known = plays_of(workspace)
    lines = tuple(
        DueLine(
            account=one.account,
            name=session.name(one.account),
            tier=session.tiers.get(one.account, ""),
            arr=session.arr.get(one.account, 0.0),
            arr_figure=f"arr:{one.account}@{Month.of(session.day)}",
            play=one.play,
            owner=one.owner,
            due=one.due,
            urgent=one.urgent,
            why=one.why,
            in_library=one.play in known,
        )
        for one in due_plays(session, only)
    )
    if owner.strip():
        owners = sorted({one.owner for one in lines})
        wanted = owner.strip().casefold()
        if wanted not in {one.casefold() for one in owners}:
            raise SettingsError(
                f"nothing is due for {owner.strip()!r}", hint=f"There are: {', '.join(owners) or 'none'}."
            )
        lines = tuple(one for one in lines if one.owner.casefold() == wanted)
    return DueBoard(session.day, session.currency, lines)
