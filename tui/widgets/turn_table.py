"""The history: what was asked, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui import words
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from workspace.asked import Turn


@dataclass(frozen=True, slots=True)
class AskedLine:
    """``turn`` is None while the question is being answered."""

    question: str
    turn: Turn | None


class TurnTable(Table[AskedLine]):
    """Posts ``Highlighted`` as the cursor moves and ``Chosen`` on Enter."""

    BINDING_GROUP_TITLE = "History"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Read"),
        Binding("d,delete", "delete", "Delete", tooltip="Delete the question with its answer"),
    ]

    class Highlighted(Message):
        """The cursor stands on ``line``."""

        def __init__(self, line: AskedLine) -> None:
            super().__init__()
            self.line = line

    class Chosen(Message):
        """``line`` is to be read."""

        def __init__(self, line: AskedLine) -> None:
            super().__init__()
            self.line = line

    class Deleted(Message):
        """``turn`` is to go."""

        def __init__(self, turn: Turn) -> None:
            super().__init__()
            self.turn = turn

    def __init__(self) -> None:
        super().__init__(
            (
                Column("question", "Asked before", 0, lambda line, _rank: Untrusted(line.question)),
                Column("when", "When", 11, _when, least=44),
            )
        )

    def show_lines(self, lines: Sequence[AskedLine], keep: int | None) -> None:
        """Show ``lines`` with the cursor on the turn of number ``keep``, else on the first."""
        at = next((place for place, one in enumerate(lines) if one.turn and one.turn.number == keep), 0)
        self.show_rows(lines, at)

    def highlighted(self, row: AskedLine) -> None:
        self.post_message(self.Highlighted(row))

    def chosen(self, row: AskedLine) -> None:
        self.post_message(self.Chosen(row))

    def action_delete(self) -> None:
        if self.current is not None and self.current.turn is not None:
            self.post_message(self.Deleted(self.current.turn))


def _when(line: AskedLine, _rank: int) -> str:
    return "now" if line.turn is None else words.asked_on(line.turn.at)
