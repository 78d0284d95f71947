"""A draft as a page of parts: read, walked, edited in place, with the words that findings are about marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.draft_view import NumberedQuote, blocks_of, finding_marks, quote_marks
from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted
from tui.widgets.part_editor import PartEditor
from tui.widgets.part_view import PartView

if TYPE_CHECKING:
    from playbooks.drafting import PlayDraft
    from playbooks.guardrails.findings import Finding


class DraftPage(VerticalScroll, can_focus=False):
    """Shows one draft. Posts ``Rewritten`` when a part is to be said otherwise; the editor stays until ``end_edit``."""

    BINDING_GROUP_TITLE = "Draft"
    DEFAULT_CSS = stylesheet(__file__)

    class Rewritten(Message):
        """The part ``name`` is to say ``text``."""

        def __init__(self, name: str, text: str) -> None:
            super().__init__()
            self.name, self.text = name, text

    def __init__(self) -> None:
        super().__init__()
        self._quotes: Sequence[NumberedQuote] = ()
        self._findings: Sequence[Finding] = ()
        self._current = 0

    async def show_draft(self, draft: PlayDraft) -> None:
        """The page anew; the part that had the keys, or was being edited, has them."""
        focused, editor = self.screen.focused, self.editor
        keep = focused.block.part.name if isinstance(focused, PartView) else ""
        keep = editor.part if editor is not None else keep
        offset = self.scroll_offset.y
        await self.remove_children()
        await self.mount_all(self._lines(draft))
        self._mark()
        self.scroll_to(y=offset, animate=False)
        self.focus_part(keep)

    def _lines(self, draft: PlayDraft) -> list[Static]:
        lines: list[Static] = []
        for words in draft.warnings:
            lines.append(Static(Untrusted(f"! Mind: {words}").content(600, "$warning"), classes="mind"))
        for block in blocks_of(draft):
            if block.head:
                lines.append(Static(Untrusted(block.head).content(300, "bold $primary"), classes="head"))
            lines.append(PartView(block))
        if draft.unknown:
            left = f"Not known, so left out: {', '.join(draft.unknown)}."
            lines.append(Static(Untrusted(left).content(600, "dim"), classes="head"))
        return lines

    @property
    def parts(self) -> list[PartView]:
        """The parts in reading order."""
        return list(self.query(PartView))

    def show_quotes(self, quotes: Sequence[NumberedQuote]) -> None:
        """Number the quotes that the messages hold."""
        self._quotes = quotes
        self._mark()

    def show_findings(self, findings: Sequence[Finding], current: int = 0) -> None:
        """Mark the words that findings are about; the one of number ``current`` comes into view."""
        self._findings, self._current = findings, current
        self._mark()
        if 0 < current <= len(findings):
            for part in self.parts:
                if part.block.part.name == findings[current - 1].part:
                    part.scroll_visible(animate=False)

    def _mark(self) -> None:
        for part in self.parts:
            held = part.block.part
            quotes = quote_marks(held.text, self._quotes) if held.outward else []
            part.show_marks((*quotes, *finding_marks(held.name, self._findings, self._current)))

    def focus_part(self, name: str) -> None:
        """Give the keys to a part; to the first that the account reads where there is none of that name."""
        parts = self.parts
        wanted = [one for one in parts if one.block.part.name == name]
        wanted += [one for one in parts if one.block.part.outward] + parts
        if wanted and self.editor is None:
            wanted[0].focus(scroll_visible=bool(name))

    @on(PartView.Walked)
    def _walk(self, message: PartView.Walked) -> None:
        parts = self.parts
        names = [one.block.part.name for one in parts]
        at = names.index(message.name) + message.step
        if 0 <= at < len(parts):
            parts[at].focus()
        elif at < 0:
            self.scroll_home(animate=False)
        else:
            self.scroll_end(animate=False)

    @property
    def editor(self) -> PartEditor | None:
        """The part that is being edited, None where none is."""
        return next(iter(self.query(PartEditor)), None)

    @on(PartView.EditAsked)
    async def _edit(self, message: PartView.EditAsked) -> None:
        await self.edit(message.name)

    async def edit(self, name: str) -> None:
        """Open the editor in the place of a part."""
        if self.editor is not None:
            self.editor.focus()
            return
        view = next((one for one in self.parts if one.block.part.name == name), None)
        if view is not None:
            editor = PartEditor(name, view.block.part.text)
            await self.mount(editor, after=view)
            view.display = False
            editor.focus()
            editor.scroll_visible(animate=False)

    @on(PartEditor.Saved)
    async def _saved(self, message: PartEditor.Saved) -> None:
        editor = self.editor
        if editor is not None and message.text == editor.before:
            await self.end_edit()
        else:
            self.post_message(self.Rewritten(message.name, message.text))

    @on(PartEditor.Left)
    async def _left(self) -> None:
        await self.end_edit()

    async def end_edit(self) -> None:
        """Close the editor; the part has the keys again."""
        editor = self.editor
        if editor is None:
            return
        name = editor.part
        await editor.remove()
        for view in self.parts:
            view.display = True
        self.focus_part(name)

    def say(self, words: str) -> None:
        """Words of our own in place of a draft."""
        self.mount(Static(Content(words)))
