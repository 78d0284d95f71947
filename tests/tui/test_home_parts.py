"""The parts of the home screen: each fills in on its own, says its faults in place, and opens what it shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from accounts.figures import RevenueMetrics
from foundation.errors import SettingsError, StoreError
from foundation.months import Month
from tests.tui.reading import settled, shown, wait_for
from tests.tui.sample_desk import SampleDesk
from tests.tui.samples import MONTH, make_view
from tui.app import NrrApp
from tui.desk import Desk
from tui.rooms import ROOMS, Room
from tui.screens.account import AccountPageScreen
from tui.screens.explain import ExplainScreen
from tui.screens.home import HomeScreen
from tui.widgets.due_today import DueToday
from tui.widgets.figure_tile import FigureTile
from tui.widgets.renewal_table import RenewalTable
from tui.widgets.retention_plot import RetentionPlot
from workspace.book_standing import BookStanding
from workspace.explain import explain
from workspace.overview import MonthView, Need
from workspace.play_board import DueBoard
from workspace.workspace import open_workspace

WIDE = (140, 45)


async def filled(pilot: Pilot[None]) -> None:
    """Wait until the last part of the home screen is there."""
    await wait_for(pilot, lambda: "12 of 30 top" in shown(pilot.app))


async def test_every_block_fills_in(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await filled(pilot)
        screen = shown(app)
    for words in (
        "$123k",
        "$123k, 22.9 %",
        "by the model",
        "3 due on 2026-10-31, 5 soon, 5 wait",
        "detractor follow-",
        "Renewals in 90 days · 2 accounts, $228k",
        "in 12 days",
        "NRR 93.0 %",
        "GRR 82.0 %",
        "4 no sponsor",
        "imported 2026-11-02",
        "900 heard",
    ):
        assert words in screen, words


async def test_the_screen_paints_before_anything_is_reckoned(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "Plays due" in shown(app)
        assert "Retention" in shown(app)


OPENS = {
    "nrr": "nrr:2026-10",
    "grr": "grr:2026-10",
    "arr": "listed_arr:2026-10",
    "risk": "at_risk:2026-10",
    "renewing": "listed_arr:2026-10?renewing=90",
    "heard": "heard:2026-10",
    "loose": "loose:2026-10",
    "contacts": "contact_gaps:2026-10-31",
}


async def test_enter_on_a_figure_opens_it_and_the_arrows_walk_the_figures(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await filled(pilot)
        app.screen.query_one("#nrr", FigureTile).focus()
        for key, figure in OPENS.items():
            await pilot.pause()
            assert app.focused is app.screen.query_one(f"#{key}")
            await pilot.press("enter")
            await wait_for(pilot, lambda: isinstance(app.screen, ExplainScreen))
            await settled(pilot)
            assert figure in shown(app)
            await pilot.press("escape")
            await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen))
            await pilot.press("right")
        await pilot.press("left")
        assert app.focused is app.screen.query_one("#contacts")


async def test_a_figure_that_is_not_there_says_why(desk: SampleDesk) -> None:
    desk.views[None] = make_view(needs=(Need.REVENUE,))
    app = NrrApp(desk)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await filled(pilot)
        app.screen.query_one("#nrr", FigureTile).focus()
        await pilot.press("enter")
        await wait_for(pilot, lambda: "NRR: no revenue data." in shown(app))
        assert "i imports subscriptions" in shown(app)
    assert not any(asked.startswith(("revenue", "trend", "standing")) for asked in desk.asked)


async def test_the_plot_walks_its_months_and_opens_them(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await filled(pilot)
        app.screen.query_one(RetentionPlot).focus()
        await pilot.press("left", "left")
        await wait_for(pilot, lambda: "2026-08" in shown(app) and "NRR 95.0 %" in shown(app))
        for key, figure in (("enter", "nrr_12:2026-08"), ("g", "grr_12:2026-08")):
            await pilot.press(key)
            await wait_for(pilot, lambda: isinstance(app.screen, ExplainScreen))
            await settled(pilot)
            assert f"explain {figure}" in desk.asked
            await pilot.press("escape")
            await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen))
        await pilot.press(*["left"] * 30, "right")
        await wait_for(pilot, lambda: "2025-08" in shown(app))


async def test_plays_lead_to_their_room_and_renewals_to_the_account(
    desk: SampleDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = (*ROOMS, Room("4", "plays", "Plays", "home", "HomeScreen"))
    monkeypatch.setattr("tui.screens.home.ROOMS", rooms)
    app = NrrApp(desk)
    gone: list[str] = []

    async def enter(name: str) -> None:
        gone.append(name)

    monkeypatch.setattr(app, "enter", enter)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await filled(pilot)
        app.screen.query_one(RenewalTable).focus()
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, AccountPageScreen))
        await settled(pilot)
        assert "page a1" in desk.asked
        await pilot.press("escape")
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen))
        app.screen.query_one(DueToday).focus()
        await pilot.press("enter")
        await wait_for(pilot, lambda: gone == ["plays"])


class _BrokenDesk(SampleDesk):
    """Whose plays cannot be told, and whose risks crash."""

    def due(self) -> DueBoard:
        raise SettingsError("plays/[b]own[/b].toml is no play", hint="Mend it.")

    def standing(self, month: Month | None) -> BookStanding:
        raise StoreError("another nrr process is writing (import tickets)")


async def test_a_part_that_fails_says_so_in_its_place_and_the_others_fill_in() -> None:
    app = NrrApp(_BrokenDesk({None: make_view()}))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await filled(pilot)
        assert "plays/[b]own[/b].toml is no play" in shown(app)
        assert "another nrr process is writing" in shown(app)
        assert "100.5 %" in shown(app)


class _CrashingDesk(SampleDesk):
    """Whose plays crash outright."""

    def due(self) -> DueBoard:
        raise RuntimeError("boom [/]")


async def test_a_part_that_crashes_is_told_and_the_others_fill_in() -> None:
    app = NrrApp(_CrashingDesk({None: make_view()}))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await filled(pilot)
        assert "RuntimeError: boom [/]" in shown(app)


async def test_a_stale_index_is_named_with_its_key_and_mended(desk: SampleDesk) -> None:
    desk.stale = "it was made from another run"
    app = NrrApp(desk)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await wait_for(pilot, lambda: "The search index no longer fits" in shown(app))
        await pilot.press("x")
        await wait_for(pilot, lambda: "The search index holds 900 statements." in shown(app))
        await wait_for(pilot, lambda: "no longer fits" not in shown(app))
    assert "rebuild" in desk.asked


async def test_what_nobody_changed_is_not_reckoned_again_but_r_does(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await filled(pilot)
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("1")
        await settled(pilot)
        assert desk.asked.count("due") == 1
        assert desk.asked.count("month None") == 2
        await pilot.press("r")
        await wait_for(pilot, lambda: desk.asked.count("due") == 2)


async def test_another_month_is_reckoned_anew(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await filled(pilot)
        await pilot.press("left_square_bracket")
        await wait_for(pilot, lambda: "standing 2026-09" in desk.asked)
        await wait_for(pilot, lambda: "September 2026" in shown(app))


class _SlowDesk(SampleDesk):
    """Whose figures wait until they are let go, from when ``held`` is cleared."""

    def __init__(self, views: dict[Month | None, MonthView]) -> None:
        super().__init__(views)
        self.held = Event()
        self.held.set()

    def revenue(self, month: Month | None) -> RevenueMetrics:
        self.held.wait(30)
        return super().revenue(month)


async def test_no_figure_of_one_month_stands_under_anothers_name(desk: SampleDesk) -> None:
    slow = _SlowDesk(desk.views)
    app = NrrApp(slow)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await filled(pilot)
        slow.held.clear()
        await pilot.press("left_square_bracket")
        await wait_for(pilot, lambda: "September 2026" in shown(app))
        for key in ("nrr", "grr", "arr", "risk", "renewing"):
            assert app.screen.query_one(f"#{key}", FigureTile).value == "…", key
        assert "NRR 93.0 %" not in shown(app)
        assert "in 12 days" not in shown(app)
        assert "No month has revenue" not in shown(app)
        slow.held.set()
        await wait_for(pilot, lambda: "in 12 days" in shown(app))
        assert "year 104.2 %" in shown(app)


async def test_figures_that_come_late_do_not_stand_under_the_month_that_was_gone_to(desk: SampleDesk) -> None:
    slow = _SlowDesk(desk.views)
    slow.held.clear()
    app = NrrApp(slow)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await wait_for(pilot, lambda: "October 2026" in shown(app))
        assert "No month has revenue" not in shown(app)
        await pilot.press("left_square_bracket")
        await wait_for(pilot, lambda: "September 2026" in shown(app))
        slow.held.set()
        await wait_for(pilot, lambda: "index" in slow.asked)
        await settled(pilot)
        assert app.screen.query_one("#nrr", FigureTile).figure == "nrr:2026-09"
        assert app.screen.query_one("#risk", FigureTile).figure == "at_risk:2026-09"


class _PointsDesk(SampleDesk):
    """Whose risks are points until the month before the last."""

    def standing(self, month: Month | None) -> BookStanding:
        told = super().standing(month)
        return told if month == MONTH else replace(told, method="scorecard")


async def test_arr_at_risk_says_which_of_two_measures_it_is(desk: SampleDesk) -> None:
    app = NrrApp(_PointsDesk(desk.views))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await filled(pilot)
        assert app.screen.query_one("#risk", FigureTile).note == "by the model"
        await pilot.press("left_square_bracket")
        await wait_for(pilot, lambda: "by scorecard" in shown(app))
        assert "by the model" not in shown(app)


async def test_y_copies_the_month_as_markdown(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await filled(pilot)
        await pilot.press("y")
        await pilot.pause()
        assert app.clipboard.startswith("## Tallyfield, October 2026")
        assert "- NRR: 100.5 % (year 104.2 %)" in app.clipboard
        assert "1. Export to CSV times out: 9 accounts" in app.clipboard


@pytest.mark.parametrize("size", [(80, 24), (112, 30), (140, 45), (200, 60)])
async def test_resizing_loses_nothing(desk: SampleDesk, size: tuple[int, int]) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=size, notifications=True) as pilot:
        await wait_for(pilot, lambda: "index" in desk.asked)
        await settled(pilot)
        app.screen.query_one(RetentionPlot).focus()
        await pilot.press("left")
        await pilot.resize_terminal(140, 60)
        await settled(pilot)
        for words in (
            "100.5 %",
            "2026-09",
            "Northwind Logistics",
            "Export to CSV times out",
            "New this month",
        ):
            assert words in shown(app), words


async def test_the_figures_on_screen_are_those_that_explain_opens(asked_world: Path) -> None:
    workspace = open_workspace(asked_world)
    app = NrrApp(Desk(asked_world))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        screen = app.screen
        await wait_for(pilot, lambda: isinstance(app.screen, HomeScreen), 20)
        screen = app.screen
        tile = screen.query_one("#contacts", FigureTile)
        await wait_for(pilot, lambda: tile.value != "…", 60)
        tiles = {one.id: one for one in screen.query(FigureTile)}
        assert set(tiles) == set(OPENS)
    for key, one in tiles.items():
        opened = explain(workspace, one.figure)
        assert opened.holds, key
    assert explain(workspace, tiles["arr"].figure).explanation.value == 12 * 7600
    assert tiles["arr"].value == "$91.2k"
