"""What stands beside a table: the chosen row in full, as content that was made elsewhere."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.stylesheet import stylesheet


class DetailPane(VerticalScroll):
    """Shows one ``Content`` from its top."""

    BINDING_GROUP_TITLE = "Detail"
    DEFAULT_CSS = stylesheet(__file__)

    def compose(self) -> ComposeResult:
        yield Static("", markup=False)

    def show(self, content: Content) -> None:
        self.query_one(Static).update(content)
        self.scroll_home(animate=False)
