"""The fields of a kind, the column that each would be read from, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui import words
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from workspace.import_plan import FieldPlan


class MappingTable(Table["FieldPlan"]):
    """Shows how an import would be read; Enter posts ``Chosen`` to change a field's column."""

    BINDING_GROUP_TITLE = "Fields"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Change", tooltip="Confirm or change the column"),
    ]

    class Chosen(Message):
        """``field`` was opened."""

        def __init__(self, field: FieldPlan) -> None:
            super().__init__()
            self.field = field

    def __init__(self) -> None:
        super().__init__(
            (
                Column("mark", " ", 1, lambda field, _rank: _mark(field)),
                Column("field", "Field", 17, lambda field, _rank: _field(field)),
                Column("column", "Column", 0, lambda field, _rank: Untrusted(field.column or "–")),
                Column("sure", "Sure", 4, lambda field, _rank: _sure(field), right=True),
                Column("sample", "Looks like", 24, lambda field, _rank: Untrusted(field.sample), most=119),
                Column("sample", "Looks like", 40, lambda field, _rank: Untrusted(field.sample), least=120),
                Column("why", "Why", 42, lambda field, _rank: Untrusted(field.why), least=112),
            )
        )

    def chosen(self, row: FieldPlan) -> None:
        self.post_message(self.Chosen(row))


def _field(field: FieldPlan) -> str:
    return f"{field.field}{' *' if field.required else ''}"


def _mark(field: FieldPlan) -> str:
    """Whether the field will be read: sure, to be confirmed, missing though required, or not there."""
    if field.read:
        return "✓"
    if field.column:
        return "?"
    return "!" if field.required else " "


def _sure(field: FieldPlan) -> str:
    return words.decimal(field.confidence) if field.column else ""
