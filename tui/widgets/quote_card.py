"""One quote with where it comes from; Enter or a click asks for the whole item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted

if TYPE_CHECKING:
    from synthesis.themes import Quote

_LONGEST = 900


class QuoteCard(Static, can_focus=True):
    """Verbatim words, then account, date, source and item id. Posts ``Opened``."""

    BINDING_GROUP_TITLE = "Quote"
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", tooltip="Open the whole item"),
    ]

    class Opened(Message):
        """Someone wants to read the item that ``quote`` is from."""

        def __init__(self, quote: Quote) -> None:
            super().__init__()
            self.quote = quote

    def __init__(self) -> None:
        super().__init__()
        self._quote: Quote | None = None

    @property
    def quote(self) -> Quote | None:
        """The quote that is shown."""
        return self._quote

    def show_quote(self, quote: Quote, names: Mapping[str, str], cited: str = "") -> None:
        """Show ``quote``; ``cited`` is the id that its item has where it comes from, by default its own here."""
        self._quote = quote
        account = names.get(quote.account_id or "", quote.account_id or "no account")
        source = f"{quote.day}  {quote.source.value}  "
        self.update(
            Content.assemble(
                "“",
                Untrusted(quote.text.strip()).content(_LONGEST),
                "”\n",
                Content(Untrusted(account).line(40)).stylize("bold"),
                (f"  {source}", "dim"),
                Content(Untrusted(cited or quote.item_id[:8]).line(24)).stylize("dim"),
            )
        )

    def action_open(self) -> None:
        if self._quote is not None:
            self.post_message(self.Opened(self._quote))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_open()
