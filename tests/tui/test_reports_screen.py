"""Reports under the fingers: what stands in them, the preview, the file, and what can go wrong."""

from __future__ import annotations

import json
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Static

from foundation.errors import EvidenceError, StoreError
from foundation.months import Month
from foundation.progress import Progress
from foundation.text import one_line
from reports.document import Masking, Report, Section
from tests.tui.reading import lines_of, settled, shown, wait_for
from tests.tui.sample_desk import SampleDesk
from tests.tui.samples import make_view
from tests.tui.test_hostile import DRAWS, MARKUP
from tui import reporting
from tui.app import NrrApp
from tui.desk import Desk
from tui.markdown_page import page_blocks
from tui.page_table import PageTable
from tui.reporting import Choices, path_of
from tui.screens.reports import ReportsScreen
from tui.screens.saving import SaveScreen
from tui.untrusted import Untrusted
from tui.widgets.report_page import ReportPage
from tui.widgets.section_table import SectionTable
from workspace import report as workspace_report
from workspace.report import ReportRequest
from workspace.report_room import ReportRoom

MONTHS = (Month(2026, 10), Month(2026, 9), Month(2026, 8))
SECTIONS = (
    ("headline", "In short"),
    ("bridge", "Revenue"),
    ("themes", "Themes by priority"),
    ("method", "Method"),
)
ROOM = ReportRoom("Tallyfield", MONTHS, SECTIONS, ("headline", "bridge", "themes"), 5)
TEXT = (
    "# Tallyfield: what customers told us\n\n## In short\n\n1. NRR was **97 %**.\n\n> “It \\*fails\\* daily.”\n\n"
    "## Revenue\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n"
    + "word \n" * 60
    + "\n## Themes by priority\n\nNone.\n"
)


class ReportSample(SampleDesk):
    """Makes reports of nothing; waits for ``gate``, fails with ``fault``."""

    def __init__(self) -> None:
        super().__init__({None: make_view()})
        self.room = ROOM
        self.text = TEXT
        self.requests: list[ReportRequest] = []
        self.gate: threading.Event | None = None
        self.fault: Exception | None = None

    def report_room(self) -> ReportRoom:
        self._ask("report room")
        return self.room

    def report(self, request: ReportRequest, progress: Progress) -> Report:
        self.requests.append(request)
        while self.gate is not None and not self.gate.wait(0.01):
            progress("reading health", 2, 6)
        if self.fault is not None:
            raise self.fault
        made = tuple(Section(key, key, ()) for key in request.sections)
        at = datetime(2026, 11, 2, tzinfo=UTC)
        masked = Masking(5) if request.mask else None
        return Report(
            kind="monthly",
            title="t",
            company="c",
            currency="USD",
            month=request.month,
            as_of=date(2026, 10, 31),
            generated=at,
            run="r",
            compared=request.compare,
            masked=masked,
            sections=made,
        )

    def report_text(self, view: Report) -> str:
        return self.text

    def report_digest(self, view: Report, place: str) -> str:
        return f"for {place}: {len(view.sections)} sections"

    def write_report(self, view: Report, path: Path) -> Path:
        path.write_text(self.text, encoding="utf-8")
        return path.resolve()


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReportSample:
    monkeypatch.chdir(tmp_path)
    return ReportSample()


def test_sections_are_put_in_left_out_and_moved() -> None:
    choices = Choices.of(ROOM)
    assert choices.order == ("headline", "bridge", "themes", "method")
    assert choices.sections == ("headline", "bridge", "themes")
    assert choices.toggled("bridge").sections == ("headline", "themes")
    assert choices.toggled("method").moved("method", -9).sections == (
        "method",
        "headline",
        "bridge",
        "themes",
    )
    assert choices.moved("method", 1) == choices
    assert choices.all_or_none().sections == choices.order
    assert choices.all_or_none().all_or_none().sections == ()
    assert [line.place for line in choices.toggled("headline").lines(dict(SECTIONS))] == [0, 1, 2, 0]


def test_the_formats_are_those_that_reports_are_written_in() -> None:
    assert tuple(reporting.FORMATS) == workspace_report.FORMATS


def test_a_file_is_one_that_can_be_written(tmp_path: Path) -> None:
    assert path_of(f" {tmp_path}/a.PDF ")[0] == tmp_path / "a.PDF"
    assert "End the file's name" in path_of("report")[1]
    assert "no folder" in path_of(f"{tmp_path}/none/a.md")[1]


def test_markdown_is_parted_at_sections_and_tables() -> None:
    blocks = page_blocks(TEXT)
    assert [one.title for one in blocks if one.title] == ["In short", "Revenue", "Themes by priority"]
    tables = [one for one in blocks if isinstance(one.content, PageTable)]
    assert [one.fitted(40).plain for one in tables] == ["a  b\n─  ─\n1  2"]
    assert "“It *fails* daily.”" in blocks[1].fitted(40).plain


def test_a_table_stands_side_by_side_where_it_fits_and_else_a_paragraph_a_row() -> None:
    text = (
        "|   # | Theme          |  ARR | Trend |\n| --: | -------------- | ---: | ----- |\n"
        "|   1 | Login \\| 登录失败 | $812 | ▁█    |\n|  12 | Export         |      | ·▃    |"
    )
    (block,) = page_blocks(text)
    assert block.fitted(33).plain.splitlines() == [
        " #  Theme              ARR  Trend",
        "──  ────────────────  ────  ─────",
        " 1  Login | 登录失败  $812  ▁█",
        "12  Export                  ·▃",
    ]
    narrow = ["1  Login | 登录失败", "    ARR: $812 · Trend: ▁█", "12  Export", "    Trend: ·▃"]
    assert block.fitted(32).plain.splitlines() == narrow
    assert block.fitted(20).plain.splitlines() == [narrow[0], "    ARR: $812", "    Trend: ▁█", *narrow[2:]]


def test_a_head_that_says_what_its_cell_says_is_left_out() -> None:
    rows = ("Acme Heating and Cooling | urgent | Ruth", "Bern |  | Ben")
    lines = ("Account | Urgent | Owner", "--- | --- | ---", *rows)
    (block,) = page_blocks("\n".join(f"| {line} |" for line in lines))
    told = ["Acme Heating and Cooling", "    urgent · Owner: Ruth", "Bern", "    Owner: Ben"]
    assert block.fitted(30).plain.splitlines() == told


@given(st.lists(st.lists(st.text(), max_size=5), min_size=1, max_size=5), st.integers(1, 60))
def test_no_word_of_a_table_is_lost_at_any_width(rows: list[list[str]], width: int) -> None:
    lines = ["|" + "|".join(one_line(cell).replace("|", "") for cell in row) + "|" for row in rows]
    table = PageTable.of(lines, lambda cell: Untrusted(cell).line())
    shown = "".join(table.fitted(width).plain.split())
    for row in table.rows:
        for cell in row:
            assert "".join(cell.split()) in shown


async def test_every_choice_has_a_key_and_can_be_undone(sample: ReportSample) -> None:
    app = NrrApp(sample)
    async with app.run_test(size=(130, 40), notifications=True) as pilot:
        await pilot.press("7")
        await settled(pilot)
        assert "October 2026" in shown(app)
        assert "[x] 3" in shown(app)
        await pilot.press("down", "space", "shift+down", "[", "m", "f", "f", "c", "down", "down", "enter")
        await settled(pilot)
        screen = shown(app)
        assert app.screen.query_one(SectionTable).current is not None
        assert "yes, themes from 5 accounts" in screen
        assert "format   pdf" in screen
        assert "against  October 2026" in screen
        await pilot.press("p")
        await settled(pilot)
        request = sample.requests[-1]
        assert request == ReportRequest(Month(2026, 9), ("headline", "themes"), True, Month(2026, 10))
        assert "September 2026, 2 sections, masked" in shown(app)
        for _ in range(7):
            await pilot.press("u")
        await settled(pilot)
        assert "of other choices: p makes it anew" in shown(app)
        await pilot.press("p")
        await settled(pilot)
        assert sample.requests[-1] == ReportRequest(Month(2026, 10), ("headline", "bridge", "themes"))
        await pilot.press("u")
        await wait_for(pilot, lambda: "Nothing was chosen otherwise" in shown(app))


async def test_the_preview_is_headed_walked_and_copied(sample: ReportSample) -> None:
    app = NrrApp(sample)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("7")
        await settled(pilot)
        page = app.screen.query_one(ReportPage)
        assert not page.is_on_screen
        await pilot.press("y", "d")
        await wait_for(pilot, lambda: "no report yet" in shown(app))
        await pilot.press("p")
        await settled(pilot)
        assert page.has_focus
        assert "NRR was 97 %." in shown(app)
        await pilot.press("n", "n")
        await settled(pilot)
        assert lines_of(app)[2].strip() == "Revenue"
        await pilot.press("N", "y")
        assert app.clipboard == TEXT
        await pilot.press("d", "down", "enter")
        await settled(pilot)
        assert app.clipboard == "for teams: 3 sections"
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen.query_one(SectionTable).has_focus
        await pilot.press("p")
        assert page.has_focus
        assert len(sample.requests) == 1  # it was made already
        await pilot.press("p")
        await settled(pilot)
        assert len(sample.requests) == 2
        await pilot.press("escape")
        for size in ((200, 60), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert "Themes by priority" in shown(app)


async def test_a_wide_table_turns_to_paragraphs_when_the_terminal_grows_narrow(sample: ReportSample) -> None:
    heads = "| # | Theme | " + " | ".join(f"figure {at}" for at in range(9)) + " |"
    sample.text = f"## Themes\n\n{heads}\n| --: {'| - ' * 10}|\n| 1 | Login page |{' 7 |' * 9}\n"
    app = NrrApp(sample)
    async with app.run_test(size=(200, 50), notifications=True) as pilot:
        await pilot.press("7")
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        assert "#  Theme       figure 0  figure 1" in shown(app)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "1  Login page" in shown(app)
        assert "    figure 0: 7 · figure 1: 7 · " in shown(app)
        assert "figure 8: 7" in shown(app)
        assert app.screen.query_one(ReportPage).max_scroll_x == 0
        await pilot.resize_terminal(200, 50)
        await settled(pilot)
        assert "#  Theme       figure 0  figure 1" in shown(app)


async def test_the_file_is_asked_for_and_never_written_over_unasked(
    sample: ReportSample, tmp_path: Path
) -> None:
    app = NrrApp(sample)
    async with app.run_test(size=(130, 40), notifications=True) as pilot:
        await pilot.press("7")
        await settled(pilot)
        await pilot.press("m", "e")
        assert isinstance(app.screen, SaveScreen)
        await pilot.press("enter")
        await settled(pilot)
        path = tmp_path / "report-2026-10-masked.md"
        assert path.read_text(encoding="utf-8") == TEXT
        assert f"written to {path}" in str(app.screen.query_one("#about", Static).content)
        assert len(sample.requests) == 1
        path.write_text("mine", encoding="utf-8")
        await pilot.press("e", "enter")
        await settled(pilot)
        assert "enter again writes over it" in shown(app)
        await pilot.press("escape")
        await settled(pilot)
        assert path.read_text(encoding="utf-8") == "mine"
        await pilot.press("e", "enter", "enter")
        await settled(pilot)
        assert path.read_text(encoding="utf-8") == TEXT
        assert len(sample.requests) == 1  # the report that was made is written again
        await pilot.press("e", *"nowhere", "enter")
        assert "End the file's name in one of" in shown(app)


async def test_esc_stops_a_report_that_is_being_made(sample: ReportSample) -> None:
    sample.gate = threading.Event()
    app = NrrApp(sample)
    async with app.run_test(size=(130, 40), notifications=True) as pilot:
        await pilot.press("7")
        await settled(pilot)
        await pilot.press("p")
        await wait_for(pilot, lambda: "reading health" in shown(app))
        await pilot.press("p")
        await wait_for(pilot, lambda: "A report is being made" in shown(app))
        await pilot.press("escape")
        await wait_for(pilot, lambda: "Stopped." in shown(app))
        sample.gate = None
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        assert "NRR was 97 %." in shown(app)


async def test_what_cannot_be_reported_is_said(sample: ReportSample) -> None:
    app = NrrApp(sample)
    async with app.run_test(size=(130, 40), notifications=True) as pilot:
        await pilot.press("7")
        await settled(pilot)
        sample.fault = EvidenceError("a quote is not in the store", where="item 4711")
        await pilot.press("p")
        await wait_for(pilot, lambda: "a quote is not in the store" in shown(app))
        await settled(pilot)
        sample.fault = OSError("disk gone")
        await pilot.press("p")
        await wait_for(pilot, lambda: "disk gone" in shown(app))
        await settled(pilot)
        await pilot.press("A", "A", "p")
        await wait_for(pilot, lambda: "No section is chosen" in shown(app))
        sample.error = StoreError("the store is locked")
        await pilot.press("r")
        await wait_for(pilot, lambda: "the store is locked" in shown(app))
        assert isinstance(app.screen, ReportsScreen)


async def test_without_a_month_it_says_what_to_do(sample: ReportSample) -> None:
    sample.room = ReportRoom("Tallyfield", (), SECTIONS, ("headline",), 5)
    app = NrrApp(sample)
    async with app.run_test(size=(130, 40), notifications=True) as pilot:
        await pilot.press("7")
        await settled(pilot)
        assert "Go home with 1 and press s" in shown(app)
        await pilot.press("p", "[", "e", "c", "escape")
        await settled(pilot)
        assert isinstance(app.screen, ReportsScreen)


async def test_hostile_words_in_a_report_are_text(sample: ReportSample) -> None:
    sample.text = "\n\n".join(f"## {one}\n\n**{one}** {one}\n\n| {one} |\n\n> {one}" for one in MARKUP)
    app = NrrApp(sample)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("7")
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        for _ in range(20):
            assert not any(DRAWS.search(line) for line in lines_of(app))
            for strip in app.screen._compositor.render_strips():
                assert not any("@click" in segment.style.meta for segment in strip if segment.style)
            await pilot.press("pagedown")
        assert app.is_running


async def test_a_real_report_is_shown_and_written(
    asked_world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = NrrApp(Desk(asked_world))
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        await pilot.press("7")
        await wait_for(pilot, lambda: "Method" in shown(app) or "How these figures" in shown(app), 30)
        await pilot.press("p")
        await wait_for(pilot, lambda: "full copy" in shown(app), 60)
        assert "what customers told us in October 2026" in shown(app)
        await pilot.press("d", "enter")
        await wait_for(pilot, lambda: "Copied the digest" in shown(app))
        assert "Export of reports" in app.clipboard
        await pilot.press("f", "f", "f", "f", "e", "enter")
        await wait_for(pilot, lambda: "written to" in shown(app), 30)
    held = json.loads((tmp_path / "report-2026-10.json").read_text(encoding="utf-8"))
    assert held
