"""The views of a room on one line: which there are, how much is in each, and where one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.stylesheet import stylesheet


@dataclass(frozen=True, slots=True)
class Tab:
    """``count`` is None while it is not known."""

    name: str
    title: str
    count: int | None

    @property
    def words(self) -> str:
        return f" {self.title} " if self.count is None else f" {self.title} {self.count:,} "


class ViewTabs(Static):
    """``‹ Due 160 ›  Drafts 3  Done 1``; a click picks, as the left and right keys of the screen do."""

    DEFAULT_CSS = stylesheet(__file__)

    class Picked(Message):
        """The view of this name was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._spans: list[tuple[int, int, str]] = []

    def show_tabs(self, tabs: Sequence[Tab], current: str) -> None:
        parts: list[Content] = []
        at = 0
        self._spans = []
        for tab in tabs:
            here = tab.name == current
            text = f"‹{tab.words}›" if here else f" {tab.words} "
            parts.append(Content.styled(text, "bold reverse" if here else "dim"))
            self._spans.append((at, at + len(text), tab.name))
            at += len(text)
        self.update(Content("").join(parts))

    def on_click(self, event: events.Click) -> None:
        at = event.x - self.styles.padding.left
        for start, end, name in self._spans:
            if start <= at < end:
                self.post_message(self.Picked(name))
