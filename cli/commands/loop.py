"""``nrr loop``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.draft_making import Drafting, drafting_options, made
from cli.options import json_option, workspace_option
from cli.output import emit, emit_json, narrate

if TYPE_CHECKING:
    from workspace.tools.session import Session


@click.command("loop")
@click.argument("theme", default="")
@click.argument("account", default="")
@click.option("--all", "everybody", is_flag=True, help="Keep a note, composed by rule, for each that waits.")
@click.option("--limit", type=click.IntRange(min=1), default=40, show_default=True, help="Lines of text.")
@drafting_options
@workspace_option
@json_option
def command(
    theme: str, account: str, everybody: bool, limit: int, workspace_dir: Path | None, **asked: Any
) -> None:
    """Close the loop: the themes that were mended, who raised them, and who was not told yet.

    With THEME (its id or label) the accounts that raised it before it was mended, each with its own words; with ACCOUNT
    too the note that tells it. Who was told is known from notes that were kept and marked as done (nrr drafts done).
    """
    from cli.loop_text import loop_shape, loop_text, raised_text, theme_shape
    from workspace.assistant_tools import open_session
    from workspace.loop import KIND, loop, loop_note, mended_theme
    from workspace.workspace import find_workspace

    drafting = Drafting(**asked)
    session = open_session(find_workspace(workspace_dir))
    if account:
        made(session, loop_note(session, theme, account, drafting.style), KIND, drafting)
        return
    if not theme:
        board = loop(session)
        emit_json(loop_shape(board)) if drafting.as_json else emit(loop_text(board))
        return
    if everybody:
        _keep_all(session, theme, drafting)
    found = mended_theme(session, theme)
    if drafting.as_json:
        emit_json(theme_shape(found))
    else:
        emit(raised_text(found, session.currency, limit))


def _keep_all(session: Session, theme: str, drafting: Drafting) -> None:
    """Keep a note for each account that waits and has none."""
    from workspace.loop import KIND, mended_theme
    from workspace.loop_notes import keep_notes

    found = mended_theme(session, theme)
    kept = keep_notes(session, found, drafting.style, drafting.by)
    narrate(f"Kept {len(kept)} notes: nrr drafts list --kind {KIND}")
