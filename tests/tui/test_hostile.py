"""Naughty strings as labels, names, quotes and turns through every widget: text, harmless, aligned."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.widgets import Static

from foundation.text import safe_text
from ingest.items import Part, Role
from tests.tui.reading import lines_of, settled, shown, wait_for
from tests.tui.sample_desk import SampleDesk
from tests.tui.samples import make_item, make_run, make_view, weighted
from tui.app import NrrApp
from tui.screens.item import ItemScreen
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table
from tui.widgets.theme_table import ThemeTable
from tui.widgets.transcript import Transcript

MARKUP = (
    "[/]",
    "[bold",
    "[bold red]loud[/bold red]",
    "[@click=app.quit]press me[/]",
    "[@click='app.bell']x[/]",
    "[link=https://evil.example]here[/link]",
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;https://evil.example\x07link\x1b]8;;\x07",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b[2J\x1b[H",
    "a\u202egnp.exe",
    "zero\u200b\u200b\u200bwidth",
    "e" + "\u0301" * 300,
    "👨‍👩‍👧‍👦 family 🏳️‍🌈",
    "東京の地図が遅い" * 5,
    "\ud800 lone",
    "tab\tand\x00nul\x07bell",
    "line\u2028break\r\nand more",
    "$primary {0} %s",
)
DRAWS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def naughty(folder: Path) -> list[str]:
    return [*MARKUP, *json.loads((folder / "hostile" / "blns.json").read_text(encoding="utf-8"))]


@given(st.text())
def test_untrusted_text_never_carries_a_style_or_a_control_character(text: str) -> None:
    content = Untrusted(text).content()
    assert content.spans == []
    assert content.plain == safe_text(text).replace("\t", "    ")
    assert not DRAWS.search(content.plain.replace("\n", ""))


@given(st.text(), st.integers(0, 60))
def test_a_line_is_never_wider_than_asked(text: str, width: int) -> None:
    line = Untrusted(text).line(width)
    assert cell_len(line) <= width
    assert "\n" not in line


@pytest.mark.parametrize("text", MARKUP)
def test_marking_styles_only_the_phrase(text: str) -> None:
    content = Untrusted(f"before {text} after").marking(Untrusted(text), "reverse")
    spans = content.spans
    assert len(spans) == (1 if safe_text(text) else 0)
    assert not spans or content.plain[spans[0].start : spans[0].end] == safe_text(text).replace("\t", "    ")


def test_a_cut_text_ends_in_an_ellipsis() -> None:
    assert Untrusted("x" * 100).content(10).plain == "x" * 9 + "…"
    assert Untrusted("short").content(10).plain == "short"


class _Rows(App[None]):
    """A bare table of hostile cells."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self._texts = texts

    def compose(self) -> ComposeResult:
        columns: tuple[Column[str], ...] = (
            Column("n", "#", 4, lambda _row, rank: str(rank), right=True),
            Column("text", "Text", 0, lambda row, _rank: Untrusted(row)),
            Column("end", "End", 3, lambda _row, _rank: "end", right=True),
        )
        yield Table(columns)

    def on_mount(self) -> None:
        self.query_one(Table).show_rows(self._texts)


async def test_a_table_shows_each_naughty_string_on_one_aligned_line(shared_data: Path) -> None:
    texts = naughty(shared_data)
    app = _Rows(texts)
    async with app.run_test(size=(60, 40)) as pilot:
        table = app.query_one(Table)
        for _ in range(0, len(texts), 38):
            await pilot.pause()
            for line in lines_of(app):
                assert cell_len(line) == 60
                assert not DRAWS.search(line)
                assert not line.strip() or line[-6:].strip(" ▁▂▃▄▅▆▇█").lower().endswith("end")
            await pilot.press("pagedown")
        assert table.cursor == len(texts) - 1


async def test_naughty_strings_go_through_every_widget(shared_data: Path, desk: SampleDesk) -> None:
    texts = naughty(shared_data)
    third = len(texts) // 3
    labels, quotes, names = texts[:third], texts[third : 2 * third], texts[2 * third :]
    themes = [weighted(at % 12, "", tuple(quotes[at * 25 : at * 25 + 25])) for at in range(third // 25)]
    themes = [
        replace(one, theme=replace(one.theme, id=f"t{at:04d}", label=labels[at], summary=labels[-at]))
        for at, one in enumerate(themes)
    ]
    named = {f"a{at}": name for at, name in enumerate(names)}
    desk.views[None] = make_view(make_run(themes), names=named, company="[@click=app.quit]Evil[/] \x1b[31m")
    app = NrrApp(desk)
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await settled(pilot)
        assert "[@click=app.quit]Evil[/]" in shown(app)
        await pilot.press("2")
        await settled(pilot)
        for _ in themes:
            await pilot.press("enter", "end")
            assert not any(DRAWS.search(line) for line in lines_of(app))
            assert not any("@click" in segment.style.meta for segment in _segments(app) if segment.style)
            await pilot.press("escape", "down")
        assert app.is_running
        assert app.screen.query_one(ThemeTable).row_count == len(themes)


async def test_a_hostile_transcript_is_shown_whole(desk: SampleDesk) -> None:
    item = make_item("fine")
    parts = tuple(
        Part(f"p{at}", "item0", at, Role.CUSTOMER, text or " ", speaker=text)
        for at, text in enumerate([*MARKUP, "x" * 100_000, "wide " * 20_000])
    )

    class _One(App[None]):
        def compose(self) -> ComposeResult:
            yield Transcript()

    app = _One()
    async with app.run_test(size=(80, 40)) as pilot:
        await app.query_one(Transcript).show_item(replace(item, parts=parts), "p3", MARKUP[3])
        await pilot.pause()
        assert "[@click=app.quit]press me[/]" in shown(app)
        await pilot.press("end")
        await pilot.pause()
        assert not any(DRAWS.search(line) for line in lines_of(app))
        assert len(app.query(Static)) == len(parts)


async def test_a_click_on_markup_in_feedback_does_nothing(desk: SampleDesk) -> None:
    attack = "[@click=app.quit]press me[/]"
    desk.views[None] = make_view(make_run([weighted(0, attack, (attack,))]))
    app = NrrApp(desk)
    async with app.run_test(size=(116, 36), notifications=True) as pilot:
        await pilot.press("2")
        await settled(pilot)
        for y, line in enumerate(lines_of(app)):
            for at in re.finditer("press me", line):
                await pilot.click(offset=(at.start() + 2, y))
                await pilot.pause()
                if isinstance(app.screen, ItemScreen):
                    await wait_for(pilot, lambda: "Any news?" in shown(app))
                    await pilot.press("escape")
        assert app.is_running
        assert attack in shown(app)


def _segments(app: App[None]) -> Iterator[Segment]:
    for strip in app.screen._compositor.render_strips():
        yield from strip
