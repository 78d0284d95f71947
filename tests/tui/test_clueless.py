"""Feedback that names nobody: read, given away one by one, and taken back; so is what was assigned before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CLOCK
from tests.tui.importing import kept
from tests.tui.reading import lines_of, settled, shown, wait_for
from tests.tui.test_hostile import DRAWS
from tui.app import NrrApp
from tui.desk import Desk
from tui.screens.choosing import ChooseScreen
from tui.screens.clueless import CluelessScreen
from tui.screens.going_to import GoToScreen
from tui.screens.item import ItemScreen
from tui.screens.unmatched import UnmatchedScreen
from workspace.importing import ImportRequest, import_files
from workspace.unmatched import assigned, clueless
from workspace.workspace import Workspace

BARE = "id,date,subject,text\n" + "".join(
    f'{at},2026-03-0{at},"{subject}",The export stops after some minutes every day\n'
    for at, subject in enumerate(("Export stops", "[@click=app.quit]x[/] \x1b[31m", "No way out"), start=1)
)


@pytest.fixture
def bare(workspace: Workspace) -> Workspace:
    """Three tickets that say nothing of whose they are."""
    Path("bare.csv").write_text(BARE, encoding="utf-8")
    import_files(workspace, ImportRequest("tickets", (Path("bare.csv"),)), CLOCK)
    assert kept(workspace) == 3
    return workspace


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_items_without_a_clue_are_assigned_one_by_one_and_taken_back(
    bare: Workspace, size: tuple[int, int]
) -> None:
    app = NrrApp(Desk(bare.root))
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("8")
        await settled(pilot)
        await pilot.press("u")
        await wait_for(pilot, lambda: isinstance(app.screen, UnmatchedScreen) and "no clue" in shown(app), 20)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, CluelessScreen) and "3 items" in shown(app), 20)
        assert "[@click=app.quit]x[/]" in shown(app)
        assert not any(DRAWS.search(line) for line in lines_of(app))
        await pilot.press("v")
        await wait_for(
            pilot, lambda: isinstance(app.screen, ItemScreen) and "after some minutes" in shown(app), 20
        )
        await pilot.press("escape", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, GoToScreen) and "1 of 1 place" in shown(app), 20)
        await pilot.press(*"kestrel", "enter")
        await wait_for(pilot, lambda: "2 items" in shown(app), 20)
        assert len(assigned(bare)) == 1
        await pilot.press("u")
        await wait_for(pilot, lambda: "3 items" in shown(app), 20)
        await pilot.press("u")
        await wait_for(pilot, lambda: "Nothing was assigned here yet" in shown(app))
        await pilot.press("r", "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, UnmatchedScreen), 20)
    assert assigned(bare) == ()
    assert len(clueless(bare, 2)) == 2


async def test_what_was_assigned_is_listed_and_taken_back(workspace: Workspace) -> None:
    import_files(workspace, ImportRequest("tickets", (Path("sure.csv"),)), CLOCK)
    app = NrrApp(Desk(workspace.root))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("8", "u")
        await wait_for(pilot, lambda: "Kestrel Robotik" in shown(app), 20)
        await pilot.press("u")
        await wait_for(pilot, lambda: "Nothing was assigned here yet" in shown(app))
        await pilot.press("a")
        await wait_for(pilot, lambda: "Nothing is assigned by hand." in shown(app))
        for undo in (("u",), ("a", "wait", "enter")):
            await pilot.press("enter")
            await wait_for(pilot, lambda: isinstance(app.screen, ChooseScreen))
            await pilot.press("enter")
            await wait_for(pilot, lambda: "All feedback has its account." in shown(app), 20)
            assert len(assigned(workspace)) == 1
            for key in undo:
                if key == "wait":
                    await wait_for(pilot, lambda: isinstance(app.screen, ChooseScreen), 20)
                else:
                    await pilot.press(key)
            await wait_for(pilot, lambda: "8 items in 1 group" in shown(app), 20)
            assert assigned(workspace) == ()
