"""A question that can be asked as it stands."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted


class ExampleLine(Static, can_focus=True):
    """Posts ``Chosen``."""

    BINDING_GROUP_TITLE = "Example"
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Ask")]

    class Chosen(Message):
        """``question`` is to be asked."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    def __init__(self, question: str) -> None:
        super().__init__(Content(Untrusted(question).line(100)))
        self.question = question

    def action_choose(self) -> None:
        self.post_message(self.Chosen(self.question))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_choose()
