"""``nrr themes registry``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import json_option, month_option, workspace_option
from cli.output import emit, emit_json, narrate
from foundation.errors import SettingsError
from foundation.months import Month


@click.command("registry", short_help="All themes as plain text for version control.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write it to this file.")
@month_option
@workspace_option
@json_option
@click.pass_context
def registry_command(
    ctx: click.Context, output: Path | None, month: Month | None, workspace_dir: Path | None, as_json: bool
) -> None:
    """All themes and what people decided about them, as a plain text that version control compares well."""
    from workspace.theme_registry import registry, registry_text, write_registry
    from workspace.workspace import find_workspace

    above = ctx.parent.params if ctx.parent else {}
    workspace = find_workspace(workspace_dir or above.get("workspace_dir"))
    month = month or above.get("month")
    if as_json or above.get("as_json"):
        from cli.edit_shapes import registry_shape

        if output is not None:
            raise SettingsError("--json goes to stdout, -o writes the text", hint="Give one of them.")
        emit_json(registry_shape(registry(workspace, month)))
        return
    if output is None:
        emit(registry_text(registry(workspace, month)).rstrip("\n"))
        return
    narrate(f"Registry: {write_registry(workspace, month, output)}")
