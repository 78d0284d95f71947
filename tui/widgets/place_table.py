"""Accounts and themes to go to, in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from tui.places import Place


class PlaceTable(Table["Place"]):
    """Enter posts ``Chosen``."""

    BINDING_GROUP_TITLE = "Places"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Go")]

    class Chosen(Message):
        """``place`` was taken."""

        def __init__(self, place: Place) -> None:
            super().__init__()
            self.place = place

    def __init__(self) -> None:
        super().__init__(
            (
                Column("kind", "What", 7, lambda place, _rank: place.kind),
                Column("name", "Name", 0, lambda place, _rank: Untrusted(place.name)),
                Column("about", "", 30, lambda place, _rank: Untrusted(place.about), least=64, right=True),
            )
        )

    def chosen(self, row: Place) -> None:
        self.post_message(self.Chosen(row))
