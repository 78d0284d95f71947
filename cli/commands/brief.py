"""``nrr brief``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from cli.options import json_option, workspace_option
from cli.output import emit, emit_json, narrate


@click.command("brief")
@click.argument("account")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the page to a .md file.")
@workspace_option
@json_option
def command(account: str, output: Path | None, workspace_dir: Path | None, as_json: bool) -> None:
    """One page on ACCOUNT (its id or name): who they are, what they pay, health, risk, what they say, whom we know,
    what is due, and three questions to ask."""
    from workspace.brief import account_brief, write_brief
    from workspace.workspace import find_workspace

    brief = account_brief(find_workspace(workspace_dir), account)
    if output is not None:
        narrate(f"wrote {write_brief(brief, output)}")
    if as_json:
        emit_json(asdict(brief))
    elif output is None:
        from cli.brief_text import brief_text

        emit(brief_text(brief))
