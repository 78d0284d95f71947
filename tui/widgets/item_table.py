"""Feedback items one by one: when, from where, under which id there, about what."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from workspace.store.matches import UnmatchedItem


class ItemTable(Table["UnmatchedItem"]):
    """The latest first. Enter posts ``Chosen``."""

    BINDING_GROUP_TITLE = "Items"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Assign", tooltip="Say which account it belongs to"),
    ]

    class Chosen(Message):
        """``item`` was opened."""

        def __init__(self, item: UnmatchedItem) -> None:
            super().__init__()
            self.item = item

    def __init__(self) -> None:
        super().__init__(
            (
                Column("day", "Day", 10, lambda item, _rank: item.day),
                Column("source", "From", 8, lambda item, _rank: item.source),
                Column("there", "Id there", 16, lambda item, _rank: Untrusted(item.external_id)),
                Column("subject", "About", 0, lambda item, _rank: Untrusted(item.subject or "–")),
            )
        )

    def chosen(self, row: UnmatchedItem) -> None:
        self.post_message(self.Chosen(row))
