"""``nrr accounts``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import NumberType, json_option, month_option, workspace_option
from cli.output import emit, emit_json, narrate
from foundation.months import Month
from workspace.accounts import AccountsQuery, Sort

_SHOWN = 50


@click.command("accounts")
@click.option(
    "--sort",
    type=click.Choice(("arr", "renewal", "risk", "name")),
    help="Order. Default: arr, with --renewing by renewal.",
)
@click.option("--tier", default="", help="Only this tier, for example 1.")
@click.option("--segment", default="", help="Only this segment.")
@click.option("--owner", default="", help="Only this owner's.")
@click.option(
    "--renewing", type=NumberType(), metavar="DAYS", help="The renewal calendar of the next so many days."
)
@click.option("--all", "everyone", is_flag=True, help="Accounts that pay nothing too.")
@click.option("--problems", is_flag=True, help="Rows of the book that something is wrong with, and what.")
@click.option("--limit", type=NumberType(), help=f"Show at most so many. Default: {_SHOWN}, with --json all.")
@month_option
@workspace_option
@json_option
def command(
    sort: Sort | None,
    tier: str,
    segment: str,
    owner: str,
    renewing: int | None,
    everyone: bool,
    problems: bool,
    limit: int | None,
    month: Month | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """The accounts that pay: tier, owner, ARR, renewal, risk, on the month's last day.

    With --renewing the calendar of their renewals by month too. With --problems the rows of the book that were
    left out, changed or doubted, each with its reason.
    """
    from cli.account_text import accounts_shape, accounts_text, notes, problems_shape, problems_text
    from workspace.accounts import book_problems, list_accounts
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    if problems:
        wrong = book_problems(workspace)
        if as_json:
            emit_json(problems_shape(wrong))
        else:
            emit(problems_text(wrong, _SHOWN if limit is None else limit))
        return
    query = AccountsQuery(month, sort, tier, segment, owner, renewing, everyone)
    found = list_accounts(workspace, query)
    for line in notes(found):
        narrate(line)
    if as_json:
        emit_json(accounts_shape(found, limit))
    else:
        emit(accounts_text(found, _SHOWN if limit is None else limit, with_calendar=renewing is not None))
