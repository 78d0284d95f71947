"""The plays that are due, or that wait: who needs what, by when, and whether a draft of it is kept already."""

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
    from workspace.play_board import DueLine


@dataclass(frozen=True, slots=True)
class DueRow:
    """A play that is due; ``kept``: its draft that is on its way, None where there is none."""

    line: DueLine
    kept: KeptDraft | None


class DueTable(RowTable[DueRow]):
    """Enter drafts the play, or opens the draft that there is."""

    BINDING_GROUP_TITLE = "Due"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Draft it", tooltip="Draft the play, or open its draft"),
    ]

    def __init__(self) -> None:
        super().__init__(_columns("USD"))

    def show_currency(self, currency: str) -> None:
        self._columns = _columns(currency)


def _columns(currency: str) -> tuple[Column[DueRow], ...]:
    return (
        Column("urgent", " ", 1, lambda row, _rank: "!" if row.line.urgent else " "),
        Column("due", "Due", 6, lambda row, _rank: words.day_short(row.line.due)),
        Column("account", "Account", 0, lambda row, _rank: Untrusted(row.line.name), most=99),
        Column("account", "Account", 24, lambda row, _rank: Untrusted(row.line.name), least=100),
        Column("play", "Play", 19, lambda row, _rank: Untrusted(row.line.play)),
        Column(
            "arr",
            "ARR",
            7,
            lambda row, _rank: words.short_amount(row.line.arr, currency) if row.line.arr_figure else "–",
            right=True,
        ),
        Column("tier", "Tier", 6, lambda row, _rank: Untrusted(row.line.tier), least=120),
        Column("owner", "Owner", 15, lambda row, _rank: Untrusted(row.line.owner), least=94),
        Column("draft", "Draft", 10, lambda row, _rank: _kept(row), least=60),
        Column("why", "Why", 0, lambda row, _rank: Untrusted(row.line.held or row.line.why), least=100),
    )


def _kept(row: DueRow) -> str:
    return play_words.status_words(row.kept) if row.kept else "–"
