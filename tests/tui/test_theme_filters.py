"""Narrowing the list of themes: what a filter means, the screen that turns it, the chips that show it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from foundation.errors import SettingsError
from tests.tui.reading import settled, shown, wait_for
from tests.tui.sample_desk import SampleDesk
from tests.tui.samples import MONTH, weighted
from tests.tui.theme_world import in_themes, labels, run_of, table, type_in
from tui.app import NrrApp
from tui.screens.theme_filter import ThemeFilterScreen
from tui.screens.themes import ThemesScreen
from tui.theme_filters import Facet, ThemeFilters, from_facets
from tui.widgets.filter_chips import FilterChips
from tui.widgets.theme_detail import ThemeDetail
from tui.widgets.theme_table import ThemeTable
from workspace.theme_table import ThemeCut, ThemePage, theme_page
from workspace.themes import ThemeQuery, list_themes
from workspace.workspace import open_workspace


def test_a_facet_turns_round_and_round() -> None:
    facet = Facet("kind", "Kind", ("", "praise", "request"), "")
    assert [facet.turned(step).value for step in (1, 2, 3, -1)] == ["praise", "request", "", "request"]
    assert facet.turned(1).cleared() == facet


def test_filters_and_facets_say_the_same() -> None:
    filters = ThemeFilters(MONTH, "Tier 1", "smb", "nps", "praise", "new")
    cut = filters.cut()
    assert (cut.month, cut.segment, cut.tier, cut.source) == (MONTH, "smb", "Tier 1", "nps")
    keys = ("month", "tier", "segment", "source", "kind", "status")
    values = (str(MONTH), "Tier 1", "smb", "nps", "praise", "new")
    facets = [Facet(key, key, ("", value), value) for key, value in zip(keys, values, strict=True)]
    assert from_facets(facets) == filters
    assert filters.without("tier").tier == ""
    assert filters.without("nothing") == filters


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        (ThemeFilters(), True),
        (ThemeFilters(kind="complaint"), True),
        (ThemeFilters(kind="praise"), False),
        (ThemeFilters(status="new"), True),
        (ThemeFilters(status="fading"), False),
        (ThemeFilters(status="pinned"), False),
        (ThemeFilters(status="tentative"), False),
    ],
)
def test_a_theme_fits_by_kind_and_standing(filters: ThemeFilters, fits: bool) -> None:
    assert filters.fits(weighted(0, "one"), None) is fits
    assert not filters.fits(weighted(0, "one"), frozenset())


@pytest.mark.parametrize(
    "query",
    [
        ThemeQuery(),
        ThemeQuery(source="ticket"),
        ThemeQuery(source="nps"),
        ThemeQuery(tier="1"),
        ThemeQuery(tier="Tier 2"),
        ThemeQuery(tier="2", source="nps", kind="complaint"),
    ],
)
def test_a_page_lists_what_the_command_line_lists(built_themes: Path, query: ThemeQuery) -> None:
    workspace = open_workspace(built_themes)
    _run, expected = list_themes(workspace, query)
    filters = ThemeFilters(tier=query.tier or "", source=query.source or "", kind=query.kind or "")
    page = theme_page(workspace, filters.cut())
    assert page.run is not None
    found = [one for one in filters.of(page.run) if filters.fits(one, page.there)]
    assert [(one.theme.id, one.weights) for one in found] == [(one.theme.id, one.weights) for one in expected]


def test_a_cut_that_no_account_is_in_is_refused(built_themes: Path) -> None:
    with pytest.raises(SettingsError, match="no segment"):
        theme_page(open_workspace(built_themes), ThemeCut(segment="nobody"))


async def test_a_tier_weighs_the_month_anew_and_a_chip_says_so(built_themes: Path) -> None:
    async with in_themes(built_themes) as pilot:
        whole = run_of(built_themes).themes[0].weights.arr
        await pilot.press("f")
        assert isinstance(pilot.app.screen, ThemeFilterScreen)
        await pilot.press("down", "right", "left", "right", "enter")
        await settled(pilot)
        chips = pilot.app.screen.query_one(FilterChips)
        assert chips.display
        assert "tier Tier 1 ✕" in shown(pilot.app)
        assert "figures of these accounts only" in shown(pilot.app)
        current = table(pilot).current
        assert current is not None
        assert current.weights.arr < whole
        await pilot.press("x")
        await settled(pilot)
        assert not chips.display
        await pilot.press("f", "end", "right", "enter")
        await settled(pilot)
        assert "status new ✕" in shown(pilot.app)
        await pilot.click(".chip")
        await settled(pilot)
        assert not chips.display


async def test_kind_and_words_narrow_what_is_loaded_without_asking(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        desk.asked.clear()
        await pilot.press("f", *["down"] * 4, "right", "space", "enter")
        await settled(pilot)
        kinds = {one.theme.kind.value for one in app.screen.query_one(ThemeTable)._rows}
        assert kinds == {"request"}
        await pilot.press("slash", *"dispatch", "enter")
        await settled(pilot)
        assert app.screen.query_one(ThemeTable).row_count == 1
        assert desk.asked == []
        await pilot.press("escape", "f", "x", "enter")
        await settled(pilot)
        assert app.screen.query_one(ThemeTable).row_count == 12


async def test_filters_that_nothing_fits_say_the_way_out(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("f", "down", "down", "down", "left", "enter")
        await settled(pilot)
        assert "source call" in shown(app)
        assert "No theme fits these filters. x clears them, f changes them." in shown(app)
        await pilot.press("R", "v", "y", "enter", "x")
        await settled(pilot)
        assert app.screen.query_one(ThemeTable).row_count == 12


async def test_a_cut_that_fails_leaves_the_list_as_it_was(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        desk.error = OSError("disk gone")
        await pilot.press("f", "down", "right", "enter")
        await wait_for(pilot, lambda: "OSError: disk gone. The app goes on." in shown(app))
        await settled(pilot)
        assert "12 of 12 themes by priority" in shown(app)
        assert not app.screen.query_one(FilterChips).display
        desk.error = None
        await pilot.press("r")
        await settled(pilot)
        assert app.screen.query_one(ThemeTable).row_count == 12


class _Late(SampleDesk):
    """Answers for a tier only when it is let go."""

    def __init__(self, like: SampleDesk) -> None:
        super().__init__(like.views)
        self.go = threading.Event()

    def themes(self, cut: ThemeCut) -> ThemePage:
        if cut.tier:
            self.go.wait(10)
        return super().themes(cut)


async def test_an_answer_that_comes_too_late_is_not_shown(desk: SampleDesk) -> None:
    late = _Late(desk)
    app = NrrApp(late)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("f", "down", "right", "enter")
        await wait_for(pilot, lambda: "Weighing these accounts anew" in shown(app))
        await pilot.press("x")
        late.go.set()
        await settled(pilot)
        assert not app.screen.query_one(FilterChips).display
        assert "12 of 12 themes by priority" in shown(app)


async def test_the_month_is_a_filter_too(built_themes: Path) -> None:
    async with in_themes(built_themes) as pilot:
        assert "October 2026" in shown(pilot.app)
        await pilot.press("f", "right", "enter")
        await settled(pilot)
        assert "September 2026" in shown(pilot.app)


async def test_z_gives_the_table_the_whole_width_with_every_figure(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        assert "●" in shown(app) or "✚" in shown(app)
        await pilot.press("z")
        await settled(pilot)
        heads = "# Theme Status Kind ARR At risk 80 % interval Accts Said Growth 12 months Stab Prio"
        screen = shown(app)
        assert all(head in screen for head in heads.replace("80 % ", "80%").split() if head != "80%interval")
        assert "80 % interval" in screen
        assert "$150k–$600k" in screen
        assert not app.screen.query_one(ThemeDetail).is_on_screen
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one(ThemeDetail).is_on_screen


async def test_the_rank_stays_the_themes_own_in_every_order(built_themes: Path) -> None:
    async with in_themes(built_themes) as pilot:
        ranks = {label: place for place, label in enumerate(labels(pilot), start=1)}
        await pilot.press("s", "slash")
        last = next(label for label, place in ranks.items() if place == len(ranks))
        await type_in(pilot, last, "#filter")
        await settled(pilot)
        first = next(line for line in shown(pilot.app).splitlines() if "▌" in line)
        assert first.split("▌")[1].split()[0] == str(ranks[last])


async def test_a_question_answered_does_not_load_the_month_again(desk: SampleDesk) -> None:
    app = NrrApp(desk)
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        desk.asked.clear()
        await pilot.press("f")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert desk.asked == []
        await pilot.press("1")
        await settled(pilot)
        desk.asked.clear()
        await pilot.press("2")
        await settled(pilot)
        assert [one for one in desk.asked if one.startswith("themes")]
        assert isinstance(app.screen, ThemesScreen)
