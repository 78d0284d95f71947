"""``nrr timeline``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import NumberType, json_option, workspace_option
from cli.output import emit, emit_json

_KINDS = ("ticket", "score", "call", "play", "revenue", "people", "milestone")
_SHOWN = 40


@click.command("timeline")
@click.argument("account")
@click.option("--kind", type=click.Choice(_KINDS), help="Only what is of this kind.")
@click.option("--limit", type=NumberType(), help=f"Show at most so many. Default: {_SHOWN}, with --json all.")
@workspace_option
@json_option
def command(
    account: str, kind: str | None, limit: int | None, workspace_dir: Path | None, as_json: bool
) -> None:
    """What happened at ACCOUNT (its id or name), the newest first: tickets, scores, calls, plays, revenue, people,
    milestones."""
    from cli.timeline_text import timeline_shape, timeline_text
    from workspace.assistant_tools import open_session
    from workspace.timeline import timeline_named
    from workspace.workspace import find_workspace

    session = open_session(find_workspace(workspace_dir))
    found = timeline_named(session, account, kind or "")
    if as_json:
        emit_json(timeline_shape(found, limit))
    else:
        emit(timeline_text(found, session.name(found.account), _SHOWN if limit is None else limit))
