"""The accounts that renew next, with what they pay and how much at risk they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui import words
from tui.going import OpenAccount
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from workspace.accounts import AccountRow


class RenewalTable(Table["AccountRow"]):
    """Enter opens the account's page."""

    BINDING_GROUP_TITLE = "Renewals"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Account", tooltip="Open the account's page"),
    ]

    def __init__(self) -> None:
        self._currency, self._method = "", ""
        super().__init__(
            (
                Column("account", "Account", 0, lambda row, _rank: Untrusted(row.name)),
                Column("renewal", "Renews", 11, lambda row, _rank: words.days_ahead(row.days), right=True),
                Column("arr", "ARR", 7, lambda row, _rank: self._arr(row), right=True),
                Column(
                    "risk",
                    "Risk",
                    5,
                    lambda row, _rank: words.risk(row.risk, self._method == "model"),
                    right=True,
                    least=46,
                ),
            )
        )

    def show_renewals(self, rows: Sequence[AccountRow], currency: str, method: str) -> None:
        """Show ``rows``; ``method`` is what their risks were told by."""
        self._currency, self._method = currency, method
        self.show_rows(rows, self.cursor)

    def _arr(self, row: AccountRow) -> str:
        return words.short_amount(row.arr, self._currency)

    def chosen(self, row: AccountRow) -> None:
        self.post_message(OpenAccount(row.id))
