"""Keys, palette, looks, colours and the mouse: what holds on every screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Input

from tests.tui.reading import lines_of, settled, shown, wait_for
from tests.tui.sample_desk import SampleDesk
from tui.app import NrrApp
from tui.desk import Desk
from tui.going import OpenFigure
from tui.rooms import ROOMS
from tui.screens.explain import ExplainScreen
from tui.screens.going_to import GoToScreen
from tui.screens.guide import GuideScreen
from tui.screens.help import HelpScreen
from tui.screens.home import HomeScreen
from tui.screens.importing import ImportScreen
from tui.screens.themes import ThemesScreen
from tui.widgets.account_bars import AccountBars
from tui.widgets.quote_card import QuoteCard
from tui.widgets.theme_detail import ThemeDetail
from tui.widgets.theme_table import ThemeTable
from workspace.app_look import keep_look, kept_look
from workspace.workspace import init_workspace


@pytest.mark.parametrize("width", [80, 112, 200])
async def test_the_keys_that_work_everywhere_are_always_in_sight(desk: SampleDesk, width: int) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(width, 24)) as pilot:
        await settled(pilot)
        for room in ROOMS:
            await app.action_go(room.name)
            await settled(pilot)
            if isinstance(app.focused, Input):
                continue  # there letters are typed
            last = lines_of(app)[-1]
            assert cell_len(last) == width
            for words in ("o Go to", "? Keys", "q Quit"):
                assert words in last, (room.name, last)


async def test_a_click_on_a_key_is_the_key(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.click(offset=(lines_of(app)[-1].index("? Keys"), 29))
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        await pilot.click(offset=(lines_of(app)[-1].index("Go to"), 29))
        await settled(pilot)
        assert isinstance(app.screen, GoToScreen)


async def test_the_key_of_a_room_leads_to_it_from_what_lies_on_top_and_back_to_what_was_open(
    desk: SampleDesk,
) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        app.post_message(OpenFigure("nrr:2026-10"))
        await wait_for(pilot, lambda: isinstance(app.screen, ExplainScreen))
        await pilot.press("2")
        await wait_for(pilot, lambda: isinstance(app.screen, ThemesScreen))
        await pilot.press("1")
        await wait_for(pilot, lambda: isinstance(app.screen, ExplainScreen))
        await pilot.press("1")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_rooms_are_entered_by_mouse(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        await pilot.click(offset=(lines_of(app)[0].index("2 Themes"), 0))
        await settled(pilot)
        assert isinstance(app.screen, ThemesScreen)


async def test_the_palette_goes_to_every_room_and_does_what_other_rooms_do(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        titles = {command.title for command in app.get_system_commands(app.screen)}
        assert {f"Go to {room.title}" for room in ROOMS} <= titles
        assert {"Themes: Copy as Markdown", "Import: Path", "Copy as Markdown", "Go to"} <= titles
        await pilot.press("ctrl+p", *"go to import")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ImportScreen))
        await pilot.press("ctrl+p", *"home: how to set a model")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, GuideScreen))


async def test_the_palette_offers_what_the_parts_of_a_screen_do(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)

        def titles() -> set[str]:
            return {command.title for command in app.get_system_commands(app.screen)}

        assert {"Themes, Theme: Quote", "Reports, Sections: Move up", "Plays: Draft anew"} <= titles()
        assert {"Assistant: About everything", "Plays, Due: Draft it"} <= titles()
        await pilot.press("ctrl+p", *"themes, theme: accounts")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.focused, ThemeDetail | AccountBars))
        assert isinstance(app.screen, ThemesScreen)
        await settled(pilot)
        app.screen.query_one(ThemeTable).focus()
        await pilot.pause()
        assert {"Theme: Accounts", "Theme: Quote"} <= titles()
        await pilot.press("ctrl+p", *"theme: quote before")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.focused, ThemeDetail | QuoteCard))
        assert "Theme: Accounts" not in titles(), "it has the keys now, so it stands there by its own name"
        assert "Accounts" in titles()


async def test_the_look_is_kept_for_the_workspace(tmp_path: Path) -> None:
    root = init_workspace(tmp_path / "w").root
    for light in (True, False):
        app = NrrApp(Desk(root))
        async with app.run_test(size=(100, 30)) as pilot:
            await settled(pilot)
            assert app.current_theme.dark is light
            await pilot.press("l")
            assert app.current_theme.dark is not light
        assert kept_look(root) == ("light" if light else "dark")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"look": "[bold]"}', '{"look": 3}', "\x00\xff", "[" * 5000])
def test_a_look_file_that_says_anything_else_is_no_look(tmp_path: Path, text: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "app.json").write_text(text, encoding="latin-1")
    assert kept_look(tmp_path) == ""
    assert kept_look(tmp_path / "nowhere") == ""
    assert not keep_look(tmp_path / "nowhere", "light")
    assert keep_look(tmp_path, "dark")
    assert kept_look(tmp_path) == "dark"


async def test_no_color_leaves_no_colour_and_the_cursor_is_still_seen(
    desk: SampleDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = NrrApp(desk)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await settled(pilot)
        for key in ("1", "2", "8", "question_mark"):
            await pilot.press(key)
            await settled(pilot)
            styles = [
                segment.style
                for strip in app.screen._compositor.render_strips()
                for segment in strip
                if segment.style is not None
            ]
            for style in styles:
                for color in (style.color, style.bgcolor):
                    assert color is None or color.is_default, (key, style)
        await pilot.press("escape", "2")
        await settled(pilot)
        marked = [
            segment.text
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None and segment.style.reverse
        ]
        assert any("Export to CSV times out" in text for text in marked)


async def test_help_closes_and_lists_the_keys_of_what_is_focused(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(100, 60)) as pilot:
        await settled(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        for words in ("Rebuild the search index", "Go to an account or a theme by typing", "Light or dark"):
            assert words in shown(app), words
