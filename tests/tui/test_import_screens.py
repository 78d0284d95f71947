"""Importing in the app, on real files and a real store: find, see how it is read, try, import, assign."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.conftest import CLOCK
from tests.tui.importing import SURE, kept, opened
from tests.tui.reading import settled, shown, wait_for
from tests.tui.sample_desk import make_desk
from tui.app import NrrApp
from tui.desk import Desk
from tui.screens.choosing import ChooseScreen
from tui.screens.home import HomeScreen
from tui.screens.import_plan import PlanScreen
from tui.screens.import_report import ReportScreen
from tui.screens.importing import ImportScreen
from tui.screens.unmatched import UnmatchedScreen
from tui.widgets.file_table import FileTable
from tui.widgets.mapping_table import MappingTable
from workspace.formats import copy_examples
from workspace.importing import ImportRequest, import_files
from workspace.mappings import list_mappings
from workspace.workspace import Workspace

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_files_are_listed_and_told_by_their_content(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    app = NrrApp(Desk(workspace.root))
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
async def test_coming_back_from_a_typed_file_is_to_that_file(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    app = NrrApp(Desk(workspace.root))
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        await opened(pilot, "empty/../unsure.csv")
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, ImportScreen))
        table, field = app.screen.query_one(FileTable), app.screen.query_one("#path", Input)
        here = Path().resolve()
        await wait_for(pilot, lambda: table.current is not None and table.current.path.name == "unsure.csv")
        assert field.value == str(here)
        await pilot.press("slash", *"/nowhere", "escape")
        assert (field.value, app.focused) == (str(here), table)
        await pilot.press("i")
        await wait_for(pilot, lambda: isinstance(app.screen, PlanScreen) and "unsure.csv" in shown(app))
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, ImportScreen))
        await pilot.press("slash")
        field.value = "*ure.csv"
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, PlanScreen))
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, ImportScreen))
        assert (field.value, table.current and table.current.path.name) == (str(here), "unsure.csv")
        await pilot.press("slash")
        field.value = "empty/scan.pdf"
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, PlanScreen))
        await pilot.press("escape")
        await wait_for(pilot, lambda: table.current is not None and table.current.path.name == "scan.pdf")


@pytest.mark.parametrize("size", SIZES)
async def test_a_sure_file_is_imported_and_its_mapping_saved(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    app = NrrApp(Desk(workspace.root))
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
    app = NrrApp(Desk(workspace.root))
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


async def test_a_saved_mapping_stays_below_what_is_changed(workspace: Workspace) -> None:
    saving = ImportRequest(
        "tickets",
        (Path("unsure.csv"),),
        mapping={"text": "Was sie schrieben"},
        constants={"system": "desk", "date_order": "dmy"},
        save_map="desk",
    )
    import_files(workspace, saving, CLOCK)
    app = NrrApp(Desk(workspace.root))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        await opened(pilot, "unsure.csv")
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert "saved mapping desk" in shown(app)
        assert "For every row: system=desk, date_order=dmy" in shown(app)
        await pilot.press("v", *"date_order=", "enter")
        await wait_for(pilot, lambda: "date_order" not in shown(app))
        await pilot.press("i")
        await wait_for(pilot, lambda: isinstance(app.screen, ReportScreen))
        assert "8 unchanged" in shown(app)
    assert kept(workspace) == 8


async def test_kind_columns_and_values_can_be_changed(workspace: Workspace) -> None:
    app = NrrApp(Desk(workspace.root))
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
    app = NrrApp(Desk(workspace.root))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("8")
        await wait_for(pilot, lambda: "more.csv" in shown(app))
        await pilot.press("down", "space", "space")
        assert "2 marked: i imports them together" in shown(app)
        await pilot.press("i")
        await wait_for(pilot, lambda: "and 1 more" in shown(app))
        await pilot.press("escape", "c")
        assert app.screen.query_one(FileTable).marks == {}


@pytest.mark.parametrize("size", SIZES)
async def test_unmatched_feedback_is_assigned_by_hand(workspace: Workspace, size: tuple[int, int]) -> None:
    import_files(workspace, ImportRequest("tickets", (Path("sure.csv"),)), CLOCK)
    app = NrrApp(Desk(workspace.root))
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("8")
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
    app = NrrApp(Desk(workspace.root))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("8", "u")
        await wait_for(pilot, lambda: "Kestrel Robotik" in shown(app))
        await pilot.press("enter", "tab", *"nobody", "enter")
        await wait_for(pilot, lambda: "there is no account 'nobody'" in shown(app))
        assert isinstance(app.screen, UnmatchedScreen)


async def test_every_key_of_the_screens_is_in_the_help(workspace: Workspace) -> None:
    app = NrrApp(make_desk())
    async with app.run_test(size=(100, 60), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("8")
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


async def test_calls_and_their_manifest_are_imported_together(workspace: Workspace) -> None:
    copy_examples(Path())
    app = NrrApp(Desk(workspace.root))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("8")
        await wait_for(pilot, lambda: "calls.csv" in shown(app))
        files = app.screen.query_one(FileTable)
        files.marks = {Path("calls").resolve(): None, Path("calls.csv").resolve(): None}
        await pilot.press("i")
        await wait_for(pilot, lambda: isinstance(app.screen, PlanScreen) and "calls (0.9" in shown(app))
        await pilot.press("d")
        await wait_for(pilot, lambda: isinstance(app.screen, ReportScreen))
        assert "5 would be kept" in shown(app)
