"""The assistant under the fingers: asking, stopping, opening what an answer rests on, and what was asked before."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from textual import on
from textual.pilot import Pilot

from assistant.answer import Answer, Citation, Sentence, Support, UsedFigure
from assistant.events import ToolEnded, ToolStarted, Writing
from assistant.tools import Evidence
from foundation.errors import ModelError, StoreError
from foundation.months import Month
from tests.tui.asking import AT, MODEL, AskingSample, make_answer, make_room
from tests.tui.reading import lines_of, settled, shown, wait_for
from tests.tui.test_hostile import DRAWS, MARKUP, naughty
from tui import going
from tui.app import NrrApp
from tui.screens.assistant import AssistantScreen
from tui.screens.item import ItemScreen
from tui.screens.picking import PickScreen
from tui.widgets.answer_page import AnswerPage
from tui.widgets.figure_line import FigureLine
from tui.widgets.question_input import QuestionInput
from tui.widgets.source_card import SourceCard
from tui.widgets.turn_table import TurnTable
from workspace.asked import Turn

SIZE = (130, 44)


class Listening(NrrApp):
    """Notes which figures were to be opened."""

    figures: tuple[str, ...] = ()

    @on(going.OpenFigure)
    def _noted(self, message: going.OpenFigure) -> None:
        message.prevent_default()
        self.figures = (*self.figures, message.figure_id)


@pytest.fixture
def asking() -> AskingSample:
    return AskingSample()


def field(app: NrrApp) -> QuestionInput:
    return app.screen.query_one(QuestionInput)


async def enter(pilot: Pilot[None]) -> None:
    await pilot.press("6")
    await settled(pilot)
    await pilot.press("a")


async def ask(pilot: Pilot[None], question: str = "Why?") -> None:
    field(pilot.app).focus().value = question  # type: ignore[arg-type]
    await pilot.press("enter")
    await settled(pilot)


def turn(number: int, question: str, account: str = "") -> Turn:
    return Turn(number, AT, question, account, "", None, replace(make_answer(), question=question))


async def test_an_answer_shows_its_tools_sources_figures_and_what_disagrees(asking: AskingSample) -> None:
    app = NrrApp(asking)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await enter(pilot)
        assert "No model is set" in shown(app)
        assert "Who complained about Export to CSV times out?" in shown(app)
        await ask(pilot, "Why is Northwind at risk?")
        screen = shown(app)
    for words in (
        "✓ search feedback",
        "2 pieces of evidence",
        "They say “We cannot close the month”. [1]",
        "Answered by rules, without a model.",
        "Sources",
        "Northwind Logistics  2026-10-03  ticket  item0",
        "$12,000",
        "arr:a0@2026-10",
        "from list accounts: 3",
        "What disagrees",
        "feedback before August 2026",
        "1 of 1 kept",
    ):
        assert words in screen


async def test_a_source_opens_its_item_and_escape_comes_back(asking: AskingSample) -> None:
    text = asking.views[None].run
    assert text is not None
    asking.answer = make_answer(text.themes[0].quotes[0].text)
    app = NrrApp(asking)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await enter(pilot)
        await ask(pilot)
        await pilot.press("escape", "n")
        assert isinstance(app.focused, SourceCard)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ItemScreen)
        assert asking.asked[-1] == "item item0"
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, AssistantScreen)
        assert "They say" in shown(app)


async def test_a_figure_asks_for_its_explanation_and_p_walks_back(asking: AskingSample) -> None:
    app = Listening(asking)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await enter(pilot)
        await ask(pilot)
        await pilot.press("escape", "n", "n", "n", "p")
        assert isinstance(app.focused, FigureLine)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.click(FigureLine)
        await settled(pilot)
    assert app.figures == ("arr:a0@2026-10",) * 2


async def test_a_mark_in_the_text_leads_to_its_source(asking: AskingSample) -> None:
    app = NrrApp(asking)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await enter(pilot)
        await ask(pilot)
        y, line = next((y, line) for y, line in enumerate(lines_of(app)) if "month”. [1]" in line)
        await pilot.click(offset=(line.index("[1]") + 1, y))
        await pilot.pause()
        assert isinstance(app.focused, SourceCard)
        assert app.focused.citation.n == 1


async def test_chips_are_added_by_key_and_taken_away(asking: AskingSample) -> None:
    app = NrrApp(asking)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await enter(pilot)
        await pilot.press("f2")
        assert isinstance(app.screen, PickScreen)
        await pilot.press(*"vega", "enter")
        await pilot.press("f3", "down", "down", "enter")
        await pilot.press("f4", "enter")
        await settled(pilot)
        for words in ("account Vega", "theme Login fails", "month October 2026"):
            assert words in shown(app)
        await pilot.press("[")
        assert "month September 2026" in shown(app)
        await pilot.press("]", "]")
        assert "month October 2026" in shown(app)
        await ask(pilot)
        request = asking.requests[-1]
        assert (request.account, request.theme, request.month) == ("a5", "t2", Month(2026, 10))
        assert "about account Vega, theme Login fails, month October 2026" in shown(app)
        await pilot.press("a", "backspace")
        await pilot.press("f2", "enter")  # the first option takes the chip away
        await settled(pilot)
        y, line = next((y, line) for y, line in enumerate(lines_of(app)) if "theme Login fails ✕" in line)
        assert "month" not in line
        assert "account" not in line
        await pilot.click(offset=(line.index("✕"), y))
        await settled(pilot)
        assert "about everything" in shown(app)
        await pilot.press("f2", "escape", "f2", "enter", "escape", "x")
        await settled(pilot)
        assert "about everything" in shown(app)


async def test_another_screen_leads_here_with_its_chips(asking: AskingSample) -> None:
    app = NrrApp(asking)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        app.screen.post_message(going.AskAbout(account_id="a0", month=Month(2026, 9)))
        await settled(pilot)
        await settled(pilot)
        assert isinstance(app.screen, AssistantScreen)
        assert field(app).has_focus
        assert "account Northwind Logistics" in shown(app)
        assert "month September 2026" in shown(app)


async def test_the_keys_of_the_rooms_work_while_nothing_is_typed(asking: AskingSample) -> None:
    app = NrrApp(asking)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await enter(pilot)
        assert field(app).has_focus
        await pilot.press("1")
        await settled(pilot)
        assert app.current_mode == "home"
        await pilot.press("6")
        await settled(pilot)
        await pilot.press(*"who are the 12")
        assert field(app).value == "who are the 12"
        await pilot.press("escape")
        assert app.screen.query_one("#live", AnswerPage).has_focus
        await pilot.press("a")
        assert field(app).value == "who are the 12"


async def test_the_history_is_read_filtered_deleted_and_brought_back(asking: AskingSample) -> None:
    asking.turns = [turn(2, "Who renews next?"), turn(1, "Why is Vega silent?")]
    app = NrrApp(asking)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await enter(pilot)
        await pilot.press("up", "up")
        assert field(app).value == "Why is Vega silent?"
        await pilot.press("down", "down", "escape", "h", "down")
        await settled(pilot)
        page = app.screen.query_one("#before", AnswerPage)
        assert page.display
        await pilot.press("enter")
        assert page.has_focus
        await pilot.press("y")
        assert app.clipboard.startswith("## Why is Vega silent?")
        await pilot.press("slash", *"renews")
        await settled(pilot)
        assert "1 of 2 kept" in shown(app)
        await pilot.press("enter", "d")
        await wait_for(pilot, lambda: "Deleted the question" in shown(app))
        assert [one.number for one in asking.turns] == [1]
        await pilot.press("u")
        await wait_for(pilot, lambda: len(asking.turns) == 2)
        await pilot.press("u")
        await wait_for(pilot, lambda: "Nothing was deleted" in shown(app))
        await pilot.press("escape")
        await settled(pilot)
        assert "2 of 2 kept" in shown(app)


async def test_narrow_the_history_has_a_page_of_its_own(asking: AskingSample) -> None:
    asking.turns = [turn(1, "Why is Vega silent?")]
    app = NrrApp(asking)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await enter(pilot)
        table = app.screen.query_one(TurnTable)
        assert not table.is_on_screen
        await pilot.press("escape", "h")
        await settled(pilot)
        assert table.is_on_screen
        await pilot.press("enter")
        await settled(pilot)
        assert not table.is_on_screen
        assert "Why is Vega silent?" in shown(app)
        for size in ((200, 60), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert "They say" in shown(app)


async def test_esc_stops_and_the_question_is_not_lost(asking: AskingSample) -> None:
    asking.gate = threading.Event()
    app = NrrApp(asking)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await enter(pilot)
        field(app).value = "Who renews next?"
        await pilot.press("enter")
        await wait_for(pilot, lambda: "2 pieces of evidence" in shown(app))
        assert "esc stops" in shown(app)
        await pilot.press("escape")
        await wait_for(pilot, lambda: "Stopped." in shown(app))
        await settled(pilot)
        assert field(app).value == "Who renews next?"
        assert asking.turns == []
        asking.gate = None
        await pilot.press("enter")
        await settled(pilot)
        assert "They say" in shown(app)
        assert len(asking.turns) == 1


async def test_one_question_at_a_time_and_the_history_can_be_read_meanwhile(asking: AskingSample) -> None:
    asking.turns = [turn(1, "Why is Vega silent?")]
    asking.gate = threading.Event()
    app = NrrApp(asking)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await enter(pilot)
        field(app).value = "Who renews next?"
        await pilot.press("enter")
        await pilot.press("a")
        field(app).value = "And then?"
        await pilot.press("enter")
        await wait_for(pilot, lambda: "is being answered" in shown(app))
        app.screen.query_one(TurnTable).focus()
        await pilot.press("down")
        await wait_for(pilot, lambda: "Why is Vega silent?" in shown(app) and "They say" in shown(app))
        asking.gate.set()
        await settled(pilot)
        assert [one.question for one in asking.turns] == ["Who renews next?", "Why is Vega silent?"]
        assert field(app).value == "And then?"


@pytest.mark.parametrize(
    "fault",
    [ModelError("m broke off its answer", where="127.0.0.1", hint="Try again."), OSError("disk gone")],
)
async def test_a_fault_is_said_and_the_app_goes_on(asking: AskingSample, fault: Exception) -> None:
    asking.fault = fault
    app = NrrApp(asking)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await enter(pilot)
        await ask(pilot, "Who renews next?")
        assert "No answer:" in shown(app)
        assert len(app._notifications) == 1
        assert field(app).value == "Who renews next?"
        asking.fault = None
        await pilot.press("enter")
        await settled(pilot)
        assert "They say" in shown(app)


async def test_a_store_that_cannot_be_read_is_said(asking: AskingSample) -> None:
    asking.error = StoreError("the store is locked", hint="Close the other nrr.")
    app = NrrApp(asking)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await enter(pilot)
        assert "The workspace cannot be read. r tries again." in shown(app)
        await pilot.press("f2", "f5")
        asking.error = None
        await pilot.press("escape", "r")
        await settled(pilot)
        assert "Tallyfield" in shown(app)


async def test_an_empty_workspace_says_what_to_do(asking: AskingSample) -> None:
    asking.room = replace(make_room(names={}), themes={}, months=())
    app = NrrApp(asking)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await enter(pilot)
        assert "Press 8 to import" in shown(app)


async def test_with_a_model_the_talk_goes_on_and_costs(asking: AskingSample) -> None:
    asking.room = make_room(MODEL)
    asking.answer = replace(
        make_answer(), model="test-model at 127.0.0.1", prompt="ask@2", tokens=1234, cost=0.0042
    )
    app = NrrApp(asking)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await enter(pilot)
        assert (
            "test-model · on this machine · $0.00 since the app was opened · $0.4000 this month of $20.00"
            in shown(app)
        )
        await ask(pilot, "Why is Vega silent?")
        assert "1,234 tokens, $0.0042" in shown(app)
        assert "$0.0042 since the app was opened" in shown(app)
        assert "follows 1 question" in shown(app)
        await ask(pilot, "And since when?")
        assert [one.question for one in asking.requests[-1].said] == ["Why is Vega silent?"]
        await pilot.press("f2", *"vega", "enter")
        await ask(pilot, "Who is its champion?")
        assert asking.requests[-1].said == ()  # nothing said of all accounts goes into a talk of one
        await pilot.press("ctrl+n", "f5")
        assert "Without the model" in shown(app)
        await ask(pilot, "Why?")
        assert not asking.requests[-1].use_model
        assert asking.requests[-1].said == ()


async def test_sentences_stand_there_before_the_answer_does(asking: AskingSample) -> None:
    asking.gate = threading.Event()
    asking.events = (Writing((Sentence("Exports fail.", (1,), Support.CITED),), 240),)
    app = NrrApp(asking)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await enter(pilot)
        field(app).value = "Why?"
        await pilot.press("enter")
        await wait_for(pilot, lambda: "Exports fail. [1]" in shown(app))
        assert "240 characters so far" in shown(app)
        asking.gate.set()
        await settled(pilot)
        assert "Exports fail." not in shown(app)
        assert "They say" in shown(app)


async def test_hostile_words_of_a_model_and_of_customers_are_text(
    asking: AskingSample, shared_data: Path
) -> None:
    texts = naughty(shared_data)
    cites = tuple(
        Citation(at, Evidence(text, text, text, text, text, text or " ")) for at, text in enumerate(MARKUP, 1)
    )
    said = tuple(Sentence(text, (at,), Support.NONE) for at, text in enumerate(texts, 1))
    numbers = tuple(UsedFigure(text, 1.0, text) for text in MARKUP)
    asking.answer = Answer(
        "?", (said,), cites, numbers, cites, tuple(texts), model=MARKUP[3], prompt=MARKUP[6]
    )
    asking.events = (
        ToolStarted(MARKUP[3], MARKUP[8]),
        ToolEnded("x", 0, MARKUP[9]),
        Writing(said, 9),
    )
    asking.turns = [turn(at, text) for at, text in enumerate(MARKUP, 1)]
    asking.room = make_room(
        replace(MODEL, name=MARKUP[3]), {f"a{at}": text for at, text in enumerate(MARKUP)}
    )
    app = NrrApp(asking)
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await enter(pilot)
        await ask(pilot, "[@click=app.quit]press me[/] \x1b[31m")
        await pilot.press("escape")
        for _ in range(60):
            for strip in app.screen._compositor.render_strips():
                for segment in strip:
                    action = (segment.style.meta if segment.style else {}).get("@click", "")
                    assert not action or re.fullmatch(r"screen\.source\(\d+\)|remove\('\w+'\)", action)
                    assert not DRAWS.search(segment.text)
            await pilot.press("pagedown")
        await pilot.press("f2", "down", "down", "enter", "y", "h", "down", "down", "enter")
        await settled(pilot)
        assert app.is_running
        assert not any(DRAWS.search(line) for line in lines_of(app))
