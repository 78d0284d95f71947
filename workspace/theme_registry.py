"""Use case: the themes as a plain text that lives well in version control.

One block a theme in order of id, one fact a line in a fixed order, and no figure that moves with every run: what
``git diff`` shows is what changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from foundation.months import Month
from foundation.text import one_line
from synthesis.edit_order import spoken_of
from synthesis.edits import Edit, Split, standing
from synthesis.themes import EventKind, ThemeEvent, WeightedTheme
from workspace.edit_lines import line_of
from workspace.store import theme_edits
from workspace.store.run_events import events_by_month
from workspace.themes import finished_run
from workspace.whole_files import write_whole
from workspace.workspace import Workspace

_HEAD = "Written by `nrr themes registry`; change themes with `nrr theme`."


@dataclass(frozen=True, slots=True)
class Entry:
    """One theme. ``came_from`` says in words which themes or edit it came from; ``parts`` are the labels of its
    sub-themes in order of their ids; ``edits`` are those that stand and speak of it."""

    id: str
    label: str
    kind: str
    status: str
    born: Month
    pinned: bool
    hidden: bool
    came_from: tuple[str, ...]
    parts: tuple[str, ...]
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Registry:
    """``entries`` by id; ``edits`` are all that stand, in the order in which they were made."""

    company: str
    entries: tuple[Entry, ...]
    edits: tuple[Edit, ...]


def registry(workspace: Workspace, month: Month | None = None) -> Registry:
    """The themes of a month's run, by default the latest, hidden ones too."""
    with workspace.store().read() as connection:
        run = finished_run(connection, month)
        edits = standing(theme_edits.edits(connection))
        events = events_by_month(connection)
    origins = _origins(edits, {when: found for when, found in events.items() if when <= run.month})
    hidden = {one.theme.id for one in run.hidden}
    themes = sorted((*run.themes, *run.hidden), key=lambda one: one.theme.id)
    entries = tuple(_entry(one, one.theme.id in hidden, origins, edits) for one in themes)
    return Registry(workspace.settings.company.name, entries, edits)


def registry_text(found: Registry) -> str:
    """The registry as text, ending in a newline."""
    lines = [f"# Themes of {one_line(found.company)}", f"# {_HEAD}"]
    for entry in found.entries:
        lines += ["", f"theme {entry.id}", *(f"  {line}" for line in _facts(entry))]
    lines += ["", "edits that stand"]
    lines += [f"  #{one.number} {one.at:%Y-%m-%d} {one_line(line_of(one))}" for one in found.edits] or [
        "  none"
    ]
    return "\n".join(lines) + "\n"


def write_registry(workspace: Workspace, month: Month | None, path: Path) -> Path:
    """Write the registry to ``path``, whole or not at all."""
    return write_whole(path, registry_text(registry(workspace, month)), "the registry")


def _entry(
    weighted: WeightedTheme, hidden: bool, origins: Mapping[str, tuple[str, ...]], edits: tuple[Edit, ...]
) -> Entry:
    theme = weighted.theme
    on = f" on {weighted.resolved.on}" if weighted.resolved else ""
    return Entry(
        id=theme.id,
        label=theme.label,
        kind=theme.kind.value,
        status=weighted.status.value + on,
        born=theme.born,
        pinned=weighted.pinned,
        hidden=hidden,
        came_from=origins.get(theme.id, ()),
        parts=tuple(part.label for part in sorted(theme.subthemes, key=lambda part: part.id)),
        edits=tuple(edit for edit in edits if theme.id in spoken_of(edit)),
    )


def _facts(entry: Entry) -> list[str]:
    facts = [
        f"label: {one_line(entry.label)}",
        f"kind: {entry.kind}",
        f"status: {entry.status}",
        f"born: {entry.born}",
    ]
    facts += ["pinned"] if entry.pinned else []
    facts += ["hidden"] if entry.hidden else []
    facts += [f"from: {one}" for one in entry.came_from]
    facts += [f"part: {one_line(part)}" for part in entry.parts]
    return facts + [f"edit: #{edit.number} {one_line(line_of(edit))}" for edit in entry.edits]


def _origins(
    edits: tuple[Edit, ...], events: Mapping[Month, tuple[ThemeEvent, ...]]
) -> dict[str, tuple[str, ...]]:
    """For each theme the splits and merges that led to it, the ledger's first, then people's."""
    found: dict[str, list[str]] = {}
    for month, happened in sorted(events.items(), key=lambda pair: str(pair[0])):
        for event in happened:
            if event.kind not in (EventKind.SPLIT, EventKind.MERGE):
                continue
            before = ", ".join(one[:8] for one in sorted(event.themes_before))
            for theme_id in event.themes_after:
                found.setdefault(theme_id, []).append(f"{event.kind.value} of {before} in {month}")
    for edit in edits:
        if isinstance(edit.change, Split):
            for part in edit.change.parts[1:]:
                line = f"split of {edit.theme_id[:8]} by #{edit.number}"
                found.setdefault(part.anchor.theme_id, []).append(line)
    return {theme_id: tuple(lines) for theme_id, lines in found.items()}
