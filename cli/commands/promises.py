"""``nrr promises``, and ``nrr promises kept|broken|undo ID``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import NumberType, json_option, month_option, workspace_option
from cli.output import emit, emit_json, narrate
from foundation.months import Month

if TYPE_CHECKING:
    from playbooks.promises.standing import Says

_SHOWN = 40
_STATES = ("open", "overdue", "kept", "broken", "seems kept")


@click.group("promises", invoke_without_command=True)
@click.option("--account", default="", help="Of this account alone (its id or name).")
@click.option("--owner", default="", help="Of this owner's accounts alone.")
@click.option("--state", type=click.Choice(_STATES), help="Only those that stand so.")
@click.option(
    "--due-within", type=NumberType(), metavar="DAYS", help="Only those due in so many days to come."
)
@click.option("--undated", is_flag=True, help="Those too that were said without a time.")
@click.option("--limit", type=click.IntRange(min=1), default=_SHOWN, show_default=True, help="Lines of text.")
@month_option
@workspace_option
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    account: str,
    owner: str,
    state: str | None,
    due_within: int | None,
    undated: bool,
    limit: int,
    month: Month | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """What our staff promised in calls and replies: who, in which words, by when, and how it stands.

    Only a person marks a promise kept or broken. With --month those that were said in it."""
    from cli.promise_text import ledger_shape, ledger_text, notes
    from playbooks.promises.standing import State
    from workspace.promises import LedgerQuery, ledger
    from workspace.workspace import find_workspace

    ctx.obj = workspace_dir
    if ctx.invoked_subcommand is not None:
        return
    asked = LedgerQuery(account, owner, State(state) if state else None, due_within, month, undated)
    found = ledger(find_workspace(workspace_dir), asked)
    for line in notes(found):
        narrate(line)
    if as_json:
        emit_json(ledger_shape(found))
    else:
        emit(ledger_text(found, limit))


def _mark(above: Path | None, folder: Path | None, promise: str, says: Says, by: str, as_json: bool) -> None:
    from cli.promise_text import line_shape, marked_text
    from workspace.promises import mark
    from workspace.whoami import signed
    from workspace.workspace import find_workspace

    line = mark(find_workspace(folder or above), promise, says, signed(by))
    if as_json:
        emit_json(line_shape(line))
    else:
        emit(marked_text(line, says))


@command.command("show")
@click.argument("promise_id", metavar="ID")
@workspace_option
@json_option
@click.pass_obj
def show_command(above: Path | None, promise_id: str, workspace_dir: Path | None, as_json: bool) -> None:
    """Promise ID in its place: what was said before and after it, who marked it, what speaks of it later."""
    from cli.promise_text import opened_shape, opened_text
    from workspace.promises import open_promise
    from workspace.workspace import find_workspace

    opened = open_promise(find_workspace(workspace_dir or above), promise_id)
    if as_json:
        emit_json(opened_shape(opened))
    else:
        emit(opened_text(opened))


def _marking(name: str, words: str) -> None:
    """The command that notes what a person says of a promise; ``name`` is one of ``Says``, or undo."""

    @command.command(name, help=words)
    @click.argument("promise_id", metavar="ID")
    @click.option("--by", default="", help="Who says so. Default: the machine's user.")
    @workspace_option
    @json_option
    @click.pass_obj
    def mark_command(
        above: Path | None, promise_id: str, by: str, workspace_dir: Path | None, as_json: bool
    ) -> None:
        from playbooks.promises.standing import Says

        says = Says.UNDONE if name == "undo" else Says(name)
        _mark(above, workspace_dir, promise_id, says, by, as_json)


_marking("kept", "Note that promise ID was kept.")
_marking("broken", "Note that promise ID was not kept.")
_marking("undo", "Take back what was noted last of promise ID; the note itself stays on record.")
