"""``nrr coverage``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from cli.options import DayType, json_option, workspace_option
from cli.output import emit, emit_json, narrate
from cli.reach import say_reach


@click.command("coverage")
@click.argument("account", nargs=-1)
@click.option("--date", "day", type=DayType(), help="The day. Default: the latest that the data reaches.")
@click.option("--all", "everybody", is_flag=True, help="All paying accounts, not the top 20 % by ARR alone.")
@click.option("--gaps", is_flag=True, help="Only accounts with a gap.")
@click.option("--owner", metavar="NAME", help="Only this owner's accounts.")
@workspace_option
@json_option
def command(
    account: tuple[str, ...],
    day: date | None,
    everybody: bool,
    gaps: bool,
    owner: str | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Who is known at the top accounts, three levels by three functions; sponsors, executive contact, gaps."""
    from cli.coverage_text import coverage_shape, coverage_text
    from foundation.clock import SystemClock
    from workspace.coverage import CoverageQuery, account_coverage
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    query = CoverageQuery(day, " ".join(account) or None, owner, everybody, gaps)
    view = account_coverage(workspace, query, SystemClock())
    say_reach(workspace, day)
    if as_json:
        emit_json(coverage_shape(view))
        return
    emit(coverage_text(view, workspace.settings.company.currency, full=bool(account)))
    if not view.contacts:
        narrate("note: no contacts are imported, so nobody is known anywhere: nrr import contacts FILE")
    if view.unread:
        shown = ", ".join(repr(one) for one in view.unread[:8])
        narrate(
            f"note: not understood as a level or function, so not counted there: {shown}. Name functions under "
            "[coverage] in nrr.toml"
        )
