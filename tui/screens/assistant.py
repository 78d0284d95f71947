"""The assistant: a question, its answer with what it rests on, and what was asked before.

On a narrow terminal the page has the whole width, and h turns to the history.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import ContentSwitcher, Input, Static
from textual.worker import Worker, WorkerState

from tui import words
from tui.answer_markdown import answer_markdown
from tui.answering import tell
from tui.asking import About, examples, standing, welcome_line
from tui.going import OpenEvidence, OpenFigure
from tui.screens.asking import AskingScreen
from tui.screens.work import Stopped
from tui.widgets.answer_page import AnswerPage
from tui.widgets.example_line import ExampleLine
from tui.widgets.figure_line import FigureLine
from tui.widgets.history_pane import HistoryPane
from tui.widgets.key_bar import KeyBar
from tui.widgets.question_input import QuestionInput
from tui.widgets.scope_chips import ScopeChips
from tui.widgets.source_card import SourceCard
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar
from tui.widgets.turn_table import AskedLine, TurnTable

if TYPE_CHECKING:
    from tui.desks.asking import AskingDesk
    from workspace.asked import Turn

_REST = 0.05  # seconds that the cursor stands in the history before its answer is shown


class AssistantScreen(AskingScreen):
    """The page of the answer, the history beside it, and the line where a question is typed."""

    BINDING_GROUP_TITLE = "Assistant"
    AUTO_FOCUS = "#live"
    CSS_PATH = "assistant.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Stop the answer; else back to the answer"),
        Binding("a,enter", "ask", "Ask", tooltip="Type a question"),
        Binding("f5", "model", "Model", tooltip="Answer with the model, or without it"),
        Binding("h", "history", "History", tooltip="Go to the history, or leave it"),
        Binding(
            "slash", "filter", "Filter", key_display="/", show=False, tooltip="Filter the history as you type"
        ),
        Binding(
            "ctrl+n", "new", "New talk", show=False, tooltip="A new conversation: nothing asked before counts"
        ),
        Binding("y", "copy", "Copy as Markdown", show=False),
    ]

    def __init__(self, desk: AskingDesk) -> None:
        super().__init__(desk)
        self._turns: tuple[Turn, ...] = ()
        self._use_model = True
        self._asked = 0
        self._answering = ""
        self._live: Turn | None = None
        self._shown: Turn | None = None
        self._due: Timer | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar("Assistant")
        yield Static(Content.styled("Loading…", "dim"), id="standing")
        with Horizontal(id="split"):
            yield HistoryPane()
            with ContentSwitcher(initial="live", id="pages"):
                yield AnswerPage(id="live")
                yield AnswerPage(id="before")
        yield ScopeChips()
        yield QuestionInput()
        yield TaskBar()
        yield KeyBar()

    @on(AskingScreen.Loaded)
    def _show_room(self, message: AskingScreen.Loaded) -> None:
        if self._room is None and self._asked == 0:
            self.query_one("#live", AnswerPage).welcome(welcome_line(message.room), examples(message.room))
        self._room, self._turns = message.room, message.turns
        self.query_one(TitleBar).show_month(message.room.company, None)
        self.show_about()
        self._show_history()

    def show_about(self) -> None:
        """What the next question is about and follows, and who answers it."""
        if self._room is None:
            return
        self.query_one("#standing", Static).update(standing(self._room, self._use_model, self._talk.spent))
        follows = self._talk.follows(self._about) if self._asks_model else []
        chips = self._about.chips(self._room)
        note = f"follows {words.count(len(follows), 'question')}, ctrl+n begins anew" if follows else ""
        self.query_one(ScopeChips).show_chips(
            chips, note or ("" if chips else "f2 account  f3 theme  f4 month")
        )

    @property
    def _asks_model(self) -> bool:
        return self._use_model and self._room is not None and self._room.model is not None

    def _show_history(self, keep: int | None = None) -> None:
        self.query_one(HistoryPane).show_turns(self._turns, self._answering, keep)
        self.query_one(QuestionInput).show_past([turn.question for turn in self._turns])

    @on(Input.Submitted, "#ask")
    def _submit(self, message: Input.Submitted) -> None:
        self._ask(message.value.strip())

    @on(ExampleLine.Chosen)
    def _take_example(self, message: ExampleLine.Chosen) -> None:
        self._ask(message.question)

    def _ask(self, question: str) -> None:
        from workspace.ask import AskRequest

        if not question:
            return
        if self.busy():
            self.notify("A question is being answered. esc stops it.", markup=False)
            return
        self._asked += 1
        self._answering, self._live, self._shown = question, None, None
        self.query_one(QuestionInput).value = ""
        self.query_one("#live", AnswerPage).begin(question, self._about.in_words(self._room))
        self.remove_class("-history")
        self.query_one("#pages", ContentSwitcher).current = "live"
        self._page.focus()
        self.query_one(TaskBar).begin("reading the question")
        about, said = self._about, self._talk.said(self._about) if self._asks_model else ()
        request = AskRequest(
            question, about.account, about.theme, self._use_model, month=about.month, said=said
        )
        self.ask(self._asked, request)
        self._show_history(0)

    @on(AskingScreen.Heard)
    def _hear(self, message: AskingScreen.Heard) -> None:
        if message.asked != self._asked or not self._answering:
            return
        page = self.query_one("#live", AnswerPage)
        if isinstance(message.event, str):
            page.note(message.event)
        else:
            self.query_one(TaskBar).report(tell(message.event, page), 0, None)

    @on(AskingScreen.Answered)
    def _answer(self, message: AskingScreen.Answered) -> None:
        turn = message.turn
        if message.asked != self._asked or not self._answering:
            return
        self._talk.spent += turn.answer.cost or 0.0
        self._talk.turns.append(turn)
        self._answering, self._live = "", turn
        if self._page.id == "live":
            self._shown = turn
        self._fill(self.query_one("#live", AnswerPage), turn)
        self._turns = (turn, *self._turns) if turn.number else self._turns
        self._show_history(turn.number)
        self.load()

    @on(Worker.StateChanged)
    def _was_stopped(self, event: Worker.StateChanged) -> None:
        if event.worker.name == "task ask" and event.state is WorkerState.CANCELLED:
            self._gave_up("Stopped.", "The question is kept below: enter asks it again.")

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        if worker.name == "task ask" and not isinstance(error, Stopped):
            line = f"No answer: {str(error) or type(error).__name__}"
            self._gave_up(
                line, "The question is kept below: enter asks it again, f5 and enter without the model."
            )
        elif worker.name == "load room" and self._room is None:
            self.query_one("#standing", Static).update(
                Content("The workspace cannot be read. r tries again.")
            )

    def _gave_up(self, line: str, advice: str) -> None:
        question, self._answering = self._answering, ""
        self.query_one("#live", AnswerPage).ended(line, advice)
        field = self.query_one(QuestionInput)
        if not field.value:
            field.value = question
            field.cursor_position = len(question)
        if self.focused is self.query_one("#live", AnswerPage):
            field.focus()
        self.load()

    def _fill(self, page: AnswerPage, turn: Turn) -> None:
        from assistant.orders import gives_orders

        about = About(turn.account, turn.theme, turn.month).in_words(self._room)
        page.show_answer(turn.answer, turn.question, about, gives_orders)

    @on(TurnTable.Highlighted)
    def _highlight(self, message: TurnTable.Highlighted) -> None:
        if self._due is not None:
            self._due.stop()
        if self.query_one(TurnTable).has_focus:
            self._due = self.set_timer(_REST, partial(self._show_line, message.line))

    def _show_line(self, line: AskedLine) -> None:
        """Turn to the answer of ``line``, or to the one that is being written."""
        pages, turn = self.query_one("#pages", ContentSwitcher), line.turn
        if turn is None or (self._live is not None and turn.number == self._live.number):
            self._shown = self._live
            pages.current = "live"
            return
        if self._shown is not turn:
            self._shown = turn
            page = self.query_one("#before", AnswerPage)
            page.forget_tools()
            self._fill(page, turn)
            page.scroll_home(animate=False)
        pages.current = "before"

    @on(TurnTable.Chosen)
    def _read(self, message: TurnTable.Chosen) -> None:
        self._show_line(message.line)
        self.remove_class("-history")
        self._page.focus()

    @property
    def _page(self) -> AnswerPage:
        return self.query_one(f"#{self.query_one('#pages', ContentSwitcher).current}", AnswerPage)

    @on(SourceCard.Opened)
    def _open_item(self, message: SourceCard.Opened) -> None:
        said = message.citation.evidence
        self.post_message(OpenEvidence(said.item, "", said.text))

    @on(FigureLine.Opened)
    def _open_figure(self, message: FigureLine.Opened) -> None:
        self.post_message(OpenFigure(message.figure_id))

    def action_source(self, number: int) -> None:
        """A mark [n] in the text was clicked."""
        self._page.focus_source(number)

    def action_copy(self) -> None:
        if self._shown is not None:
            self.app.copy_to_clipboard(answer_markdown(self._shown.answer, self._shown.question))
            self.notify("Copied the answer as Markdown.", markup=False)

    def go_back(self) -> None:
        """Out of the history or the question, to the page."""
        history = self.query_one(HistoryPane)
        if history.inside:
            history.clear_filter()
            self.remove_class("-history")
        self._page.focus()

    def action_ask(self) -> None:
        self.remove_class("-history")
        self.query_one(QuestionInput).focus()

    def action_history(self) -> None:
        if self.query_one(HistoryPane).inside:
            self.action_back()
        else:
            self.add_class("-history")
            self.query_one(TurnTable).focus()

    def action_filter(self) -> None:
        self.add_class("-history")
        self.query_one(HistoryPane).filter()

    def action_model(self) -> None:
        if self._room is None or self._room.model is None:
            self.notify("No model is set: every answer is made without one.", markup=False)
            return
        self._use_model = not self._use_model
        self.show_about()

    def action_new(self) -> None:
        self._talk.turns.clear()
        self.show_about()
        self.query_one(QuestionInput).focus()
