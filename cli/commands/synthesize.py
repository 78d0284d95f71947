"""``nrr synthesize``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import json_option, month_option, workspace_option
from cli.output import ProgressLine, emit, emit_json, narrate
from foundation.money import count
from foundation.months import Month

if TYPE_CHECKING:
    from synthesis.themes import SynthesisRun
    from workspace.workspace import Workspace


@click.command("synthesize")
@month_option
@click.option(
    "--granularity",
    type=click.FloatRange(0, 10, min_open=True),
    help="Finer themes above 1, coarser ones below. For this run; themes.granularity in nrr.toml lasts.",
)
@click.option(
    "--noise-target",
    type=click.FloatRange(0, 1),
    help="At most this share in no theme, 0.1 for 10 %, as far as that is honest. themes.noise_target lasts.",
)
@click.option("--refit", is_flag=True, help="Group everything anew where standing themes would be extended.")
@workspace_option
@json_option
def command(
    month: Month | None,
    granularity: float | None,
    noise_target: float | None,
    refit: bool,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Turn the feedback up to a month's end into weighted themes, matched with the run before. Of a large workspace the
    month's report is prepared too."""
    from foundation.clock import SystemClock
    from workspace.synthesize import synthesize
    from workspace.workspace import find_workspace

    wishes = {"granularity": granularity, "noise_target": noise_target}
    plain = find_workspace(workspace_dir)
    workspace = plain.with_themes({name: wish for name, wish in wishes.items() if wish is not None})
    progress = ProgressLine()
    try:
        run = synthesize(workspace, month, SystemClock(), progress, refit=refit)
    finally:
        progress.close()
    if as_json:
        from cli.shapes import themes_shape

        emit_json(themes_shape(run, run.themes))
    else:
        _tell(workspace, run)
    from workspace.report import prepare_report

    progress = ProgressLine()
    try:
        prepare_report(plain, run.manifest.statements, progress)
    finally:
        progress.close()


def _tell(workspace: Workspace, run: SynthesisRun) -> None:
    from cli.theme_text import coverage_text, themes_table
    from workspace.themes import names_of

    currency = workspace.settings.company.currency
    heard = tuple(theme for theme in run.themes if theme.weights.statements or theme.pinned)
    emit(themes_table(heard[:10], currency))
    emit()
    emit(coverage_text(run, currency, names_of(workspace)))
    if run.manifest.unapplied:
        narrate(f"{count(len(run.manifest.unapplied), 'edit')} could not be made again:")
        for number, reason in run.manifest.unapplied:
            narrate(f"  #{number}: {reason}")
    if len(heard) > 10:
        narrate(f"{len(heard) - 10} more themes: nrr themes --month {run.month}")
