"""Saved filters on one line: the key of each, its name and how many fit it. A click chooses one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.stylesheet import stylesheet

_GAP = " "


@dataclass(frozen=True, slots=True)
class Tab:
    """``short`` stands for ``title`` where there is little room; ``count``: how many fit, in words; ``key`` may be
    empty."""

    name: str
    key: str
    title: str
    short: str
    count: str


class ViewStrip(Static):
    """``a All 152  m Mine 23``: the chosen one stands out by brackets and weight. Posts ``Chosen``."""

    DEFAULT_CSS = stylesheet(__file__)

    class Chosen(Message):
        """The filter of this name was asked for."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self) -> None:
        super().__init__()
        self._tabs: Sequence[Tab] = ()
        self._active = ""
        self._spans: list[tuple[int, int, str]] = []

    def show_tabs(self, tabs: Sequence[Tab], active: str) -> None:
        """Show ``tabs``, the one named ``active`` as chosen."""
        self._tabs, self._active = tabs, active
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        width = self.content_region.width or 200
        texts = [self._text(tab, tab.title) for tab in self._tabs]
        if sum(cell_len(text) + len(_GAP) for text in texts) > width:
            texts = [self._text(tab, tab.short) for tab in self._tabs]
        gap = _GAP if sum(cell_len(text) + len(_GAP) for text in texts) <= width else ""
        line, at = Content(""), 0
        self._spans = []
        for tab, text in zip(self._tabs, texts, strict=True):
            part = Content(text)
            if tab.name == self._active:
                part = part.stylize("bold reverse")
            elif tab.key:
                part = part.stylize("bold $primary", 1, 1 + len(tab.key))
            line = line + part + Content(gap)
            self._spans.append((at, at + cell_len(text), tab.name))
            at += cell_len(text) + len(gap)
        self.update(line)

    def _text(self, tab: Tab, title: str) -> str:
        inner = " ".join(part for part in (tab.key, title, tab.count) if part)
        return f"[{inner}]" if tab.name == self._active else f" {inner} "

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is None:
            return
        for start, end, name in self._spans:
            if start <= at.x < end:
                self.post_message(self.Chosen(name))
