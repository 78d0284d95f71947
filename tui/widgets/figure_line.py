"""One number of an answer that can be opened down to its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted

if TYPE_CHECKING:
    from assistant.answer import UsedFigure


class FigureLine(Static, can_focus=True):
    """The number as written and its id. Posts ``Opened``."""

    BINDING_GROUP_TITLE = "Figure"
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Explain", tooltip="Open the figure: formula, inputs and rows"),
    ]

    class Opened(Message):
        """Someone wants to know where the figure of this id comes from."""

        def __init__(self, figure_id: str) -> None:
            super().__init__()
            self.figure_id = figure_id

    def __init__(self, figure: UsedFigure) -> None:
        written = Untrusted(figure.written).line(24)
        super().__init__(
            Content(f"{written:<16} ").stylize("bold")
            + Content.styled(Untrusted(figure.source).line(80), "dim")
        )
        self.figure = figure

    def action_open(self) -> None:
        self.post_message(self.Opened(self.figure.source))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_open()
