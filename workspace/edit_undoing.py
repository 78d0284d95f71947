"""Use cases: undo an edit, with those that hang on it if so wished. What is undone stays in the history."""

from __future__ import annotations

from collections.abc import Sequence

from foundation.errors import SettingsError
from foundation.text import one_line
from synthesis.edit_order import dependents
from synthesis.edits import Edit, Hide, standing
from workspace.edit_lines import line_of, names_of
from workspace.edit_recording import Editor, Made, run_again
from workspace.store import theme_edits
from workspace.themes import finished_run, pick_standing


def unhide(editor: Editor, wanted: str) -> Made:
    """Put a hidden theme back on the lists: its hiding is undone."""
    with editor.workspace.store().read() as connection:
        edits = theme_edits.edits(connection)
        theme = pick_standing(finished_run(connection, editor.month), edits, wanted).theme
        hidden = [
            edit.number
            for edit in standing(edits)
            if isinstance(edit.change, Hide) and edit.theme_id == theme.id
        ]
    if not hidden:
        raise SettingsError(
            f"{one_line(theme.label)!r} is not hidden", hint="`nrr theme history` says what stands."
        )
    return undo(editor, hidden[-1])


def undo(editor: Editor, number: int | None = None, *, with_dependents: bool = False) -> Made:
    """Undo the last edit that stands, or one by its number, with those that hang on it if so wished.

    Raises SettingsError where there is none, it is undone already, or others hang on it.
    """
    with editor.workspace.store().write("undo a theme edit") as connection:
        run = finished_run(connection, editor.month)
        edits = theme_edits.edits(connection)
        edit = _to_undo(edits, number)
        hanging = dependents(edits, edit.number)
        if hanging and not with_dependents:
            listed = ", ".join(f"#{one.number} {line_of(one, names_of(run))}" for one in hanging)
            raise SettingsError(
                f"on #{edit.number} hang others: {listed}",
                hint="Undo those first, or all of them with --with-dependents.",
            )
        gone = (*reversed(hanging), edit)
        theme_edits.mark_undone(connection, [one.number for one in gone], editor.clock.now())
        names = names_of(run)
        shown = finished_run(connection, editor.month)
    lines = tuple(f"Undone: #{one.number} {line_of(one, names)}" for one in gone)
    fresh = run_again(editor, shown, lines) if any(one.is_structural for one in gone) else shown
    return Made(gone, lines, (), fresh)


def _to_undo(edits: Sequence[Edit], number: int | None) -> Edit:
    if number is None:
        left = standing(edits)
        if not left:
            raise SettingsError("there is nothing to undo", hint="`nrr theme history` lists what was done.")
        return left[-1]
    found = next((edit for edit in edits if edit.number == number), None)
    if found is None:
        raise SettingsError(f"there is no edit #{number}", hint="`nrr theme history` lists them.")
    if found.undone_at is not None:
        raise SettingsError(
            f"#{number} was undone on {found.undone_at:%Y-%m-%d %H:%M} UTC",
            hint="Make the edit again instead.",
        )
    return found
