"""An account's brief as a page that scrolls: the Markdown of the brief with its heads and figures made to stand out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted

if TYPE_CHECKING:
    from playbooks.account_brief import AccountBrief

_STRONG = re.compile(r"(?<!\\)\*\*")
_ESCAPED = re.compile(r"\\([\\\[\]<>`*_|])")


class BriefPage(VerticalScroll):
    """Shows one brief; its text goes through no markup parser."""

    BINDING_GROUP_TITLE = "Brief"
    DEFAULT_CSS = stylesheet(__file__)

    def compose(self) -> list[Static]:
        return [Static(Content.styled("Making the page…", "dim"))]

    def show_brief(self, brief: AccountBrief) -> None:
        """The page, from its top."""
        from reports.brief_markdown import brief_markdown

        lines = [_line(line) for line in brief_markdown(brief).splitlines()]
        self.query_one(Static).update(Content("\n").join(lines))
        self.scroll_home(animate=False)

    def say(self, words: str) -> None:
        """Words of our own in place of a page."""
        self.query_one(Static).update(Content(words))


def _line(line: str) -> Content:
    level = len(line) - len(line.lstrip("#"))
    if level and line[level : level + 1] == " ":
        return _plain(line[level + 1 :]).stylize("bold underline" if level == 1 else "bold $primary")
    line = re.sub(r"^(\s*)- ", r"\1• ", line)
    parts = [_plain(part) for part in _STRONG.split(line)]
    return Content("").join([part.stylize("bold") if at % 2 else part for at, part in enumerate(parts)])


def _plain(text: str) -> Content:
    return Untrusted(_ESCAPED.sub(r"\1", text)).content()
