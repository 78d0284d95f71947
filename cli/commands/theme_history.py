"""``nrr theme undo|unhide|history``: what was changed of themes, and taking it back."""

from __future__ import annotations

from pathlib import Path

import click

from cli.commands.theme_changes import make
from cli.options import NumberType, json_option, month_option, workspace_option
from cli.output import emit, emit_json, table
from foundation.months import Month


@click.command("undo", short_help="Take the last change back, or the one of a number.")
@click.argument("number", metavar="[NUMBER]", type=NumberType("#"), required=False)
@click.option("--with-dependents", is_flag=True, help="Undo what hangs on it as well.")
@month_option
@workspace_option
@json_option
@click.pass_obj
def undo_command(
    above: Path | None,
    number: int | None,
    with_dependents: bool,
    month: Month | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Undo the last change that stands, or the one of that NUMBER."""
    from workspace.edit_undoing import undo

    make(
        workspace_dir or above,
        month,
        as_json,
        lambda editor: undo(editor, number, with_dependents=with_dependents),
    )


@click.command("unhide", short_help="Put a hidden theme back on the lists.")
@click.argument("theme_id", metavar="ID")
@month_option
@workspace_option
@json_option
@click.pass_obj
def unhide_command(
    above: Path | None, theme_id: str, month: Month | None, workspace_dir: Path | None, as_json: bool
) -> None:
    """Put the hidden theme ID back on the lists."""
    from workspace.edit_undoing import unhide

    make(workspace_dir or above, month, as_json, lambda editor: unhide(editor, theme_id))


@click.command("history", short_help="Every change ever made, undone ones too.")
@workspace_option
@json_option
@click.pass_obj
def history_command(above: Path | None, workspace_dir: Path | None, as_json: bool) -> None:
    """Every change ever made, undone ones too, with what became of it."""
    from workspace.edit_history import history
    from workspace.workspace import find_workspace

    lines = history(find_workspace(workspace_dir or above))
    if as_json:
        from cli.edit_shapes import history_shape

        emit_json([history_shape(line) for line in lines])
        return
    if not lines:
        emit("Nobody has changed a theme yet: nrr theme --help lists what can be done.")
        return
    rows = [
        (
            f"#{one.edit.number}",
            f"{one.edit.at:%Y-%m-%d %H:%M}",
            one.words,
            f"{one.state.value} {one.why}".strip(),
        )
        for one in lines
    ]
    emit(table(("#", "When", "What", "State"), rows, "rlll"))
