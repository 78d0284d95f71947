"""What the commands under ``nrr drafts`` share: the workspace, who does it, and how a refusal is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.output import emit, emit_json, narrate

if TYPE_CHECKING:
    from playbooks.draft_life import KeptDraft
    from workspace.workspace import Workspace

by_option = click.option("--by", default="", help="Who does it. Default: the machine's user.")


def opened(above: Path | None, workspace_dir: Path | None) -> Workspace:
    """The workspace that a subcommand works on."""
    from workspace.workspace import find_workspace

    return find_workspace(workspace_dir or above)


def say(workspace: Workspace, kept: KeptDraft, *, as_json: bool = False) -> None:
    """Where a draft stands after a change."""
    from cli.kept_text import line_shape, stands

    if as_json:
        emit_json(line_shape(kept))
    else:
        emit(stands(kept, workspace.settings.company.currency))


@contextmanager
def refusals() -> Iterator[None]:
    """Says each finding of a refused draft, a line each, before the refusal itself."""
    from cli.kept_text import findings_text
    from workspace.draft_refusals import DraftRefused

    try:
        yield
    except DraftRefused as refused:
        for line in findings_text(refused.findings):
            narrate(line)
        raise
