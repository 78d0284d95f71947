"""Files that people keep beside ``nrr.toml``: onboarding paths, plays, the plan table, what is released.

Keeps the rule that a file that is there is used or refused by name, never passed over.
"""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from pathlib import Path

from accounts.expansion.plans import PlanTable, read_plans
from accounts.onboarding.paths import OnboardingPath, all_paths, read_path
from foundation.errors import SettingsError
from playbooks.guardrails.facts_file import read_facts
from playbooks.guardrails.sheet import ReleasedFact
from playbooks.play_library import HeldPlay, all_plays
from workspace.workspace import Workspace

PLANS_FILE = "plans.toml"
PATHS_FOLDER = "onboarding"
PLAYS_FOLDER = "plays"
FACTS_FILE = "facts.toml"


def onboarding_paths(workspace: Workspace) -> tuple[OnboardingPath, ...]:
    """The shipped paths with the workspace's own in their place or beside them."""
    folder = workspace.root / PATHS_FOLDER
    own = [
        (f"{PATHS_FOLDER}/{file.name}", read_path(_text(file), f"{PATHS_FOLDER}/{file.name}"))
        for file in (sorted(folder.glob("*.toml")) if folder.is_dir() else ())
    ]
    return all_paths(own)


def plays_of(workspace: Workspace) -> dict[str, HeldPlay]:
    """The shipped plays with the workspace's own in their place or beside them, by name."""
    folder = workspace.root / PLAYS_FOLDER
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else ()
    return all_plays((f"{PLAYS_FOLDER}/{file.name}", _text(file)) for file in files)


def play_named(workspace: Workspace, name: str) -> HeldPlay:
    """A play of the library. Raises SettingsError with near names."""
    plays = plays_of(workspace)
    wanted = name.strip().casefold()
    if wanted not in plays:
        near = get_close_matches(wanted, plays, n=3, cutoff=0.5) or sorted(plays)
        raise SettingsError(f"there is no play {wanted!r}", hint=f"There are: {', '.join(near)}.")
    return plays[wanted]


def plan_table(workspace: Workspace) -> PlanTable | None:
    """The workspace's plan table, None where there is none. Raises SettingsError for one that is wrong."""
    path = workspace.root / PLANS_FILE
    if not path.is_file():
        return None
    return read_plans(_text(path), PLANS_FILE, workspace.settings.company.currency)


def stated_facts(workspace: Workspace, today: date) -> tuple[ReleasedFact, ...]:
    """What the team says is released; nothing where there is no such file. Raises SettingsError for one that is
    wrong."""
    path = workspace.root / FACTS_FILE
    return read_facts(_text(path), FACTS_FILE, today) if path.is_file() else ()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(
            "the file is not UTF-8 text", where=str(path), hint="Save it as UTF-8."
        ) from error
    except OSError as error:
        raise SettingsError(
            f"cannot read it: {error.strerror}", where=str(path), hint="Check the file's rights."
        ) from error
