"""``nrr qbr``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import json_option, workspace_option
from cli.output import ProgressLine
from cli.report_files import chosen_format, file_options, put


@click.command("qbr")
@click.argument("account")
@file_options
@workspace_option
@json_option
def command(
    account: str, form: str | None, output: Path | None, workspace_dir: Path | None, as_json: bool
) -> None:
    """The pack for the business review of ACCOUNT (its id or name), to be shown to the customer: value in numbers,
    peers (never under five), at most three tactics, what is under way, and what to ask."""
    chosen = chosen_format(form, output, as_json)
    from workspace.qbr import qbr_view
    from workspace.report import rendered
    from workspace.workspace import find_workspace

    line = ProgressLine()
    try:
        made = rendered(qbr_view(find_workspace(workspace_dir), account, line), chosen)
    finally:
        line.close()
    put(made, output)
