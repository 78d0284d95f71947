"""``nrr health``, ``nrr health ACCOUNT``, and ``nrr health backtest`` and ``routes`` under it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import DayType, NumberType, json_option, workspace_option
from cli.output import emit, emit_json, narrate, wrapped
from cli.reach import say_reach

if TYPE_CHECKING:
    from workspace.workspace import Workspace

_BANDS = ("critical", "at risk", "healthy", "thriving", "not enough data")


class _HealthGroup(click.Group):
    """What is no subcommand's name is taken for options of the list or for an account's id or name."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        words = args[2:] if args and args[0] in ("-w", "--workspace") else args
        if not words or (words[0] not in self.commands and words[0] not in ("-h", "--help")):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group("health", cls=_HealthGroup, subcommand_metavar="[ACCOUNT | COMMAND] [OPTIONS]")
@workspace_option
@click.pass_context
def command(ctx: click.Context, workspace_dir: Path | None) -> None:
    """Health of all accounts, worst first; of one, with every reason: nrr health ACCOUNT. The options of the
    list are those of nrr health show."""
    ctx.obj = workspace_dir


@command.command("show", short_help="All accounts, or one in full; nrr health [ACCOUNT] does the same.")
@click.argument("account", nargs=-1)
@click.option("--date", "day", type=DayType(), help="The day. Default: the latest that the data reaches.")
@click.option("--band", type=click.Choice(_BANDS), help="Only accounts in this band.")
@click.option("--tier", metavar="NAME", help="Only this tier, for example 1.")
@click.option("--segment", metavar="NAME", help="Only this segment.")
@click.option("--owner", metavar="NAME", help="Only this owner's accounts.")
@click.option("--limit", type=NumberType(), help="Show at most so many.")
@click.option("--freeze", is_flag=True, help="Freeze the day's scores for good.")
@click.option("--frozen", is_flag=True, help="Show a day as it was frozen. Default: the latest.")
@workspace_option
@json_option
@click.pass_obj
def show_command(
    above: Path | None,
    account: tuple[str, ...],
    day: date | None,
    band: str | None,
    tier: str | None,
    segment: str | None,
    owner: str | None,
    limit: int | None,
    freeze: bool,
    frozen: bool,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Health of all accounts, worst band first and within it the largest; of one account every reason."""
    from foundation.clock import SystemClock
    from workspace.health import HealthQuery, account_health, list_health
    from workspace.workspace import find_workspace

    filters = {"--band": band, "--tier": tier, "--segment": segment, "--owner": owner, "--limit": limit}
    given = [name for name, value in filters.items() if value is not None]
    if given and (account or freeze or frozen):
        raise click.UsageError(f"{given[0]} is for the list of accounts alone")
    if freeze and (frozen or account):
        raise click.UsageError("--freeze stands alone: it freezes the day of all accounts")
    workspace = find_workspace(workspace_dir or above)
    if freeze:
        _freeze(workspace, day, as_json)
    elif frozen:
        _show_frozen(workspace, day, " ".join(account), as_json)
    elif account:
        from cli.health_text import account_shape, account_text

        view = account_health(workspace, " ".join(account), day, SystemClock())
        say_reach(workspace, day)
        if as_json:
            emit_json(account_shape(view))
        else:
            emit(account_text(view, workspace.settings.company.currency))
    else:
        from cli.health_text import list_shape, list_text

        found = list_health(workspace, HealthQuery(day, band, tier, segment, owner, limit), SystemClock())
        say_reach(workspace, day)
        if as_json:
            emit_json(list_shape(found))
            return
        emit(list_text(found, workspace.settings.company.currency))
        for note in found.notes:
            narrate(wrapped(f"note: {note}"))
        if found.lines:
            narrate(f"Open one: nrr health {found.lines[0].account}")


def _freeze(workspace: Workspace, day: date | None, as_json: bool) -> None:
    from foundation.clock import SystemClock
    from workspace.health_freezing import freeze_health

    done = freeze_health(workspace, day, SystemClock())
    if as_json:
        at = done.before.isoformat() if done.before else None
        emit_json({"date": done.day.isoformat(), "accounts": done.accounts, "frozen_before": at})
    elif done.before:
        emit(f"{done.day} was frozen on {done.before.date()} and stays as it was.")
    elif not done.accounts:
        emit(f"No account pays on {done.day}; nothing was frozen.")
    else:
        emit(f"Health of {done.accounts:,} accounts on {done.day} is frozen.")


def _show_frozen(workspace: Workspace, day: date | None, account: str, as_json: bool) -> None:
    from cli.health_text import frozen_shape, frozen_text
    from workspace.health_freezing import frozen_health

    frozen_day, snapshots, names = frozen_health(workspace, day, account or None)
    if as_json:
        emit_json(frozen_shape(frozen_day, snapshots))
    else:
        emit(frozen_text(frozen_day, snapshots, names))


@command.command("backtest", short_help="Health held against your own churn.")
@click.option("--until", type=DayType(), help="The last day looked at. Default: the latest of the data.")
@workspace_option
@json_option
@click.pass_obj
def backtest_command(
    above: Path | None, until: date | None, workspace_dir: Path | None, as_json: bool
) -> None:
    """How early health warned of churn, whom it picked, how often each band was right, what each signal adds."""
    from cli.backtest_text import backtest_shape, backtest_text
    from foundation.clock import SystemClock
    from workspace.health_backtest import backtest_health
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir or above)
    found = backtest_health(workspace, until, SystemClock())
    say_reach(workspace, until)
    if as_json:
        emit_json(backtest_shape(found))
    else:
        emit(backtest_text(found))


@command.command("routes", short_help="The rules that turn health into plays.")
@click.option("--write", is_flag=True, help="Copy them into the workspace, to be changed there.")
@workspace_option
@click.pass_obj
def routes_command(above: Path | None, write: bool, workspace_dir: Path | None) -> None:
    """The routing rules that hold: band, tier, trend and renewal window to play, owner and deadline."""
    from workspace.health_rules import load_routes, routes_text, write_routes
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir or above)
    if write:
        narrate(f"Written to {write_routes(workspace)}; change it there.")
        return
    load_routes(workspace)
    text, where = routes_text(workspace)
    narrate(f"From {where}:")
    emit(text.rstrip("\n"))
