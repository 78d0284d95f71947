"""``nrr synthesize``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import json_option, month_option, workspace_option
from cli.output import ProgressLine, emit, emit_json, narrate
from foundation.months import Month


@click.command("synthesize")
@month_option
@workspace_option
@json_option
def command(month: Month | None, workspace_dir: Path | None, as_json: bool) -> None:
    """Turn the feedback up to a month's end into weighted themes, matched with the run before."""
    from foundation.clock import SystemClock
    from workspace.synthesize import synthesize
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    progress = ProgressLine()
    try:
        run = synthesize(workspace, month, SystemClock(), progress)
    finally:
        progress.close()
    if as_json:
        from cli.shapes import themes_shape

        emit_json(themes_shape(run, run.themes))
        return
    from cli.theme_text import coverage_text, themes_table
    from workspace.themes import names_of

    currency = workspace.settings.company.currency
    heard = tuple(theme for theme in run.themes if theme.weights.statements or theme.pinned)
    emit(themes_table(heard[:10], currency))
    emit()
    emit(coverage_text(run, currency, names_of(workspace)))
    if run.manifest.unapplied:
        count = len(run.manifest.unapplied)
        narrate(f"{count} edit{'s' if count > 1 else ''} no longer appl{'y' if count > 1 else 'ies'}:")
        for number, reason in run.manifest.unapplied:
            narrate(f"  #{number}: {reason}")
    if len(heard) > 10:
        narrate(f"{len(heard) - 10} more themes: nrr themes --month {run.month}")
