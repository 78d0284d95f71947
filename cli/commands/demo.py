"""``nrr demo``."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

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
        result = build_demo(folder, SystemClock(), progress, progress.say)
    finally:
        progress.close()
    heard = tuple(theme for theme in result.run.themes if theme.weights.statements)
    emit(f"Top themes of {result.run.month.title} at {result.company}:")
    emit(themes_table(heard[:10], result.currency))
    emit()
    emit(coverage_text(result.run, result.currency, names_of(open_workspace(folder))))
    emit(f"Report: {result.report}")
    for line in _next_steps(folder, heard[0].theme.id[:8] if heard else "ID"):
        narrate(line)


def _next_steps(folder: Path, theme: str) -> tuple[str, str]:
    """What to do now; the last line opens the app."""
    where = quote(str(folder))
    return (
        f"Next: nrr themes -w {where}; nrr theme {theme} -w {where}; nrr metrics -w {where}",
        f"Open the app: nrr -w {where}",
    )
