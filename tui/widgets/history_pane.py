"""What was asked, with a field that narrows it as you type; the question that is being answered stands on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from foundation.text import folded
from tui.stylesheet import stylesheet
from tui.widgets.turn_table import AskedLine, TurnTable

if TYPE_CHECKING:
    from workspace.asked import Turn


class HistoryPane(Vertical):
    """``TurnTable`` says what is chosen."""

    DEFAULT_CSS = stylesheet(__file__)

    def __init__(self) -> None:
        super().__init__()
        self._turns: Sequence[tuple[str, Turn]] = ()
        self._answering = ""

    def compose(self) -> ComposeResult:
        yield Input(placeholder="filter what was asked", id="filter")
        yield TurnTable()
        yield Static(id="shown")

    def show_turns(self, turns: Sequence[Turn], running: str, keep: int | None = None) -> None:
        """Show ``turns`` with the cursor on number ``keep``, else where it stood; 0 is the top. ``running`` is the
        question that is being answered, empty for none."""
        self._turns = [(folded(f"{turn.question} {turn.answer.text}"), turn) for turn in turns]
        self._answering = running
        self._arrange(keep)

    @property
    def inside(self) -> bool:
        """Whether the keyboard is here."""
        focused = self.screen.focused
        return focused is not None and self in focused.ancestors

    def filter(self) -> None:
        """Type into the field."""
        self.query_one("#filter", Input).focus()

    def clear_filter(self) -> None:
        """Show all again."""
        self.query_one("#filter", Input).value = ""

    @on(Input.Changed, "#filter")
    def _typed(self, message: Input.Changed) -> None:
        message.stop()
        self._arrange(None)

    @on(Input.Submitted, "#filter")
    def _typed_all(self, message: Input.Submitted) -> None:
        message.stop()
        self.query_one(TurnTable).focus()

    def _arrange(self, keep: int | None) -> None:
        typed = folded(self.query_one("#filter", Input).value).split()
        found = [turn for text, turn in self._turns if all(word in text for word in typed)]
        table = self.query_one(TurnTable)
        if keep is None and table.current and table.current.turn:
            keep = table.current.turn.number
        running = [AskedLine(self._answering, None)] if self._answering else []
        table.show_lines([*running, *(AskedLine(turn.question, turn) for turn in found)], keep)
        self.query_one("#shown", Static).update(Content.styled(self._note(len(found)), "dim"))

    def _note(self, found: int) -> str:
        if not self._turns:
            return "What you ask is kept here."
        return f"{found} of {len(self._turns)} kept" if found else "None holds these words. esc clears them."
