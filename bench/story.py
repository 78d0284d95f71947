"""Whether the months tell the story that was planted in the demo, and how much else they tell.

``python -m bench.story [--workspace DIR] [--again] [--refits N] [--json]``. Imports the demo, synthesizes all
its months in order with the real engine (a workspace that is there already is used again, and its runs, unless
they shall be made ``--again``), and matches each theme found with the planted one that most of its statements
were written for. For each planted event it prints when the ledger or a status first tells it; for everything
else, how many ledger lines and statuses tell what was not planted. ``--refits`` groups the last months again
without a random twentieth of their statements, N times each, and counts the ledger lines between such a refit
and the whole: all of them are wobble.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import text as sql

from bench.demo import plan
from bench.refits import refits
from foundation.clock import FixedClock
from foundation.months import Month
from synthesis.themes import EventKind, SynthesisRun, ThemeEvent, ThemeStatus
from workspace.demo import COMPANY, demo_requests
from workspace.finding import SETTINGS_FILE
from workspace.importing import import_files
from workspace.store import runs
from workspace.synthesize import synthesize
from workspace.workspace import Workspace, init_workspace, open_workspace

_CLOCK = FixedClock(datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
_SETTLED = plan.FIRST.plus(6)
"""From here on the window holds enough past for events to mean anything."""

_LATE = 3  # months within which an event must be told to count as found
_NEW = (ThemeStatus.NEW, ThemeStatus.EMERGING)
_ENDING = (ThemeStatus.FADING, ThemeStatus.GONE)


@dataclass(frozen=True, slots=True)
class Story:
    """The runs by month, and the planted theme that each found theme of each run was mostly written for."""

    runs: dict[Month, SynthesisRun]
    meant: dict[tuple[Month, str], str]

    def of(self, month: Month, key: str) -> list[tuple[str, ThemeStatus]]:
        """The found themes of a planted one, with their statuses."""
        return [
            (one.theme.id, one.status)
            for one in self.runs[month].themes
            if self.meant[month, one.theme.id] == key
        ]

    def sides(self, month: Month, event: ThemeEvent) -> tuple[set[str], set[str]]:
        """The planted themes before and after an event of this month's run."""
        earlier = max((one for one in self.runs if one < month), default=month)
        before = {self.meant.get((earlier, one), "nothing") for one in event.themes_before}
        return before, {self.meant[month, one] for one in event.themes_after}


def main(arguments: list[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.story", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--workspace", type=Path, help="where the demo is built, or is already")
    parser.add_argument("--again", action="store_true", help="make the runs of that workspace anew")
    parser.add_argument("--refits", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        workspace = build(options.workspace or Path(scratch) / "demo", options.again)
        story = read(workspace)
        figures: dict[str, object] = {"planted": planted(story), **others(story), **identity(story)}
        if options.refits:
            figures["refits"] = refits(workspace, list(story.runs.values()), options.refits)
    if options.json:
        print(json.dumps(figures, indent=2, ensure_ascii=False))
    else:
        _show(figures)
    return 0


def build(folder: Path, again: bool = False) -> Workspace:
    """The demo with a run of every month; with ``again`` no run that is stored already is used."""
    if (folder / SETTINGS_FILE).exists():
        workspace = open_workspace(folder)
    else:
        workspace = init_workspace(folder, COMPANY)
        for request in demo_requests(Path(str(files("workspace") / "demo_data"))):
            import_files(workspace, request, _CLOCK)
    if again:
        with workspace.store().write("bench.story") as connection:
            connection.execute(sql("delete from synthesis_run"))
    for month in plan.MONTHS:
        run = synthesize(workspace, month, _CLOCK)
        print(f"{month}: {len(run.themes)} themes", file=sys.stderr)
    return workspace


def read(workspace: Workspace) -> Story:
    """The stored runs, matched with what was planted."""
    truth = json.loads((files("workspace") / "demo_data" / "truth.json").read_text(encoding="utf-8"))
    keys: dict[str, list[str]] = defaultdict(list)
    for key, theme in truth["themes"].items():
        for name in theme["items"]:
            keys[name].append(key)
    found: dict[Month, SynthesisRun] = {}
    meant: dict[tuple[Month, str], str] = {}
    with workspace.store().read() as connection:
        names = {
            row.id: f"{row.source}:{row.external_id}"
            for row in connection.execute(sql("select id, source, external_id from item"))
        }
        for month in plan.MONTHS:
            run = runs.load_run(connection, month)
            if run is None:
                continue
            found[month] = run
            items = {said.id: said.item_id for said in runs.statements_of(connection, run.id)}
            for one in run.themes:
                votes = Counter(
                    (keys.get(names.get(items[member], ""), ["nothing"]))[0] for member in one.theme.members
                )
                meant[month, one.theme.id] = max(sorted(votes), key=lambda key: votes[key])
    return Story(found, meant)


def planted(story: Story) -> dict[str, dict[str, str]]:
    """For each planted event the first month in which a ledger line, and a status, tells it."""
    told: dict[str, dict[str, str]] = {}
    for theme in plan.THEMES:
        if not theme.event or theme.event.startswith("comes with"):
            continue
        word, when = theme.event.split()[0], Month.parse(theme.event.split()[-1])
        told[f"{theme.key}: {theme.event}"] = {
            "ledger": _first_line(story, theme.key, word, when),
            "status": _first_status(story, theme.key, word, when),
        }
    return told


def _first_line(story: Story, key: str, word: str, when: Month) -> str:
    for month, run in story.runs.items():
        if month < when:
            continue
        for event in run.events:
            before, after = story.sides(month, event)
            if key in before | after and _fits(event.kind, word):
                return f"{event.kind.value} {month}"
    return "never"


def _fits(kind: EventKind, word: str) -> bool:
    expected = {
        "born": (EventKind.BIRTH,),
        "spike": (EventKind.BIRTH, EventKind.DEATH),
        "fades": (EventKind.DEATH,),
        "resolved": (EventKind.DEATH,),
        "split": (EventKind.SPLIT, EventKind.BIRTH),
        "merge": (EventKind.MERGE,),
        "merges": (EventKind.MERGE,),
    }
    return kind in expected[word]


def _first_status(story: Story, key: str, word: str, when: Month) -> str:
    """Births and spikes are told as new or emerging, endings as fading or gone; a split-off theme as new."""
    wanted = _ENDING if word in ("fades", "resolved", "merges") else _NEW
    for month in story.runs:
        statuses = [status for _, status in story.of(month, key)] if month >= when else []
        if any(status in wanted for status in statuses):
            return f"{next(status for status in statuses if status in wanted).value} {month}"
    return "never"


def others(story: Story) -> dict[str, object]:
    """Ledger lines and statuses that nothing planted explains, once the window has a past."""
    lines: Counter[str] = Counter()
    false: list[str] = []
    moving = flat = 0
    steady = {theme.key for theme in plan.THEMES if not theme.event and min(theme.profile) > 0}
    steady = {key for key in steady if max(plan.BY_KEY[key].profile) < 2 * min(plan.BY_KEY[key].profile)}
    for month, run in story.runs.items():
        if month < _SETTLED:
            continue
        for event in run.events:
            before, after = story.sides(month, event)
            lines[event.kind.value] += 1
            if not _explained(event.kind, before | after, month):
                names = ", ".join(sorted(before | after))
                false.append(f"{month} {event.kind.value} ({names}): {event.detail}")
        for one in run.themes:
            if story.meant[month, one.theme.id] in steady:
                flat += 1
                moving += one.status in (*_NEW, *_ENDING)
    return {
        "ledger lines": dict(lines),
        "lines not planted": false,
        "steady theme-months": flat,
        "steady theme-months called moving": moving,
    }


def _explained(kind: EventKind, keys: set[str], month: Month) -> bool:
    """Whether a planted event of one of the themes can have brought this line."""
    for theme in (plan.BY_KEY[key] for key in keys if key in plan.BY_KEY):
        word = theme.event.split()[0] if theme.event else ""
        if word == "comes":
            return kind in (EventKind.BIRTH, EventKind.DEATH)
        if word and month >= Month.parse(theme.event.split()[-1]) and _fits(kind, word):
            return True
    return False


def identity(story: Story) -> dict[str, object]:
    """How firm themes keep their id to the next month, and how many ids a planted theme has had."""
    firm = kept = 0
    months = list(story.runs)
    ids: dict[str, set[str]] = defaultdict(set)
    for month, following in pairwise(months):
        later = {one.theme.id for one in story.runs[following].themes}
        for one in story.runs[month].themes:
            if month >= _SETTLED and not one.theme.tentative:
                firm += 1
                kept += one.theme.id in later
    for (month, theme_id), key in story.meant.items():
        if month >= _SETTLED and key in plan.BY_KEY:
            ids[key].add(theme_id)
    return {
        "firm themes in the next month": f"{kept} of {firm}",
        "ids a planted theme": round(sum(map(len, ids.values())) / max(1, len(ids)), 2),
    }


def _show(figures: dict[str, Any]) -> None:
    for name, value in figures.items():
        if isinstance(value, dict):
            print(name)
            for inner, figure in value.items():
                shown = (
                    "; ".join(f"{k}: {v}" for k, v in figure.items()) if isinstance(figure, dict) else figure
                )
                print(f"  {inner:<70} {shown}")
        elif isinstance(value, list):
            print(f"{name}: {len(value)}")
            print("\n".join(f"  {line}" for line in value))
        else:
            print(f"{name}: {value}")


if __name__ == "__main__":
    sys.exit(main())
