"""``nrr theme ID``, and what people change of themes under it: rename, merge, split and the rest."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click

from cli.commands.theme_changes import CHANGES
from cli.commands.theme_history import history_command, undo_command, unhide_command
from cli.options import json_option, month_option, workspace_option
from cli.output import emit, emit_json
from foundation.months import Month

_HELP = ("-h", "--help")


class _ThemeGroup(click.Group):
    """``nrr theme ID`` shows a theme: what is no subcommand's name is taken for an id or words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = next((word for word in _without_workspace(args) if word not in _HELP), "")
        asks_help = bool(args) and args[0] in _HELP
        if not asks_help and first not in self.commands:
            args = ["show", *args]
        return super().parse_args(ctx, args)


def _without_workspace(args: list[str]) -> list[str]:
    """The arguments after a leading ``-w DIR``."""
    return args[2:] if args and args[0] in ("-w", "--workspace") else args


@click.group("theme", cls=_ThemeGroup, subcommand_metavar="ID | COMMAND [ARGS]...")
@workspace_option
@click.pass_context
def command(ctx: click.Context, workspace_dir: Path | None) -> None:
    """One theme, `nrr theme ID`, or what you change of it. ID is its id, the beginning of it, or words of its
    label. Every change is kept, made again at each synthesis, and can be undone."""
    ctx.obj = workspace_dir


@command.command("show", short_help="One theme in full; nrr theme ID does the same.")
@click.argument("words", metavar="ID", nargs=-1)
@month_option
@click.option(
    "--quotes", type=click.IntRange(0), metavar="N", default=5, show_default=True, help="How many quotes."
)
@workspace_option
@json_option
@click.pass_obj
def show_command(
    above: Path | None,
    words: tuple[str, ...],
    month: Month | None,
    quotes: int,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """One theme with its figures, accounts and quotes; `nrr theme ID` does the same."""
    from foundation.errors import SettingsError
    from workspace.themes import show_theme
    from workspace.workspace import find_workspace

    if not words:
        raise click.UsageError("name a theme by its id or words of its label; nrr themes lists them")
    workspace = find_workspace(workspace_dir or above)
    try:
        view = show_theme(workspace, " ".join(words), month, quotes)
    except SettingsError as error:
        near = get_close_matches(words[0], command.commands, n=1) if len(words) > 1 else []
        if near:
            hint = f"Or did you mean `nrr theme {near[0]}`? {error.hint}"
            raise SettingsError(error.what, where=error.where, hint=hint) from error
        raise
    if as_json:
        from cli.shapes import theme_view_shape

        emit_json(theme_view_shape(view))
        return
    from cli.theme_text import theme_text

    emit(theme_text(view, workspace.settings.company.currency))


for _change in (*CHANGES, undo_command, unhide_command, history_command):
    command.add_command(_change)
