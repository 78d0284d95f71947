"""A part of a draft under the fingers: ctrl+s keeps what was written, esc leaves it, and nothing is lost unasked."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from foundation.text import safe_text
from tui.stylesheet import stylesheet


class PartEditor(TextArea):
    """Holds safe text alone, what is pasted included. Posts ``Saved`` and ``Left``."""

    BINDING_GROUP_TITLE = "Editing"
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", tooltip="Save as a new version"),
        Binding("escape", "leave", "Leave", tooltip="Leave it as it was"),
    ]

    class Saved(Message):
        """The part ``name`` is to say ``text``."""

        def __init__(self, name: str, text: str) -> None:
            super().__init__()
            self.name, self.text = name, text

    class Left(Message):
        """It stays as it was."""

    def __init__(self, part: str, text: str) -> None:
        self.before = safe_text(text)
        super().__init__(self.before, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.part = part
        self._warned_of = self.before

    def on_mount(self) -> None:
        self.move_cursor(self.document.end)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Blank once it was removed: the screen may paint it once more, and its styles are gone by then."""
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)

    def action_save(self) -> None:
        self.post_message(self.Saved(self.part, self.text))

    def action_leave(self) -> None:
        if self.may_close():
            self.post_message(self.Left())

    def may_close(self) -> bool:
        """Whether no word would be lost, or these words were warned of before; else warns."""
        if self.text in (self.before, self._warned_of):
            return True
        self._warned_of = self.text
        self.notify(
            "A draft holds words that are not saved: in its editor ctrl+s saves them. The same key once more throws "
            "them away.",
            severity="warning",
            timeout=10,
        )
        return False

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        await super()._on_paste(events.Paste(safe_text(event.text)))
