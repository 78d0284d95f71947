"""``nrr brief``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import json_option, workspace_option
from cli.output import emit, emit_json, narrate


@click.command("brief")
@click.argument("account")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the page to a .md file.")
@click.option("--no-llm", is_flag=True, help="Without an opening by the language model.")
@click.option("--budget", type=click.FloatRange(min=0), help="US dollars that the opening may cost.")
@workspace_option
@json_option
def command(
    account: str,
    output: Path | None,
    no_llm: bool,
    budget: float | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """One page on ACCOUNT (its id or name): who they are, what they pay, health, risk, what they say, whom we know,
    what is due, and three questions to ask.

    Where a model is configured, it writes an opening of the same facts, which is checked against them. Where it fails
    the page is printed without one, and the command ends with code 4.
    """
    from foundation.errors import BudgetExceeded, ModelError
    from workspace.assistant_tools import open_session
    from workspace.brief import brief_named, write_brief
    from workspace.brief_prose import OpeningRequest, brief_opening
    from workspace.workspace import find_workspace

    session = open_session(find_workspace(workspace_dir))
    brief = brief_named(session, account)
    opening, failed = None, None
    if not no_llm:
        try:
            opening = brief_opening(session, OpeningRequest(brief.account, budget), narrate)
        except (ModelError, BudgetExceeded) as error:
            failed = error
    if output is not None:
        narrate(f"wrote {write_brief(brief, output, opening)}")
    if as_json:
        from cli.brief_text import brief_shape

        emit_json(brief_shape(brief, opening))
    elif output is None:
        from cli.brief_text import brief_text

        emit(brief_text(brief, opening))
    if failed is not None:
        raise failed
