"""The accounts as a table; figures that are not in yet are dots, and columns go before figures are cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from tui import account_words, words
from tui.account_order import SORTS, flags_of
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from workspace.account_rows import AccountBoard, AccountEntry

_WAITING = "…"


class AccountTable(Table["AccountEntry"]):
    """Shows accounts of a board in the order given. Posts ``Highlighted`` and ``Chosen``."""

    BINDING_GROUP_TITLE = "Accounts"
    ORDERS = SORTS

    class Highlighted(Message):
        """The cursor stands on ``entry``."""

        def __init__(self, entry: AccountEntry) -> None:
            super().__init__()
            self.entry = entry

    class Chosen(Message):
        """``entry`` was opened."""

        def __init__(self, entry: AccountEntry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self) -> None:
        super().__init__(())

    def show_entries(
        self,
        entries: Sequence[AccountEntry],
        board: AccountBoard,
        sort: str,
        common: frozenset[str],
        keep: str = "",
    ) -> None:
        """Show ``entries``, sorted by ``sort``, with the cursor on the account of id ``keep`` if it is there; flags
        that are ``common`` are left out."""
        self._columns = _columns(board, common)
        self.sorted_by = sort
        at = next((index for index, one in enumerate(entries) if one.id == keep), 0)
        self.show_rows(entries, at)

    def highlighted(self, row: AccountEntry) -> None:
        self.post_message(self.Highlighted(row))

    def chosen(self, row: AccountEntry) -> None:
        self.post_message(self.Chosen(row))


def _columns(board: AccountBoard, common: frozenset[str]) -> tuple[Column[AccountEntry], ...]:
    currency = board.currency

    def money(value: float | None) -> str:
        return "–" if value is None else words.short_amount(value, currency)

    def health(one: AccountEntry) -> str:
        return account_words.health(one.score, one.band) if board.has_health else f"  {_WAITING}"

    def health_moving(one: AccountEntry) -> str:
        return f"{health(one)} {words.arrow(one.trend)}"

    def risk(one: AccountEntry) -> str:
        return words.risk(one.risk, board.calibrated) if board.has_risk else _WAITING

    def exposed(one: AccountEntry) -> str:
        if not board.has_risk:
            return _WAITING
        return "–" if one.risk is None else money(one.risk * (one.arr or 0.0))

    def flags(one: AccountEntry) -> tuple[str, ...]:
        return flags_of(one, common)

    return (
        Column("name", "Account", 0, lambda one, _rank: Untrusted(one.name)),
        Column("tier", "T", 2, lambda one, _rank: Untrusted(account_words.tier(one.tier)), most=111),
        Column("tier", "Tier", 4, lambda one, _rank: Untrusted(account_words.tier(one.tier)), least=112),
        Column("segment", "Segment", 12, lambda one, _rank: Untrusted(one.segment), least=160),
        Column("owner", "Owner", 16, lambda one, _rank: Untrusted(one.owner), least=126),
        Column("arr", "ARR", 7, lambda one, _rank: money(one.arr), right=True),
        Column("health", "Health", 16, lambda one, _rank: health_moving(one), most=99),
        Column("health", "Health", 14, lambda one, _rank: health(one), least=100),
        Column("trend", "30 d", 6, lambda one, _rank: words.moved(one.trend), right=True, least=100),
        Column("risk", "Risk", 5, lambda one, _rank: risk(one), right=True),
        Column("exposed", "At risk", 8, lambda one, _rank: exposed(one), right=True, least=112),
        Column("renewal", "Renews", 8, lambda one, _rank: words.days_left(one.days), right=True),
        Column("renewal", "on", 10, lambda one, _rank: str(one.renewal or ""), least=176),
        Column("heard", "Heard", 6, lambda one, _rank: words.days_since(one.quiet), right=True),
        Column("flags", "Flag", 4, lambda one, _rank: account_words.flag_letters(flags(one)), most=111),
        Column(
            "flags",
            "Flags",
            24,
            lambda one, _rank: account_words.flag_words(flags(one)),
            least=112,
            most=175,
        ),
        Column("flags", "Flags", 40, lambda one, _rank: account_words.flag_words(flags(one)), least=176),
    )
