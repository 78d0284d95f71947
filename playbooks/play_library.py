"""Every play there is: those that ship, with a workspace's own beside them or in their place.

A file of a team's own replaces the play of its name; ``off = true`` beside a name takes that play out. What does not
hold stops the library with what is wrong and where, so that no play is lost by a typo.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from foundation.errors import SettingsError
from playbooks.plays import Play, Stance, read_play

SHIPPED = "nrr"


@dataclass(frozen=True, slots=True)
class HeldPlay:
    """A play and its file: ``SHIPPED``, or the name of the team's own; ``replaces``: one that ships."""

    play: Play
    source: str = SHIPPED
    replaces: bool = False


@cache
def library() -> dict[str, Play]:
    """The plays that ship, by name. Raises SettingsError for a file that does not hold or is named otherwise."""
    found = {}
    for entry in sorted((files("playbooks") / "library").iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".toml"):
            where = f"playbooks/library/{entry.name}"
            play = read_play(entry.read_text("utf-8"), where)
            if entry.name != f"{play.name.replace(' ', '_').replace('-', '_')}.toml":
                raise SettingsError(f"the play is named {play.name!r}", where=where, hint="Name the file so.")
            found[play.name] = play
    return found


def all_plays(own: Iterable[tuple[str, str]]) -> dict[str, HeldPlay]:
    """The plays that hold, by name; ``own``: (file, text) of a team's own. Raises SettingsError for one that does not
    hold, for two of one name, and for one taken out that is not there."""
    shipped = library()
    held = {name: HeldPlay(play) for name, play in shipped.items()}
    seen: dict[str, str] = {}
    for file, text in own:
        off = _taken_out(text)
        play = None if off else read_play(text, file)
        name = off or (play.name if play else "")
        if name in seen:
            raise SettingsError(f"{name!r} stands in {seen[name]} too", where=file, hint="Keep one of them.")
        seen[name] = file
        if play is not None:
            held[name] = HeldPlay(play, file, name in shipped)
        elif name in held:
            del held[name]
        else:
            raise SettingsError(
                f"there is no play {name!r} to take out", where=file, hint="See: nrr plays library."
            )
    for name, one in held.items():
        _need_known(name, one, set(held) | set(shipped))
    return dict(sorted(held.items()))


def _need_known(name: str, held: HeldPlay, plays: set[str]) -> None:
    """Raises SettingsError for a play that waits for one that is not there."""
    stances = {one.value for one in Stance}
    for other in held.play.trigger.waits_for:
        if other not in plays | stances:
            raise SettingsError(
                f"{name!r} waits for {other!r}, which is no play and no stance",
                where=held.source,
                hint=f"Stances are: {', '.join(sorted(stances))}; nrr plays library lists the plays.",
            )


def _taken_out(text: str) -> str:
    """The name of the play that a file takes out; empty where it holds a play."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return ""  # read_play says what is wrong
    name = values.get("name")
    return name if values == {"name": name, "off": True} and isinstance(name, str) else ""
