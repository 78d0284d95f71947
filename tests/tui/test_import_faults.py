"""What goes wrong on the way in is said in one line, keeps nothing and leaves the app alive."""

from __future__ import annotations

import threading
from pathlib import Path

from textual.widgets import Input

from foundation.progress import Progress
from ingest.items import ImportReport
from tests.tui.importing import kept, opened
from tests.tui.reading import lines_of, settled, shown, wait_for
from tests.tui.test_hostile import DRAWS, MARKUP
from tui.app import NrrApp
from tui.desk import Desk
from tui.screens.import_plan import PlanScreen
from tui.screens.import_report import ReportScreen
from tui.screens.importing import ImportScreen
from workspace.importing import ImportRequest
from workspace.workspace import Workspace


class _SlowDesk(Desk):
    """Waits in the middle of an import until it is let go, as a very large file would."""

    begun = threading.Event()
    go_on = threading.Event()

    def run_import(self, request: ImportRequest, progress: Progress) -> ImportReport:
        def slowly(stage: str, done: int, total: int | None) -> None:
            self.begun.set()
            self.go_on.wait(10)
            progress(stage, done, total)

        return super().run_import(request, slowly)


async def test_escape_stops_an_import_and_the_store_keeps_nothing(workspace: Workspace) -> None:
    app = NrrApp(_SlowDesk(workspace.root))
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await settled(pilot)
        await opened(pilot, "sure.csv")
        await pilot.press("i")
        await wait_for(pilot, lambda: "esc stops" in shown(app))
        await wait_for(pilot, _SlowDesk.begun.is_set)
        await pilot.press("escape")
        _SlowDesk.go_on.set()
        await wait_for(pilot, lambda: "Stopped. Nothing was changed" in shown(app))
        assert isinstance(app.screen, PlanScreen)
    assert kept(workspace) == 0


async def test_what_cannot_be_read_is_said_in_one_line(workspace: Workspace) -> None:
    app = NrrApp(Desk(workspace.root))
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await settled(pilot)
        await opened(pilot, "void.csv")
        assert "the file is empty" in shown(app)
        await pilot.press("d", "i", "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, ImportScreen))
        await pilot.press("slash")
        app.screen.query_one("#path", Input).value = "/no/such/folder"
        await pilot.press("enter")
        await wait_for(pilot, lambda: "cannot open the folder" in shown(app))
        assert "sure.csv" in shown(app)


async def test_a_locked_store_is_said_and_the_app_goes_on(workspace: Workspace) -> None:
    app = NrrApp(Desk(workspace.root))
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await settled(pilot)
        await opened(pilot, "sure.csv")
        with workspace.store().write("import nps"):
            await pilot.press("i")
            await wait_for(pilot, lambda: "another nrr process is writing" in shown(app), 10)
        await pilot.press("i")
        await wait_for(pilot, lambda: isinstance(app.screen, ReportScreen))
    assert kept(workspace) == 8


async def test_hostile_names_and_cells_draw_nothing(workspace: Workspace) -> None:
    header = ",".join(
        f'"{text}"' for text in MARKUP if '"' not in text and "\ud800" not in text and "\0" not in text
    )
    Path("[bold]evil[b].csv").write_text(f"id,date,text,{header}\n1,2026-03-01,x y z\n", encoding="utf-8")
    app = NrrApp(Desk(workspace.root))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        await opened(pilot, "[bold]evil[b].csv")
        await wait_for(pilot, lambda: "[bold]evil[b].csv" in shown(app))
        await pilot.press("enter")
        await settled(pilot)
        assert not any(DRAWS.search(line) for line in lines_of(app))
        await pilot.press("escape", "d")
        await settled(pilot)
        assert app.is_running
        assert not any(DRAWS.search(line) for line in lines_of(app))
