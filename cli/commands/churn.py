"""``nrr churn``: who may leave, and what past departures teach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from cli.options import DayType, F, json_option, workspace_option
from cli.output import emit, emit_json
from cli.reach import say_reach

if TYPE_CHECKING:
    from workspace.workspace import Workspace

_HELP = ("-h", "--help")
_SHOWN = 20
T = TypeVar("T")


class _ChurnGroup(click.Group):
    """``nrr churn [ACCOUNT]``: what is no subcommand's name is taken for an account."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        rest = args[2:] if args and args[0] in ("-w", "--workspace") else args
        first = rest[0] if rest else ""
        if not (args and args[0] in _HELP) and first not in self.commands:
            args = [*args[: len(args) - len(rest)], "show", *rest]
        return super().parse_args(ctx, args)


def _day_option(function: F) -> F:
    return click.option(
        "--date", "day", type=DayType(), help="As of this day. Default: the latest month's end."
    )(function)


def _shared(function: Callable[..., None]) -> Callable[..., None]:
    return _day_option(workspace_option(json_option(click.pass_obj(function))))


@click.group("churn", cls=_ChurnGroup, subcommand_metavar="[ACCOUNT] | COMMAND [ARGS]...")
@workspace_option
@click.pass_context
def command(ctx: click.Context, workspace_dir: Path | None) -> None:
    """Who may leave within 90 days and why, `nrr churn [ACCOUNT]`, or what past departures teach.

    The options of the list are those of nrr churn show.
    """
    ctx.obj = workspace_dir


@command.command(
    "show", short_help="Accounts by ARR at risk, or one account; nrr churn [ACCOUNT] does the same."
)
@click.argument("account", nargs=-1)
@click.option(
    "--limit",
    type=click.IntRange(1),
    metavar="N",
    help=f"Accounts to show. Default: {_SHOWN}, with --json all.",
)
@_shared
def show_command(
    above: Path | None,
    account: tuple[str, ...],
    limit: int | None,
    day: date | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Accounts by ARR at risk with their top driver, or one account with all drivers."""
    from cli.churn_text import account_text, list_text
    from cli.shapes_churn import account_shape, list_shape
    from workspace.churn import account_view, risk_list
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir or above)
    if account:
        view = account_view(workspace, " ".join(account), day)
        say_reach(workspace, day)
        if as_json:
            emit_json(account_shape(view))
        else:
            emit(account_text(view))
        return
    found = risk_list(workspace, day, limit or (None if as_json else _SHOWN))
    say_reach(workspace, day)
    if as_json:
        emit_json(list_shape(found))
    else:
        emit(list_text(found))


@command.command(
    "cohorts", short_help="Retention by start month, survival by segment, churn by tenth of a metric."
)
@click.option("--all", "everything", is_flag=True, help="List every start month, not the latest 24 alone.")
@_shared
def cohorts_command(
    above: Path | None, everything: bool, day: date | None, workspace_dir: Path | None, as_json: bool
) -> None:
    """Retention by start month in accounts and revenue, how long accounts stay, churn by tenth of each metric."""
    from cli.churn_past_text import cohorts_text
    from cli.shapes_churn import cohorts_shape
    from workspace.churn_past import cohort_view

    _print(
        workspace_dir or above,
        as_json,
        day,
        lambda one: cohort_view(one, day),
        cohorts_shape,
        lambda view: cohorts_text(view, everything),
    )


@command.command("signals", short_help="What shows before accounts leave: lift, interval, n, lead time.")
@_shared
def signals_command(above: Path | None, day: date | None, workspace_dir: Path | None, as_json: bool) -> None:
    """Signals with their lift, 80 and 95 % intervals, numbers and lead time."""
    from cli.churn_past_text import signals_text
    from cli.shapes_churn import signals_shape
    from workspace.churn_past import signal_view

    _print(
        workspace_dir or above, as_json, day, lambda one: signal_view(one, day), signals_shape, signals_text
    )


@command.command("drivers", short_help="What parts accounts that stay from those that leave.")
@_shared
def drivers_command(above: Path | None, day: date | None, workspace_dir: Path | None, as_json: bool) -> None:
    """Attributes and behaviours that part accounts that stay from those that leave, strongest first."""
    from cli.churn_past_text import drivers_text
    from cli.shapes_churn import drivers_shape
    from workspace.churn_past import driver_view

    _print(
        workspace_dir or above, as_json, day, lambda one: driver_view(one, day), drivers_shape, drivers_text
    )


@command.command("evaluate", short_help="How the model and the scorecard did as time went by.")
@_shared
def evaluate_command(above: Path | None, day: date | None, workspace_dir: Path | None, as_json: bool) -> None:
    """How the model did on the book's own past, in order of time, against the scorecard and the base rate."""
    from cli.churn_past_text import evaluation_text
    from cli.shapes_churn import evaluation_shape
    from workspace.churn_past import evaluation

    _print(
        workspace_dir or above,
        as_json,
        day,
        lambda one: evaluation(one, day),
        evaluation_shape,
        evaluation_text,
    )


@command.command(
    "retro", short_help="Looking back at an account that left; without one, all that nobody flagged."
)
@click.argument("account", nargs=-1)
@_shared
def retro_command(
    above: Path | None, account: tuple[str, ...], day: date | None, workspace_dir: Path | None, as_json: bool
) -> None:
    """Was an account flagged before it left, what was missed, what should change; without ACCOUNT, all that were
    not flagged."""
    from cli.churn_past_text import retro_text
    from cli.shapes_churn import retro_shape
    from workspace.churn_past import retro_view

    wanted = " ".join(account) or None
    _print(
        workspace_dir or above,
        as_json,
        day,
        lambda one: retro_view(one, wanted, day),
        retro_shape,
        retro_text,
    )


def _print(
    workspace_dir: Path | None,
    as_json: bool,
    day: date | None,
    look: Callable[[Workspace], T],
    shape: Callable[[T], object],
    text: Callable[[T], str],
) -> None:
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    view = look(workspace)
    say_reach(workspace, day)
    if as_json:
        emit_json(shape(view))
    else:
        emit(text(view))
