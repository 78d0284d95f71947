"""Where a question is typed. Empty, it lets the keys of the rooms through, so that a digit goes to a room and not into
a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from tui.stylesheet import stylesheet

_PASSED = frozenset("12345678?[]")


class QuestionInput(Input):
    """One line; up and down bring back what was asked before, and what was being typed."""

    BINDING_GROUP_TITLE = "Question"
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Ask"),
        Binding("up", "recall(1)", "Question before", show=False),
        Binding("down", "recall(-1)", "Question after", show=False),
        Binding("backspace", "delete_left", "Delete, or take the last chip away", show=False),
    ]

    class Emptied(Message):
        """Backspace was pressed where there was nothing to delete."""

    def __init__(self) -> None:
        super().__init__(placeholder="a asks about your customers", id="ask", max_length=4000)
        self._past: Sequence[str] = ()
        self._at = 0
        self._typed = ""

    def show_past(self, questions: Sequence[str]) -> None:
        """What up brings back, the newest first."""
        self._past, self._at = tuple(dict.fromkeys(questions)), 0

    def action_recall(self, step: int) -> None:
        at = min(max(self._at + step, 0), len(self._past))
        if at == self._at:
            return
        if self._at == 0:
            self._typed = self.value
        self._at = at
        self.value = self._typed if at == 0 else self._past[at - 1]
        self.cursor_position = len(self.value)

    def action_delete_left(self) -> None:
        if not self.value:
            self.post_message(self.Emptied())
        super().action_delete_left()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return not self._passes(character) and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        if self._passes(event.character):
            event.prevent_default()  # it bubbles to whoever has a binding for it

    def _passes(self, character: str | None) -> bool:
        return not self.value and character is not None and character in _PASSED
