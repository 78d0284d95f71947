"""``nrr community``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from cli.options import DayType, json_option, workspace_option
from cli.output import emit, emit_json, fitted_table, narrate, wrapped
from cli.reach import say_reach
from foundation.errors import SettingsError


@click.command("community")
@click.option("--date", "as_of", type=DayType(), help="What was known by this day. Default: the latest.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the plan to this file, FILE.md.")
@workspace_option
@json_option
def command(as_of: date | None, output: Path | None, workspace_dir: Path | None, as_json: bool) -> None:
    """Who leads, advises and helps whom; who belongs nowhere; what taking part goes with."""
    from workspace.community import community, write_community
    from workspace.workspace import find_workspace

    if as_json and output is not None:
        raise SettingsError("--json goes to stdout, -o writes the document", hint="Give one of them.")
    workspace = find_workspace(workspace_dir)
    view = community(workspace, as_of)
    say_reach(workspace, as_of)
    if as_json:
        from cli.community_shapes import community_shape

        emit_json(community_shape(view))
        return
    if output is not None:
        narrate(f"Community plan: {write_community(view, output)}")
        return
    from reports.community_plan import Shown, plan_sections

    sections = plan_sections(view.plan, view.names, view.labels, view.currency, Shown(6, 4, 15))
    for at, section in enumerate(sections):
        if at:
            emit()
        emit(wrapped(section.title))
        for line in section.lines:
            emit(wrapped(line))
        if section.rows:
            emit(fitted_table(section.heads, section.rows, section.align))
