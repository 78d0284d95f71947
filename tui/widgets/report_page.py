"""A report as it would be printed, section by section."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.widgets import Static

from tui.markdown_page import page_blocks
from tui.stylesheet import stylesheet


class ReportPage(ScrollableContainer, can_focus=True):
    """Shows Markdown of our own making. n and N go from section to section."""

    BINDING_GROUP_TITLE = "Preview"
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "section(1)", "Next section"),
        Binding("N", "section(-1)", "Section before", show=False),
    ]

    async def show_text(self, text: str) -> None:
        """The whole report, from its top."""
        blocks = page_blocks(text)
        await self.remove_children()
        await self.mount_all(
            Static(one.content, classes=" ".join(["wide"] * one.wide + ["begins"] * bool(one.title)))
            for one in blocks
        )
        self.scroll_home(animate=False)

    async def say(self, words: str) -> None:
        """Words of our own in place of a report."""
        await self.remove_children()
        await self.mount(Static(Content(words)))

    def action_section(self, step: int) -> None:
        here = self.scroll_offset.y
        tops = [one.virtual_region.y for one in self.query(".begins")]
        further = [y for y in tops if (y > here if step > 0 else y < here)]
        if further:
            self.scroll_to(y=further[0] if step > 0 else further[-1], animate=False)
