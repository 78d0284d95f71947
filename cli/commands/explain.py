"""``nrr explain``."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import NumberType, json_option, workspace_option
from cli.output import emit, emit_json, terminal_width

_SHOWN = 20


@click.command("explain")
@click.argument("figure")
@click.option("--limit", type=NumberType(), default=_SHOWN, show_default=True, help="Inputs and rows shown.")
@workspace_option
@json_option
@click.pass_context
def command(
    context: click.Context, figure: str, limit: int, workspace_dir: Path | None, as_json: bool
) -> None:
    """Open a printed figure: its formula, its inputs, and the rows and files it rests on.

    FIGURE is an id such as nrr:2026-10, nrr:2026-10/tier=Tier 1 or mrr:ACCOUNT@2026-10; commands print them
    with --json. The figure is computed again from its inputs and must come out the same. The id of a feedback
    item shows that item whole. On a terminal rows are cut to its width; --json and what is written to a file or
    pipe hold them whole.
    """
    from workspace.explain import explain
    from workspace.item_view import is_item_id
    from workspace.workspace import find_workspace

    if is_item_id(figure):
        _item(figure.strip(), workspace_dir, as_json=as_json)
        return
    opened = explain(find_workspace(workspace_dir), figure)
    if as_json:
        from cli.explain_text import explained_shape

        emit_json(explained_shape(opened))
    else:
        from cli.explain_text import explained_text

        emit(explained_text(opened, limit, terminal_width()))
    if not opened.holds:
        context.exit(3)


def _item(item: str, workspace_dir: Path | None, *, as_json: bool) -> None:
    from cli.item_text import item_shape, item_text
    from workspace.item_view import open_item
    from workspace.workspace import find_workspace

    view = open_item(find_workspace(workspace_dir), item)
    if as_json:
        emit_json(item_shape(view))
    else:
        emit(item_text(view))
