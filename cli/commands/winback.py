"""``nrr winback``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.message_language import language_option
from cli.options import json_option, workspace_option
from cli.output import WIDTH, emit, emit_json, terminal_width
from cli.tones import tone_option


@click.command("winback")
@click.argument("account", default="")
@click.option("--eligible", is_flag=True, help="Only those that may be asked.")
@click.option("--limit", type=click.IntRange(min=1), default=40, show_default=True, help="Lines of text.")
@tone_option
@language_option
@workspace_option
@json_option
def command(
    account: str,
    eligible: bool,
    limit: int,
    tone: str,
    language: str,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Who left and may be asked to come back, and who not, with every reason; how many came back.

    With ACCOUNT (its id or name): a campaign of three messages to it, made of its own words and of what was mended
    since. Nothing is sent.
    """
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    if account:
        from cli.draft_text import draft_shape, draft_text
        from playbooks.languages import Language
        from playbooks.tones import Tone
        from workspace.play_drafts import campaign

        draft = campaign(workspace, account, Tone(tone), Language(language))
        if as_json:
            emit_json(draft_shape(draft))
        else:
            emit(draft_text(draft, min(terminal_width() or WIDTH, WIDTH)))
        return
    from cli.winback_text import winback_shape, winback_text
    from workspace.winback import winback

    board = winback(workspace)
    if as_json:
        emit_json(winback_shape(board, eligible))
    else:
        emit(winback_text(board, eligible, limit))
