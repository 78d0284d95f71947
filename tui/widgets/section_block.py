"""One block of a page that is walked; Enter or a click goes where it leads."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Static

from tui.block import Block
from tui.stylesheet import stylesheet


class SectionBlock(Static, can_focus=True):
    """Posts the message of its block when it is opened. ``first``: whether a section begins with it."""

    BINDING_GROUP_TITLE = "Section"
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", tooltip="Open the theme, the words or the play"),
    ]

    def __init__(self, block: Block, first: bool) -> None:
        super().__init__(block.content, classes="-under" if block.under else "")
        self.block = block
        self.first = first

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What leads nowhere is not offered to be opened."""
        return self.block.opens is not None if action == "open" else True

    def action_open(self) -> None:
        if self.block.opens is not None:
            self.post_message(self.block.opens())

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.focus()
        self.action_open()
