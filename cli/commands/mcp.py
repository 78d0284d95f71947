"""``nrr mcp``."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from cli.options import workspace_option
from cli.output import narrate


@click.command("mcp")
@click.option("--account", default="", help="Serve this account alone (its id or name); refuse all others.")
@workspace_option
def command(account: str, workspace_dir: Path | None) -> None:
    """Read-only tools for other assistants, over the Model Context Protocol on stdin and stdout.

    A client starts this; docs/mcp.md has the lines for its settings. It ends with stdin, or with Ctrl-C.
    """
    from workspace.serving import LiveTools
    from workspace.workspace import find_workspace

    workspace = find_workspace(workspace_dir)
    tools = LiveTools(workspace.root, account)
    tools.check()
    from assistant.mcp_server import Served, serve

    if sys.stdin.isatty():
        narrate(
            "Serving the tools on stdin and stdout; Ctrl-C ends it. Clients start this themselves: docs/mcp.md."
        )
    serve(Served(tools.specs, tools.call, _version()))


def _version() -> str:
    try:
        return version("nrr-engine")
    except PackageNotFoundError:
        return ""
