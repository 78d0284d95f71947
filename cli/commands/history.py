"""``nrr import history ITEM``: what later imports changed of it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from cli.options import json_option, workspace_option
from cli.output import emit, emit_json, table


@click.command("history")
@click.argument("item")
@workspace_option
@json_option
def history(item: str, workspace_dir: Path | None, as_json: bool) -> int:
    """What later imports and assignments changed of ITEM: short values before and after, of words only that
    they changed."""
    from workspace.history import changes
    from workspace.workspace import find_workspace

    found = changes(find_workspace(workspace_dir), item)
    if as_json:
        emit_json(
            [
                asdict(one) | {"when": one.when.isoformat() if one.when else None, "part": one.part_id}
                for one in found
            ]
        )
        return 0
    rows = [
        (
            f"{one.when:%Y-%m-%d %H:%M}" if one.when else "",
            one.field,
            one.before,
            one.after,
            "by hand" if one.by_hand else "import",
        )
        for one in found
    ]
    heads = ("when", "what", "before", "after", "by")
    emit(table(heads, rows, "lllll") if rows else "Nothing has changed since it came.")
    return 0
