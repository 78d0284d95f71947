"""One figure with its name above and its context below; Enter or a click opens it down to its rows."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tui.going import OpenFigure
from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted


class FigureTile(Static, can_focus=True):
    """``figure`` is the id that ``nrr explain`` takes, empty while there is nothing to open."""

    BINDING_GROUP_TITLE = "Figure"
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", tooltip="Open the figure down to its rows"),
        Binding("right", "step(1)", "Next figure", show=False),
        Binding("left", "step(-1)", "Figure before", show=False),
    ]

    def __init__(self, name: str, key: str) -> None:
        super().__init__(id=key)
        self.title = name
        self.figure = ""
        self.value = "…"
        self.note = ""

    def on_mount(self) -> None:
        self.show_value(self.value, self.note)

    def show_value(self, value: str, note: str, figure: str = "") -> None:
        """Show a value; ``note`` may hold anything."""
        self.value, self.note, self.figure = value, note, figure
        lines = [Content.styled(self.title, "dim"), Content.styled(value, "bold")]
        self.update(Content("\n").join([*lines, Untrusted(note).content(60, "dim")]))

    def action_open(self) -> None:
        if self.figure:
            self.post_message(OpenFigure(self.figure))
        else:
            self.notify(f"{self.title}: {self.note or 'still being reckoned'}.", markup=False)

    def action_step(self, step: int) -> None:
        tiles = list(self.parent.query(FigureTile)) if self.parent else [self]
        tiles[(tiles.index(self) + step) % len(tiles)].focus()

    def on_click(self) -> None:
        self.action_open()
