"""What works everywhere: start, demo, help, palette, looks, quitting, and the first frame's imports."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from foundation.errors import SettingsError
from foundation.progress import Progress
from tests.conftest import ROOT
from tests.tui.reading import settled, shown, wait_for
from tests.tui.sample_desk import SampleDesk, make_desk
from tui.app import NrrApp
from tui.desk import Desk
from tui.screens.guide import GuideScreen
from tui.screens.help import HelpScreen, key_lines
from tui.screens.home import HomeScreen
from tui.screens.start import StartScreen
from tui.screens.themes import ThemesScreen

HEAVY = ("numpy", "pandas", "torch", "hdbscan", "chromadb", "sklearn", "sqlalchemy", "sentence_transformers")


def test_the_first_frame_imports_nothing_heavy() -> None:
    script = f"""
import asyncio, sys
from pathlib import Path
from tui.app import NrrApp

async def main():
    app = NrrApp(None)
    async with app.run_test() as pilot:
        await pilot.pause()
        print([name for name in {HEAVY!r} if name in sys.modules])

asyncio.run(main())
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "[]", done.stderr


async def test_without_a_workspace_it_says_what_it_is_and_offers_the_demo() -> None:
    app = NrrApp(None)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, StartScreen)
        assert "nrr turns what customers say" in shown(app)
        assert "Build the demo" in shown(app)
        await pilot.press("1", "2")
        assert isinstance(app.screen, StartScreen)
        await pilot.press("i")
        await pilot.pause()
        assert isinstance(app.screen, GuideScreen)
        assert "nrr init" in shown(app)


async def test_d_builds_the_demo_while_the_app_stays_alive(tmp_path: Path) -> None:
    go_on = threading.Event()
    asked: list[Path] = []

    def build(folder: Path, progress: Progress) -> Desk:
        asked.append(folder)
        progress("embedding", 30, 100)
        go_on.wait(10)
        return make_desk()

    app = NrrApp(None, build, tmp_path / "demo")
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("d", "d")
        await wait_for(pilot, lambda: "30 of 100" in shown(app))
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        go_on.set()
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen))
        await settled(pilot)
        assert "Tallyfield" in shown(app)
    assert asked == [tmp_path / "demo"]


async def test_esc_stops_the_demo_at_its_next_report(tmp_path: Path) -> None:
    stopped = threading.Event()

    def build(folder: Path, progress: Progress) -> Desk:
        try:
            for done in range(1, 10_000):
                progress("embedding", done, 10_000)
                stopped.wait(0.01)
        finally:
            stopped.set()
        return make_desk()

    app = NrrApp(None, build, tmp_path)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("d")
        await wait_for(pilot, lambda: "of 10,000" in shown(app))
        await pilot.press("escape")
        await wait_for(pilot, lambda: "Stopped." in shown(app))
        await wait_for(pilot, stopped.is_set)
        assert isinstance(app.screen, StartScreen)


async def test_a_demo_that_cannot_be_built_ends_in_its_one_line(tmp_path: Path) -> None:
    def build(folder: Path, progress: Progress) -> Desk:
        raise SettingsError("this is the workspace of [i]Acme[/i], not the demo", where=str(folder))

    app = NrrApp(None, build, tmp_path)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("d")
        await wait_for(pilot, lambda: "workspace of [i]Acme[/i]" in shown(app))
        assert isinstance(app.screen, StartScreen)


async def test_numbers_go_to_places_and_l_changes_the_look(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert isinstance(app.screen, ThemesScreen)
        await pilot.press("1")
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert app.current_theme.dark
        await pilot.press("l")
        assert not app.current_theme.dark
        await pilot.press("l")
        assert app.current_theme.dark


async def test_help_lists_every_key_of_the_place(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(120, 90), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        lines = key_lines(app.screen)
        assert {"q", "?", "1", "2", "l"} <= {key for line in lines for key in line.keys.split()}
        await pilot.press("question_mark")
        await pilot.pause()
        for line in lines:
            assert line.description in shown(app)
        for key in ("question_mark", "q", "escape"):
            await pilot.press(key)
            await pilot.pause()
            assert not isinstance(app.screen, HelpScreen)
            await pilot.press("question_mark")
            await pilot.pause()
        assert isinstance(app.screen, HelpScreen)


async def test_the_palette_runs_the_action_of_a_key(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        names = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Synthesize", "Themes", "Quit", "Light or dark", "How to import in a terminal"} <= names
        await pilot.press("ctrl+p", *"how to import")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, GuideScreen))


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_q_quits(desk: SampleDesk, key: str) -> None:
    app = NrrApp(desk)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press(key)
        await pilot.pause()
        assert not app.is_running
    assert app.return_code == 0
