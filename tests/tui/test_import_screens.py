"""Importing in the app, on real files and a real store: find, see how it is read, try, import, assign."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from foundation.progress import Progress
from ingest.items import ImportReport
from tests.conftest import CLOCK
from tests.tui.reading import lines_of, settled, shown, wait_for
from tests.tui.samples import make_desk
from tests.tui.test_hostile import DRAWS, MARKUP
from tui.app import NrrApp
from tui.desk import WorkspaceDesk
from tui.screens.choosing import ChooseScreen
from tui.screens.home import HomeScreen
from tui.screens.import_plan import PlanScreen
from tui.screens.import_report import ReportScreen
from tui.screens.importing import ImportScreen
from tui.screens.unmatched import UnmatchedScreen
from tui.widgets.file_table import FileTable
from tui.widgets.mapping_table import MappingTable
from workspace.importing import ImportRequest, import_files
from workspace.mappings import list_mappings
from workspace.store import feedback_views
from workspace.workspace import Workspace, init_workspace

SURE = "Vorgangsnummer,Erstellt am,Beschreibung,Kunde\n" + "".join(
    f"{at},0{at}.03.2026,Der Export bricht nach Minuten ab,Kestrel Robotik\n" for at in range(1, 9)
)
UNSURE = "id,date,Was sie schrieben\n" + "".join(
    f"{at},2026-03-0{at},Der Export bricht nach Minuten immer wieder ab\n" for at in range(1, 9)
)
SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace, and files beside it in the folder that the app starts in."""
    files = tmp_path / "files"
    (files / "empty").mkdir(parents=True)
    (files / "empty" / "scan.pdf").write_bytes(b"%PDF")
    (files / "sure.csv").write_text(SURE, encoding="utf-8")
    (files / "unsure.csv").write_text(UNSURE + "9,never,Es hakt jeden Tag aufs Neue\n", encoding="utf-8")
    (files / "void.csv").write_bytes(b"")
    monkeypatch.chdir(files)
    made = init_workspace(tmp_path / "w")
    (tmp_path / "book.csv").write_text("id,name\nA-1,Kestrel Robotics\n", encoding="utf-8")
    import_files(made, ImportRequest("accounts", (tmp_path / "book.csv",)), CLOCK)
    return made


def kept(workspace: Workspace) -> int:
    with workspace.store().read() as connection:
        return sum(feedback_views.count_items(connection).values())


async def opened(pilot: Pilot[None], name: str) -> None:
    """Go to the import screen and open a file by its path."""
    await pilot.press("3")
    await settled(pilot)
    await pilot.press("slash")
    pilot.app.screen.query_one("#path", Input).value = name
    await pilot.press("enter")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, PlanScreen))
    await settled(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_files_are_listed_and_told_by_their_content(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    app = NrrApp(WorkspaceDesk(workspace.root))
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("i")
        await wait_for(pilot, lambda: isinstance(app.screen, ImportScreen) and "sure.csv" in shown(app))
        await pilot.press("down")
        await wait_for(pilot, lambda: "tickets (0.9" in shown(app))
        await pilot.press("end")
        await wait_for(pilot, lambda: "the file is empty" in shown(app))
        await pilot.press("home", "enter")
        await wait_for(pilot, lambda: "Nothing to import here: a shows 1 other file" in shown(app))
        await pilot.press("a")
        await wait_for(pilot, lambda: "scan.pdf" in shown(app))
        await pilot.press("backspace")
        await wait_for(pilot, lambda: "sure.csv" in shown(app))
        assert app.screen.query_one(FileTable).cursor == 0
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen))


@pytest.mark.parametrize("size", SIZES)
async def test_a_sure_file_is_imported_and_its_mapping_saved(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    app = NrrApp(WorkspaceDesk(workspace.root))
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        await opened(pilot, "sure.csv")
        for words in ("Vorgangsnummer", "Beschreibung", "0.99", "Der Export bricht"):
            assert words in shown(app)
        assert "Kestrel" not in shown(app)
        await pilot.press("m", *"desk", "enter")
        await settled(pilot)
        assert "will be saved as desk" in shown(app)
        await pilot.press("i")
        await wait_for(pilot, lambda: isinstance(app.screen, ReportScreen))
        assert "8 kept" in shown(app)
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, ImportScreen))
    assert kept(workspace) == 8
    assert [saved.name for saved in list_mappings(workspace)] == ["desk"]


@pytest.mark.parametrize("size", SIZES)
async def test_an_unsure_column_waits_for_a_person(workspace: Workspace, size: tuple[int, int]) -> None:
    app = NrrApp(WorkspaceDesk(workspace.root))
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        await opened(pilot, "unsure.csv")
        assert "Confirm or choose: text" in shown(app)
        await pilot.press("i")
        await wait_for(pilot, lambda: "First choose text." in shown(app))
        table = app.screen.query_one(MappingTable)
        await pilot.press("down", "down", "enter")
        assert isinstance(app.screen, ChooseScreen)
        await pilot.press("enter")
        await wait_for(pilot, lambda: table.current is not None and table.current.read)
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, ReportScreen))
        assert "8 would be kept" in shown(app)
        assert "1 dropped: no readable date" in shown(app)
        assert kept(workspace) == 0
        await pilot.press("i")
        await wait_for(pilot, lambda: "Imported" in shown(app) and isinstance(app.screen, ReportScreen))
    assert kept(workspace) == 8


async def test_kind_columns_and_values_can_be_changed(workspace: Workspace) -> None:
    app = NrrApp(WorkspaceDesk(workspace.root))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        await opened(pilot, "sure.csv")
        await pilot.press("t", "down", "enter")
        await wait_for(pilot, lambda: "nps (1.00)" in shown(app))
        await pilot.press("v", *"score=9", "enter")
        await wait_for(pilot, lambda: "For every row: score=9" in shown(app))
        table = app.screen.query_one(MappingTable)
        await pilot.press("down", "enter", "home", "enter")
        await wait_for(pilot, lambda: table.current is not None and table.current.why == "left out by you")
        await wait_for(pilot, lambda: "Confirm or choose: date" in shown(app))


async def test_marked_files_go_together(workspace: Workspace) -> None:
    Path("more.csv").write_text(SURE.replace("\n", "\n9"), encoding="utf-8")
    app = NrrApp(WorkspaceDesk(workspace.root))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await wait_for(pilot, lambda: "more.csv" in shown(app))
        await pilot.press("down", "space", "space")
        assert "2 marked: i imports them together" in shown(app)
        await pilot.press("i")
        await wait_for(pilot, lambda: "and 1 more" in shown(app))
        await pilot.press("escape", "c")
        assert app.screen.query_one(FileTable).marks == {}


class _SlowDesk(WorkspaceDesk):
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


@pytest.mark.parametrize("size", SIZES)
async def test_unmatched_feedback_is_assigned_by_hand(workspace: Workspace, size: tuple[int, int]) -> None:
    import_files(workspace, ImportRequest("tickets", (Path("sure.csv"),)), CLOCK)
    app = NrrApp(WorkspaceDesk(workspace.root))
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await settled(pilot)
        await pilot.press("u")
        await wait_for(
            pilot, lambda: isinstance(app.screen, UnmatchedScreen) and "Kestrel Robotik" in shown(app)
        )
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ChooseScreen))
        assert "Kestrel Robotics" in shown(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "All feedback has its account." in shown(app))
        assert "8 items changed their account" in shown(app)


async def test_an_account_that_is_not_there_is_said(workspace: Workspace) -> None:
    import_files(workspace, ImportRequest("tickets", (Path("sure.csv"),)), CLOCK)
    app = NrrApp(WorkspaceDesk(workspace.root))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("3", "u")
        await wait_for(pilot, lambda: "Kestrel Robotik" in shown(app))
        await pilot.press("enter", "tab", *"nobody", "enter")
        await wait_for(pilot, lambda: "there is no account 'nobody'" in shown(app))
        assert isinstance(app.screen, UnmatchedScreen)


async def test_what_cannot_be_read_is_said_in_one_line(workspace: Workspace) -> None:
    app = NrrApp(WorkspaceDesk(workspace.root))
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
    app = NrrApp(WorkspaceDesk(workspace.root))
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
    app = NrrApp(WorkspaceDesk(workspace.root))
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


async def test_every_key_of_the_screens_is_in_the_help(workspace: Workspace) -> None:
    app = NrrApp(make_desk())
    async with app.run_test(size=(100, 60), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await settled(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        for words in (
            "Mark files that go together",
            "The folder above",
            "Type a path",
            "Feedback without an",
        ):
            assert words in shown(app)
