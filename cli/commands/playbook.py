"""``nrr playbook``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import json_option, workspace_option
from cli.output import WIDTH, emit, emit_json, narrate, terminal_width


@click.command("playbook")
@click.argument("account")
@click.option(
    "--play", default="", help="The play to draft (nrr plays library). Default: the one that is due."
)
@click.option("--keep", "kept", is_flag=True, help="Keep the draft (nrr drafts); its id is printed.")
@click.option("--by", default="", help="With --keep: who keeps it. Default: the machine's user.")
@workspace_option
@json_option
def command(account: str, play: str, kept: bool, by: str, workspace_dir: Path | None, as_json: bool) -> None:
    """Draft a play for ACCOUNT (its id or name): situation, goal, steps with days and owners, messages, asks, risks.

    Made of the account's own facts and words; what is not known is left out. Nothing is sent, and nothing is kept
    without --keep.
    """
    from cli.draft_text import draft_shape, draft_text
    from workspace.drafts import keep
    from workspace.play_drafts import kind_of, playbook
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    draft = playbook(workspace, account, play)
    own = keep(workspace, draft, kind_of(draft), by).id if kept else ""
    if own:
        narrate(f"Kept as {own[:8]}: nrr drafts show {own[:8]}")
    if as_json:
        emit_json(draft_shape(draft) | ({"id": own} if own else {}))
    else:
        emit(draft_text(draft, min(terminal_width() or WIDTH, WIDTH)))
