"""Every change that people made of themes, with what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from tui import words
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from workspace.edit_history import HistoryLine

_MARKS = {"stands": "✓", "undone": "↶", "overridden": "–", "waiting": "…", "does not apply": "!"}


class HistoryTable(Table["HistoryLine"]):
    """Posts ``Highlighted``, and ``Chosen`` on Enter."""

    BINDING_GROUP_TITLE = "Changes"

    class Highlighted(Message):
        """The cursor stands on ``line``."""

        def __init__(self, line: HistoryLine) -> None:
            super().__init__()
            self.line = line

    class Chosen(Message):
        """``line`` was opened."""

        def __init__(self, line: HistoryLine) -> None:
            super().__init__()
            self.line = line

    def __init__(self) -> None:
        super().__init__(
            (
                Column("number", "#", 5, lambda line, _rank: f"#{line.edit.number}", right=True),
                Column("mark", "", 1, lambda line, _rank: _MARKS[line.state.value]),
                Column("state", "State", 14, lambda line, _rank: line.state.value),
                Column("at", "When", 16, lambda line, _rank: words.moment(line.edit.at), least=76),
                Column("words", "What", 0, lambda line, _rank: Untrusted(line.words)),
            )
        )

    def highlighted(self, row: HistoryLine) -> None:
        self.post_message(self.Highlighted(row))

    def chosen(self, row: HistoryLine) -> None:
        self.post_message(self.Chosen(row))
