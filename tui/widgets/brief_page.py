"""An account's brief as a page that scrolls: the Markdown of the brief with its heads and figures made to stand out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.markdown_page import marked_line
from tui.stylesheet import stylesheet

if TYPE_CHECKING:
    from playbooks.account_brief import AccountBrief


class BriefPage(VerticalScroll):
    """Shows one brief; its text goes through no markup parser."""

    BINDING_GROUP_TITLE = "Brief"
    DEFAULT_CSS = stylesheet(__file__)

    def compose(self) -> list[Static]:
        return [Static(Content.styled("Making the page…", "dim"))]

    def show_brief(self, brief: AccountBrief) -> None:
        """The page, from its top."""
        from reports.brief_markdown import brief_markdown

        lines = [marked_line(line) for line in brief_markdown(brief).splitlines()]
        self.query_one(Static).update(Content("\n").join(lines))
        self.scroll_home(animate=False)

    def say(self, words: str) -> None:
        """Words of our own in place of a page."""
        self.query_one(Static).update(Content(words))
