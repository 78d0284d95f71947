"""Onboarding paths: which milestones an account of a kind should reach, by when, and what helps one that does not.

A path is a file. Those that ship stand in ``accounts/paths``; a workspace's own, by the same ``id``, replace
them. Keeps the rule that exactly one path fits an account: the one that names most about it, ties by id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files

from pydantic import Field

from foundation.errors import SettingsError
from foundation.sections import _Section
from foundation.text import folded
from foundation.toml_files import read_toml

FIRST_VALUE, SECOND_VALUE = "first value", "second value"
_HINT = "See docs/onboarding.md."


class Milestone(_Section):
    """``day`` counts from the account's start. ``also`` are other names that it goes by in imported tables;
    ``intervention`` is what to do with an account that stalls before it."""

    name: str = Field(min_length=1)
    day: int = Field(ge=0, le=1500)
    intervention: str = Field(min_length=1)
    also: tuple[str, ...] = ()


class Sticky(_Section):
    """What must be in use before the path is done: the milestone that says so and, where given, the metric
    whose mean reading must be at least ``least``."""

    milestone: str
    metric: str = ""
    least: float = Field(default=1.0, gt=0)


class Step(_Section):
    """Something to do on the way that is no milestone. ``recorded_as`` are the names under which the
    milestones table says that it took place."""

    what: str = Field(min_length=1)
    recorded_as: tuple[str, ...] = ()


class Checkpoint(Step):
    """The look that the executive sponsor takes on the way; ``day`` counts from the account's start."""

    day: int = Field(ge=0, le=1500)


class OnboardingPath(_Section):
    """``segments``, ``industries`` and ``plans`` say whom it is for: an account fits when each list that is
    not empty names it. What the account book knows of a use case is the industry and the plan."""

    id: str = Field(pattern="^[a-z0-9][a-z0-9-]*$")
    title: str = Field(min_length=1)
    segments: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    sticky: Sticky
    checkpoint: Checkpoint
    exit: Step
    milestones: tuple[Milestone, ...] = Field(min_length=2)

    def place(self, milestone: str) -> int | None:
        """The place in the path of the milestone that goes by this name; None for a name of something else."""
        word = folded(milestone)
        for index, one in enumerate(self.milestones):
            if word == folded(one.name) or word in (folded(name) for name in one.also):
                return index
        return None

    def fits(self, segment: str, industry: str, plan: str) -> int | None:
        """How many of its lists name the account, None where one leaves it out."""
        named = 0
        wanted = ((self.segments, segment), (self.industries, industry), (self.plans, plan))
        for words, own in wanted:
            if words and folded(own) not in (folded(word) for word in words):
                return None
            named += bool(words)
        return named


def read_path(text: str, where: str) -> OnboardingPath:
    """A path from its file's text. Raises SettingsError that names the file and the key."""
    path = read_toml(text, OnboardingPath, where, _HINT)
    seen: dict[str, int] = {}
    for number, one in enumerate(path.milestones, start=1):
        for name in (one.name, *one.also):
            if folded(name) in seen:
                raise _wrong(
                    f"milestones[{number}]: {name!r} names milestones[{seen[folded(name)]}] too", where
                )
            seen[folded(name)] = number
        if number > 1 and one.day < path.milestones[number - 2].day:
            raise _wrong(f"milestones[{number}].day: it is before the day of the milestone above it", where)
    if path.place(path.sticky.milestone) is None:
        raise _wrong(f"sticky.milestone: {path.sticky.milestone!r} is none of the path's milestones", where)
    return path


def shipped_paths() -> tuple[OnboardingPath, ...]:
    """The paths that come with the program, by id."""
    folder = files("accounts.onboarding") / "default_paths"
    found = [
        read_path(entry.read_text(encoding="utf-8"), entry.name)
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    ]
    return tuple(sorted(found, key=lambda path: path.id))


def all_paths(own: Sequence[tuple[str, OnboardingPath]]) -> tuple[OnboardingPath, ...]:
    """The shipped paths with ``own`` (file name, path) in their place or beside them, by id.

    Raises SettingsError when two files have the same id, or when no path is left for accounts that no list
    names.
    """
    found: dict[str, OnboardingPath] = {path.id: path for path in shipped_paths()}
    came_from: dict[str, str] = {}
    for where, path in own:
        if path.id in came_from:
            raise _wrong(f"id: {path.id!r} is the id of {came_from[path.id]} too", where)
        came_from[path.id] = where
        found[path.id] = path
    if not any(path.fits("", "", "") == 0 for path in found.values()):
        where = next((name for name, path in own if path.id == "standard"), "onboarding")
        raise _wrong("no path is left for accounts that no list names; one must name nobody", where)
    return tuple(found[key] for key in sorted(found))


def path_of(paths: Sequence[OnboardingPath], account: Mapping[str, str]) -> OnboardingPath:
    """The path of an account with these ``segment``, ``industry`` and ``plan``."""
    own = (account.get("segment", ""), account.get("industry", ""), account.get("plan", ""))
    fitting = [(-named, path.id, path) for path in paths if (named := path.fits(*own)) is not None]
    return min(fitting, key=lambda one: one[:2])[2]


def _wrong(what: str, where: str) -> SettingsError:
    return SettingsError(what, where=where, hint=_HINT)
