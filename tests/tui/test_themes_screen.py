"""The themes screen: sort, filter as you type, months, reading, quotes, items, copying."""

from __future__ import annotations

import pytest

from tests.tui.reading import lines_of, settled, shown, wait_for
from tests.tui.sample_desk import SampleDesk
from tests.tui.samples import make_empty_view
from tui.app import NrrApp
from tui.ordering import SORTS
from tui.screens.item import ItemScreen
from tui.screens.themes import ThemesScreen
from tui.widgets.quote_card import QuoteCard
from tui.widgets.theme_detail import ThemeDetail
from tui.widgets.theme_table import ThemeTable


def table(app: NrrApp) -> ThemeTable:
    return app.screen.query_one(ThemeTable)


def label(app: NrrApp) -> str:
    current = table(app).current
    assert current is not None
    return current.theme.label


async def test_moving_the_cursor_shows_the_theme_beside_it(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(140, 50), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("down")
        await settled(pilot)
        screen = shown(app)
    assert "Dispatch board freezes with many jobs" in screen
    assert "80 % interval $75.0k to $300k" in screen
    assert "0.85 × 30 % = 25.5" in screen
    assert "Northwind Logistics" in screen
    assert "2026-10-03  ticket  item1" in screen


MOVES = (
    (("down", "down"), 2),
    (("j", "j", "k"), 3),
    (("end",), 11),
    (("down",), 11),
    (("home",), 0),
    (("G",), 11),
    (("g",), 0),
    (("up",), 0),
    (("pagedown",), 11),
    (("pageup",), 0),
)


async def test_table_keys_move_the_cursor(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        for keys, expected in MOVES:
            await pilot.press(*keys)
            assert table(app).cursor == expected, keys


async def test_s_walks_the_orders_and_keeps_the_theme(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(116, 36), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("down", "down", "down")
        before = label(app)
        for sort in (*SORTS[1:], SORTS[0]):
            await pilot.press("s")
            await settled(pilot)
            assert f"12 of 12 themes by {sort}" in shown(app)
            assert label(app) == before
        await pilot.press("S")
        await settled(pilot)
        assert f"themes by {SORTS[-1]}" in shown(app)


async def test_a_click_on_a_head_sorts_by_its_column(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(116, 36), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("down", "down", "down")
        before, width = label(app), table(app).size.width
        head = lines_of(app)[table(app).region.y][:width]
        for title, sort in (
            ("At risk", "at-risk"),
            ("Accts", "breadth"),
            ("Prio", "priority"),
            ("ARR", "arr"),
        ):
            await pilot.click(ThemeTable, offset=(head.index(title) + len(title) - 1, 0))
            await settled(pilot)
            assert f"12 of 12 themes by {sort}" in shown(app)
            assert f"{title}▾" in shown(app)
            assert label(app) == before
        await pilot.click(ThemeTable, offset=(head.index("Theme"), 0))
        await settled(pilot)
        assert "It sorts by ARR, At risk, Accts" in " ".join(shown(app).split())
        assert "12 of 12 themes by arr" in shown(app)


async def test_filtering_happens_as_you_type_and_esc_clears_it(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(116, 36), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("slash", *"invoic")
        await settled(pilot)
        assert table(app).row_count == 1
        assert label(app) == "Invoices show the wrong VAT"
        await pilot.press(*"zzz")
        await settled(pilot)
        assert table(app).row_count == 0
        assert "No theme holds all these words" in shown(app)
        assert "No theme fits" in shown(app)
        await pilot.press("escape")
        await settled(pilot)
        assert table(app).row_count == 12
        assert table(app).has_focus
        await pilot.press("slash", *"new", "enter")
        await settled(pilot)
        assert table(app).has_focus
        assert table(app).row_count == 3


async def test_brackets_change_the_month(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(116, 36), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("left_square_bracket")
        await wait_for(pilot, lambda: "September 2026" in shown(app))
        assert table(app).row_count == 2
        await pilot.press("left_square_bracket")
        await wait_for(pilot, lambda: "no synthesized month before" in shown(app))
        await pilot.press("right_square_bracket")
        await wait_for(pilot, lambda: "October 2026" in shown(app))
        assert table(app).row_count == 12


@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
async def test_from_theme_to_quote_to_item_and_back(desk: SampleDesk, size: tuple[int, int]) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("down", "enter")
        await pilot.pause()
        detail = app.screen.query_one(ThemeDetail)
        assert detail.has_focus
        assert table(app).is_on_screen == (size[0] > 112)
        await pilot.press("n", "n")
        assert isinstance(app.focused, QuoteCard)
        assert "asked for this three times" in shown(app)
        await pilot.press("p", "down", "up", "enter")
        await settled(pilot)
        assert isinstance(app.screen, ItemScreen)
        screen = shown(app)
        assert "Export broken again" in screen
        assert "Since the update" in screen
        assert "Staff  Agent" in screen
        assert "Any news?" in screen
        await pilot.press("r")
        await settled(pilot)
        assert "Any news?" in shown(app)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert isinstance(app.screen, ThemesScreen)
        assert table(app).has_focus
        assert label(app) == "Dispatch board freezes with many jobs"


async def test_arrows_scroll_the_theme_and_walk_its_quotes(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("enter", "down", "down")
        detail = app.screen.query_one(ThemeDetail)
        await wait_for(pilot, lambda: detail.scroll_offset.y > 0)
        await pilot.press("up", "up")
        await wait_for(pilot, lambda: detail.scroll_offset.y == 0)
        await pilot.press("n")
        assert isinstance(app.focused, QuoteCard)
        await pilot.press("up")
        assert detail.has_focus


async def test_y_copies_the_theme_and_the_item_as_markdown(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(116, 36), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("y")
        assert app.clipboard.startswith("## Export to CSV times out")
        assert "> Northwind Logistics, 2026-10-03, ticket item0" in app.clipboard
        await pilot.press("enter", "n", "enter")
        await settled(pilot)
        await pilot.press("y")
        assert app.clipboard.startswith("## ticket 4711, 2026-10-03")
        assert "> Any news?" in app.clipboard


async def test_an_item_that_cannot_be_read_says_so(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        desk.error = OSError("disk gone")
        await pilot.press("enter", "n", "enter")
        await wait_for(pilot, lambda: "The item cannot be shown" in shown(app))
        desk.error = None
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, ThemesScreen)


async def test_without_a_run_it_says_what_to_do(desk: SampleDesk) -> None:
    desk.views[None] = make_empty_view()
    app = NrrApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        assert "Go home with 1 and press s" in shown(app)
        await pilot.press("s", "left_square_bracket", "y", "enter", "escape")
        await settled(pilot)
        assert isinstance(app.screen, ThemesScreen)


async def test_a_theme_opened_from_home_on_a_narrow_terminal_has_the_keys(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        app.screen.query_one(ThemeTable).focus()
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ThemesScreen)
        assert app.screen.query_one(ThemeDetail).has_focus
        assert "n Quote" in lines_of(app)[-1]
        assert "⏎ Open" not in lines_of(app)[-1]


async def test_enter_is_offered_only_where_there_is_a_row_to_open(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert "⏎ Open" in lines_of(app)[-1]
        await pilot.press("slash", *"zzz", "enter")
        await settled(pilot)
        assert table(app).row_count == 0
        assert "⏎" not in lines_of(app)[-1]
        await pilot.press("escape")
        await settled(pilot)
        assert "⏎ Open" in lines_of(app)[-1]


async def test_a_double_click_opens_and_a_click_selects(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(116, 36), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        await pilot.click(ThemeTable, offset=(10, 4))
        assert table(app).cursor == 3
        await pilot.double_click(ThemeTable, offset=(10, 2))
        await pilot.pause()
        assert app.screen.query_one(ThemeDetail).has_focus
        await pilot.press("n")
        await pilot.click(QuoteCard)
        await settled(pilot)
        assert isinstance(app.screen, ItemScreen)


async def test_resizing_loses_nothing(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(116, 36), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("end")
        for size in ((80, 24), (200, 60), (80, 10), (100, 30)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert table(app).cursor == 11
            assert "Price rise" in shown(app)
