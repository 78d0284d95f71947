"""The home screen: figures, needs with their keys, and the way into a theme."""

from __future__ import annotations

from textual.pilot import Pilot

from foundation.errors import StoreError
from tests.tui.reading import settled, shown, wait_for
from tests.tui.sample_desk import SampleDesk
from tests.tui.samples import MONTH, make_empty_view, make_run, make_view
from tui.app import NrrApp
from tui.screens.guide import GuideScreen
from tui.screens.home import HomeScreen
from tui.screens.importing import ImportScreen
from tui.screens.themes import ThemesScreen
from tui.widgets.theme_table import ThemeTable
from workspace.overview import Need


async def test_it_shows_the_month_in_figures_and_words(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await settled(pilot)
        screen = shown(app)
    for figure in (
        "October 2026",
        "Tallyfield",
        "100.5 %",
        "98.7 %",
        "year 104.2 %",
        "year 91.3 %",
        "$6.19M",
    ):
        assert figure in screen
    assert "63 %" in screen
    assert "54/137 accts" in screen
    assert "22 %" in screen
    assert "Export to CSV times out" in screen
    assert "New this month (3)" in screen
    assert "No chat model" in screen


MENDS = {
    Need.GRANULARITY: ("u", "granularity = 1.5"),
    Need.CHAT_MODEL: ("m", "base_url"),
}


async def test_each_need_names_a_key_that_mends_it(desk: SampleDesk) -> None:
    desk.views[None] = make_view(needs=tuple(MENDS))
    app = NrrApp(desk)
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settled(pilot)
        for key, words in MENDS.values():
            assert f" {key} " in shown(app)
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, GuideScreen)
            assert words in shown(app)
            await pilot.press("escape")
            assert isinstance(app.screen, HomeScreen)


async def test_u_names_the_share_that_the_tile_names(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("u")
        await wait_for(pilot, lambda: "22 % of the month's statements fit no theme." in shown(app))


async def test_u_has_nothing_to_explain_where_there_are_no_themes(desk: SampleDesk) -> None:
    desk.views[None] = make_empty_view(Need.FEEDBACK)
    app = NrrApp(desk)
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("u")
        await wait_for(pilot, lambda: "There are no themes yet." in shown(app))
        assert isinstance(app.screen, HomeScreen)


async def test_what_lacks_data_leads_to_the_import_screen(desk: SampleDesk) -> None:
    desk.views[None] = make_view(needs=(Need.FEEDBACK, Need.ACCOUNTS, Need.REVENUE))
    app = NrrApp(desk)
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settled(pilot)
        for words in ("import tickets, answers and calls", "import accounts", "import subscriptions"):
            assert words in shown(app)
        await pilot.press("i")
        await wait_for(pilot, lambda: isinstance(app.screen, ImportScreen))


async def test_s_synthesizes_and_shows_the_new_month(desk: SampleDesk) -> None:
    desk.views[None] = make_view(needs=(Need.NEWER_SYNTHESIS,), feedback_month=MONTH.plus(1))
    desk.synthesis = make_run(month=MONTH.plus(1))
    app = NrrApp(desk)
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("s")
        await wait_for(pilot, lambda: "November 2026" in shown(app))
    assert "synthesize" in desk.asked


async def test_s_without_feedback_leads_to_the_import_screen(desk: SampleDesk) -> None:
    desk.views[None] = make_empty_view(Need.FEEDBACK)
    app = NrrApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        assert "No feedback yet" in shown(app)
        assert "no themes yet" in shown(app)
        await pilot.press("s")
        await wait_for(pilot, lambda: isinstance(app.screen, ImportScreen))
    assert "synthesize" not in desk.asked


async def test_brackets_change_the_month_and_stop_at_the_ends(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("left_square_bracket")
        await wait_for(pilot, lambda: "September 2026" in shown(app))
        assert app.screen.query_one(ThemeTable).row_count == 2
        await pilot.press("left_square_bracket")
        await wait_for(pilot, lambda: "no synthesized month before" in shown(app))
        await pilot.press("right_square_bracket")
        await wait_for(pilot, lambda: "October 2026" in shown(app))


async def test_enter_opens_the_theme_under_the_cursor(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("down", "down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, ThemesScreen)
        chosen = app.screen.query_one(ThemeTable).current
        assert chosen is not None
        assert chosen.theme.label == "Single sign-on logs people out"


async def test_a_locked_store_ends_in_a_message_and_a_live_app(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await settled(pilot)
        desk.error = StoreError(
            "another nrr process is writing (import tickets)", hint="Wait [bold]until[/] then."
        )
        await pilot.press("s")
        await wait_for(pilot, lambda: "another nrr process is writing" in shown(app))
        assert "[bold]until[/]" in shown(app)
        desk.error = None
        await still_answers(pilot, app)


async def test_a_worker_that_crashes_ends_in_a_message_and_a_live_app(desk: SampleDesk) -> None:
    desk.error = RuntimeError("boom [/] \x1b[31m")
    app = NrrApp(desk)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await wait_for(pilot, lambda: "RuntimeError: boom [/]" in shown(app))
        assert "The month cannot be shown. r tries again." in shown(app)
        desk.error = None
        await pilot.press("r")
        await wait_for(pilot, lambda: "Export to CSV times out" in shown(app))
        await still_answers(pilot, app)


async def still_answers(pilot: Pilot[None], app: NrrApp) -> None:
    await pilot.press("2")
    await settled(pilot)
    assert isinstance(app.screen, ThemesScreen)
    assert app.screen.query_one(ThemeTable).row_count == 12
