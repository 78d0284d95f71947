"""Going to an account or a theme by typing its name, from anywhere."""

from __future__ import annotations

import time
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from foundation.errors import StoreError
from tests.tui.reading import lines_of, settled, shown, wait_for
from tests.tui.sample_desk import SampleDesk
from tests.tui.samples import make_empty_view, make_run, make_view, weighted
from tests.tui.test_hostile import DRAWS, MARKUP
from tui.app import NrrApp
from tui.places import Place, account_places, ranked, theme_places
from tui.screens.account import AccountPageScreen
from tui.screens.going_to import GoToScreen
from tui.screens.themes import ThemesScreen
from tui.widgets.place_table import PlaceTable
from tui.widgets.theme_table import ThemeTable


def names(found: list[Place]) -> list[str]:
    return [place.name for place in found]


ACCOUNTS = account_places(
    {"A-1": "North Sea Cargo", "A-2": "Seaside North", "A-3": "Sea", "A-4": "Chelsea", "SEA-9": "Ólafsson"}
)


def test_the_best_fit_comes_first() -> None:
    assert names(ranked(ACCOUNTS, "sea")) == [
        "Sea",
        "Ólafsson",
        "Seaside North",
        "North Sea Cargo",
        "Chelsea",
    ]
    assert names(ranked(ACCOUNTS, "NORTH sea")) == ["North Sea Cargo", "Seaside North"]
    assert names(ranked(ACCOUNTS, "olafs")) == ["Ólafsson"]
    assert names(ranked(ACCOUNTS, "a-2")) == ["Seaside North"]
    assert ranked(ACCOUNTS, "nobody") == []
    assert ranked(ACCOUNTS, "  ") == ACCOUNTS


@given(st.lists(st.text(max_size=12), max_size=12), st.text(max_size=6))
def test_what_is_found_holds_every_word_and_nothing_is_lost_or_doubled(found: list[str], typed: str) -> None:
    places = account_places({f"id{at}": name for at, name in enumerate(found)})
    kept = ranked(places, typed)
    assert len({place.id for place in kept}) == len(kept)
    assert set(kept) <= set(places)
    if not typed.strip():
        assert kept == places


def test_thousands_of_places_are_ranked_within_a_frame() -> None:
    places = [
        *theme_places([weighted(at % 12, f"Theme {at} times out") for at in range(600)], "USD"),
        *account_places({f"A-{at}": f"Account number {at} of the north" for at in range(2000)}),
    ]
    ranked(places, "num")
    began = time.perf_counter()
    for typed in ("n", "nu", "num", "north 19", "times"):
        ranked(places, typed)
    assert (time.perf_counter() - began) / 5 < 0.05


async def test_o_goes_to_an_account(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("o")
        await settled(pilot)
        assert isinstance(app.screen, GoToScreen)
        await pilot.press(*"kestrel")
        await settled(pilot)
        assert "1 of 18 places" in shown(app)
        await pilot.press("enter")
        await wait_for(pilot, lambda: isinstance(app.screen, AccountPageScreen))
        await settled(pilot)
    assert "page a2" in desk.asked


async def test_o_goes_to_a_theme_from_any_room(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("8", "o", *"invoices vat", "enter")
        await wait_for(pilot, lambda: isinstance(app.screen, ThemesScreen))
        await settled(pilot)
        chosen = app.screen.query_one(ThemeTable).current
        assert chosen is not None
        assert chosen.theme.label == "Invoices show the wrong VAT"


async def test_the_arrows_choose_while_typing_goes_on_and_escape_goes_nowhere(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("o")
        await settled(pilot)
        table = app.screen.query_one(PlaceTable)
        await pilot.press("down", "down", "up")
        assert table.cursor == 1
        await pilot.press("pagedown")
        assert table.cursor > 1
        await pilot.press("pageup", *"zzz")
        await settled(pilot)
        assert "no account or theme is called like this" in shown(app)
        await pilot.press("enter", "o")
        assert isinstance(app.screen, GoToScreen)
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(app.screen, GoToScreen)
    assert not any(asked.startswith("page") for asked in desk.asked)


async def test_nothing_to_go_to_and_a_locked_store_are_said(desk: SampleDesk) -> None:
    desk.views[None] = replace(make_empty_view(), names={})
    app = NrrApp(desk)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("o")
        await wait_for(pilot, lambda: "import accounts and feedback first" in shown(app))
        await pilot.press("enter", "escape")
        desk._kept_places, desk.error = None, StoreError("the store is locked [/]")
        await pilot.press("o")
        await wait_for(pilot, lambda: "the store is locked [/]" in shown(app))
        await pilot.press("escape")
        assert app.is_running


async def test_hostile_names_are_only_text(desk: SampleDesk) -> None:
    desk.views[None] = make_view(
        make_run([weighted(at % 12, text) for at, text in enumerate(MARKUP)]),
        names={f"a{at}": text for at, text in enumerate(MARKUP)},
    )
    app = NrrApp(desk)
    async with app.run_test(size=(90, 60), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("o")
        await settled(pilot)
        assert "[@click=app.quit]press me[/]" in shown(app)
        assert not any(DRAWS.search(line) for line in lines_of(app))
        await pilot.press(*"[bold")
        await settled(pilot)
        assert app.is_running
