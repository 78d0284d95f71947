"""Taking and losing focus without painting anew what looks the same."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events
from textual.dom import NoScreen

if TYPE_CHECKING:
    from typing import Self

    from textual.widget import Widget
else:
    Widget = object  # Textual takes styles, bindings and whether it has focus at all from the first base that is one


class QuietFocus(Widget):
    """A widget that paints only what focus changes in it, in ``paint_focus``. Textual's own paints all of it twice and
    reads its styles and its children's anew, which for a table or a long page is half of what a key takes. Stands first
    among the bases; its stylesheet may not speak of ``:focus``."""

    def paint_focus(self) -> None:
        """Refresh what looks different with focus and without; nothing by default."""

    def focus(self, scroll_visible: bool = True) -> Self:
        """Take the focus."""
        self.app.call_later(self._take_focus, scroll_visible)
        return self

    def _take_focus(self, scroll_visible: bool) -> None:
        with suppress(NoScreen):
            self.screen.set_focus(self, scroll_visible=scroll_visible)

    def watch_has_focus(self, _has_focus: bool) -> None:
        self.paint_focus()

    def on_focus(self, event: events.Focus) -> None:
        event.prevent_default()
        self.has_focus = True
        if self.parent is not None:
            self.parent.post_message(events.DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        event.prevent_default()
        self.has_focus = False
        if self.parent is not None:
            self.parent.post_message(events.DescendantBlur(self))
