"""What in a team's own plays and health routes leads nowhere at this book: a tier or a segment of no account, a route
to a play that the library does not have, a role that is perhaps misspelled.

Keeps the rule that such a thing is said and is no error: an account of that tier may come, and a rule may name a play
that is not written yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from accounts.health.routes import FILE, WEAKEST
from foundation.errors import SettingsError
from playbooks.play_library import SHIPPED
from playbooks.plays import CSM, EXECUTIVE_SPONSOR
from workspace.health_rules import load_routes
from workspace.own_files import plays_of
from workspace.tools.session import Session

if TYPE_CHECKING:
    from workspace.workspace import Workspace

_NAMED_ROLES = (CSM, EXECUTIVE_SPONSOR)
_LIKE = 0.8
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class _There:
    """The tiers and segments that accounts of the book have, and the plays of the library."""

    tiers: tuple[str, ...]
    segments: tuple[str, ...]
    plays: tuple[str, ...]


def play_warnings(session: Session) -> tuple[str, ...]:
    """One sentence for each thing that leads nowhere, with its file and key. Raises SettingsError for a file that does
    not hold."""
    plays = plays_of(session.workspace)
    there = _There(
        tuple(sorted(set(filter(None, session.tiers.values())))),
        tuple(sorted({one.segment for one in session.accounts.values() if one.segment})),
        tuple(sorted(plays)),
    )
    found: list[str] = []
    for held in plays.values():
        if held.source != SHIPPED:
            trigger = held.play.trigger
            found += _nowhere(f"{held.source}, trigger.tiers", "tier", trigger.tiers, there.tiers)
            found += _nowhere(f"{held.source}, trigger.segments", "segment", trigger.segments, there.segments)
            found += _misspelled(f"{held.source}, owner", held.play.owner)
            for number, step in enumerate(held.play.step, start=1):
                found += _misspelled(f"{held.source}, step {number}, who", step.who)
    return (*found, *_of_routes(session.workspace, there))


def library_warnings(workspace: Workspace) -> tuple[str, ...]:
    """The same for a library that is only looked at; nothing while there is no account to hold it against."""
    session = Session(workspace)
    try:
        known = bool(session.accounts)
    except SettingsError:
        return ()
    try:
        return play_warnings(session) if known else ()
    except SettingsError as error:  # the routes: the library itself was read
        return (str(error),)


def _of_routes(workspace: Workspace, there: _There) -> Iterator[str]:
    if not (workspace.root / FILE).exists():
        return
    routes = load_routes(workspace)
    for signal, play in routes.plays.items():
        yield from _unknown_play(f"{FILE}, plays.{signal}", play, there)
    for rule in routes.rules:
        where = f"{FILE}, route {rule.number}"
        if rule.play != WEAKEST:
            yield from _unknown_play(where, rule.play, there)
        yield from _nowhere(f"{where}, tier", "tier", rule.tier, there.tiers)
        yield from _nowhere(f"{where}, segment", "segment", rule.segment, there.segments)
        for role in rule.owner:
            yield from _misspelled(f"{where}, owner", role)


def _unknown_play(where: str, play: str, there: _There) -> Iterator[str]:
    if play.casefold() not in there.plays:
        near = get_close_matches(play.casefold(), there.plays, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else "see: nrr plays library."
        yield f"{where}: there is no play {play!r}, so it cannot be drafted; {hint}"


def _nowhere(where: str, kind: str, wanted: Iterable[str], have: tuple[str, ...]) -> Iterator[str]:
    known = {one.casefold() for one in have}
    for one in wanted:
        if one.strip().casefold() not in known:
            more = f" and {len(have) - _SHOWN} more" if len(have) > _SHOWN else ""
            listed = f"there are: {', '.join(have[:_SHOWN])}{more}" if have else f"no account has a {kind}"
            yield f"{where}: no account is of {kind} {one!r}; {listed}."


def _misspelled(where: str, role: str) -> Iterator[str]:
    """Roles are anyone's words; the two that stand for a person of the account's own are known."""
    near = get_close_matches(role.casefold(), [one.casefold() for one in _NAMED_ROLES], n=1, cutoff=_LIKE)
    if near and role.casefold() != near[0]:
        meant = next(one for one in _NAMED_ROLES if one.casefold() == near[0])
        yield f"{where}: nobody of an account's own is {role!r}; did you mean {meant!r}?"
