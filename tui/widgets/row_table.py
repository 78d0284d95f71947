"""A table whose rows are opened and looked at: it says so with messages, whatever the rows are."""

from __future__ import annotations

from typing import TypeVar

from textual.message import Message

from tui.widgets.table import Table

Row = TypeVar("Row")


class RowTable(Table[Row]):
    """Posts ``Highlighted`` and ``Chosen`` with the row."""

    class Highlighted(Message):
        """The cursor stands on ``row``."""

        def __init__(self, row: object) -> None:
            super().__init__()
            self.row = row

    class Chosen(Message):
        """``row`` was opened."""

        def __init__(self, row: object) -> None:
            super().__init__()
            self.row = row

    def show_currency(self, currency: str) -> None:
        """Write amounts in ``currency``; tables without amounts have nothing to do."""

    def highlighted(self, row: Row) -> None:
        self.post_message(self.Highlighted(row))

    def chosen(self, row: Row) -> None:
        self.post_message(self.Chosen(row))
