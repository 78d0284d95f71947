"""``nrr report``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import json_option, month_option, workspace_option
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
@json_option
def command(month: Month | None, output: Path | None, workspace_dir: Path | None, as_json: bool) -> None:
    """The monthly report. It stops rather than print a quote that is not in the stored feedback."""
    from foundation.clock import SystemClock
    from workspace.report import render_report, write_report
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    if output is None:
        click.echo(render_report(workspace, month, "json" if as_json else "md", SystemClock()), nl=False)
        return
    if as_json:
        raise click.UsageError("--json goes to stdout; -o FILE.json writes the same into a file")
    path = write_report(workspace, month, output, SystemClock())
    narrate(f"Wrote {path}")
