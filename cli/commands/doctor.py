"""``nrr doctor``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import json_option, workspace_option
from cli.output import emit, emit_json
from foundation.errors import SettingsError

_MARKS = {"ok": "ok  ", "note": "note", "bad": "BAD "}


@click.command("doctor")
@workspace_option
@json_option
def command(workspace_dir: Path | None, as_json: bool) -> int:
    """What is installed, which model is in use, what the store and the index hold and whether they agree."""
    from workspace.doctor import State, examine
    from workspace.finding import NoWorkspace
    from workspace.workspace import find_workspace

    trouble: SettingsError | None = None
    workspace = None
    try:
        workspace = find_workspace(workspace_dir)
    except NoWorkspace:
        pass
    except SettingsError as error:
        trouble = error
    findings = examine(workspace, trouble)
    if as_json:
        emit_json(
            [
                {"topic": one.topic, "state": one.state.value, "facts": one.facts, "advice": one.advice}
                for one in findings
            ]
        )
    else:
        for one in findings:
            emit(f"{_MARKS[one.state.value]}  {one.topic}: {one.facts}")
            if one.advice:
                emit(f"      {one.advice}")
    return 1 if any(one.state is State.BAD for one in findings) else 0
