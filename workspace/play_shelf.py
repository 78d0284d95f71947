"""Use case: the library of plays, each with what it did at this book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foundation.errors import SettingsError
from playbooks.play_library import HeldPlay
from workspace.own_files import play_named, plays_of
from workspace.play_outcomes import outcomes
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from accounts.outcomes.effects import PlayOutcome


@dataclass(frozen=True, slots=True)
class ShelvedPlay:
    """A play of the library; ``outcome`` None where none of its name was run, or nothing can be said without plays or
    revenue in the book."""

    held: HeldPlay
    outcome: PlayOutcome | None


def shelf(workspace: Workspace, only: str = "") -> tuple[ShelvedPlay, ...]:
    """The plays by name, or the one of ``only``. Raises SettingsError for a file that does not hold, and with near
    names for an unknown one."""
    chosen = [play_named(workspace, only)] if only.strip() else list(plays_of(workspace).values())
    try:
        done = {one.play.strip().casefold(): one for one in outcomes(workspace).outcomes}
    except SettingsError:
        done = {}
    return tuple(ShelvedPlay(one, done.get(one.play.name)) for one in chosen)
