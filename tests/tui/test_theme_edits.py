"""Each change of a theme from its key to the store, its undoing, and what goes wrong on the way."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from foundation.months import Month
from foundation.progress import Progress
from tests.tui.reading import settled, shown, wait_for
from tests.tui.theme_world import changes, in_themes, label, labels, run_of, said, table, type_in
from tui.app import NrrApp
from tui.desk import Desk
from tui.screens.choosing import ChooseScreen
from tui.screens.confirm import ConfirmScreen
from tui.screens.form import FormScreen
from tui.screens.picking import PickScreen
from tui.screens.theme_history import ThemeHistoryScreen
from tui.screens.themes import ThemesScreen
from tui.widgets.history_table import HistoryTable
from tui.widgets.quote_card import QuoteCard
from workspace.edit_recording import Editor, Made


async def test_a_theme_is_renamed_said_so_and_taken_back(themed: Path) -> None:
    async with in_themes(themed) as pilot:
        before = label(pilot)
        await pilot.press("R")
        assert isinstance(pilot.app.screen, FormScreen)
        await type_in(pilot, "")
        await pilot.press("enter")
        assert "A theme needs a name." in shown(pilot.app)
        await type_in(pilot, "[bold]Exports[/] break")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "rename" in said(pilot))
        await settled(pilot)
        assert label(pilot) == "[bold]Exports[/] break"
        assert "#1 rename" in said(pilot)
        assert "[bold]Exports[/] break" in shown(pilot.app)
        await pilot.press("u")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        assert "#1 rename" in shown(pilot.app)
        await pilot.press("y")
        await wait_for(pilot, lambda: "Undone: #1" in said(pilot))
        await settled(pilot)
        assert label(pilot) == before
    assert changes(themed)[0].state.value == "undone"


async def test_two_themes_are_merged_and_parted_again(themed: Path) -> None:
    async with in_themes(themed) as pilot:
        everything = labels(pilot)
        await pilot.press("M")
        assert isinstance(pilot.app.screen, PickScreen)
        kept = everything[1]
        await pilot.press(*kept.lower().split()[0])
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, ConfirmScreen)
        assert "becomes part of" in shown(pilot.app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "merge" in said(pilot), 20)
        await settled(pilot)
        assert len(labels(pilot)) == len(everything) - 1
        assert label(pilot) == kept
        await pilot.press("u")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        assert "The month is run again without it." in shown(pilot.app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Undone" in said(pilot), 20)
        await settled(pilot)
        assert sorted(labels(pilot)) == sorted(everything)


async def test_a_theme_is_split_by_words(themed: Path) -> None:
    async with in_themes(themed) as pilot:
        everything = len(labels(pilot))
        await pilot.press("X")
        assert "Split" in shown(pilot.app)
        await type_in(pilot, "only one")
        await pilot.press("enter")
        assert "at least two parts" in shown(pilot.app)
        words = run_of(themed).themes[0].quotes[0].text.rstrip(".").split(",")[0]
        await type_in(pilot, f"{words} weekly; {words} again")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "split" in said(pilot), 20)
        await settled(pilot)
        assert len(labels(pilot)) == everything + 1


async def test_a_theme_is_pinned_by_words(themed: Path) -> None:
    async with in_themes(themed) as pilot:
        await pilot.press("P", "enter")
        assert "Give words that its statements hold." in shown(pilot.app)
        await type_in(pilot, "oak trees; parking lot", "#field0")
        await type_in(pilot, "Trees", "#field1")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "pin" in said(pilot), 20)
        await settled(pilot)
        assert "Trees" in labels(pilot)
    assert any(one.pinned and one.theme.label == "Trees" for one in run_of(themed).themes)


async def test_a_quote_is_the_example_of_a_pin(themed: Path) -> None:
    async with in_themes(themed) as pilot:
        await pilot.press("enter", "n")
        assert isinstance(pilot.app.focused, QuoteCard)
        await pilot.press("P", "enter")
        assert "Give its name." in shown(pilot.app)
        await type_in(pilot, "By example", "#field1")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "pin" in said(pilot), 20)
    assert "1 example" in changes(themed)[0].words


async def test_a_theme_is_hidden_listed_as_hidden_and_shown_again(themed: Path) -> None:
    async with in_themes(themed) as pilot:
        gone = label(pilot)
        await pilot.press("H", "n")
        assert isinstance(pilot.app.screen, ThemesScreen)
        await pilot.press("H", "enter")
        await wait_for(pilot, lambda: "hide" in said(pilot))
        await settled(pilot)
        assert gone not in labels(pilot)
        assert "1 hidden" in shown(pilot.app)
        await pilot.press("f", "end", "left", "enter")
        await settled(pilot)
        assert labels(pilot) == [gone]
        await pilot.press("H")
        await wait_for(pilot, lambda: "Undone" in said(pilot))
        await settled(pilot)
        assert "No theme fits these filters. x clears them" in shown(pilot.app)
        await pilot.press("x")
        await settled(pilot)
        assert gone in labels(pilot)


async def test_a_theme_is_resolved_on_a_day(themed: Path) -> None:
    async with in_themes(themed) as pilot:
        await pilot.press("D")
        await type_in(pilot, "next week")
        await pilot.press("enter")
        assert "Write the day as YYYY-MM-DD." in shown(pilot.app)
        await type_in(pilot, "2999-01-01")
        await pilot.press("enter")
        assert "That day is still to come." in shown(pilot.app)
        await type_in(pilot, "2026-10-01")
        await pilot.press("enter")
        await wait_for(pilot, lambda: "resolve" in said(pilot))
        await settled(pilot)
        assert "Resolved on 2026-10-01, still heard" in shown(pilot.app)


async def test_themes_are_kept_apart_and_a_statement_is_moved_out(themed: Path) -> None:
    async with in_themes(themed) as pilot:
        await pilot.press("K", "enter", "enter")
        await wait_for(pilot, lambda: "never merge" in said(pilot), 20)
        await settled(pilot)
        await pilot.press("T")
        assert "Stand on a quote first" in shown(pilot.app)
        await pilot.press("enter", "n", "T")
        assert isinstance(pilot.app.screen, PickScreen)
        await pilot.press("enter", "enter")
        await wait_for(pilot, lambda: "out of all themes" in said(pilot), 20)
    assert len(changes(themed)) == 2


async def test_e_lists_every_change(themed: Path) -> None:
    async with in_themes(themed) as pilot:
        await pilot.press("e")
        assert isinstance(pilot.app.screen, ChooseScreen)
        for words in ("Rename", "Merge", "Split", "Keep apart", "Pin", "Hide", "Resolve", "Move quote"):
            assert words in shown(pilot.app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, FormScreen)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ThemesScreen)


@pytest.mark.parametrize("key", ["R", "M", "X", "K", "P", "H", "D", "e", "f"])
async def test_escape_changes_nothing(built_themes: Path, key: str) -> None:
    async with in_themes(built_themes) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert not isinstance(pilot.app.screen, ThemesScreen)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ThemesScreen)
    assert changes(built_themes) == ()


async def test_the_history_undoes_any_change_with_what_hangs_on_it(themed: Path) -> None:
    async with in_themes(themed) as pilot:
        await pilot.press("h")
        await settled(pilot)
        assert "Nobody has changed a theme yet" in shown(pilot.app)
        await pilot.press("u", "enter")
        assert "There is no change to undo." in shown(pilot.app)
        await pilot.press("escape")
        for name in ("First name", "Second name"):
            await pilot.press("R")
            await type_in(pilot, name)
            await pilot.press("enter")
            await wait_for(pilot, lambda name=name: name in said(pilot))  # type: ignore[misc]
            await settled(pilot)
        await pilot.press("h")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ThemeHistoryScreen)
        assert [line.edit.number for line in screen.query_one(HistoryTable)._rows] == [2, 1]
        await pilot.press("down")
        await pilot.pause()
        assert "by #2" in shown(pilot.app)
        await pilot.press("y")
        assert "#1 rename" in pilot.app.clipboard
        await pilot.press("up", "enter")
        await wait_for(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        await pilot.press("enter")
        await wait_for(pilot, lambda: "undone" in shown(pilot.app))
        await settled(pilot)
        assert [line.state.value for line in changes(themed)] == ["stands", "undone"]
        await pilot.press("u")
        await pilot.pause()
        assert "That is undone already" in shown(pilot.app)
        await pilot.press("r", "escape")
        await settled(pilot)
        assert label(pilot) == "First name"


async def test_a_change_that_cannot_be_made_says_why_and_the_app_lives(themed: Path) -> None:
    async with in_themes(themed) as pilot:
        with_locks = run_of(themed)
        await pilot.press("R")
        await type_in(pilot, "x" * 200)
        await pilot.press("enter")
        await wait_for(pilot, lambda: "the name is too long" in shown(pilot.app))
        assert labels(pilot)[0] == with_locks.themes[0].theme.label
        await pilot.press("down")
        assert table(pilot).cursor == 1


async def test_a_locked_store_is_said_and_nothing_is_lost(themed: Path) -> None:
    from workspace.workspace import open_workspace

    async with in_themes(themed) as pilot:
        before = labels(pilot)
        (themed / "data" / "nrr.db").rename(themed / "data" / "away.db")
        (themed / "data" / "nrr.db").mkdir()
        await pilot.press("R")
        await type_in(pilot, "Another name")
        await pilot.press("enter")
        await settled(pilot)
        assert "Another name" not in labels(pilot)
        assert pilot.app.is_running
        (themed / "data" / "nrr.db").rmdir()
        (themed / "data" / "away.db").rename(themed / "data" / "nrr.db")
        await pilot.press("r")
        await settled(pilot)
        assert labels(pilot) == before
    assert open_workspace(themed)


class _Slow(Desk):
    """A desk whose changes are kept and then go on until they are stopped."""

    def edit_theme(self, change: Callable[[Editor], Made], month: Month | None, progress: Progress) -> Made:
        made = super().edit_theme(change, month, progress)
        while True:
            progress("weighing", 1, 3)
            time.sleep(0.02)
        return made


async def test_esc_stops_the_run_and_says_that_the_change_is_kept(themed: Path) -> None:
    app = NrrApp(_Slow(themed))
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("R")
        await type_in(pilot, "Kept")
        await pilot.press("enter")
        await wait_for(pilot, lambda: bool(changes(themed)))
        await pilot.press("H", "enter")
        await wait_for(pilot, lambda: "One change at a time" in shown(app))
        await pilot.press("u")
        await pilot.press("escape")
        await wait_for(pilot, lambda: "The change is kept" in shown(app))
        assert isinstance(app.screen, ThemesScreen)
        await pilot.press("r")
        await settled(pilot)
        assert "Kept" in labels(pilot)


async def test_undo_with_no_change_says_so(built_themes: Path) -> None:
    async with in_themes(built_themes) as pilot:
        await pilot.press("u")
        await wait_for(pilot, lambda: "There is no change to undo." in shown(pilot.app))
