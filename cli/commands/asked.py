"""``nrr asked``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.options import NumberType, json_option, workspace_option
from cli.output import emit, emit_json, narrate

if TYPE_CHECKING:
    from workspace.asked import Turn


@click.command("asked")
@click.argument("number", metavar="[NUMBER]", type=NumberType("#"), required=False)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many to list.")
@click.option("--delete", is_flag=True, help="Delete NUMBER, or all of them.")
@workspace_option
@json_option
def command(number: int | None, limit: int, delete: bool, workspace_dir: Path | None, as_json: bool) -> None:
    """What was asked in the app's Assistant, the newest first; NUMBER shows one with its answer."""
    from cli.answer_text import answer_text
    from workspace.asked import asked_turn_of, forget_turns, turns
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    if delete:
        if number is not None:
            asked_turn_of(workspace, number)
        gone = forget_turns(workspace, None if number is None else (number,))
        narrate(f"deleted {gone:,} question{'' if gone == 1 else 's'} with the answer")
    elif number is not None:
        turn = asked_turn_of(workspace, number)
        if as_json:
            emit_json(_shape(turn))
        else:
            emit(f"{_line(turn)}\n\n{answer_text(turn.answer)}")
    elif as_json:
        emit_json([_shape(turn) for turn in turns(workspace)[:limit]])
    else:
        listed = [_line(turn) for turn in turns(workspace)[:limit]]
        emit("\n".join(listed) or "Nothing was asked yet: open the app with nrr and press 6.")


def _line(turn: Turn) -> str:
    from foundation.text import one_line

    return f"#{turn.number}  {turn.at:%Y-%m-%d %H:%M} UTC  {one_line(turn.question, 160)}"


def _shape(turn: Turn) -> dict[str, Any]:
    from cli.answer_text import answer_shape

    return {
        "number": turn.number,
        "at": turn.at.isoformat(),
        "account": turn.account,
        "theme": turn.theme,
        "month": str(turn.month) if turn.month else None,
        **answer_shape(turn.answer),
    }
