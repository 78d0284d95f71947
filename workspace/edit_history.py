"""Use case: everything that people did to the themes, and whether it still holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from synthesis.edit_order import contradicted
from synthesis.edits import Edit
from workspace.edit_lines import line_of, names_of
from workspace.store import runs, theme_edits
from workspace.themes import finished_run
from workspace.workspace import Workspace


class EditState(StrEnum):
    """Whether an edit holds."""

    STANDS = "stands"
    UNDONE = "undone"
    OVERRIDDEN = "overridden"
    WAITING = "waiting"
    NOT_APPLIED = "does not apply"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """An edit in words; ``why`` says what undid or overrode it, or why the newest run could not make it."""

    edit: Edit
    words: str
    state: EditState
    why: str = ""


def history(workspace: Workspace) -> tuple[HistoryLine, ...]:
    """Every edit, oldest first. Edits made since the newest run wait for the next one."""
    with workspace.store().read() as connection:
        edits = theme_edits.edits(connection)
        month = runs.latest_month(connection)
        run = finished_run(connection, month) if month else None
        made = runs.run_created(connection, month) if month else None
    names = names_of(run)
    overridden = contradicted(edits)
    unapplied = dict(run.manifest.unapplied) if run else {}
    found = []
    for edit in edits:
        state, why = EditState.STANDS, ""
        if edit.undone_at is not None:
            state, why = EditState.UNDONE, f"{edit.undone_at:%Y-%m-%d %H:%M}"
        elif edit.number in overridden:
            state, why = EditState.OVERRIDDEN, f"by #{overridden[edit.number]}"
        elif edit.is_structural and (made is None or edit.at > made):
            state, why = EditState.WAITING, "for the next nrr synthesize"
        elif edit.number in unapplied:
            state, why = EditState.NOT_APPLIED, f"in {month}: {unapplied[edit.number]}"
        found.append(HistoryLine(edit, line_of(edit, names), state, why))
    return tuple(found)
