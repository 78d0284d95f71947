"""Naughty strings as names, owners, whys, quotes, gaps and moments through the accounts' widgets: text, harmless."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import CLOCK
from tests.tui.account_samples import ENTRIES, AccountsDesk, entry, make_board, spoiled
from tests.tui.reading import lines_of, settled, shown
from tests.tui.test_hostile import DRAWS, MARKUP, _segments, naughty
from tui.account_markdown import accounts_markdown, page_markdown
from tui.app import NrrApp
from tui.screens.account import AccountPageScreen
from tui.widgets.account_table import AccountTable
from workspace.account_page import AccountPage, account_page
from workspace.tools.session import Session
from workspace.workspace import open_workspace

LONG = ("x" * 100_000, "wide 東京 " * 4_000)


@pytest.fixture(scope="module")
def page(asked_world: Path) -> AccountPage:
    return account_page(Session(open_workspace(asked_world), CLOCK), "A1")


def harmless(app: NrrApp, width: int) -> None:
    for line in lines_of(app):
        assert cell_len(line) == width
        assert not DRAWS.search(line)
    assert not any("@click" in segment.style.meta for segment in _segments(app) if segment.style)


def turning(texts: list[str]) -> Iterator[str]:
    return itertools.cycle(texts)


async def test_a_list_of_naughty_names_is_aligned(shared_data: Path) -> None:
    texts = [*naughty(shared_data), *LONG]
    said = turning(texts)
    entries = tuple(
        replace(
            entry(at % 6),
            id=f"{at:05d}",
            name=text,
            owner=next(said),
            segment=next(said),
            tier=next(said),
            status=next(said),
        )
        for at, text in enumerate(texts)
    )
    board = make_board(entries, mine=MARKUP[3])
    app = NrrApp(AccountsDesk(board))
    async with app.run_test(size=(200, 40), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await settled(pilot)
        for key in itertools.islice(itertools.cycle(("pagedown", "s")), 40):
            await pilot.press(key)
            harmless(app, 200)
        await pilot.press("m", "y", "slash", "[", "/", "]")
        await settled(pilot)
        harmless(app, 200)
        await pilot.press("escape", "a")
        await settled(pilot)
        assert app.screen.query_one(AccountTable).row_count == len(entries)
    rows = accounts_markdown(entries, board, "All").splitlines()
    assert len(rows) == len(entries) + 6
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 11 for row in rows[4:-2])


@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
async def test_a_page_of_naughty_strings_is_text(
    page: AccountPage, shared_data: Path, size: tuple[int, int]
) -> None:
    texts = naughty(shared_data)
    desk = AccountsDesk(page=spoiled(page, turning(texts)))
    app = NrrApp(desk)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        await app.push_screen(AccountPageScreen(desk, "A1"))
        await settled(pilot)
        harmless(app, size[0])
        for _ in range(14):
            await pilot.press("pagedown")
            harmless(app, size[0])
        await pilot.press("t", "y", "f", "down", "t", "n")
        await settled(pilot)
        harmless(app, size[0])
        assert isinstance(app.screen, AccountPageScreen)


@pytest.mark.parametrize("text", [*MARKUP, *LONG])
async def test_each_attack_in_every_place_at_once(page: AccountPage, text: str) -> None:
    bad = spoiled(page, itertools.repeat(text))
    desk = AccountsDesk(page=bad)
    app = NrrApp(desk)
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await settled(pilot)
        await app.push_screen(AccountPageScreen(desk, "A1"))
        await settled(pilot)
        harmless(app, 80)
        await pilot.press("end", "t")
        harmless(app, 80)
        assert isinstance(app.screen, AccountPageScreen)
    happened = page_markdown(bad).split("## What happened")[-1]
    assert not DRAWS.search(happened.replace("\n", ""))


async def test_a_click_on_markup_does_nothing(page: AccountPage) -> None:
    attack = "[@click=app.quit]press me[/]"
    named = tuple(replace(one, name=attack) for one in ENTRIES)
    app = NrrApp(AccountsDesk(make_board(named), page=spoiled(page, itertools.repeat(attack))))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await settled(pilot)
        assert attack in shown(app)
        y = next(y for y, line in enumerate(lines_of(app)) if "press me" in line)
        await pilot.click(offset=(lines_of(app)[y].index("press me") + 2, y))
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, AccountPageScreen)
        y, line = next((y, line) for y, line in enumerate(lines_of(app)) if "press me" in line)
        await pilot.click(offset=(line.index("press me") + 2, y))
        await settled(pilot)
        assert app.is_running
