"""A figure opened in the app: formula, inputs, rows, files; further down, back, copied; what cannot be is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from foundation.errors import SettingsError
from tests.tui.reading import lines_of, settled, shown, wait_for
from tests.tui.sample_desk import SampleDesk
from tests.tui.test_hostile import DRAWS
from tui.app import NrrApp
from tui.desk import Desk
from tui.going import OpenFigure
from tui.screens.account import AccountPageScreen
from tui.screens.explain import ExplainScreen
from tui.screens.home import HomeScreen
from tui.screens.item import ItemScreen
from tui.widgets.input_table import InputTable
from tui.widgets.source_table import SourceTable


@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
async def test_a_figure_is_opened_and_opened_further(desk: SampleDesk, size: tuple[int, int]) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        app.post_message(OpenFigure("nrr:2026-10"))
        await wait_for(pilot, lambda: isinstance(app.screen, ExplainScreen))
        await settled(pilot)
        for words in ("0.9 (90.0 %)", "kept / paid", "the same", "2 inputs", "2 rows from 1 file"):
            assert words in shown(app), words
        await pilot.press("enter")
        await settled(pilot)
        assert "explain end_mrr:2026-10" in desk.asked
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: "a number of its own" in shown(app))
        await pilot.press("escape", "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_rows_lead_to_the_account_and_to_what_was_said(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await settled(pilot)
        app.post_message(OpenFigure("nrr:2026-10"))
        await wait_for(pilot, lambda: isinstance(app.screen, ExplainScreen))
        await settled(pilot)
        await pilot.press("tab")
        assert isinstance(app.focused, SourceTable)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, AccountPageScreen))
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, ExplainScreen))
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ItemScreen))


async def test_inputs_are_sorted_by_size_and_the_figure_is_copied(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await settled(pilot)
        app.post_message(OpenFigure("nrr:2026-10"))
        await wait_for(pilot, lambda: isinstance(app.screen, ExplainScreen))
        await settled(pilot)
        table = app.screen.query_one(InputTable)
        assert table.current is not None
        assert table.current.name == "kept"
        await pilot.press("s")
        assert table.current.name == "paid"
        await pilot.press("s", "y")
        await pilot.pause()
        assert table.current.name == "kept"
        assert "Formula: `kept / paid`; recomputed 0.9, the same." in app.clipboard
        assert "- book.csv (SHA-256 abababababab)" in app.clipboard
        await pilot.press("r")
        await settled(pilot)
        assert desk.asked.count("explain nrr:2026-10") == 2


async def test_what_is_no_figure_is_said_and_the_app_goes_on(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settled(pilot)
        desk.error = SettingsError("'[bold]x[/]' names no figure", hint="Write \x1b[31mFAMILY:SUBJECT.")
        app.post_message(OpenFigure("[bold]x[/]"))
        await wait_for(pilot, lambda: "'[bold]x[/]' names no figure" in shown(app))
        assert not any(DRAWS.search(line) for line in lines_of(app))
        desk.error = None
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_a_real_figure_shows_its_rows_and_files(asked_world: Path) -> None:
    app = NrrApp(Desk(asked_world))
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), 20)
        app.post_message(OpenFigure("nrr_12:2026-10"))
        await wait_for(pilot, lambda: "subscriptions.csv" in shown(app), 60)
        assert "paid_now / paid_then" in shown(app)
        assert "✓ the same" in shown(app)
