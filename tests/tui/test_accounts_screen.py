"""The accounts in the app: shown at once, filled in, filtered, sorted, typed through, opened, copied; faults said."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from foundation.errors import SettingsError, StoreError
from tests.tui.account_samples import DAY, ENTRIES, AccountsDesk, entry, make_board, unknown
from tests.tui.reading import lines_of, settled, shown, wait_for
from tui.account_order import SORT_WORDS, SORTS, VIEWS
from tui.app import NrrApp
from tui.desk import Desk
from tui.screens.account import AccountPageScreen
from tui.screens.accounts import AccountsScreen
from tui.screens.choosing import ChooseScreen
from tui.screens.help import key_lines
from tui.widgets.account_table import AccountTable
from tui.widgets.view_strip import ViewStrip
from workspace.account_rows import AccountBoard

QUICK = make_board(tuple(unknown(one) for one in ENTRIES), has_health=False, has_risk=False, has_growth=False)
SIZES = ((80, 24), (140, 45), (200, 60))


def listed(app: NrrApp) -> list[str]:
    """The ids in the table, from its first row."""
    return [one.id for one in app.screen.query_one(AccountTable)._rows]


async def entered(pilot: object, app: NrrApp) -> None:
    await settled(pilot)  # type: ignore[arg-type]
    await pilot.press("3")  # type: ignore[attr-defined]
    await settled(pilot)  # type: ignore[arg-type]
    assert isinstance(app.screen, AccountsScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_it_shows_who_they_are_and_how_they_stand(size: tuple[int, int]) -> None:
    app = NrrApp(AccountsDesk(make_board()))
    async with app.run_test(size=size, notifications=True) as pilot:
        await entered(pilot, app)
        page = shown(app)
        for text in ("Northwind Logistics", "$90.0k", "48 ○ critical", "62 %", "40 d", "190 d"):
            assert text in page
        assert "6 of 7 accounts by ARR" in page
        assert "mail" not in page
        assert all(cell_len(line) == size[0] for line in lines_of(app))


async def test_names_and_revenue_come_first_and_the_rest_fills_in_beneath_the_cursor() -> None:
    go_on = threading.Event()

    class Slow(AccountsDesk):
        def account_boards(self) -> Iterator[AccountBoard]:
            yield QUICK
            go_on.wait(10)
            yield make_board()

    app = NrrApp(Slow())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("3")
        await wait_for(pilot, lambda: "Northwind Logistics" in shown(app))
        assert "being reckoned" in shown(app)
        assert "critical" not in shown(app)
        await pilot.press("down", "down")
        await pilot.press("i")
        assert "being reckoned" in shown(app)
        await pilot.press("a")
        assert app.screen.query_one(AccountTable).current == QUICK.entries[0]
        await pilot.press("down", "down")
        go_on.set()
        await wait_for(pilot, lambda: "48 ○ critical" in shown(app))
        current = app.screen.query_one(AccountTable).current
        assert current is not None
        assert current.id == "a2"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("a", ["a0", "a1", "a2", "a3", "a4", "a5"]),
        ("i", ["a1", "a2"]),
        ("w", ["a0", "a1", "a2"]),
        ("t", ["a1"]),
        ("e", ["a3"]),
        ("n", ["a6"]),
    ],
)
async def test_a_key_chooses_a_saved_filter_and_its_count_agrees(key: str, expected: list[str]) -> None:
    app = NrrApp(AccountsDesk(make_board()))
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        await entered(pilot, app)
        await pilot.press(key)
        await settled(pilot)
        assert sorted(listed(app)) == expected
        view = next(one for one in VIEWS if one.key == key)
        assert f"[{key} {view.title} {len(expected)}]" in shown(app)
        await pilot.press("escape")
        await settled(pilot)
        assert listed(app) == ["a0", "a1", "a2", "a3", "a4", "a5"]


async def test_a_click_on_a_head_sorts_by_its_column() -> None:
    app = NrrApp(AccountsDesk(make_board()))
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        await entered(pilot, app)
        table = app.screen.query_one(AccountTable)
        for title, sort in (("Renews", "renewal"), ("Account", "name"), ("Health", "health"), ("ARR", "arr")):
            head = lines_of(app)[table.region.y]
            await pilot.click(AccountTable, offset=(head.index(title), 0))
            await settled(pilot)
            assert f"accounts by {SORT_WORDS[sort]}" in shown(app)
            assert table.sorted_by == sort


async def test_f_walks_the_filters_and_a_click_takes_one() -> None:
    app = NrrApp(AccountsDesk(make_board(mine="Ruth Abara")))
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        await entered(pilot, app)
        for view in (*VIEWS[1:], VIEWS[0]):
            await pilot.press("f")
            assert f"[{view.key} {view.title}" in shown(app)
        await pilot.press("F")
        assert "[n Not paying" in shown(app)
        strip = app.screen.query_one(ViewStrip)
        at = lines_of(app)[strip.region.y].index("Silent")
        await pilot.click(offset=(at + 1, strip.region.y))
        await settled(pilot)
        assert listed(app) == ["a1"]


async def test_mine_asks_whose_once_and_shows_theirs() -> None:
    app = NrrApp(AccountsDesk(make_board()))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await entered(pilot, app)
        await pilot.press("m")
        await wait_for(pilot, lambda: isinstance(app.screen, ChooseScreen))
        assert "Ben Osei" in shown(app)
        assert "· M chooses an owner" in shown(app)
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, AccountsScreen))
        await settled(pilot)
        assert listed(app) == ["a0", "a3"]
        assert "nrr.toml" in shown(app)
        await pilot.press("a", "m")
        assert isinstance(app.screen, AccountsScreen)
        await pilot.press("M")
        await wait_for(pilot, lambda: isinstance(app.screen, ChooseScreen))
        await pilot.press("escape")
        await settled(pilot)
        assert listed(app) == ["a0", "a3"]


async def test_the_configured_owner_is_not_asked() -> None:
    app = NrrApp(AccountsDesk(make_board(mine="Ben Osei")))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await entered(pilot, app)
        await pilot.press("m")
        await settled(pilot)
        assert listed(app) == ["a1", "a2", "a4", "a5"]
        assert "owner Ben Osei" in shown(app)


async def test_an_owner_of_nothing_is_told_what_to_press() -> None:
    app = NrrApp(AccountsDesk(make_board(mine="Nobody")))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await entered(pilot, app)
        await pilot.press("m")
        await settled(pilot)
        assert "No customer's owner is Nobody. M chooses an owner." in shown(app)


async def test_words_narrow_as_they_are_typed() -> None:
    app = NrrApp(AccountsDesk(make_board()))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await entered(pilot, app)
        await pilot.press("slash", *"ben smb")
        assert listed(app) == ["a1", "a5"]
        await pilot.press(*" silent")
        assert listed(app) == ["a1"]
        await pilot.press(*"zz")
        assert listed(app) == []
        assert "No account of these holds all these words" in shown(app)
        await pilot.press("escape")
        assert len(listed(app)) == 6
        await pilot.press("slash", *"vega", "enter")
        assert app.focused is app.screen.query_one(AccountTable)
        assert listed(app) == ["a5"]


async def test_s_goes_through_the_orders_on_the_account_it_stood_on() -> None:
    app = NrrApp(AccountsDesk(make_board()))
    async with app.run_test(size=(160, 40), notifications=True) as pilot:
        await entered(pilot, app)
        await pilot.press("down", "down")
        seen = []
        for _ in SORTS:
            await pilot.press("s")
            current = app.screen.query_one(AccountTable).current
            assert current is not None
            assert current.id == "a2"
            seen.append(
                next(words for words in SORT_WORDS.values() if f"accounts by {words} ·" in shown(app))
            )
        assert seen == [SORT_WORDS[sort] for sort in (*SORTS[1:], SORTS[0])]
        await pilot.press("S")
        assert "by name" in shown(app)
        await pilot.press("w")
        assert "by renewal" in shown(app)


async def test_enter_opens_the_account_and_esc_comes_back_to_it() -> None:
    desk = AccountsDesk(make_board())
    app = NrrApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await entered(pilot, app)
        await pilot.press("down", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, AccountPageScreen))
        await wait_for(pilot, lambda: "There is no page" in shown(app))
        assert "page a1" in desk.asked
        await pilot.press("escape")
        await settled(pilot)
        current = app.screen.query_one(AccountTable).current
        assert current is not None
        assert current.id == "a1"


async def test_y_copies_the_list_as_it_is_filtered() -> None:
    app = NrrApp(AccountsDesk(make_board()))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await entered(pilot, app)
        await pilot.press("i", "y")
        await settled(pilot)
        assert app.clipboard.startswith(f"## At risk (2 accounts), {DAY}")
        assert "Brightwater Clinics" in app.clipboard
        assert "Northwind" not in app.clipboard
        assert "Copied 2 accounts" in shown(app)


async def test_what_cannot_be_read_is_said_and_r_tries_again() -> None:
    desk = AccountsDesk()
    desk.error = StoreError("the store is locked")
    app = NrrApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await entered(pilot, app)
        assert "the store is locked" in shown(app)
        assert "r tries again" in shown(app)
        for key in ("i", "a", "s", "y", "enter", "slash", "x", "escape"):
            await pilot.press(key)
        desk.error, desk.boards = None, (make_board(),)
        await pilot.press("r")
        await settled(pilot)
        assert "Northwind Logistics" in shown(app)


async def test_a_risk_that_fails_leaves_the_names() -> None:
    desk = AccountsDesk(QUICK)
    desk.error = RuntimeError("[@click=app.quit]boom[/]")
    app = NrrApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await entered(pilot, app)
        assert "Northwind Logistics" in shown(app)
        assert "Health and risk could not be reckoned" in shown(app)
        assert "boom" in shown(app)


async def test_without_accounts_it_says_where_to_import_them() -> None:
    desk = AccountsDesk()
    desk.error = SettingsError("there are no accounts", hint="Import them: nrr import accounts FILE.")
    app = NrrApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await entered(pilot, app)
        assert "there are no accounts" in shown(app)
        assert "8 imports" in shown(app)


async def test_coming_back_loads_again_without_moving_the_cursor() -> None:
    desk = AccountsDesk(make_board())
    app = NrrApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await entered(pilot, app)
        await pilot.press("down", "down", "down", "1")
        await settled(pilot)
        desk.boards = (QUICK, make_board(tuple(entry(at) for at in range(5))))
        await pilot.press("3")
        await settled(pilot)
        assert "5 of 5 accounts" in shown(app)
        current = app.screen.query_one(AccountTable).current
        assert current is not None
        assert current.id == "a3"


async def test_a_resize_loses_nothing() -> None:
    app = NrrApp(AccountsDesk(make_board()))
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await entered(pilot, app)
        await pilot.press("i", "slash", *"bright", "enter")
        for size in (*SIZES, (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert listed(app) == ["a1"]
            assert "Brightwater" in shown(app)
            assert all(cell_len(line) == size[0] for line in lines_of(app))


async def test_every_key_of_the_room_has_a_description() -> None:
    app = NrrApp(AccountsDesk(make_board()))
    async with app.run_test(size=(120, 60), notifications=True) as pilot:
        await entered(pilot, app)
        keys = {key for line in key_lines(app.screen) for key in line.keys.split()}
        assert {"/", "s", "S", "f", "F", "M", "r", "y", *(view.key for view in VIEWS)} <= keys


async def test_a_longer_list_shows_the_account_that_the_shorter_one_stood_on() -> None:
    marked = {38: ("silent",), 39: ("silent",)}
    entries = tuple(entry(at, days=at, arr=100.0 * (50 - at), marks=marked.get(at, ())) for at in range(40))
    app = NrrApp(AccountsDesk(make_board(entries)))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await entered(pilot, app)
        await pilot.press("t", "end")
        await settled(pilot)
        assert listed(app) == ["a38", "a39"]
        await pilot.press("w")
        await settled(pilot)
        assert len(listed(app)) == 40
        assert [line[1:13] for line in lines_of(app) if line.startswith("▌")] == ["Account 0039"]


async def test_two_thousand_accounts_are_filtered_and_sorted_at_once() -> None:
    import time

    entries = tuple(entry(at, name=f"Account {at % 977} of {at}") for at in range(2000))
    app = NrrApp(AccountsDesk(make_board(entries)))
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await entered(pilot, app)
        screen = app.screen
        assert isinstance(screen, AccountsScreen)
        taken = []
        for _ in range(len(SORTS)):
            before = time.thread_time()
            screen.action_sort(1)
            taken.append(time.thread_time() - before)
        assert sorted(taken)[len(taken) // 2] < 0.1  # a generous bound; what it is stands in docs/quality.md


async def test_it_stands_on_a_real_workspace(asked_world: Path) -> None:
    app = NrrApp(Desk(asked_world))
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await wait_for(pilot, lambda: "5 of 6 accounts" in shown(app), 20)
        await wait_for(pilot, lambda: "being reckoned" not in shown(app), 20)
        assert "Alder Works" in shown(app)
        await pilot.press("n")
        await settled(pilot)
        assert "Gorse Rail" in shown(app)
