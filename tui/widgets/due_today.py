"""The plays that are due, what is urgent first, in a line each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui import words
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from workspace.play_board import DueLine


class DueToday(Table["DueLine"]):
    """Enter posts ``Chosen``."""

    BINDING_GROUP_TITLE = "Plays due"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Plays", tooltip="Go on in the room of plays"),
    ]

    class Chosen(Message):
        """``line`` was opened."""

        def __init__(self, line: DueLine) -> None:
            super().__init__()
            self.line = line

    def __init__(self) -> None:
        self._day = date.min
        super().__init__(
            (
                Column("urgent", " ", 1, lambda line, _rank: "!" if line.urgent else " "),
                Column("account", "Account", 0, lambda line, _rank: Untrusted(line.name)),
                Column("play", "Play", 18, lambda line, _rank: Untrusted(line.play)),
                Column("owner", "Owner", 14, lambda line, _rank: Untrusted(line.owner), least=64),
                Column("due", "Due", 11, lambda line, _rank: self._due(line), right=True),
            )
        )

    def show_due(self, lines: Sequence[DueLine], day: date) -> None:
        """Show ``lines`` as seen on ``day``."""
        self._day = day
        self.show_rows(lines, self.cursor)

    def _due(self, line: DueLine) -> str:
        return words.days_ahead((line.due - self._day).days)

    def chosen(self, row: DueLine) -> None:
        self.post_message(self.Chosen(row))
