"""``nrr init DIR``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.output import narrate


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", default="My company", help="Your company's name, as reports print it.")
def command(folder: Path, name: str) -> None:
    """Make a workspace in FOLDER: its settings file and an empty store."""
    from workspace.workspace import init_workspace

    workspace = init_workspace(folder, name)
    narrate(f"Made a workspace in {workspace.root}. Its settings: {workspace.root / 'nrr.toml'}")
    narrate(f"Next: nrr import accounts FILE -w {workspace.root}")
