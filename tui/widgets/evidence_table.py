"""Everything said in a theme, a line a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from workspace.theme_evidence import Evidence


class EvidenceTable(Table["Evidence"]):
    """Posts ``Highlighted``, ``Chosen`` for the whole item, and ``Account`` for who said it."""

    BINDING_GROUP_TITLE = "Statements"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Whole item", tooltip="The whole ticket, answer or call"),
        Binding("a", "account", "Account", tooltip="Open the account that said it"),
    ]

    class Highlighted(Message):
        """The cursor stands on ``said``."""

        def __init__(self, said: Evidence) -> None:
            super().__init__()
            self.said = said

    class Chosen(Message):
        """``said`` was opened."""

        def __init__(self, said: Evidence) -> None:
            super().__init__()
            self.said = said

    class Account(Message):
        """Who said it is to be read about."""

        def __init__(self, account_id: str) -> None:
            super().__init__()
            self.account_id = account_id

    def __init__(self) -> None:
        super().__init__(
            (
                Column("day", "Day", 10, lambda one, _rank: str(one.statement.day)),
                Column("source", "Source", 6, lambda one, _rank: one.statement.source.value),
                Column("cited", "Id", 12, lambda one, _rank: Untrusted(one.cited), least=90),
                Column("account", "Account", 22, lambda one, _rank: _account(one), least=70),
                Column("words", "Words", 0, lambda one, _rank: Untrusted(one.statement.text)),
            )
        )

    def action_account(self) -> None:
        if (row := self.current) is not None and row.statement.account_id:
            self.post_message(self.Account(row.statement.account_id))

    def highlighted(self, row: Evidence) -> None:
        self.post_message(self.Highlighted(row))

    def chosen(self, row: Evidence) -> None:
        self.post_message(self.Chosen(row))


def _account(one: Evidence) -> Untrusted | str:
    return Untrusted(one.account) if one.account else "no account"
