"""The last line of every screen: the keys that count here, on one line that never runs over.

Textual's own footer makes a widget a key and makes them all anew at each change of focus; this draws one line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import App
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tui.stylesheet import stylesheet

_GAP = 2
_MORE = "…"


@dataclass(frozen=True, slots=True)
class ShownKey:
    """``key`` is pressed when the label is clicked."""

    key: str
    display: str
    description: str

    @property
    def width(self) -> int:
        return cell_len(self.display) + 1 + cell_len(self.description)


class KeyBar(Widget):
    """The screen's keys from the left as far as there is room, the app's own on the right, always."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key", "key-bar--text"}
    DEFAULT_CSS = stylesheet(__file__)

    def __init__(self) -> None:
        super().__init__()
        self._here: list[ShownKey] = []
        self._always: list[ShownKey] = []
        self._at: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        if screen is not self.screen or not self.is_attached:
            return
        here, always = _split(screen)
        if (here, always) != (self._here, self._always):
            self._here, self._always = here, always
            self.refresh()

    def render_line(self, y: int) -> Strip:
        key_style = self.get_component_rich_style("key-bar--key")
        text_style = self.get_component_rich_style("key-bar--text")
        width = self.size.width
        left, right, cut = _laid_out(self._here, self._always, width)
        segments, self._at, x = [Segment(" ", text_style)], [], 1
        for keys, start in ((left, 1), (right, width - _width(right) - 1)):
            if keys is right:
                filling = (f" {_MORE}" if cut else "").ljust(max(0, start - x))
                segments.append(Segment(filling, text_style))
                x += len(filling)
            for at, shown in enumerate(keys):
                gap = " " * (_GAP if at else 0)
                segments += [
                    Segment(gap, text_style),
                    Segment(shown.display, key_style),
                    Segment(f" {shown.description}", text_style),
                ]
                self._at.append((x + len(gap), x + len(gap) + shown.width, shown.key))
                x += len(gap) + shown.width
        return Strip(segments).adjust_cell_length(width, Style() + text_style)

    def on_click(self, event: events.Click) -> None:
        for start, end, key in self._at:
            if start <= event.x < end:
                self.app.simulate_key(key)


def _split(screen: Screen[object]) -> tuple[list[ShownKey], list[ShownKey]]:
    here: dict[str, ShownKey] = {}
    always: dict[str, ShownKey] = {}
    for node, binding, enabled, _tooltip in screen.active_bindings.values():
        if binding.show and enabled and binding.description:
            shown = ShownKey(binding.key, screen.app.get_key_display(binding), binding.description)
            (always if isinstance(node, App) else here).setdefault(binding.action, shown)
    return list(here.values()), list(always.values())


def _width(keys: Iterable[ShownKey]) -> int:
    widths = [shown.width for shown in keys]
    return sum(widths) + _GAP * max(0, len(widths) - 1)


def _laid_out(
    here: list[ShownKey], always: list[ShownKey], width: int
) -> tuple[list[ShownKey], list[ShownKey], bool]:
    """What fits of ``here`` beside all of ``always``, and whether some was left out."""
    room = width - 2 - _width(always) - _GAP
    if _width(here) <= room:
        return here, always, False
    fitting = list(here)
    while fitting and _width(fitting) + 2 > room:
        fitting.pop()
    return fitting, always, True
