"""``nrr silent``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from cli.options import DayType, json_option, workspace_option
from cli.output import emit, emit_json
from cli.reach import say_reach


@click.command("silent")
@click.option("--date", "day", type=DayType(), help="As of this day. Default: the latest month's end.")
@workspace_option
@json_option
def command(day: date | None, workspace_dir: Path | None, as_json: bool) -> None:
    """Accounts that used to talk and stopped, highest ARR first, with their renewal."""
    from cli.churn_text import silent_text
    from cli.shapes_churn import silent_shape
    from workspace.churn_past import silent_view
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    view = silent_view(workspace, day)
    say_reach(workspace, day)
    if as_json:
        emit_json(silent_shape(view))
    else:
        emit(silent_text(view))
