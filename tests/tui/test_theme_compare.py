"""Two months side by side, and everything said in a theme: their keys, words and faults."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from foundation.months import Month
from tests.tui.reading import settled, shown, wait_for
from tests.tui.sample_desk import SampleDesk
from tests.tui.theme_world import in_themes, run_of
from tui import words
from tui.app import NrrApp
from tui.screens.account import AccountPageScreen
from tui.screens.item import ItemScreen
from tui.screens.theme_compare import CompareScreen
from tui.screens.theme_evidence import EvidenceScreen
from tui.screens.themes import ThemesScreen
from tui.theme_diff_rows import ORDERS, heard_lines, in_order, rows_of
from tui.widgets.account_bars import AccountBars
from tui.widgets.diff_table import DiffTable
from tui.widgets.evidence_table import EvidenceTable
from tui.widgets.theme_cuts import ThemeCuts
from workspace.theme_diff import diff_themes
from workspace.workspace import open_workspace

SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)


def test_every_theme_of_both_months_is_a_row_in_every_order(built_themes: Path) -> None:
    found = diff_themes(open_workspace(built_themes), SEPTEMBER, OCTOBER)
    rows = rows_of(found)
    ids = {one.id for one in (*found.new, *found.gone)} | {one.id for one in found.kept}
    for order in ORDERS:
        ordered = in_order(rows, order)
        assert {row.id for row in ordered} == ids
        assert in_order(rows[::-1], order) == ordered
    assert all(row.lines for row in rows)
    assert [line[:7] for line in heard_lines(found, "USD")] == ["2026-09", "2026-10"]


async def compared(pilot: Pilot[None]) -> CompareScreen:
    await pilot.press("c")
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, CompareScreen)
    return screen


async def test_two_months_are_compared_searched_sorted_and_copied(built_themes: Path) -> None:
    async with in_themes(built_themes) as pilot:
        screen = await compared(pilot)
        table = screen.query_one(DiffTable)
        everything = table.row_count
        assert everything == len(rows_of(diff_themes(open_workspace(built_themes), SEPTEMBER, OCTOBER)))
        assert "September 2026 → October 2026" in shown(pilot.app)
        assert "2026-09: 3/3 accts" in shown(pilot.app)
        for order in (*ORDERS[1:], ORDERS[0]):
            await pilot.press("s")
            await settled(pilot)
            assert f"by {order}" in shown(pilot.app)
        await pilot.press("slash", *"calendar", "enter")
        await settled(pilot)
        assert 0 < table.row_count < everything
        await pilot.press("slash", *"zzz")
        await settled(pilot)
        assert "No theme holds all these words. esc clears them." in shown(pilot.app)
        await pilot.press("escape")
        assert table.row_count == everything
        await pilot.press("y")
        assert pilot.app.clipboard.startswith("## Themes, September 2026 → October 2026")
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert "no such pair" in shown(pilot.app)
        await pilot.press("right_square_bracket", "left_curly_bracket", "right_curly_bracket", "r")
        await settled(pilot)
        row = table.current
        assert row is not None
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ThemesScreen)
        chosen = pilot.app.screen.chosen()
        assert chosen is not None
        assert chosen.theme.id == row.id


async def test_esc_leads_back_from_the_comparison(built_themes: Path) -> None:
    async with in_themes(built_themes, (80, 24)) as pilot:
        await compared(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ThemesScreen)


async def test_months_that_cannot_be_compared_say_so(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("c")
        await wait_for(pilot, lambda: "The months cannot be compared. r tries again." in shown(app))
        await pilot.press("s", "enter", "y", "escape")
        await settled(pilot)
        assert isinstance(app.screen, ThemesScreen)
        await pilot.press("v")
        await wait_for(pilot, lambda: "The statements cannot be shown" in shown(app))
        await pilot.press("y", "enter", "a", "escape")
        await settled(pilot)
        await pilot.press("h")
        await wait_for(pilot, lambda: "The changes cannot be shown. r tries again." in shown(app))
        await pilot.press("u", "escape")
        await settled(pilot)
        assert isinstance(app.screen, ThemesScreen)


async def test_everything_said_in_a_theme_down_to_the_item_and_the_account(built_themes: Path) -> None:
    async with in_themes(built_themes) as pilot:
        theme = run_of(built_themes).themes[0].theme
        await pilot.press("v")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, EvidenceScreen)
        table = screen.query_one(EvidenceTable)
        assert {one.statement.id for one in table._rows} == set(theme.members)
        days = [one.statement.day for one in table._rows]
        assert days == sorted(days, reverse=True)
        assert f"{len(theme.members)} statements of 3 accounts" in shown(pilot.app)
        await pilot.press("slash", *"solmar", "enter")
        await settled(pilot)
        assert {one.account for one in table._rows} == {"Solmar"}
        await pilot.press("y")
        assert pilot.app.clipboard.startswith(f"## {theme.label}, {len(theme.members)} statements")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ItemScreen)
        await pilot.press("escape", "a")
        await settled(pilot)
        assert isinstance(pilot.app.screen, AccountPageScreen)
        await pilot.press("escape", "slash")
        screen.query_one("#filter", Input).value = "no such words"
        await settled(pilot)
        assert "Nothing said holds all these words. esc clears them." in shown(pilot.app)
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ThemesScreen)


async def test_the_accounts_of_a_theme_are_walked_and_opened(built_themes: Path) -> None:
    async with in_themes(built_themes) as pilot:
        await pilot.press("enter", "a")
        bars = pilot.app.screen.query_one(AccountBars)
        assert bars.has_focus
        shares = run_of(built_themes).themes[0].weights.top_accounts
        await pilot.press(*["down"] * len(shares))
        await pilot.pause()
        assert not bars.has_focus  # past the last account stands the first quote
        await pilot.press("a", "up", "up", "up")
        await pilot.pause()
        assert not bars.has_focus
        await pilot.press("a", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, AccountPageScreen)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.click(AccountBars, offset=(5, 2))
        await settled(pilot)
        assert isinstance(pilot.app.screen, AccountPageScreen)


async def test_a_theme_is_shown_by_tier_and_by_its_parts(built_themes: Path) -> None:
    async with in_themes(built_themes, (140, 70)) as pilot:
        first = run_of(built_themes).themes[0]
        cuts = str(pilot.app.screen.query_one(ThemeCuts).content)
        for cut in first.weights.by_tier:
            assert f"{cut.name:<22}" in cuts
            assert words.short_amount(cut.arr, "USD") in cuts
        assert [part.label[:20] in cuts for part in first.theme.subthemes] == [True] * len(
            first.theme.subthemes
        )


async def test_what_one_has_read_to_stays_when_an_item_was_opened(built_themes: Path) -> None:
    async with in_themes(built_themes, (80, 24)) as pilot:
        await pilot.press("enter", "n", "n", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ItemScreen)
        await pilot.press("escape")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ThemesScreen)
        at = screen.query_one("ThemeDetail").scroll_offset.y
        assert at > 0
        assert screen.quote() is not None
