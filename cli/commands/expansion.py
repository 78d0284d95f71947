"""``nrr expansion``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from cli.options import DayType, json_option, workspace_option
from cli.output import emit, emit_json, narrate
from cli.reach import say_reach

_SHOWN = 20


@click.command("expansion")
@click.argument("account", required=False)
@click.option("--suppressed", is_flag=True, help="Those with a trigger that are held back, and why.")
@click.option("--limit", type=click.IntRange(1), help=f"Leads to show. Default: {_SHOWN}, with --json all.")
@click.option("--date", "as_of", type=DayType(), help="As of this day. Default: the latest known.")
@workspace_option
@json_option
def command(
    account: str | None,
    suppressed: bool,
    limit: int | None,
    as_of: date | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Accounts that are ripe to grow: what for, what it may be worth, what to show them.

    Nobody with health under 70, a churn risk of 30 % or more, an open Tier 1 theme, a critical ticket or a save play is
    among them. With ACCOUNT (its id or name): that one in full, held back or not.
    """
    from cli.expansion_text import account_text, leads_text, view_shape
    from workspace.expansion import ExpansionQuery, expansion
    from workspace.workspace import find_workspace

    shown = limit or (None if as_json else _SHOWN)
    workspace = find_workspace(workspace_dir)
    view = expansion(workspace, ExpansionQuery(account, as_of, suppressed, shown))
    say_reach(workspace, as_of)
    if as_json:
        emit_json(view_shape(view, suppressed))
        return
    emit(account_text(view) if account else leads_text(view, suppressed))
    for note in view.notes:
        narrate(f"not judged: {note}")
