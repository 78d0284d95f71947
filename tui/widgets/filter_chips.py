"""What the list beneath is narrowed to: a chip each, that a click takes off."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted


class _Chip(Static):
    """One filter; a click posts ``FilterChips.Removed``."""

    def __init__(self, name: str, value: str) -> None:
        shown = Content.assemble(
            (f"{name} ", "dim"), Content(Untrusted(value).line(24)).stylize("bold"), " ✕"
        )
        super().__init__(shown, classes="chip")
        self._filter = name

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(FilterChips.Removed(self._filter))


class FilterChips(Horizontal):
    """One line, there only while something is on. Posts ``Removed``."""

    DEFAULT_CSS = stylesheet(__file__)

    class Removed(Message):
        """The filter of this name is to go."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def show_filters(self, said: Sequence[tuple[str, str]], note: str = "") -> None:
        """A chip for each name and value in ``said``, then ``note``."""
        self.display = bool(said)
        self.query("*").remove()
        if said:
            self.mount_all(
                [*(_Chip(name, value) for name, value in said), Static(note, markup=False, classes="note")]
            )
