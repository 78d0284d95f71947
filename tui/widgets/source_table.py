"""The stored rows that a figure rests on, each with the file and line that brought it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui.going import OpenAccount, OpenEvidence
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from workspace.store.sources import SourceRow


class SourceTable(Table["SourceRow"]):
    """Rows by table and key; Enter opens what a person said, or the account."""

    BINDING_GROUP_TITLE = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open", tooltip="Open the feedback or the account of the row"),
    ]

    def __init__(self) -> None:
        super().__init__(
            (
                Column("table", "Table", 13, lambda row, _rank: row.key.kind),
                Column("key", "Row", 24, lambda row, _rank: Untrusted(_key(row))),
                Column("values", "Values", 0, lambda row, _rank: Untrusted(_values(row))),
                Column("file", "File", 26, lambda row, _rank: Untrusted(file_of(row)), least=96),
            )
        )

    def chosen(self, row: SourceRow) -> None:
        if row.key.kind == "feedback":
            self.post_message(OpenEvidence(row.key.key[0]))
            return
        account = row.key.key[0] if row.key.kind == "accounts" else row.values.get("account")
        if account:
            self.post_message(OpenAccount(str(account)))
        else:
            self.notify("The row names no account to go to.", markup=False)


def _key(row: SourceRow) -> str:
    return ", ".join(part for part in row.key.key if part)


def _values(row: SourceRow) -> str:
    """``mrr 1200, started 2025-02-01``."""
    return ", ".join(f"{name} {value}" for name, value in row.values.items()) or "not in the store"


def file_of(row: SourceRow) -> str:
    """The file that brought a row, with its line where that is known."""
    names = ", ".join(file.name for file in row.files)
    return f"{names} row {row.line}" if names and row.line else names
