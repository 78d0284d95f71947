"""The themes of two months side by side; marks and words say what changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from tui import words
from tui.theme_diff_rows import DiffRow
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from workspace.theme_diff import Standing


def _columns(currency: str) -> tuple[Column[DiffRow], ...]:
    wide = 2 * words.money_width(currency) + 2
    return (
        Column("mark", "", 1, lambda row, _rank: row.mark),
        Column("what", "What", 7, lambda row, _rank: "" if row.what == "kept" else row.what, least=64),
        Column("label", "Theme", 0, lambda row, _rank: Untrusted(row.standing.label)),
        Column("rank", "Rank", 9, lambda row, _rank: _pair(row, _place), right=True),
        Column("move", "Move", 5, lambda row, _rank: _moved(row), right=True),
        Column(
            "said", "Said", 11, lambda row, _rank: _pair(row, lambda one: f"{one.statements:,}"), right=True
        ),
        Column("level", "Level", 7, lambda row, _rank: words.growth(row.level), right=True, least=76),
        Column(
            "arr",
            "ARR",
            wide,
            lambda row, _rank: _pair(row, lambda one: words.short_amount(one.arr, currency)),
            right=True,
            least=100,
        ),
        Column(
            "status", "Status", 19, lambda row, _rank: _pair(row, lambda one: one.status.value), least=130
        ),
    )


class DiffTable(Table[DiffRow]):
    """Posts ``Highlighted`` and ``Chosen``."""

    BINDING_GROUP_TITLE = "Two months"

    class Highlighted(Message):
        """The cursor stands on ``row``."""

        def __init__(self, row: DiffRow) -> None:
            super().__init__()
            self.row = row

    class Chosen(Message):
        """``row`` was opened."""

        def __init__(self, row: DiffRow) -> None:
            super().__init__()
            self.row = row

    def __init__(self) -> None:
        super().__init__(_columns("USD"))

    def show_diff(self, rows: list[DiffRow], currency: str) -> None:
        """Show ``rows`` with the cursor on the theme it stood on."""
        keep = self.current.id if self.current else ""
        self._columns = _columns(currency)
        self.show_rows(rows, next((at for at, row in enumerate(rows) if row.id == keep), 0))

    def highlighted(self, row: DiffRow) -> None:
        self.post_message(self.Highlighted(row))

    def chosen(self, row: DiffRow) -> None:
        self.post_message(self.Chosen(row))


def _pair(row: DiffRow, said: Callable[[Standing], str]) -> str:
    """``12 → 9``, with a dash for the month that has no such theme."""
    before = said(row.before) if row.before else "–"
    return words.change_of(before, said(row.after) if row.after else None)


def _place(standing: Standing) -> str:
    return "–" if standing.rank is None else str(standing.rank)


def _moved(row: DiffRow) -> str:
    return words.rank_move(row.moved, 0) if row.moved else ""
