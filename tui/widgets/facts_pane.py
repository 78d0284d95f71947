"""What a draft was made of: the account's own words by number, then the facts of its brief."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.stylesheet import stylesheet
from tui.widgets.brief_page import BriefPage
from tui.widgets.fact_quote import FactQuote

if TYPE_CHECKING:
    from playbooks.account_brief import AccountBrief
    from tui.draft_view import NumberedQuote


class FactsPane(Vertical):
    """Shows the quotes and the brief of one draft."""

    DEFAULT_CSS = stylesheet(__file__)

    def compose(self) -> ComposeResult:
        yield Static(
            Content.styled("Its own words, by number (● in the draft)", "bold underline"), id="quotes-title"
        )
        yield VerticalScroll(Static(Content.styled("Reading…", "dim")), id="quotes", can_focus=False)
        yield Static(Content.styled("The facts", "bold underline"), id="facts-title")
        yield BriefPage()

    async def show_facts(self, brief: AccountBrief, quotes: Sequence[NumberedQuote]) -> None:
        """What is known now."""
        held = self.query_one("#quotes", VerticalScroll)
        await held.remove_children()
        none = Static(Content.styled("Nothing that it said can be quoted.", "dim"))
        await held.mount_all([FactQuote(one) for one in quotes] or [none])
        self.query_one(BriefPage).show_brief(brief)

    def say(self, words: str) -> None:
        """Words of our own where no facts could be read."""
        self.query_one(BriefPage).say(words)
