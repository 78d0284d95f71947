"""Records that an import left out, each with its place and the reason."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from ingest.items import Dropped
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table


class DropTable(Table[Dropped]):
    """Dropped records in the order they were found."""

    BINDING_GROUP_TITLE = "Dropped"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", show=False)]

    def __init__(self) -> None:
        super().__init__(
            (
                Column("file", "File", 24, lambda drop, _rank: Untrusted(drop.file)),
                Column("row", "Row", 7, lambda drop, _rank: f"{drop.row:,}" if drop.row else "", right=True),
                Column("reason", "Dropped for", 26, lambda drop, _rank: drop.reason.value),
                Column("column", "Column", 16, lambda drop, _rank: Untrusted(drop.column), least=100),
                Column("detail", "Detail", 0, lambda drop, _rank: Untrusted(drop.detail), least=64),
            )
        )
