"""``nrr demo``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.output import ProgressLine, emit, narrate


@click.command("demo")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    help="Where the demo workspace goes.",
)
def command(folder: Path) -> None:
    """Build the demo workspace from a fictional company's exports, synthesize, write the monthly report.

    Run again, it brings the same workspace up to date and changes nothing else."""
    from cli.theme_text import coverage_text, themes_table
    from foundation.clock import SystemClock
    from workspace.demo import build_demo
    from workspace.themes import names_of
    from workspace.workspace import open_workspace

    progress = ProgressLine()
    try:
        result = build_demo(folder, SystemClock(), progress, narrate)
    finally:
        progress.close()
    heard = tuple(theme for theme in result.run.themes if theme.weights.statements)
    emit(f"Top themes of {result.run.month.title} at {result.company}:")
    emit(themes_table(heard[:10], result.currency))
    emit()
    emit(coverage_text(result.run, result.currency, names_of(open_workspace(folder))))
    emit(f"Report: {result.report}")
    first = heard[0].theme.id[:8] if heard else "ID"
    narrate(f"Next: nrr themes -w {folder}; nrr theme {first} -w {folder}; nrr metrics -w {folder}")
