"""The ranking under other weights, without an account, with a theme resolved: every key, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from foundation.errors import SettingsError
from foundation.months import Month
from tests.tui.reading import settled, shown, wait_for
from tests.tui.sample_desk import SampleDesk
from tests.tui.theme_world import in_themes, run_of
from tui.app import NrrApp
from tui.desk import Desk
from tui.screens.picking import PickScreen
from tui.screens.themes import ThemesScreen
from tui.screens.what_if import WhatIfScreen
from tui.widgets.shift_table import ShiftTable
from tui.widgets.weight_table import WeightTable, weights_of
from workspace.what_if import LoadedMonth, WhatIfView, Wish, ask_what_if
from workspace.workspace import open_workspace


async def open_what_if(pilot: Pilot[None]) -> WhatIfScreen:
    await pilot.press("w")
    await wait_for(pilot, lambda: bool(pilot.app.screen.query(ShiftTable)))
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, WhatIfScreen)
    return screen


def shifts(screen: WhatIfScreen) -> list[tuple[str, int | None, int]]:
    rows = screen.query_one(ShiftTable)._rows
    return [(one.before.theme.id, one.rank_after, one.rank_before) for one in rows]


def asked(root: Path, wish: Wish) -> list[tuple[str, int | None, int]]:
    found = ask_what_if(open_workspace(root), None, wish).found.shifts
    return [(one.before.theme.id, one.rank_after, one.rank_before) for one in found]


def test_shares_add_up_and_the_longest_bar_is_full() -> None:
    rows = weights_of({"arr": 0.5, "trend": 0.25}, {"arr": 0.3, "trend": 0.25})
    assert [row.share for row in rows] == [pytest.approx(2 / 3), pytest.approx(1 / 3)]
    assert [row.length for row in rows] == [1.0, 0.5]


async def test_arrows_move_a_weight_and_the_ranking_follows(built_themes: Path) -> None:
    async with in_themes(built_themes) as pilot:
        screen = await open_what_if(pilot)
        assert shifts(screen) == asked(built_themes, Wish())
        assert "With nothing changed" in shown(pilot.app)
        await pilot.press("left", "left", "down", "right", "end", "right", "right", "right", "right")
        await settled(pilot)
        wish = Wish(weights=(("arr", 0.2), ("at_risk", 0.3), ("recency", 0.25)))
        assert shifts(screen) == asked(built_themes, wish)
        assert "0.20  0.30" in shown(pilot.app)
        assert "With arr 0.2, at_risk 0.3, recency 0.25" in shown(pilot.app)
        await pilot.press("u")
        await settled(pilot)
        assert "recency 0.2:" in shown(pilot.app)
        await pilot.press("backspace", "0")
        await settled(pilot)
        assert shifts(screen) == asked(built_themes, Wish())
        await pilot.press("u")
        await settled(pilot)
        assert "at_risk 0.3" in shown(pilot.app)


async def test_a_theme_resolved_and_an_account_left_out(built_themes: Path) -> None:
    async with in_themes(built_themes) as pilot:
        screen = await open_what_if(pilot)
        await pilot.press("tab", "d")
        await settled(pilot)
        first = run_of(built_themes).themes[0].theme
        assert shifts(screen) == asked(built_themes, Wish(resolve=(first.id,)))
        assert "out" in shown(pilot.app)
        assert f"− {first.label}" in shown(pilot.app)
        await pilot.press("a")
        assert isinstance(pilot.app.screen, PickScreen)
        await pilot.press(*"kestrel", "enter")
        await settled(pilot)
        assert shifts(screen) == asked(built_themes, Wish(without=("K-1",), resolve=(first.id,)))
        assert "− Kestrelwing" in shown(pilot.app)
        assert "ARR heard from" in shown(pilot.app)
        await pilot.press("a", "enter")
        await settled(pilot)
        assert "every account counts" in shown(pilot.app)
        await pilot.press("y")
        assert f"`nrr what-if --month 2026-10 --resolve {first.id[:8]}`" in pilot.app.clipboard
        assert "| Now | Was | Theme | Priority |" in pilot.app.clipboard


async def test_nothing_is_stored_and_escape_leads_back(built_themes: Path) -> None:
    before = [one.weights for one in run_of(built_themes).themes]
    async with in_themes(built_themes) as pilot:
        await open_what_if(pilot)
        await pilot.press("u")
        await pilot.pause()
        assert "Nothing is changed yet." in shown(pilot.app)
        await pilot.press("right", "escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ThemesScreen)
        screen = await open_what_if(pilot)
        await pilot.press("tab", "down", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ThemesScreen)
        current = pilot.app.screen.chosen()
        assert current is not None
        assert current.theme.id == run_of(built_themes).themes[1].theme.id
        assert not screen.is_attached
    assert [one.weights for one in run_of(built_themes).themes] == before


async def test_weights_cannot_all_be_nothing(built_themes: Path) -> None:
    async with in_themes(built_themes, (80, 24)) as pilot:
        screen = await open_what_if(pilot)
        for _ in range(6):
            await pilot.press(*["left"] * 7, "down")
        await pilot.press(*["left"] * 7)
        await settled(pilot)
        assert "With all weights 0 there is no ranking." in shown(pilot.app)
        assert sum(row.value for row in screen.query_one(WeightTable)._rows) > 0
        assert pilot.app.is_running


class _NoTry(Desk):
    def try_change(self, loaded: LoadedMonth, wish: Wish) -> WhatIfView:
        if wish.weights:
            raise SettingsError("this cannot be tried")
        return super().try_change(loaded, wish)


async def test_a_step_that_cannot_be_tried_is_taken_back(built_themes: Path) -> None:
    app = NrrApp(_NoTry(built_themes))
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        screen = await open_what_if(pilot)
        await pilot.press("right")
        await wait_for(pilot, lambda: "this cannot be tried" in shown(app))
        await settled(pilot)
        row = screen.query_one(WeightTable).current
        assert row is not None
        assert row.value == row.was


class _NoMonth(SampleDesk):
    def what_if_month(self, month: Month | None) -> LoadedMonth:
        raise OSError("disk gone")


async def test_a_month_that_cannot_be_laid_out_says_so(desk: SampleDesk) -> None:
    app = NrrApp(_NoMonth(desk.views))
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("w")
        await wait_for(pilot, lambda: "The month cannot be laid out" in shown(app))
        await pilot.press("a", "right", "d", "u", "0", "y", "escape")
        await settled(pilot)
        assert isinstance(app.screen, ThemesScreen)
