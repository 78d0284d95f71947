"""One part of a draft as text: the words that findings and quotes are about are marked in it. Enter edits it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.marking import Mark, marked
from tui.stylesheet import stylesheet

if TYPE_CHECKING:
    from tui.draft_view import Block


class PartView(Static, can_focus=True):
    """Posts ``EditAsked`` on Enter and on a double click."""

    BINDING_GROUP_TITLE = "Part"
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,e", "edit", "Edit", tooltip="Edit this part in place", key_display="e"),
        Binding("down,j", "walk(1)", "Next part", show=False),
        Binding("up,k", "walk(-1)", "Part before", show=False),
    ]

    class EditAsked(Message):
        """Someone wants to say the part ``name`` otherwise."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Walked(Message):
        """Go on by ``step`` parts from the part ``name``."""

        def __init__(self, name: str, step: int) -> None:
            super().__init__()
            self.name, self.step = name, step

    def __init__(self, block: Block) -> None:
        super().__init__("", markup=False)
        self.block = block
        self.set_class(block.part.outward, "-outward")
        self.show_marks(())

    def show_marks(self, marks: Sequence[Mark]) -> None:
        text = marked(self.block.part.text, marks)
        self.update(Content.assemble((self.block.label, "dim"), text))

    def action_edit(self) -> None:
        self.post_message(self.EditAsked(self.block.part.name))

    def action_walk(self, step: int) -> None:
        self.post_message(self.Walked(self.block.part.name, step))

    def on_click(self, event: events.Click) -> None:
        if event.chain == 2:
            self.action_edit()
