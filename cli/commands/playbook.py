"""``nrr playbook``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cli.draft_making import Drafting, drafting_options, made
from cli.options import json_option, workspace_option


@click.command("playbook")
@click.argument("account")
@click.option(
    "--play", default="", help="The play to draft (nrr plays library). Default: the one that is due."
)
@drafting_options
@workspace_option
@json_option
def command(account: str, play: str, workspace_dir: Path | None, **asked: Any) -> None:
    """Draft a play for ACCOUNT (its id or name): situation, goal, steps with days and owners, messages, asks, risks.

    Made of the account's own facts and words; what is not known is left out. Where a model is configured it writes the
    messages, each of which stands only where it passes the checks of all drafts. Nothing is sent, and nothing is kept
    without --keep.
    """
    from workspace.assistant_tools import open_session
    from workspace.play_drafts import kind_of, playbook
    from workspace.workspace import find_workspace

    drafting = Drafting(**asked)
    session = open_session(find_workspace(workspace_dir))
    draft = playbook(session, account, play, drafting.style)
    made(session, draft, kind_of(draft), drafting)
