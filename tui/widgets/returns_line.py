"""How many came back so far, on a line against what the field expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tui import play_words
from tui.stylesheet import stylesheet

if TYPE_CHECKING:
    from workspace.winback import Returns

_CELLS = 30


class ReturnsLine(Static):
    """A gauge from 0 to 30 % with the field's 10 to 15 % shaded, and the figures in words."""

    DEFAULT_CSS = stylesheet(__file__)

    def show_returns(self, found: Returns, currency: str) -> None:
        scale = Content.assemble(
            ("0 % ", "dim"),
            (play_words.gauge(found, _CELLS), "$primary"),
            (" 30 %   ▒ the field: 10 to 15 %", "dim"),
        )
        told = f"{play_words.returns_words(found, currency)} {play_words.asked_words(found)}"
        self.update(Content("\n").join([scale, Content(told)]))
