"""Use case: what is due today, for whom, by whom and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from foundation.clock import Clock, SystemClock
from foundation.errors import SettingsError
from playbooks.deciding import DuePlay
from playbooks.signs import Sign
from workspace.own_files import plays_of
from workspace.play_warnings import play_warnings
from workspace.search import resolve_account
from workspace.tools.session import Session
from workspace.workspace import Workspace

_CLOCK = SystemClock()


@dataclass(frozen=True, slots=True)
class DueLine:
    """A play that is called for by ``signs``. ``arr`` a year, in the board's currency, opened by ``arr_figure``
    (empty where no revenue is known);
    ``in_library``: it can be drafted; ``held``: why it waits, empty for one that is due; ``then``: what
    waits for it, each with its reason."""

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
    signs: tuple[Sign, ...]
    held: str
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DueBoard:
    """What is due by the day that the data reaches, what is urgent first; ``waiting``: how much more is called for and
    held back, or the lines are those. ``warnings``: what in the team's own files leads nowhere."""

    as_of: date
    currency: str
    lines: tuple[DueLine, ...]
    waiting: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DueQuery:
    """``account`` (id or name) and ``owner`` narrow it; ``held``: what waits instead of what is due."""

    account: str = ""
    owner: str = ""
    held: bool = False


def due_board(workspace: Workspace, query: DueQuery, clock: Clock = _CLOCK) -> DueBoard:
    """What is due. Raises SettingsError for an unknown account or owner."""
    return board_of(Session(workspace, clock), query)


def board_of(session: Session, query: DueQuery) -> DueBoard:
    """The same, of a session that knows the workspace already."""
    session.need_accounts()
    wanted = query.account.strip()
    only = session.counting(resolve_account(session.names, wanted)) if wanted else ""
    known = set(plays_of(session.workspace))

    def lines(of: tuple[DuePlay, ...]) -> tuple[DueLine, ...]:
        own = (_line(session, one, one.play in known) for one in of if only in ("", one.account))
        return _owned(tuple(own), query.owner)

    held = lines(session.decided.held)
    shown = held if query.held else lines(session.decided.due)
    if query.owner.strip() and not (shown or held):
        owners = sorted({one.owner for one in (*session.decided.due, *session.decided.held)})
        raise SettingsError(
            f"nothing is due for {query.owner.strip()!r}", hint=f"There are: {', '.join(owners) or 'none'}."
        )
    return DueBoard(session.day, session.currency, shown, len(held), play_warnings(session))


def _line(session: Session, one: DuePlay, in_library: bool) -> DueLine:
    return DueLine(
        account=one.account,
        name=session.name(one.account),
        tier=session.tiers.get(one.account, ""),
        arr=session.arr_of(one.account),
        arr_figure=session.arr_figure(one.account) if session.book.has_revenue else "",
        play=one.play,
        owner=one.owner,
        due=one.due,
        urgent=one.urgent,
        why=one.why,
        in_library=in_library,
        signs=one.signs,
        held=one.held,
        then=one.then,
    )


def _owned(lines: tuple[DueLine, ...], owner: str) -> tuple[DueLine, ...]:
    wanted = owner.strip().casefold()
    return tuple(one for one in lines if one.owner.casefold() == wanted) if wanted else lines
