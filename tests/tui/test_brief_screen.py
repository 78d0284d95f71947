"""An account's brief in the app: chosen by typing, read, copied; what cannot be made is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ask_world import build_world
from tests.tui.reading import settled, shown, wait_for
from tests.tui.samples import SampleDesk
from tui.app import NrrApp
from tui.desk import WorkspaceDesk
from tui.screens.account_choice import AccountScreen
from tui.screens.brief import BriefScreen
from workspace.brief import account_brief
from workspace.workspace import open_workspace


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_world(tmp_path_factory.mktemp("briefs"))


@pytest.mark.parametrize("size", [(80, 24), (140, 50)])
async def test_an_account_is_chosen_by_typing_and_read(home: Path, size: tuple[int, int]) -> None:
    app = NrrApp(WorkspaceDesk(home))
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("b")
        await wait_for(pilot, lambda: isinstance(app.screen, AccountScreen))
        await settled(pilot)
        assert "Birch Labs" in shown(app)
        await pilot.press(*"alder")
        await settled(pilot)
        assert "Birch Labs" not in shown(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, BriefScreen))
        await wait_for(pilot, lambda: "Alder Works (A1)" in shown(app), 20)
        assert "$60,000 of ARR" in shown(app)
        assert "**" not in shown(app)
        await pilot.press("y")
        await settled(pilot)
        assert app.clipboard.startswith("# Alder Works (A1)")
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(app.screen, BriefScreen)


async def test_the_page_in_the_app_holds_what_the_command_prints(home: Path) -> None:
    brief = account_brief(open_workspace(home), "A1")
    app = NrrApp(WorkspaceDesk(home))
    async with app.run_test(size=(120, 120), notifications=True) as pilot:
        await settled(pilot)
        await app.push_screen(BriefScreen(WorkspaceDesk(home), "A1"))
        await wait_for(pilot, lambda: "Alder Works (A1)" in shown(app), 20)
        page = " ".join(shown(app).split())
    assert all(question.split("“")[0].strip() in page for question in brief.questions)


async def test_what_cannot_be_made_is_said_and_the_app_goes_on(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("b")
        await wait_for(pilot, lambda: isinstance(app.screen, AccountScreen))
        await settled(pilot)
        await pilot.press(*"zzz")
        await settled(pilot)
        assert "no account like this" in shown(app)
        await pilot.press("enter")
        assert isinstance(app.screen, AccountScreen)
        await pilot.press(*["backspace"] * 3, *"vega", "enter")
        await wait_for(pilot, lambda: "esc goes back" in shown(app) and isinstance(app.screen, BriefScreen))
        await wait_for(pilot, lambda: "There is no page" in shown(app))
        assert "this desk makes no briefs" in shown(app)
        await pilot.press("escape")
        await settled(pilot)
        assert "brief a5" in desk.asked
