"""``nrr themes``, and ``nrr themes diff`` under it."""

from __future__ import annotations

from pathlib import Path

import click

from cli.commands.theme_registry import registry_command
from cli.options import MonthType, json_option, month_option, workspace_option
from cli.output import emit, emit_json, narrate
from foundation.months import Month


@click.group("themes", invoke_without_command=True)
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
@click.pass_context
def command(
    ctx: click.Context,
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
    if ctx.invoked_subcommand is not None:
        return
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


@command.command("diff")
@click.argument("one", type=MonthType(), metavar="MONTH")
@click.argument("other", type=MonthType(), metavar="MONTH")
@workspace_option
@json_option
@click.pass_context
def diff(ctx: click.Context, one: Month, other: Month, workspace_dir: Path | None, as_json: bool) -> None:
    """What changed between two months: new, gone, grown, shrunk, split, merged, renamed, and who was heard."""
    from cli.theme_diff import diff_shape, diff_text
    from workspace.theme_diff import diff_themes
    from workspace.workspace import find_workspace

    given = ctx.parent.params if ctx.parent else {}
    workspace = find_workspace(workspace_dir or given.get("workspace_dir"))
    found = diff_themes(workspace, one, other)
    if as_json or given.get("as_json"):
        emit_json(diff_shape(found))
    else:
        emit(diff_text(found, workspace.settings.company.currency))


command.add_command(registry_command)
