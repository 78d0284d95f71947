"""Who left: since when, for what, what it paid, and whether it may be asked to come back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui import play_words, words
from tui.untrusted import Untrusted
from tui.widgets.row_table import RowTable
from tui.widgets.table import Column

if TYPE_CHECKING:
    from playbooks.draft_life import KeptDraft
    from workspace.winback import WinBackLine


@dataclass(frozen=True, slots=True)
class LeaverRow:
    """An account that left; ``kept``: its campaign that is on its way, None where there is none."""

    line: WinBackLine
    kept: KeptDraft | None


class WinbackTable(RowTable[LeaverRow]):
    """Enter drafts the campaign, or opens the one that there is."""

    BINDING_GROUP_TITLE = "Who left"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Draft it", tooltip="Draft the campaign of three messages, or open it"),
    ]

    def __init__(self) -> None:
        super().__init__(_columns("USD"))

    def show_currency(self, currency: str) -> None:
        self._columns = _columns(currency)


def _columns(currency: str) -> tuple[Column[LeaverRow], ...]:
    return (
        Column("ask", "Ask", 5, lambda row, _rank: "✓ yes" if row.line.verdict.eligible else "✗ no"),
        Column("left", "Left", 11, lambda row, _rank: words.day_year(row.line.departure.day)),
        Column("account", "Account", 0, lambda row, _rank: Untrusted(row.line.name), most=99),
        Column("account", "Account", 24, lambda row, _rank: Untrusted(row.line.name), least=100),
        Column(
            "arr",
            "ARR then",
            8,
            lambda row, _rank: words.short_amount(row.line.arr, currency) if row.line.arr else "–",
            right=True,
        ),
        Column(
            "reason", "Left for", 20, lambda row, _rank: Untrusted(row.line.departure.reason or "–"), least=84
        ),
        Column("draft", "Campaign", 10, lambda row, _rank: _kept(row), least=64),
        Column(
            "why", "Because", 0, lambda row, _rank: Untrusted("; ".join(row.line.verdict.reasons)), least=100
        ),
    )


def _kept(row: LeaverRow) -> str:
    return play_words.status_words(row.kept) if row.kept else "–"
