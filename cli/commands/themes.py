"""``nrr themes``, and ``nrr themes diff`` under it."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from cli.commands.theme_names import name_command
from cli.commands.theme_registry import registry_command
from cli.options import MonthType, NumberType, json_option, month_option, workspace_option
from cli.output import emit, emit_json, narrate
from foundation.money import count
from foundation.months import Month

_FOR_SUBCOMMANDS = {
    "diff": ("workspace_dir", "as_json"),
    "name": ("workspace_dir", "as_json", "month"),
    "registry": ("workspace_dir", "as_json", "month"),
}


@click.group("themes", invoke_without_command=True)
@month_option
@click.option(
    "--sort",
    type=click.Choice(("priority", "arr", "at-risk", "growth", "breadth")),
    default="priority",
    help="Largest first. Default: priority; breadth is the number of accounts.",
)
@click.option("--segment", metavar="NAME", help="The figures of this segment's accounts, for example smb.")
@click.option("--tier", metavar="NAME", help="The figures of this tier's accounts, for example 1.")
@click.option(
    "--kind",
    type=click.Choice(("complaint", "request", "question", "praise")),
    help="Only themes of this kind.",
)
@click.option(
    "--source",
    type=click.Choice(("ticket", "nps", "call")),
    help="Only themes heard there; their figures are those of all sources.",
)
@click.option("--limit", type=NumberType(), help="Show at most so many.")
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
        _check_given(ctx, ctx.invoked_subcommand)
        return
    from workspace.themes import ThemeQuery, list_themes, names_of
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    query = ThemeQuery(month=month, sort=sort, segment=segment, tier=tier, kind=kind, source=source)
    run, fitting = list_themes(workspace, query)
    themes = fitting[:limit]
    cut = {name: wanted for name, wanted in (("segment", segment), ("tier", tier)) if wanted is not None}
    if as_json:
        from cli.shapes import themes_shape

        emit_json(themes_shape(run, themes, cut))
        return
    from cli.theme_text import coverage_text, themes_table

    currency = workspace.settings.company.currency
    if cut:
        emit("Figures of the accounts in " + " and ".join(_named(*pair) for pair in cut.items()) + ".")
        emit()
    emit(themes_table(themes, currency) if themes else "No theme fits.")
    emit()
    emit(coverage_text(run, currency, names_of(workspace)))
    if len(fitting) > len(themes):
        narrate(f"{count(len(fitting) - len(themes), 'more theme')} without --limit.")
    if themes:
        narrate(f"Open one: {_command_line(themes[0].theme.id[:8], month, workspace_dir)}")


def _check_given(ctx: click.Context, subcommand: str) -> None:
    """Refuse an option of the list that the subcommand would leave out without a word."""
    for option in ctx.command.params:
        name = option.name or ""
        given = ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
        if given and name not in _FOR_SUBCOMMANDS[subcommand]:
            raise click.UsageError(f"{option.opts[0]} is no option of nrr themes {subcommand}", ctx)


def _named(what: str, wanted: str) -> str:
    """``segment smb``, ``tier 1``, also for "Tier 1"."""
    name = wanted.strip()
    return f"{what} {name[len(what) :].strip() if name.casefold().startswith(f'{what} ') else name}"


def _command_line(theme_id: str, month: Month | None, folder: Path | None) -> str:
    """How this theme is opened from here, with the month and the folder that were named."""
    named = f" --month {month}" if month else ""
    return f"nrr theme {theme_id}{named}" + (f" -w {shlex.quote(str(folder))}" if folder else "")


@command.command("diff", short_help="What changed between two months.")
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


command.add_command(name_command)
command.add_command(registry_command)
