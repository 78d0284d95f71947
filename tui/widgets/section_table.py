"""The sections of a report: which stand in it, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui.reporting import SectionLine
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table


class SectionTable(Table[SectionLine]):
    """Space puts a section in or leaves it out; shift and an arrow move it."""

    BINDING_GROUP_TITLE = "Sections"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "choose", "In or out", key_display="space", tooltip="Put in or leave out"),
        Binding("shift+up,K", "shift(-1)", "Move up", show=False),
        Binding("shift+down,J", "shift(1)", "Move down", show=False),
        Binding("A", "all", "All or none", show=False),
    ]

    class Toggled(Message):
        """The section of this key is to change sides."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Moved(Message):
        """The section of this key is to go up (-1) or down (1)."""

        def __init__(self, key: str, step: int) -> None:
            super().__init__()
            self.key, self.step = key, step

    class All(Message):
        """All are to go in, or none."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("place", "", 6, _mark),
                Column("title", "Sections in order", 0, lambda line, _rank: Untrusted(line.title)),
            )
        )

    def show_lines(self, lines: Sequence[SectionLine], keep: str) -> None:
        """Show ``lines`` with the cursor on the section of key ``keep``."""
        at = next((place for place, line in enumerate(lines) if line.key == keep), 0)
        self.show_rows(lines, at)

    def chosen(self, row: SectionLine) -> None:
        self.post_message(self.Toggled(row.key))

    def action_shift(self, step: int) -> None:
        if self.current is not None:
            self.post_message(self.Moved(self.current.key, step))

    def action_all(self) -> None:
        self.post_message(self.All())


def _mark(line: SectionLine, _rank: int) -> str:
    return f"[x] {line.place}" if line.place else "[ ]"
