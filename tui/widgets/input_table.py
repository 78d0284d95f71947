"""What goes into a figure: names, values and units; those that are figures themselves can be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui import words
from tui.going import OpenFigure
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from accounts.explanation import Input


class InputTable(Table["Input"]):
    """Inputs in the order of the formula; Enter opens one that is a figure."""

    BINDING_GROUP_TITLE = "Inputs"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open", tooltip="Open the input, a figure itself"),
    ]

    def __init__(self) -> None:
        super().__init__(
            (
                Column("opens", " ", 1, lambda row, _rank: "▸" if row.figure else " "),
                Column("name", "Input", 0, lambda row, _rank: Untrusted(row.name)),
                Column("value", "Value", 18, lambda row, _rank: words.figure_number(row.value), right=True),
                Column("unit", "", 16, lambda row, _rank: Untrusted(row.unit)),
                Column("figure", "Opens to", 34, lambda row, _rank: Untrusted(row.figure), least=96),
            )
        )

    def chosen(self, row: Input) -> None:
        if row.figure:
            self.post_message(OpenFigure(row.figure))
        else:
            self.notify("This input is a number of its own: there is nothing below it.", markup=False)
