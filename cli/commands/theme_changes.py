"""``nrr theme rename|merge|split|pin|hide|never-merge|resolve|move``: what people change of themes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import DayType, json_option, month_option, workspace_option
from cli.output import ProgressLine, emit, emit_json, narrate
from foundation.months import Month

if TYPE_CHECKING:
    from workspace.edit_recording import Editor, Made


def make(folder: Path | None, month: Month | None, as_json: bool, change: Callable[[Editor], Made]) -> None:
    """Make one change and say what came of it: what was done to stdout, what follows from it to stderr."""
    from foundation.clock import SystemClock
    from workspace.edit_recording import Editor
    from workspace.workspace import find_workspace

    progress = ProgressLine()
    try:
        made = change(Editor(find_workspace(folder), SystemClock(), month, progress))
    finally:
        progress.close()
    if as_json:
        from cli.edit_shapes import made_shape

        emit_json(made_shape(made))
        return
    for line in made.lines:
        emit(line)
    for note in made.notes:
        narrate(note)


@click.command("rename", short_help="Give it a name that stays, in every month.")
@click.argument("theme_id", metavar="ID")
@click.argument("label")
@month_option
@workspace_option
@json_option
@click.pass_obj
def rename_command(
    above: Path | None,
    theme_id: str,
    label: str,
    month: Month | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Give theme ID the name LABEL, in every month."""
    from workspace.theme_edits import rename

    make(workspace_dir or above, month, as_json, lambda editor: rename(editor, theme_id, label))


@click.command("merge", short_help="Make two themes one; the second keeps id and name.")
@click.argument("theme_id", metavar="ID")
@click.argument("into", metavar="INTO")
@month_option
@workspace_option
@json_option
@click.pass_obj
def merge_command(
    above: Path | None,
    theme_id: str,
    into: str,
    month: Month | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Make theme ID part of theme INTO, which keeps its id and name."""
    from workspace.theme_edits import merge

    make(workspace_dir or above, month, as_json, lambda editor: merge(editor, theme_id, into))


@click.command("split", short_help="Part it by its sub-themes, or by your words.")
@click.argument("theme_id", metavar="ID")
@click.option(
    "--part", "parts", multiple=True, help="Words of one part; give it for each. Default: its sub-themes."
)
@month_option
@workspace_option
@json_option
@click.pass_obj
def split_command(
    above: Path | None,
    theme_id: str,
    parts: tuple[str, ...],
    month: Month | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Part theme ID by its sub-themes, or by words; the largest, or the first named, keeps the id."""
    from workspace.theme_edits import split

    make(workspace_dir or above, month, as_json, lambda editor: split(editor, theme_id, parts))


@click.command("pin", short_help="Track a theme whether anybody speaks of it or not.")
@click.argument("words", nargs=-1)
@click.option("--example", "examples", multiple=True, help="A statement: its id, its item, or words of it.")
@click.option("--label", default="", help="The theme's name. Default: the first WORDS.")
@month_option
@workspace_option
@json_option
@click.pass_obj
def pin_command(
    above: Path | None,
    words: tuple[str, ...],
    examples: tuple[str, ...],
    label: str,
    month: Month | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Track a theme that must be there in every run, even when nobody speaks of it. A statement belongs to it
    that holds all words of one of WORDS (quote each: "single sign-on" SSO), or is close enough."""
    from workspace.theme_edits import PinRequest, pin

    request = PinRequest(words, examples, label)
    make(workspace_dir or above, month, as_json, lambda editor: pin(editor, request))


@click.command("hide", short_help="Take it off all lists.")
@click.argument("theme_id", metavar="ID")
@month_option
@workspace_option
@json_option
@click.pass_obj
def hide_command(
    above: Path | None, theme_id: str, month: Month | None, workspace_dir: Path | None, as_json: bool
) -> None:
    """Take theme ID off all lists; how much is hidden is always said."""
    from workspace.theme_edits import hide

    make(workspace_dir or above, month, as_json, lambda editor: hide(editor, theme_id))


@click.command("never-merge", short_help="Keep two themes apart from now on.")
@click.argument("theme_id", metavar="ID")
@click.argument("other", metavar="OTHER")
@month_option
@workspace_option
@json_option
@click.pass_obj
def never_merge_command(
    above: Path | None,
    theme_id: str,
    other: str,
    month: Month | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Keep themes ID and OTHER apart, whatever the next synthesis finds."""
    from workspace.theme_edits import never_merge

    make(workspace_dir or above, month, as_json, lambda editor: never_merge(editor, theme_id, other))


@click.command("resolve", short_help="Say that it is mended, and when.")
@click.argument("theme_id", metavar="ID")
@click.option("--on", "day", type=DayType(), help="The day on which it was mended. Default: today.")
@month_option
@workspace_option
@json_option
@click.pass_obj
def resolve_command(
    above: Path | None,
    theme_id: str,
    day: date | None,
    month: Month | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Say that what theme ID is about is mended; what is still heard after that day is counted."""
    from workspace.theme_edits import resolve

    make(workspace_dir or above, month, as_json, lambda editor: resolve(editor, theme_id, day))


@click.command("move", short_help="Put one statement into a theme, or out of all.")
@click.argument("statement")
@click.argument("theme_id", metavar="[ID]", required=False)
@click.option("--out", is_flag=True, help="Out of all themes.")
@month_option
@workspace_option
@json_option
@click.pass_obj
def move_command(
    above: Path | None,
    statement: str,
    theme_id: str | None,
    out: bool,
    month: Month | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Put STATEMENT (its id, its item, or words of it) into theme ID, or --out of all themes."""
    from workspace.theme_edits import move

    if (theme_id is None) != out:
        raise click.UsageError("give the theme's ID, or --out")
    make(workspace_dir or above, month, as_json, lambda editor: move(editor, statement, theme_id))


CHANGES = (
    rename_command,
    merge_command,
    split_command,
    pin_command,
    hide_command,
    never_merge_command,
    resolve_command,
    move_command,
)
