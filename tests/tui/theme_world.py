"""A real workspace with four themes over two months, and the themes room of the app on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input, Static

from synthesis.themes import SynthesisRun
from tests.tui.reading import settled
from tui.app import NrrApp
from tui.desk import Desk
from tui.widgets.theme_table import ThemeTable
from workspace.edit_history import HistoryLine, history
from workspace.store import runs
from workspace.themes import finished_run
from workspace.workspace import open_workspace


@asynccontextmanager
async def in_themes(root: Path, size: tuple[int, int] = (140, 45)) -> AsyncIterator[Pilot[None]]:
    """The themes of the workspace in ``root``."""
    app = NrrApp(Desk(root))
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        yield pilot


def table(pilot: Pilot[None]) -> ThemeTable:
    """The table of themes."""
    return pilot.app.screen.query_one(ThemeTable)


def label(pilot: Pilot[None]) -> str:
    """The label under the cursor."""
    current = table(pilot).current
    assert current is not None
    return current.theme.label


def labels(pilot: Pilot[None]) -> list[str]:
    """The labels listed."""
    return [one.theme.label for one in table(pilot)._rows]


def said(pilot: Pilot[None]) -> str:
    """The line that tells what happened."""
    line = pilot.app.screen.query_one("#said", Static)
    return str(line.content) if line.display else ""


async def type_in(pilot: Pilot[None], text: str, field: str = "Input") -> None:
    """Put ``text`` into the field of the question on top."""
    pilot.app.screen.query_one(field, Input).value = text
    await pilot.pause()


def run_of(root: Path) -> SynthesisRun:
    """The newest run, as people want it shown."""
    with open_workspace(root).store().read() as connection:
        return finished_run(connection, runs.latest_month(connection))


def changes(root: Path) -> tuple[HistoryLine, ...]:
    """Every change that was made."""
    return history(open_workspace(root))
