"""All that was done with a draft, and what each version said otherwise than the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui import play_words, words
from tui.untrusted import Untrusted
from tui.widgets.change_table import ChangeTable
from tui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from playbooks.draft_life import KeptDraft
    from playbooks.drafting import PlayDraft

_LONGEST = 1500


class HistoryScreen(ModalScreen[int | None]):
    """Dismissed with the version whose words are to be put back, None on escape."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["choosing.tcss", "draft_history.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,h", "dismiss", "Back")]

    def __init__(self, kept: KeptDraft, versions: Sequence[PlayDraft], currency: str) -> None:
        super().__init__()
        self._kept, self._versions, self._currency = kept, versions, currency

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            title = f"Draft {self._kept.id[: play_words.SHORT]}: {self._kept.draft.play} for {self._kept.draft.name}"
            yield Static(Untrusted(title).content(160, "bold"))
            yield ChangeTable(self._currency)
            yield VerticalScroll(Static("", id="words", markup=False), can_focus=True)
            yield Static(Content.styled("enter puts the words of that version back   esc goes back", "dim"))

    def on_mount(self) -> None:
        table = self.query_one(ChangeTable)
        table.styles.height = min(len(self._kept.changes) + 1, 9)
        table.show_rows(self._kept.changes[::-1])
        table.focus()

    @on(RowTable.Highlighted)
    def _show(self) -> None:
        change = self.query_one(ChangeTable).current
        if change is not None:
            self.query_one("#words", Static).update(self._words(change.version))

    @on(RowTable.Chosen)
    def _put_back(self) -> None:
        change = self.query_one(ChangeTable).current
        if change is not None and change.version != self._kept.version:
            self.dismiss(change.version)
        else:
            self.notify("These are the words that it has now.", markup=False)

    def _words(self, version: int) -> Content:
        from playbooks.draft_parts import parts_of

        if not 1 <= version <= len(self._versions):
            return Content.styled("The versions are being read.", "dim")
        now = {one.name: one.text for one in parts_of(self._versions[version - 1])}
        if version == 1:
            return Content.styled(f"Version 1, as it was drafted: {words.count(len(now), 'part')}.", "dim")
        before = {one.name: one.text for one in parts_of(self._versions[version - 2])}
        lines = [Content.styled(f"Version {version}, against version {version - 1}", "bold $primary")]
        for name in (*now, *(gone for gone in before if gone not in now)):
            if now.get(name) != before.get(name):
                lines.append(Content.styled(name, "bold"))
                lines.append(Untrusted(f"− {before.get(name, '(was not there)')}").content(_LONGEST, "dim"))
                lines.append(Untrusted(f"+ {now.get(name, '(was taken away)')}").content(_LONGEST))
        return Content("\n").join(lines)
