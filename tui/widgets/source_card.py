"""One source of an answer: the number it is cited by, the words, and where they come from. Enter asks for the whole
item."""

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
    from assistant.answer import Citation

_LONGEST = 500


class SourceCard(Static, can_focus=True):
    """Posts ``Opened``. ``warned``: it gives orders to a reader, which nobody follows."""

    BINDING_GROUP_TITLE = "Source"
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", tooltip="Open the whole item"),
    ]

    class Opened(Message):
        """Someone wants to read the item of ``citation``."""

        def __init__(self, citation: Citation) -> None:
            super().__init__()
            self.citation = citation

    def __init__(self, citation: Citation, warned: bool = False) -> None:
        said = citation.evidence
        name = Untrusted(said.account_name or said.account or "no account").line(40)
        where = "  ".join(Untrusted(part).line(20) for part in (said.day, said.source, said.item[:8]) if part)
        parts = [
            Content.styled(f"[{citation.n}] ", "bold $accent"),
            Content("“") + Untrusted(said.text.strip()).content(_LONGEST) + Content("”\n"),
            Content("    ") + Content(name).stylize("bold") + Content.styled(f"  {where}", "dim"),
        ]
        if warned:
            parts.append(
                Content.styled("\n    gives orders to a reader: shown, and followed by nobody", "$warning")
            )
        super().__init__(Content("").join(parts))
        self.citation = citation

    def action_open(self) -> None:
        self.post_message(self.Opened(self.citation))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.action_open()
