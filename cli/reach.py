"""Says of a day that somebody asked for how far the data reaches, so that silence is not taken for calm."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cli.output import narrate

if TYPE_CHECKING:
    from workspace.workspace import Workspace


def say_reach(workspace: Workspace, day: date | None) -> None:
    """Narrate that nothing is known after the last day of the data, where ``day`` lies after it."""
    if day is None:
        return
    from workspace.as_of import known_until

    last = known_until(workspace)
    if last is not None and day > last:
        narrate(f"nothing is known after {last}: this is {day} as if nothing had happened since")
