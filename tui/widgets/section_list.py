"""Sections one under the other, walked block by block or from head to head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.account_sections import Section
from tui.stylesheet import stylesheet
from tui.widgets.section_block import SectionBlock

_LINES = 3


class SectionList(VerticalScroll, inherit_bindings=False):
    """Arrows go from block to block (and scroll through one that is longer than the window)."""

    BINDING_GROUP_TITLE = "Page"
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "walk(1)", "Next line", show=False),
        Binding("up,k", "walk(-1)", "Line before", show=False),
        Binding("n", "section(1)", "Section", tooltip="Next section"),
        Binding("N", "section(-1)", "Section before", show=False),
        Binding("home,g", "edge(0)", "Top", show=False),
        Binding("end,G", "edge(-1)", "End", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
    ]

    async def show_sections(self, sections: Sequence[Section]) -> None:
        """Show ``sections``, with the cursor where it was before they were shown anew."""
        at = self._at()
        await self.remove_children()
        found: list[Static] = []
        for section in sections:
            found.append(Static(Content(section.title), classes="title"))
            found += [SectionBlock(block, place == 0) for place, block in enumerate(section.blocks)]
        await self.mount_all(found)
        blocks = self._blocks()
        if at is not None and blocks:
            blocks[min(at, len(blocks) - 1)].focus()

    async def say(self, words: str) -> None:
        """Words of our own in place of sections."""
        await self.remove_children()
        await self.mount(Static(Content.styled(words, "dim")))

    def _blocks(self) -> list[SectionBlock]:
        return list(self.query(SectionBlock))

    def _at(self) -> int | None:
        return next((at for at, block in enumerate(self._blocks()) if block.has_focus), None)

    def enter(self) -> None:
        """Take the focus, on the block that it was on or the first that is in view."""
        blocks = self._blocks()
        if not blocks:
            self.focus()
        elif self._at() is None:
            top = self.scroll_offset.y
            wanted = next((one for one in blocks if one.virtual_region.y >= top), blocks[0])
            wanted.focus(scroll_visible=False)

    def action_walk(self, step: int) -> None:
        blocks, at = self._blocks(), self._at()
        if at is None:
            self.enter()
            return
        own, window = blocks[at].region, self.region
        if step > 0 and own.bottom > window.bottom:
            self.scroll_relative(y=_LINES, animate=False)
        elif step < 0 and own.y < window.y:
            self.scroll_relative(y=-_LINES, animate=False)
        elif 0 <= at + step < len(blocks):
            self._stand(blocks, at + step)
        elif step < 0:
            self.scroll_home(animate=False)

    def action_section(self, step: int) -> None:
        blocks, at = self._blocks(), self._at()
        if at is None:
            self.enter()
            return
        places = [place for place, block in enumerate(blocks) if block.first]
        wanted = [one for one in places if (one > at if step > 0 else one < at)]
        if wanted:
            self._stand(blocks, wanted[0] if step > 0 else wanted[-1])

    def action_edge(self, edge: int) -> None:
        if blocks := self._blocks():
            self._stand(blocks, 0 if edge == 0 else len(blocks) - 1)

    def _stand(self, blocks: Sequence[SectionBlock], at: int) -> None:
        """Focus a block; with the first of a section its head comes into view."""
        block = blocks[at]
        block.focus(scroll_visible=False)
        if block.first and block.virtual_region.y - 2 < self.scroll_offset.y:
            self.scroll_to(y=max(0, block.virtual_region.y - 2), animate=False)
        else:
            block.scroll_visible(animate=False)
