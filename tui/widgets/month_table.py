"""The months that can be chosen, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from foundation.months import Month
from tui.widgets.table import Column, Table


class MonthTable(Table[Month]):
    """Posts ``Highlighted`` as the cursor moves: the month under it is the one that is meant."""

    BINDING_GROUP_TITLE = "Months"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", show=False)]

    class Highlighted(Message):
        """``month`` is meant."""

        def __init__(self, month: Month) -> None:
            super().__init__()
            self.month = month

    def __init__(self) -> None:
        super().__init__((Column("month", "Month", 0, lambda month, _rank: month.title),))

    def show_months(self, months: Sequence[Month], keep: Month | None) -> None:
        """Show ``months`` with the cursor on ``keep``."""
        self.show_rows(months, months.index(keep) if keep in months else 0)

    def highlighted(self, row: Month) -> None:
        self.post_message(self.Highlighted(row))
