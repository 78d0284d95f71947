"""Who raised what was mended, and who of them was told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui import play_words, words
from tui.untrusted import Untrusted
from tui.widgets.row_table import RowTable
from tui.widgets.table import Column

if TYPE_CHECKING:
    from workspace.loop import MendedTheme, Raised


@dataclass(frozen=True, slots=True)
class LoopRow:
    """An account that raised a theme which was mended."""

    theme: MendedTheme
    raised: Raised


class LoopTable(RowTable[LoopRow]):
    """Enter drafts the note that tells the account, or opens the one that there is."""

    BINDING_GROUP_TITLE = "Close the loop"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Draft the note", tooltip="Draft the note to it, or open its note"),
    ]

    def __init__(self) -> None:
        super().__init__(_columns("USD"))

    def show_currency(self, currency: str) -> None:
        self._columns = _columns(currency)


def _columns(currency: str) -> tuple[Column[LoopRow], ...]:
    return (
        Column("state", "State", 18, lambda row, _rank: play_words.raised_state(row.raised)),
        Column("account", "Account", 22, lambda row, _rank: Untrusted(row.raised.name)),
        Column(
            "arr",
            "ARR",
            7,
            lambda row, _rank: words.short_amount(row.raised.arr, currency),
            right=True,
            least=72,
        ),
        Column("theme", "Mended", 0, lambda row, _rank: Untrusted(row.theme.label), most=109),
        Column("theme", "Mended", 28, lambda row, _rank: Untrusted(row.theme.label), least=110),
        Column("said", "In its own words", 0, lambda row, _rank: Untrusted(row.raised.said.text), least=110),
    )
