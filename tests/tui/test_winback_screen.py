"""The room of win-back on a real workspace: who may be asked, who not and why, the campaign, the returns so far."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from foundation.errors import SettingsError
from tests.tui.reading import settled, shown, wait_for
from tests.tui.test_plays_screen import LONG, PlayApp, entered, told
from tui import play_words
from tui.desk import Desk
from tui.screens.draft import DraftScreen
from tui.screens.winback import WinbackScreen
from workspace.drafts import list_drafts, reject
from workspace.winback import Returns
from workspace.workspace import init_workspace, open_workspace


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (200, 60)])
async def test_who_may_be_asked_and_who_not_with_every_reason(play_home: Path, size: tuple[int, int]) -> None:
    app = PlayApp(play_home)
    async with app.run_test(size=size, notifications=True) as pilot:
        screen = await entered(pilot, "5")
        assert isinstance(screen, WinbackScreen)
        page = " ".join(shown(app).split())
        assert "May be asked 1" in page
        assert "Not now 1" in page
        assert "Gorse Rail" in page
        assert "the window of 30 days is open" in page
        assert "0 of 2 accounts that stopped paying in 24 months pay again" in page
        assert "the field: 10 to 15 %" in page
        await pilot.press("right")
        await settled(pilot)
        page = " ".join(shown(app).split())
        assert "Hazel Mills" in page
        assert "it was a poor fit" in page
        assert "nothing that it left for was mended" in page
        await pilot.press("enter")
        await wait_for(pilot, lambda: "is not asked to come back" in told(app))
        assert isinstance(app.screen, WinbackScreen)
        await pilot.press("y")
        assert app.clipboard.startswith("## Win-back: Not now\n\n- **Hazel Mills** (H1)")
        await pilot.press("right")
        await settled(pilot)
        assert screen.table.row_count == 2
        await pilot.press("slash", *"hazel")
        await settled(pilot)
        assert screen.table.row_count == 1
        await pilot.press("escape", "s", "s")
        await settled(pilot)
        assert [row.line.name for row in screen.table.rows] == ["Gorse Rail", "Hazel Mills"]
        await pilot.press("r")
        await settled(pilot)
        assert screen.table.row_count == 2


async def test_the_campaign_opens_as_a_draft_of_three_messages_and_once(play_home: Path) -> None:
    app = PlayApp(play_home)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await entered(pilot, "5")
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, DraftScreen), LONG)
        await settled(pilot)
        (kept,) = list_drafts(open_workspace(play_home))
        assert (kept.kind, kept.account) == ("win-back", "G1")
        assert sum(bool(step.body) for step in kept.draft.steps) == 3
        await pilot.press("t", "right", "enter")
        await wait_for(pilot, lambda: len(list_drafts(open_workspace(play_home))) == 2, LONG)
        await settled(pilot)
        reject(open_workspace(play_home), list_drafts(open_workspace(play_home))[0].id, "twice")
        await pilot.press("escape")
        await settled(pilot)
        await settled(pilot)
        assert "○ draft" in shown(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, DraftScreen))
        await settled(pilot)
        assert len(list_drafts(open_workspace(play_home))) == 2


async def test_an_empty_workspace_says_what_is_missing(tmp_path: Path) -> None:
    app = PlayApp(init_workspace(tmp_path / "w").root)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await entered(pilot, "5")
        await wait_for(pilot, lambda: "cannot be counted" in shown(app))
        assert "Nothing can be shown" in shown(app)
        await pilot.press("enter", "d", "s", "y")
        await entered(pilot, "4")
        await pilot.press("enter", "d", "right", "enter")
        await settled(pilot)
        assert "Plays" in shown(app)


async def test_a_board_that_fails_later_keeps_what_was_shown(play_home: Path) -> None:
    class Once(Desk):
        asked = 0

        def winback(self) -> Any:
            self.asked += 1
            if self.asked > 1:
                raise SettingsError("the book is gone")
            return super().winback()

    app = PlayApp(play_home, Once(play_home))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        screen = await entered(pilot, "5")
        await pilot.press("r")
        await wait_for(pilot, lambda: "the book is gone" in shown(app))
        assert screen.table.row_count == 1


@pytest.mark.parametrize(("share", "full"), [(0.0, 0), (0.15, 15), (0.30, 30), (1.0, 30)])
def test_the_gauge_shows_the_share_and_where_the_field_is(share: float, full: int) -> None:
    found = Returns(24, 40, round(40 * share), 10.0, share, 0.0, 1.0, 0, 0)
    drawn = play_words.gauge(found, 30)
    assert len(drawn) == 30
    assert drawn.count("█") == full
    assert ("▒" in drawn) is (full < 15)
