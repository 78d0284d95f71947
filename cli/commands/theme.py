"""``nrr theme ID``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import json_option, month_option, workspace_option
from cli.output import emit, emit_json
from foundation.months import Month


@click.command("theme")
@click.argument("theme_id", metavar="ID")
@month_option
@click.option("--quotes", type=click.IntRange(0), default=5, show_default=True, help="How many quotes.")
@workspace_option
@json_option
def command(
    theme_id: str, month: Month | None, quotes: int, workspace_dir: Path | None, as_json: bool
) -> None:
    """One theme: ID is its id, the beginning of it, or words of its label."""
    from workspace.themes import show_theme
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    view = show_theme(workspace, theme_id, month, quotes)
    if as_json:
        from cli.shapes import theme_view_shape

        emit_json(theme_view_shape(view))
        return
    from cli.theme_text import theme_text

    emit(theme_text(view, workspace.settings.company.currency))
