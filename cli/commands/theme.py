"""``nrr theme ID``, and what people change of themes under it: rename, merge, split and the rest."""

from __future__ import annotations

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


@click.group("theme", cls=_ThemeGroup)
@workspace_option
@click.pass_context
def command(ctx: click.Context, workspace_dir: Path | None) -> None:
    """One theme, `nrr theme ID`, or what you change of it. ID is its id, the beginning of it, or words of its
    label. Every change is kept, made again at each synthesis, and can be undone."""
    ctx.obj = workspace_dir


@command.command("show")
@click.argument("theme_id", metavar="ID")
@month_option
@click.option("--quotes", type=click.IntRange(0), default=5, show_default=True, help="How many quotes.")
@workspace_option
@json_option
@click.pass_obj
def show_command(
    above: Path | None,
    theme_id: str,
    month: Month | None,
    quotes: int,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """One theme with its figures, accounts and quotes; `nrr theme ID` does the same."""
    from workspace.themes import show_theme
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir or above)
    view = show_theme(workspace, theme_id, month, quotes)
    if as_json:
        from cli.shapes import theme_view_shape

        emit_json(theme_view_shape(view))
        return
    from cli.theme_text import theme_text

    emit(theme_text(view, workspace.settings.company.currency))


for _change in (*CHANGES, undo_command, unhide_command, history_command):
    command.add_command(_change)
