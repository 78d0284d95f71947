"""A report as it would be printed, section by section."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.markdown_page import PageBlock, page_blocks
from tui.stylesheet import stylesheet


class ReportPage(VerticalScroll, can_focus=True):
    """Shows Markdown of our own making. n and N go from section to section."""

    BINDING_GROUP_TITLE = "Preview"
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "section(1)", "Next section"),
        Binding("N", "section(-1)", "Section before", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[PageBlock] = []
        self._fitted = 0

    async def show_text(self, text: str) -> None:
        """The whole report, from its top."""
        self._blocks, self._fitted = page_blocks(text), self._room
        await self.remove_children()
        await self.mount_all(
            Static(one.fitted(self._fitted), classes="begins" if one.title else "") for one in self._blocks
        )
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Fit the tables to the width that there is now."""
        if self._fitted == self._room:
            return
        self._fitted = self._room
        for block, shown in zip(self._blocks, self.query(Static), strict=False):
            shown.update(block.fitted(self._fitted))

    @property
    def _room(self) -> int:
        return self.content_region.width - self.styles.scrollbar_size_vertical

    async def say(self, words: str) -> None:
        """Words of our own in place of a report."""
        self._blocks = []
        await self.remove_children()
        await self.mount(Static(Content(words)))

    def action_section(self, step: int) -> None:
        here = self.scroll_offset.y
        tops = [one.virtual_region.y for one in self.query(".begins")]
        further = [y for y in tops if (y > here if step > 0 else y < here)]
        if further:
            self.scroll_to(y=further[0] if step > 0 else further[-1], animate=False)
