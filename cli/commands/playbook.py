"""``nrr playbook``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.message_language import language_option
from cli.options import json_option, workspace_option
from cli.output import WIDTH, emit, emit_json, terminal_width
from cli.tones import tone_option


@click.command("playbook")
@click.argument("account")
@click.option(
    "--play", default="", help="The play to draft (nrr plays library). Default: the one that is due."
)
@tone_option
@language_option
@workspace_option
@json_option
def command(
    account: str, play: str, tone: str, language: str, workspace_dir: Path | None, as_json: bool
) -> None:
    """Draft a play for ACCOUNT (its id or name): situation, goal, steps with days and owners, messages, asks, risks.

    Made of the account's own facts and words; what is not known is left out. Nothing is sent.
    """
    from cli.draft_text import draft_shape, draft_text
    from playbooks.languages import Language
    from playbooks.tones import Tone
    from workspace.play_drafts import playbook
    from workspace.workspace import find_workspace

    draft = playbook(find_workspace(workspace_dir), account, play, Tone(tone), Language(language))
    if as_json:
        emit_json(draft_shape(draft))
    else:
        emit(draft_text(draft, min(terminal_width() or WIDTH, WIDTH)))
