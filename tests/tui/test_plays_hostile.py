"""Naughty strings as accounts, reasons, messages, findings and quotes through the widgets of plays and win-back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.events import Paste

from accounts.departures import Departure
from foundation.text import safe_text
from playbooks.account_brief import BriefPerson, BriefQuote
from playbooks.draft_life import Action, Change, KeptDraft
from playbooks.drafting import DraftStep, PlayDraft
from playbooks.guardrails.findings import Finding
from playbooks.promises.promise import Due, Promise, Turn
from playbooks.promises.standing import Evidence, Mark, Says, Standing, State
from playbooks.signs import Sign, SignKind
from playbooks.winning_back import WinBackVerdict
from synthesis.themes import Statement
from tests.tui.reading import lines_of
from tests.tui.test_hostile import DRAWS, MARKUP, naughty
from tui import play_details
from tui.draft_view import NumberedQuote
from tui.marking import Mark as Place
from tui.marking import marked
from tui.widgets.change_table import ChangeTable
from tui.widgets.detail_pane import DetailPane
from tui.widgets.draft_page import DraftPage
from tui.widgets.draft_table import DraftTable
from tui.widgets.due_table import DueRow, DueTable
from tui.widgets.fact_quote import FactQuote
from tui.widgets.finding_table import FindingTable
from tui.widgets.life_line import LifeLine
from tui.widgets.loop_table import LoopRow, LoopTable
from tui.widgets.part_editor import PartEditor
from tui.widgets.promise_table import PromiseTable
from tui.widgets.row_table import RowTable
from tui.widgets.winback_table import LeaverRow, WinbackTable
from workspace.loop import MendedTheme, Raised
from workspace.play_board import DueLine
from workspace.promises import LedgerLine
from workspace.winback import WinBackLine

DAY = date(2026, 10, 31)
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def _draft(text: str) -> PlayDraft:
    step = DraftStep(DAY, text, text, "email", BriefPerson(text, text, text), text, text)
    quote = BriefQuote("item", DAY, text, text, text, instructs=True)
    return PlayDraft(
        account=text, name=text, play=text, goal=text, situation=(text, text), steps=(step,), talk=(text,),
        questions=(text,), asks=(text,), risks=(text,), measure=text, measured=DAY, leave=text, quotes=(quote,),
        unknown=(text,), warnings=(text,), model=text,
    )  # fmt: skip


def _kept(text: str) -> KeptDraft:
    changes = (Change(1, AT, text, Action.KEEP, 1), Change(2, AT, text, Action.REJECT, 1, why=text))
    return KeptDraft("abcdef0123456789", 1, "play", text, _draft(text), changes)


def _due(text: str) -> DueRow:
    sign = Sign(SignKind.RENEWAL, text, text, DAY)
    line = DueLine(text, text, text, 1.0, "arr:x", text, text, DAY, True, text, True, (sign,), text, (text,))
    return DueRow(line, _kept(text))


def _leaver(text: str) -> LeaverRow:
    left = Departure(text, DAY, text, text, False, 10.0, None)
    return LeaverRow(WinBackLine(left, text, text, 120.0, "", WinBackVerdict(True, (text,), DAY, DAY)), None)


def _promise(text: str) -> LedgerLine:
    promise = Promise(Turn("item", "part", text, text, DAY, text, 0, text), text, Due(text, DAY), frozenset())
    standing = Standing(State.KEPT, Mark(Says.KEPT, text, AT), (Evidence("item", DAY, text, True),))
    return LedgerLine(promise, standing, text, text)


def _loop(text: str) -> LoopRow:
    from ingest.items import Source
    from synthesis.themes import ThemeKind

    said = Statement("s", "item", "part", "a", Source.TICKET, DAY, 0, len(text), text, ThemeKind.COMPLAINT)
    return LoopRow(
        MendedTheme("id", text, DAY, 3, ()), Raised(text, text, text, 1.0, 2, said, True, None, "", text)
    )


class _Shown(App[None]):
    """One widget alone."""

    def __init__(self, make: Callable[[], Any]) -> None:
        super().__init__()
        self._make = make

    def compose(self) -> ComposeResult:
        yield self._make()


def _harmless(app: App[None], width: int) -> None:
    for line in lines_of(app):
        assert cell_len(line) == width
        assert not DRAWS.search(line)


TABLES: Sequence[tuple[Callable[[], RowTable[Any]], Callable[[str], Any]]] = (
    (DueTable, _due),
    (lambda: DraftTable(done=False), _kept),
    (lambda: DraftTable(done=True), _kept),
    (WinbackTable, _leaver),
    (PromiseTable, _promise),
    (LoopTable, _loop),
    (FindingTable, lambda text: Finding(text, 0, len(text), "tone", text, text)),
    (lambda: ChangeTable("USD"), lambda text: Change(1, AT, text, Action.REJECT, 1, why=text)),
)


@pytest.mark.parametrize(("table", "row"), TABLES)
async def test_tables_show_each_string_on_one_aligned_line(
    shared_data: Path, table: Callable[[], RowTable[Any]], row: Callable[[str], Any]
) -> None:
    texts = naughty(shared_data)
    app = _Shown(table)
    async with app.run_test(size=(150, 60)) as pilot:
        shown = app.query_one(RowTable)
        shown.show_rows([row(text) for text in texts])
        for _ in range(0, len(texts), 58):
            await pilot.pause()
            _harmless(app, 150)
            await pilot.press("pagedown")
        assert shown.cursor == len(texts) - 1


@pytest.mark.parametrize(
    "detail",
    [
        lambda text: play_details.due_detail(_due(text), DAY, "USD", text),
        lambda text: play_details.draft_detail(_kept(text), "USD", None, True),
        lambda text: play_details.winback_detail(_leaver(text), "USD", text),
        lambda text: play_details.promise_detail(_promise(text), DAY),
        lambda text: play_details.loop_detail(_loop(text), "USD", text),
    ],
)
async def test_details_show_each_string_as_text(shared_data: Path, detail: Callable[[str], Any]) -> None:
    app = _Shown(DetailPane)
    async with app.run_test(size=(60, 40)) as pilot:
        for text in naughty(shared_data)[::8]:
            app.query_one(DetailPane).show(detail(text))
            await pilot.pause()
            _harmless(app, 60)


async def test_a_draft_shows_each_string_as_text_and_edits_it_safely(shared_data: Path) -> None:
    app = _Shown(DraftPage)
    async with app.run_test(size=(90, 60)) as pilot:
        page = app.query_one(DraftPage)
        for text in [*MARKUP, *naughty(shared_data)[len(MARKUP) :: 40]]:
            draft = _draft(text)
            await page.show_draft(draft)
            page.show_quotes((NumberedQuote(1, draft.quotes[0], True),))
            found = Finding("step 1 message", 0, max(1, len(text) // 2), "tone", text, text)
            page.show_findings((found,), 1)
            await pilot.pause()
            _harmless(app, 90)
        await page.edit("step 1 message")
        await pilot.pause()
        editor = page.query_one(PartEditor)
        assert editor.text == safe_text(text)
        editor.post_message(Paste("\x1b]52;c;ZXZpbA==\x07ok\x1b[2J"))
        await pilot.pause()
        assert editor.text == safe_text(text) + "ok"
        _harmless(app, 90)


@pytest.mark.parametrize("text", MARKUP)
async def test_heads_and_quotes_show_markup_as_text(text: str) -> None:
    app = _Shown(LifeLine)
    async with app.run_test(size=(80, 10)) as pilot:
        app.query_one(LifeLine).show_draft(_kept(text), "USD", text)
        await pilot.pause()
        _harmless(app, 80)
    quote = NumberedQuote(1, BriefQuote("item", DAY, text, text, text, instructs=True), True)
    app = _Shown(lambda: FactQuote(quote))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        _harmless(app, 80)


def test_marks_stand_where_the_words_stand_whatever_overlaps() -> None:
    text = "a [bold]quote[/] of \x1b[31m30 %\x1b[0m"
    at = text.index("30 %")
    places = (
        Place(2, 16, "italic", " [1]"),
        Place(at, at + 4, "underline", "⚑1"),
        Place(0, 5, "reverse", "⚑2"),
    )
    shown = marked(text, places)
    assert shown.plain == "a [bo⚑2ld]quote[/] [1] of 30 %⚑1"
    reversed_ = [shown.plain[one.start : one.end] for one in shown.spans if "reverse" in str(one.style)]
    assert "".join(reversed_) == "a [bo"
