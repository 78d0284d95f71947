"""Writes an edit, runs the month again where it moves statements, and says what came of it.

An edit is written first and on its own; should the run fail, the edit stands and the next synthesis makes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from foundation.clock import Clock
from foundation.errors import ModelError, SettingsError, StoreError
from foundation.money import count
from foundation.months import Month
from foundation.progress import Progress, silent
from foundation.text import one_line
from synthesis.edit_order import overrides
from synthesis.edits import Change, Edit, Merge, Pin, Split, standing
from synthesis.themes import SynthesisRun
from workspace.edit_lines import line_of, names_of
from workspace.edit_making import Sight
from workspace.store import theme_edits
from workspace.synthesize import synthesize
from workspace.themes import finished_run
from workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Editor:
    """With what an edit is made. ``month`` is the run that the person looks at, None the latest."""

    workspace: Workspace
    clock: Clock
    month: Month | None = None
    progress: Progress = field(default=silent)


@dataclass(frozen=True, slots=True)
class Made:
    """What came of an edit or of undoing some: ``edits`` with a line each, what else is to be said, and the
    month's run as it is now."""

    edits: tuple[Edit, ...]
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    run: SynthesisRun


Build = Callable[[Sight, Sequence[Edit]], tuple[str, Change]]
"""From what is seen and the edits that stand to the theme's id and the change."""


def record(editor: Editor, build: Build) -> Made:
    """Write the edit that ``build`` makes of the run that is seen; nothing is kept when that raises."""
    with editor.workspace.store().write("edit a theme") as connection:
        seen = finished_run(connection, editor.month)
        before = standing(theme_edits.edits(connection))
        sight = Sight(connection, seen, theme_edits.next_number(connection))
        theme_id, change = build(sight, before)
        edit = theme_edits.add_edit(connection, editor.clock.now(), theme_id, change)
        run = finished_run(connection, editor.month)
    names = names_of(seen) | names_of(run)
    lines = (f"#{edit.number} {line_of(edit, names)}",)
    notes = [f"It overrides #{old.number}: {line_of(old, names)}." for old in before if overrides(edit, old)]
    if edit.is_structural:
        run = run_again(editor, run, lines)
        notes += [
            f"#{number} does not apply in {run.month}: {reason}." for number, reason in run.manifest.unapplied
        ]
        notes += _came_of(edit, seen, run)
    return Made((edit,), lines, tuple(notes), run)


def run_again(editor: Editor, run: SynthesisRun, lines: Sequence[str]) -> SynthesisRun:
    """The month's run with the edits as they are now, as fine as it was wished. Raises what the synthesis does,
    saying that the edits stand."""
    workspace = editor.workspace.with_themes(
        {"granularity": run.granularity, "noise_target": run.noise_target}
    )
    try:
        return synthesize(workspace, run.month, editor.clock, editor.progress)
    except (ModelError, SettingsError, StoreError) as error:
        raise type(error)(
            f"kept ({'; '.join(lines)}), but {run.month} could not be run again: {error.what}",
            where=error.where,
            hint=f"{error.hint} Then: nrr synthesize --month {run.month}.".strip(),
        ) from error


def _came_of(edit: Edit, before: SynthesisRun, after: SynthesisRun) -> list[str]:
    """How many statements the edit's themes have now, and which themes they came from."""
    now = {one.theme.id: one.theme for one in (*after.themes, *after.hidden)}
    if isinstance(edit.change, Split):
        parts = [now[part.anchor.theme_id] for part in edit.change.parts if part.anchor.theme_id in now]
        listed = "; ".join(
            f"{len(part.members):,} in {part.id[:8]} “{one_line(part.label)}”" for part in parts
        )
        return [f"Statements of the window: {listed}."] if parts else []
    theme = now.get(edit.theme_id)
    if theme is None or not isinstance(edit.change, (Pin, Merge)):
        return []
    was = {key: one.theme for one in (*before.themes, *before.hidden) for key in one.theme.members}
    sources = Counter(was[member].id if member in was else "" for member in theme.members)
    labels = {one.id: f"“{one_line(one.label)}”" for one in was.values()} | {"": "no theme"}
    ordered = sorted(sources.items(), key=lambda pair: (-pair[1], pair[0]))
    told = "; ".join(f"{number:,} from {labels[theme_id]}" for theme_id, number in ordered[:3])
    notes = [f"It has {count(len(theme.members), 'statement')} of the window{f': {told}' if told else ''}."]
    swallowed = sorted(set(sources) - set(now) - {theme.id, ""})
    if swallowed:
        notes.append(f"No theme of their own any more: {', '.join(one[:8] for one in swallowed)}.")
    most, number = ordered[0] if ordered else ("", 0)
    if isinstance(edit.change, Pin) and most in now and 2 * number >= len(theme.members):
        notes.append(f"If {labels[most]} is the same subject: nrr theme merge {most[:8]} {theme.id[:8]}.")
    return notes
