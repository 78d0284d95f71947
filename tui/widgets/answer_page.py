"""One question with its answer: the tools as they run, the sentences as they pass their checks, then the answer with
its sources, its figures, what speaks against it and what was not looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui import words
from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted
from tui.widgets.answer_text import answer_content, draft_content, origin, sentences_content, tool_figures
from tui.widgets.example_line import ExampleLine
from tui.widgets.figure_line import FigureLine
from tui.widgets.source_card import SourceCard
from tui.widgets.tool_log import ToolLog

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation, Sentence

_MOST_AGAINST = 8
_MOST_FIGURES = 24
_QUESTION = 600


class AnswerPage(VerticalScroll):
    """Shows one question at a time. n and p walk over what can be opened."""

    BINDING_GROUP_TITLE = "Answer"
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "walk(1)", "Next source", tooltip="Next source or figure", show=False),
        Binding("p", "walk(-1)", "Source before", tooltip="Source or figure before", show=False),
    ]

    def compose(self) -> ComposeResult:
        yield Static(id="asked")
        yield ToolLog()
        yield Static(id="said")
        yield Vertical(id="under")

    def begin(self, question: str, about: str) -> None:
        """A question is being answered."""
        self._head(question, about)
        self.query_one(ToolLog).clear()
        self._say(Content.styled("Reading the question…", "dim"))
        self._under([])
        self.scroll_home(animate=False)

    def tool_started(self, name: str, asked: str) -> None:
        self.query_one(ToolLog).started(name, asked)

    def tool_ended(self, found: int, problem: str) -> None:
        self.query_one(ToolLog).ended(found, problem)

    def note(self, line: str) -> None:
        """A remark on where words go, or what could not be kept."""
        self.query_one(ToolLog).note(line)

    def writing(self, sentences: Sequence[Sentence], characters: int) -> None:
        """What stands of the answer so far."""
        told = Content.styled(f"writing: {words.written(characters)}, shown as it passes its checks", "dim")
        self._say(Content("\n\n").join([sentences_content(sentences), told]) if sentences else told)

    def mending(self) -> None:
        """The answer failed its checks and is written again."""
        self.query_one(ToolLog).note("The answer did not pass its checks and is asked for again.")
        self._say(Content.styled("Checking again…", "dim"))

    def show_answer(
        self, answer: Answer, question: str, about: str, instructs: Callable[[str], bool]
    ) -> None:
        """The whole answer. ``instructs`` says whether a customer's words give orders to a reader."""
        self._head(question, about)
        head = [] if answer.in_data else [Content.styled("Not in the data", "bold $warning")]
        self._say(Content("\n\n").join([*head, answer_content(answer), origin(answer)]))
        self._under(_parts(answer, instructs))

    def forget_tools(self) -> None:
        """Of an answer from before it is not known which tools were asked."""
        self.query_one(ToolLog).clear()

    def ended(self, line: str, advice: str) -> None:
        """There is no answer: stopped, or failed."""
        self.query_one(ToolLog).stop()
        self._say(Content.styled(Untrusted(line).line(600), "bold $error") + Content(f"\n{advice}"))

    def welcome(self, line: str, examples: Sequence[str]) -> None:
        """Before anything was asked."""
        self.query_one("#asked", Static).update(Content.styled("Ask about your customers", "bold $primary"))
        self.query_one(ToolLog).clear()
        self._say(Content(line))
        self._under([ExampleLine(one) for one in examples])

    def focus_source(self, number: int) -> None:
        """Stand on the source that is cited as [number]."""
        for card in self.query(SourceCard):
            if card.citation.n == number:
                card.focus()
                return

    def action_walk(self, step: int) -> None:
        stops = [one for one in self.query("#under > *") if one.can_focus]
        if not stops:
            return
        at = next((place for place, one in enumerate(stops) if one.has_focus), -1 if step > 0 else 0)
        stops[(at + step) % len(stops)].focus()

    def _head(self, question: str, about: str) -> None:
        content = Untrusted(question).content(_QUESTION, "bold")
        if about:
            content += Content.styled(f"\n{Untrusted(about).line(160)}", "dim")
        self.query_one("#asked", Static).update(content)

    def _say(self, content: Content) -> None:
        self.query_one("#said", Static).update(content)

    def _under(self, parts: Sequence[Widget]) -> None:
        under = self.query_one("#under", Vertical)
        under.remove_children()
        under.mount_all(parts)


def _parts(answer: Answer, instructs: Callable[[str], bool]) -> list[Widget]:
    parts: list[Widget] = [Static(draft_content(one), classes="draft") for one in answer.drafts]
    parts += _section("Sources", [_card(one, instructs) for one in answer.citations])
    figures = [one for one in answer.figures if ": " not in one.source]
    lines: list[Widget] = [FigureLine(one) for one in figures[:_MOST_FIGURES]]
    lines += [Static(one) for one in tool_figures(answer)]
    parts += _section("Figures", lines)
    against: list[Widget] = [_card(one, instructs) for one in answer.disagree[:_MOST_AGAINST]]
    if len(answer.disagree) > _MOST_AGAINST:
        against.append(Static(Content.styled(f"and {len(answer.disagree) - _MOST_AGAINST:,} more", "dim")))
    parts += _section("What disagrees", against)
    missed = [Static(Content("• ") + Untrusted(one).content(400)) for one in answer.not_looked_at]
    return parts + _section("Not looked at", missed)


def _card(citation: Citation, instructs: Callable[[str], bool]) -> SourceCard:
    return SourceCard(citation, instructs(citation.evidence.text))


def _section(title: str, parts: Sequence[Widget]) -> list[Widget]:
    return [Static(Content(title), classes="title"), *parts] if parts else []
