"""Edits of themes as JSON: fields may be added, none renamed."""

from __future__ import annotations

from synthesis.edits import Edit
from workspace.edit_history import HistoryLine
from workspace.edit_lines import line_of
from workspace.edit_recording import Made
from workspace.theme_registry import Registry


def made_shape(made: Made) -> dict[str, object]:
    """What a change or an undo did: ``nrr theme rename … --json``."""
    return {
        "edits": [edit_shape(edit) for edit in made.edits],
        "notes": list(made.notes),
        "month": str(made.run.month),
        "run": made.run.id,
    }


def edit_shape(edit: Edit) -> dict[str, object]:
    """One edit, without what it holds to find its theme again."""
    return {
        "number": edit.number,
        "at": edit.at.isoformat(),
        "operation": edit.operation.value,
        "theme": edit.theme_id,
        "words": line_of(edit),
        "undone_at": edit.undone_at.isoformat() if edit.undone_at else None,
    }


def history_shape(line: HistoryLine) -> dict[str, object]:
    """One line of ``nrr theme history --json``."""
    return edit_shape(line.edit) | {"state": line.state.value, "why": line.why}


def registry_shape(found: Registry) -> dict[str, object]:
    """``nrr themes registry --json``."""
    return {
        "company": found.company,
        "themes": [
            {
                "id": entry.id,
                "label": entry.label,
                "kind": entry.kind,
                "status": entry.status,
                "born": str(entry.born),
                "pinned": entry.pinned,
                "hidden": entry.hidden,
                "from": list(entry.came_from),
                "parts": list(entry.parts),
                "edits": [edit.number for edit in entry.edits],
            }
            for entry in found.entries
        ],
        "edits": [edit_shape(edit) for edit in found.edits],
    }
