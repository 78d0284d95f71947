"""``nrr plays``: what is due, what there is, what plays did."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from cli.options import DayType, json_option, workspace_option
from cli.output import emit, emit_json, mind
from cli.reach import say_reach


@click.group("plays")
def command() -> None:
    """What is due and for whom, the library of plays, and what became of those that were run."""


@command.command("due")
@click.option("--account", default="", help="Of this account alone (its id or name).")
@click.option("--owner", default="", help="Of this owner alone.")
@click.option("--held", is_flag=True, help="What is called for and has to wait, and why.")
@click.option("--limit", type=click.IntRange(min=1), default=25, show_default=True, help="Lines of text.")
@workspace_option
@json_option
def due_command(
    account: str, owner: str, held: bool, limit: int, workspace_dir: Path | None, as_json: bool
) -> None:
    """Who needs what, why and by when; what is urgent first."""
    from cli.play_text import due_shape, due_text
    from workspace.play_board import DueQuery, due_board
    from workspace.workspace import find_workspace

    board = due_board(find_workspace(workspace_dir), DueQuery(account, owner, held))
    mind(board.warnings)
    if as_json:
        emit_json(due_shape(board))
    else:
        emit(due_text(board, limit))


@command.command("library")
@click.argument("name", default="")
@workspace_option
@json_option
def library_command(name: str, workspace_dir: Path | None, as_json: bool) -> None:
    """Every play with what it did, or the one of NAME whole; own ones stand in the folder plays/ (docs/plays.md)."""
    from cli.shelf_text import play_text, shelf_shape, shelf_text
    from workspace.play_shelf import shelf
    from workspace.play_warnings import library_warnings
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    found, warnings = shelf(workspace, name), library_warnings(workspace)
    mind(warnings)
    if as_json:
        emit_json(shelf_shape(found, warnings))
    else:
        emit(play_text(found[0]) if name else shelf_text(found))


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
