"""Groups of feedback without an account: what they name, how many, from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from workspace.unmatched import UnmatchedGroup


class UnmatchedTable(Table["UnmatchedGroup"]):
    """Shows groups, the largest first. Posts ``Highlighted`` and ``Chosen``."""

    BINDING_GROUP_TITLE = "Groups"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Assign", tooltip="Say which account they belong to"),
    ]

    class Highlighted(Message):
        """The cursor stands on ``group``."""

        def __init__(self, group: UnmatchedGroup) -> None:
            super().__init__()
            self.group = group

    class Chosen(Message):
        """``group`` was opened."""

        def __init__(self, group: UnmatchedGroup) -> None:
            super().__init__()
            self.group = group

    def __init__(self) -> None:
        super().__init__(
            (
                Column("items", "Items", 6, lambda group, _rank: f"{group.items:,}", right=True),
                Column("words", "Named", 0, lambda group, _rank: Untrusted(group.words)),
                Column("source", "From", 12, lambda group, _rank: ", ".join(group.sources), least=60),
                Column("last", "Last", 10, lambda group, _rank: str(group.last)),
                Column("near", "Nearest account", 32, lambda group, _rank: _near(group), least=100),
            )
        )

    def highlighted(self, row: UnmatchedGroup) -> None:
        self.post_message(self.Highlighted(row))

    def chosen(self, row: UnmatchedGroup) -> None:
        self.post_message(self.Chosen(row))


def _near(group: UnmatchedGroup) -> Untrusted | str:
    if not group.nearest:
        return "–"
    best = group.nearest[0]
    return Untrusted(f"{best.name or best.account_id} ({best.score})")
