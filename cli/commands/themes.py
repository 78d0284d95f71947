"""``nrr themes``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import json_option, month_option, workspace_option
from cli.output import emit, emit_json, narrate
from foundation.months import Month


@click.command("themes")
@month_option
@click.option(
    "--sort", type=click.Choice(("priority", "arr", "at-risk", "growth", "breadth")), default="priority"
)
@click.option("--segment", help="The figures of this segment's accounts.")
@click.option("--tier", help="The figures of this tier's accounts, for example 'Tier 1'.")
@click.option("--kind", type=click.Choice(("complaint", "request", "question", "praise")))
@click.option("--source", type=click.Choice(("ticket", "nps", "call")), help="Only themes heard there.")
@click.option("--limit", type=click.IntRange(1), help="Show at most so many.")
@workspace_option
@json_option
def command(
    month: Month | None,
    sort: str,
    segment: str | None,
    tier: str | None,
    kind: str | None,
    source: str | None,
    limit: int | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """The themes of a month, most urgent first, with coverage and what is in no theme."""
    from workspace.themes import ThemeQuery, list_themes, names_of
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    query = ThemeQuery(
        month=month, sort=sort, segment=segment, tier=tier, kind=kind, source=source, limit=limit
    )
    run, themes = list_themes(workspace, query)
    cut = {name: wanted for name, wanted in (("segment", segment), ("tier", tier)) if wanted}
    if as_json:
        from cli.shapes import themes_shape

        emit_json(themes_shape(run, themes, cut))
        return
    from cli.theme_text import coverage_text, themes_table

    currency = workspace.settings.company.currency
    if cut:
        emit("Figures of " + " in ".join(f"{name} {wanted}" for name, wanted in cut.items()) + ".")
        emit()
    emit(themes_table(themes, currency))
    emit()
    emit(coverage_text(run, currency, names_of(workspace)))
    if themes:
        narrate(f"Open one: nrr theme {themes[0].theme.id}")
