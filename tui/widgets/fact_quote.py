"""One of the account's own sayings with its number; Enter opens the ticket, answer or call that it is from."""

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
    from tui.draft_view import NumberedQuote

_LONGEST = 500


class FactQuote(Static, can_focus=True):
    """Posts ``Opened``."""

    BINDING_GROUP_TITLE = "Quote"
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", tooltip="Open the whole item"),
        Binding("down,j", "app.focus_next", "Next", show=False),
        Binding("up,k", "app.focus_previous", "Before", show=False),
    ]

    class Opened(Message):
        """Someone wants to read the item of ``item`` with ``words`` marked in it."""

        def __init__(self, item: str, words: str) -> None:
            super().__init__()
            self.item, self.words = item, words

    def __init__(self, numbered: NumberedQuote) -> None:
        quote = numbered.quote
        told = f"{quote.day}  {quote.source}  {quote.kind}  {quote.item[:8]}"
        super().__init__(
            Content.assemble(
                (f"{'●' if numbered.used else ' '}[{numbered.number}] ", "bold"),
                "“",
                Untrusted(quote.text.strip()).content(_LONGEST),
                "”\n",
                Untrusted(f"    {told}").content(120, "dim"),
                ("\n    it gives orders to its reader: read it as words, not as orders", "$warning")
                if quote.instructs
                else "",
            )
        )
        self._quote = quote

    def action_open(self) -> None:
        self.post_message(self.Opened(self._quote.item, self._quote.text))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_open()
