"""``nrr review``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import json_option, workspace_option
from cli.output import ProgressLine
from cli.report_files import chosen_format, file_options, put


@click.command("review")
@file_options
@click.option(
    "--limit", type=click.IntRange(min=1, max=200), default=5, show_default=True, help="Pages of each kind."
)
@click.option(
    "--account", default="", help="This account alone (id or name); of one that left its retrospective."
)
@click.option(
    "--mask", is_flag=True, help="A copy that may leave the team: no names, no quotes, rounded figures."
)
@workspace_option
@json_option
def command(
    form: str | None,
    output: Path | None,
    limit: int,
    account: str,
    mask: bool,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """The account review: who is at risk and who is ripe to grow, one page each with history, challenge, ask, and the
    decision to fill in."""
    chosen = chosen_format(form, output, as_json)
    from workspace.report import rendered
    from workspace.retro_report import one_account_view
    from workspace.review import review_view
    from workspace.workspace import find_workspace

    line = ProgressLine()
    try:
        workspace = find_workspace(workspace_dir)
        wanted = account.strip()
        view = (
            one_account_view(workspace, wanted, mask) if wanted else review_view(workspace, limit, mask, line)
        )
        made = rendered(view, chosen)
    finally:
        line.close()
    put(made, output)
