"""``nrr report``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import month_option, workspace_option
from cli.output import narrate
from foundation.months import Month


@click.command("report")
@month_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="FILE.md or FILE.json; without it: Markdown to stdout.",
)
@workspace_option
def command(month: Month | None, output: Path | None, workspace_dir: Path | None) -> None:
    """The monthly report. It stops rather than print a quote that is not in the stored feedback."""
    from foundation.clock import SystemClock
    from workspace.report import render_report, write_report
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    if output is None:
        click.echo(render_report(workspace, month, "md", SystemClock()), nl=False)
        return
    path = write_report(workspace, month, output, SystemClock())
    narrate(f"Wrote {path}")
