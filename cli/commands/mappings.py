"""``nrr mappings``: the column mappings that the workspace has saved."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import json_option, workspace_option
from cli.output import emit, emit_json, narrate, table

if TYPE_CHECKING:
    from workspace.store.mappings import SavedMapping


@click.group("mappings", invoke_without_command=True)
@workspace_option
@json_option
@click.pass_context
def command(ctx: click.Context, workspace_dir: Path | None, as_json: bool) -> None:
    """Saved column mappings: list them, show one, delete one. `nrr import … --save-map NAME` saves one,
    `--use-map NAME` reads with it."""
    ctx.obj = workspace_dir
    if ctx.invoked_subcommand is None:
        _list(workspace_dir, as_json)


@command.command("list")
@workspace_option
@json_option
@click.pass_obj
def list_command(above: Path | None, workspace_dir: Path | None, as_json: bool) -> None:
    """All saved mappings."""
    _list(workspace_dir or above, as_json)


@command.command("show")
@click.argument("name")
@workspace_option
@json_option
@click.pass_obj
def show_command(above: Path | None, name: str, workspace_dir: Path | None, as_json: bool) -> None:
    """One saved mapping, field by field."""
    from workspace.mappings import mapping_named
    from workspace.workspace import find_workspace

    saved = mapping_named(find_workspace(workspace_dir or above), name)
    if as_json:
        emit_json(_shape(saved))
        return
    emit(f"{saved.name}: for {saved.kind}, saved {saved.at:%Y-%m-%d %H:%M} UTC")
    rows = [*_rows(saved.mapping, "column"), *_rows(saved.constants, "always")]
    emit(table(("Field", "Is", "Value"), rows, "lll"))


@command.command("delete")
@click.argument("name")
@workspace_option
@click.pass_obj
def delete_command(above: Path | None, name: str, workspace_dir: Path | None) -> None:
    """Delete one saved mapping."""
    from workspace.mappings import delete_mapping
    from workspace.workspace import find_workspace

    saved = delete_mapping(find_workspace(workspace_dir or above), name)
    narrate(f"Deleted the mapping {saved.name!r} for {saved.kind}.")


def _list(workspace_dir: Path | None, as_json: bool) -> None:
    from workspace.mappings import described, list_mappings
    from workspace.workspace import find_workspace

    known = list_mappings(find_workspace(workspace_dir))
    if as_json:
        emit_json([_shape(saved) for saved in known])
        return
    if not known:
        emit("No mapping is saved yet: nrr import KIND FILE --map field=column --save-map NAME saves one.")
        return
    rows = [
        (saved.name, saved.kind, f"{saved.at:%Y-%m-%d}", described(saved.mapping, saved.constants))
        for saved in known
    ]
    emit(table(("Name", "Kind", "Saved", "Reads"), rows, "llll"))


def _rows(values: Mapping[str, str], word: str) -> list[tuple[str, str, str]]:
    return [(field, word, value) for field, value in values.items()]


def _shape(saved: SavedMapping) -> dict[str, object]:
    return {
        "name": saved.name,
        "kind": saved.kind,
        "mapping": dict(saved.mapping),
        "constants": dict(saved.constants),
        "headers": list(saved.headers),
        "at": saved.at.isoformat(),
    }
