"""``nrr plays``: what plays did."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from cli.options import DayType, json_option, workspace_option
from cli.output import emit, emit_json
from cli.reach import say_reach


@click.group("plays")
def command() -> None:
    """Plays that were run: what became of them."""


@command.command("outcomes")
@click.option("--date", "as_of", type=DayType(), help="What was known by this day. Default: the latest.")
@workspace_option
@json_option
def outcomes_command(as_of: date | None, workspace_dir: Path | None, as_json: bool) -> None:
    """Each kind of play against untouched accounts like those it was run on: kept, and MRR, 90 days after."""
    from workspace.play_outcomes import outcomes
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    view = outcomes(workspace, as_of)
    say_reach(workspace, as_of)
    if as_json:
        from cli.outcome_shapes import outcomes_shape

        emit_json(outcomes_shape(view))
        return
    from cli.outcome_text import outcomes_text

    emit(outcomes_text(view))
