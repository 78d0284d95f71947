"""A titled part of a screen that fills in on its own: loading, filled, empty or failed, each said in place."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted


class Block(Vertical):
    """Holds one widget under a title; ``say`` shows words in the widget's place."""

    DEFAULT_CSS = stylesheet(__file__)

    def __init__(self, title: str, body: Widget, key: str) -> None:
        super().__init__(id=key)
        self._title, self._body = title, body

    def compose(self) -> ComposeResult:
        yield Static(Content.styled(self._title, "bold"), classes="block-title")
        yield self._body
        yield Static(Content.styled("…", "dim"), classes="block-words")

    def fill(self, note: str = "") -> None:
        """Show the widget; ``note`` follows the title."""
        self._head(note)
        self._body.display = True
        self.remove_class("-said")
        self.query_one(".block-words").display = False

    def wait(self) -> None:
        """Say that what the widget shows is on its way; the block keeps its place."""
        self.fill()
        words = self.query_one(".block-words", Static)
        words.update(Content.styled("…", "dim"))
        words.display = True

    def say(self, text: str, note: str = "") -> None:
        """Show ``text``, which may hold anything, instead of the widget."""
        self._head(note)
        said = self.query_one(".block-words", Static)
        said.update(Untrusted(text).content(300, "dim"))
        said.display = True
        self._body.display = False
        self.add_class("-said")

    def _head(self, note: str) -> None:
        title = Content.styled(self._title, "bold")
        more = Content.styled(f" · {note}", "dim") if note else Content("")
        self.query_one(".block-title", Static).update(title + more)
