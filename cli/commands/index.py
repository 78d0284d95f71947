"""``nrr index rebuild``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import workspace_option
from cli.output import ProgressLine, narrate


@click.group("index")
def command() -> None:
    """The search index is derived: it can be deleted and rebuilt at any time."""


@command.command("rebuild")
@workspace_option
def rebuild(workspace_dir: Path | None) -> None:
    """Make the index anew from the store's vectors."""
    from workspace.reindex import rebuild_index
    from workspace.workspace import find_workspace

    progress = ProgressLine()
    try:
        count = rebuild_index(find_workspace(workspace_dir), progress)
    finally:
        progress.close()
    narrate(f"The index holds {count:,} statements.")
