"""An edit in one line of words, the same in the history, in the registry and in what a synthesis reports."""

from __future__ import annotations

from collections.abc import Mapping

from synthesis.edits import Edit, Hide, Merge, Move, NeverMerge, Pin, Rename, Resolve, Split
from synthesis.themes import SynthesisRun

_SHORT = 8


def names_of(run: SynthesisRun | None) -> dict[str, str]:
    """The label of each theme of a run, hidden ones too, by id."""
    return {one.theme.id: one.theme.label for one in (*run.themes, *run.hidden)} if run else {}


def line_of(edit: Edit, names: Mapping[str, str] | None = None) -> str:
    """What an edit asks for. ``names`` adds the themes' labels; without it the line never changes, as ids do
    not."""

    def called(theme_id: str) -> str:
        name = (names or {}).get(theme_id)
        return f"{theme_id[:_SHORT]} “{name}”" if name else theme_id[:_SHORT]

    change, theme = edit.change, edit.theme_id
    if isinstance(change, Rename):
        return f"rename {theme[:_SHORT]} to “{change.label}”"
    if isinstance(change, Hide):
        return f"hide {called(theme)}"
    if isinstance(change, Resolve):
        return f"resolve {called(theme)} on {change.on}"
    if isinstance(change, Merge):
        return f"merge {called(change.gone.theme_id)} into {called(change.kept.theme_id)}"
    if isinstance(change, Split):
        parts = [
            part.anchor.theme_id[:_SHORT] + (f" “{part.words}”" if part.words else "")
            for part in change.parts
        ]
        return f"split {theme[:_SHORT]} into {', '.join(parts)}"
    if isinstance(change, Pin):
        return f"pin {theme[:_SHORT]} “{change.label}”{_told_by(change)}"
    if isinstance(change, NeverMerge):
        return f"never merge {called(change.one.theme_id)} and {called(change.other.theme_id)}"
    assert isinstance(change, Move)
    said = f"statement {change.statement[:_SHORT]}" if change.statement else "a statement that was erased"
    return f"move {said} {f'to {called(change.to.theme_id)}' if change.to else 'out of all themes'}"


def _told_by(change: Pin) -> str:
    words = [f"“{phrase}”" for phrase in change.phrases if phrase != change.label]
    count = len(change.examples.statements)
    examples = [f"{count} example{'s' if count > 1 else ''}"] if count else []
    return f" by {', '.join([*words, *examples])}" if words or examples else ""
