"""``nrr themes name``: names for the largest themes by the workspace's model."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import NumberType, json_option, month_option, workspace_option
from cli.output import ProgressLine, emit, emit_json, narrate
from foundation.errors import SettingsError
from foundation.money import count
from foundation.months import Month

if TYPE_CHECKING:
    from workspace.models import WorkspaceModel
    from workspace.theme_naming import NamesMade, NamingPlan
    from workspace.workspace import Workspace


@click.command("name", short_help="Let the model name the largest themes, checked against their members.")
@click.option("--top", type=NumberType(), default=20, show_default=True, help="So many themes, by ARR.")
@click.option("--budget", type=click.FloatRange(min=0), help="US dollars that this may cost.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--clear", is_flag=True, help="Forget all names by models: the offline labels are back.")
@month_option
@workspace_option
@json_option
@click.pass_context
def name_command(
    ctx: click.Context,
    top: int,
    budget: float | None,
    yes: bool,
    clear: bool,
    month: Month | None,
    workspace_dir: Path | None,
    as_json: bool,
) -> None:
    """Let the workspace's model name the month's largest themes by ARR. Each name is checked against the theme's
    members; the offline label is kept beside it, and stays where the name does not pass. Your own names always win."""
    from workspace.workspace import find_workspace

    above = ctx.parent.params if ctx.parent else {}
    workspace = find_workspace(workspace_dir or above.get("workspace_dir"))
    as_json = as_json or bool(above.get("as_json"))
    if clear:
        _clear(workspace, as_json)
        return
    from cli.naming_text import names_shape, names_text

    made = _made(workspace, (month or above.get("month"), top), budget, yes)
    if as_json:
        emit_json(names_shape(made))
    else:
        emit(names_text(made))


def _clear(workspace: Workspace, as_json: bool) -> None:
    from workspace.theme_naming import clear_names

    number = clear_names(workspace)
    if as_json:
        emit_json({"cleared": number})
    else:
        emit(f"{count(number, 'name')} by a model forgotten; the offline labels are back.")


def _made(
    workspace: Workspace, wanted: tuple[Month | None, int], budget: float | None, yes: bool
) -> NamesMade:
    from assistant.budget import Budget
    from foundation.clock import SystemClock
    from workspace.models import open_model
    from workspace.theme_naming import name_themes, plan_names

    model = open_model(workspace, Budget(usd=budget))
    if model is None:
        raise SettingsError(
            "no language model is configured, so the offline labels stay",
            hint="Set model.base_url and model.name in nrr.toml; docs/assistant.md says how.",
        )
    month, top = wanted
    plan = plan_names(workspace, model.name, month, top)
    _ask_leave(workspace, plan, model, yes)
    progress = ProgressLine()
    try:
        return asyncio.run(name_themes(workspace, plan, model, SystemClock(), progress))
    finally:
        progress.close()
        unwritten = model.close()
        if unwritten:
            narrate(unwritten)


def _ask_leave(workspace: Workspace, plan: NamingPlan, model: WorkspaceModel, yes: bool) -> None:
    """Say what it would cost and where it goes, and go on only where somebody wants that."""
    from foundation.clock import SystemClock
    from workspace.models import first_use_notice, notice_said

    preview = plan.preview(model)
    if not preview.calls:
        return
    narrate(
        f"{count(len(plan.requests), 'theme')} of {plan.month} to name: {preview.in_words()}. "
        "A name that fails its checks takes one more call."
    )
    notice = first_use_notice(workspace)
    if notice:
        narrate(notice)
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("this asks a language model: add --yes to go on at that cost.")
        click.confirm(f"Ask {model.name}?", abort=True, err=True)
    if notice:
        notice_said(workspace, SystemClock())
