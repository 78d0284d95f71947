"""Naughty strings through the widgets and questions of the themes room: text, harmless, on one line a row."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from rich.cells import cell_len
from textual.app import App

from tests.tui.reading import lines_of, settled, shown
from tests.tui.sample_desk import SampleDesk
from tests.tui.samples import make_run, make_view, weighted
from tests.tui.test_hostile import DRAWS, MARKUP
from tests.tui.theme_world import changes, in_themes, type_in
from tui.app import NrrApp
from tui.screens.themes import ThemesScreen


def harmless(app: App[None], width: int) -> bool:
    lines = lines_of(app)
    return not any(DRAWS.search(line) for line in lines) and {cell_len(line) for line in lines} == {width}


async def test_naughty_labels_go_through_every_question_about_a_theme(desk: SampleDesk) -> None:
    themes = [weighted(at % 12, text, (text or " ", text)) for at, text in enumerate(MARKUP)]
    themes = [replace(one, theme=replace(one.theme, id=f"t{at:04d}")) for at, one in enumerate(themes)]
    desk.views[None] = make_view(make_run(themes), names={f"a{at}": MARKUP[at] for at in range(6)})
    app = NrrApp(desk)
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        for _ in themes:
            for keys in (["R"], ["M"], ["M", "down", "down", "enter"], ["X"], ["H"], ["D"], ["enter", "a"]):
                await pilot.press(*keys)
                await pilot.pause()
                assert harmless(app, 100), keys
                for _ in range(4):
                    if not (isinstance(app.screen, ThemesScreen) and app.screen.chosen()):
                        await pilot.press("escape")
                await pilot.press("escape", "escape")
            await pilot.press("down")
        assert app.is_running


async def test_a_naughty_name_is_kept_as_text_through_history_what_if_and_comparison(themed: Path) -> None:
    async with in_themes(themed, (100, 40)) as pilot:
        for number, text in enumerate(("[@click=app.quit]press me[/]", "$primary {0} %s [/]"), start=1):
            await pilot.press("R")
            await type_in(pilot, text)
            await pilot.press("enter")
            await settled(pilot)
            await settled(pilot)
            assert len(changes(themed)) == number
            for key in ("h", "w", "c", "v"):
                await pilot.press(key)
                await settled(pilot)
                assert harmless(pilot.app, 100)
                assert re.search(re.escape(text[:12]), shown(pilot.app)), key
                await pilot.press("escape")
                await settled(pilot)
        assert pilot.app.is_running
