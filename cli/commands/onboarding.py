"""``nrr onboarding``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from cli.options import DayType, json_option, workspace_option
from cli.output import emit, emit_json
from cli.reach import say_reach

_SHOWN = 30


@click.command("onboarding")
@click.argument("account", required=False)
@click.option("--stalled", is_flag=True, help="Only the accounts that have stalled.")
@click.option(
    "--limit", type=click.IntRange(1), help=f"Accounts to show. Default: {_SHOWN}, with --json all."
)
@click.option("--date", "as_of", type=DayType(), help="As of this day. Default: the latest known.")
@workspace_option
@json_option
def command(
    account: str | None,
    stalled: bool,
    limit: int | None,
    as_of: date | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Accounts in onboarding: what is next, who has stalled, what to do; time to value by segment.

    With ACCOUNT (its id or name): that one in full.
    """
    from cli.onboarding_text import account_text, board_text, view_shape
    from workspace.onboarding import OnboardingQuery, onboarding
    from workspace.workspace import find_workspace

    shown = limit or (None if as_json else _SHOWN)
    workspace = find_workspace(workspace_dir)
    view = onboarding(workspace, OnboardingQuery(account, as_of, stalled, shown))
    say_reach(workspace, as_of)
    if as_json:
        emit_json(view_shape(view))
    else:
        emit(account_text(view) if account else board_text(view, stalled))
