"""Feedback without an account: ``nrr import unmatched`` lists it, ``nrr import assign`` says whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import json_option, workspace_option
from cli.output import emit, emit_json, narrate, table
from foundation.text import one_line

if TYPE_CHECKING:
    from workspace.store.matches import UnmatchedItem
    from workspace.unmatched import UnmatchedGroup


@click.command("unmatched")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many groups.")
@click.option("--assigned", "show_assigned", is_flag=True, help="List what was assigned by hand instead.")
@click.option("--items", is_flag=True, help="List the items that name nothing to tell an account by instead.")
@workspace_option
@json_option
def unmatched(limit: int, show_assigned: bool, items: bool, workspace_dir: Path | None, as_json: bool) -> int:
    """Feedback that found no account, by what it could be told by, with the nearest accounts."""
    from workspace import unmatched as use_case
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    if show_assigned:
        rows = [list(row) for row in use_case.assigned(workspace)]
        if as_json:
            emit_json([dict(zip(("clue", "value", "account"), row, strict=True)) for row in rows])
        else:
            emit(table(("clue", "value", "account"), rows, "lll") if rows else "Nothing is assigned by hand.")
        return 0
    if items:
        _items(use_case.clueless(workspace, limit), as_json=as_json)
        return 0
    groups = use_case.unmatched(workspace, limit)
    if as_json:
        emit_json([group_shape(group) for group in groups])
    elif not groups:
        emit("All feedback has an account.")
    else:
        emit("\n".join(_lines(groups)))
        narrate(
            "Assign with: nrr import assign --domain D|--organization NAME|--external ID|--item ID ACCOUNT"
        )
    return 0


def _items(found: Sequence[UnmatchedItem], *, as_json: bool) -> None:
    if as_json:
        names = ("id", "external_id", "source", "day", "subject")
        emit_json([{name: getattr(one, name) for name in names} for one in found])
        return
    rows = [(one.day, one.source, one.external_id, one.id, one_line(one.subject)) for one in found]
    heads = ("day", "source", "there", "id", "subject")
    emit(
        table(heads, rows, "lllll")
        if rows
        else "All feedback without an account names something to tell it by."
    )


def group_shape(group: UnmatchedGroup) -> dict[str, object]:
    """One group of ``nrr import unmatched --json``."""
    return {
        "clue": group.kind,
        "value": group.value,
        "title": group.title,
        "items": group.items,
        "sources": list(group.sources),
        "first": group.first.isoformat(),
        "last": group.last.isoformat(),
        "reason": group.reason,
        "nearest": [
            {"account": one.account_id, "name": one.name, "score": one.score, "by": one.by}
            for one in group.nearest
        ],
        "examples": list(group.examples),
    }


def _lines(groups: tuple[UnmatchedGroup, ...]) -> list[str]:
    width = max(len(group.words) for group in groups)
    lines = []
    for group in groups:
        near = ", ".join(f"{one.account_id} {one.name} ({one.by} {one.score})" for one in group.nearest)
        near = near or (f"none; items {', '.join(group.examples)}" if group.kind == "none" else "none")
        count = f"{group.items:,} item{'s' if group.items != 1 else ''}"
        lines.append(f"{group.words:<{width}}  {count:>9}  nearest: {near}")
        lines.append(f"    {', '.join(group.sources)}, {group.first} to {group.last}: {group.reason}")
    return lines


@click.command("assign")
@click.argument("account", required=False)
@click.option("--domain", help="All feedback from this e-mail domain and those below it.")
@click.option("--organization", help="All feedback of this organization, by name or help-desk id.")
@click.option("--external", help="All feedback with this external id.")
@click.option("--account-column", "account_column", help="All rows whose account column says this.")
@click.option("--item", help="This one item, by its id.")
@click.option("--undo", is_flag=True, help="Take the assignment back.")
@workspace_option
@json_option
def assign(
    account: str | None, undo: bool, workspace_dir: Path | None, as_json: bool, **clues: str | None
) -> int:
    """Give feedback to ACCOUNT (its id or name): what is here now and what later imports bring."""
    from foundation.clock import SystemClock
    from workspace import unmatched as use_case
    from workspace.workspace import find_workspace

    given = {kind.removesuffix("_column"): value for kind, value in clues.items() if value is not None}
    if len(given) != 1:
        raise click.UsageError("give one of --domain, --organization, --external, --account-column, --item.")
    if undo is (account is not None):
        raise click.UsageError("--undo takes no ACCOUNT." if undo else "name the ACCOUNT.")
    ((kind, value),) = given.items()
    workspace = find_workspace(workspace_dir)
    if account is None:
        changed = use_case.unassign(workspace, kind, value, SystemClock())
    else:
        changed = use_case.assign(workspace, kind, value, account, SystemClock())
    if as_json:
        emit_json({"clue": kind, "value": value, "account": account, "changed": changed})
    else:
        done = "taken back" if undo else "assigned"
        emit(f"{kind} {value} {done}: {changed:,} item{'s' if changed != 1 else ''} changed account.")
        if changed:
            narrate("Themes count it from the next `nrr synthesize` on.")
    return 0
