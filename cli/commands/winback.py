"""``nrr winback``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cli.draft_making import Drafting, drafting_options, made
from cli.options import json_option, workspace_option
from cli.output import emit, emit_json


@click.command("winback")
@click.argument("account", default="")
@click.option("--eligible", is_flag=True, help="Only those that may be asked.")
@click.option("--limit", type=click.IntRange(min=1), default=40, show_default=True, help="Lines of text.")
@drafting_options
@workspace_option
@json_option
def command(account: str, eligible: bool, limit: int, workspace_dir: Path | None, **asked: Any) -> None:
    """Who left and may be asked to come back, and who not, with every reason; how many came back.

    With ACCOUNT (its id or name): a campaign of three messages to it, made of its own words and of what was mended
    since. Nothing is sent.
    """
    from workspace.assistant_tools import open_session
    from workspace.play_drafts import campaign, kind_of
    from workspace.workspace import find_workspace

    drafting = Drafting(**asked)
    session = open_session(find_workspace(workspace_dir))
    if account:
        draft = campaign(session, account, drafting.style)
        made(session, draft, kind_of(draft), drafting)
        return
    from cli.winback_text import winback_shape, winback_text
    from workspace.winback import winback

    board = winback(session)
    if drafting.as_json:
        emit_json(winback_shape(board, eligible))
    else:
        emit(winback_text(board, eligible, limit))
