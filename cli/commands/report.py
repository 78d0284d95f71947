"""``nrr report``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import MonthType, json_option, month_option, workspace_option
from cli.output import ProgressLine
from cli.report_files import chosen_format, file_options, put
from foundation.months import Month

_DIGESTED = ("headline", "themes", "actions")


@click.command("report")
@month_option
@file_options
@click.option("--sections", help="Sections by key in their order, with commas between; see docs/reports.md.")
@click.option(
    "--mask", is_flag=True, help="A copy that may leave the team: no names, no quotes, rounded figures."
)
@click.option(
    "--min-accounts",
    type=click.IntRange(min=2),
    help="With --mask: themes of fewer accounts are left out. Default: report.min_accounts.",
)
@click.option("--compare", type=MonthType(), help="The month to hold it against. Default: the one before.")
@click.option(
    "--digest",
    type=click.Choice(("slack", "email", "teams")),
    help="Print a few lines as blocks ready to be posted there. Nothing is sent.",
)
@workspace_option
@json_option
def command(
    month: Month | None,
    form: str | None,
    output: Path | None,
    sections: str | None,
    mask: bool,
    min_accounts: int | None,
    compare: Month | None,
    digest: str | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """The monthly report. It stops rather than print a quote that is not in the stored feedback."""
    if digest and (as_json or form):
        raise click.UsageError("a digest has a form of its own: leave out --format and --json")
    chosen = "" if digest else chosen_format(form, output, as_json)
    from workspace.report import ReportRequest, digested, rendered, report_view
    from workspace.workspace import find_workspace

    request = ReportRequest(
        month=month,
        sections=tuple(sections.split(",")) if sections else _DIGESTED if digest else (),
        mask=mask,
        compare=compare,
        min_accounts=min_accounts,
    )
    line = ProgressLine()
    try:
        view = report_view(find_workspace(workspace_dir), request, line)
        made = digested(view, digest).encode("utf-8") if digest else rendered(view, chosen)
    finally:
        line.close()
    put(made, output)
