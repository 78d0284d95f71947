"""What our staff promised, overdue first, and how each promise stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui import play_words, words
from tui.untrusted import Untrusted
from tui.widgets.row_table import RowTable
from tui.widgets.table import Column

if TYPE_CHECKING:
    from workspace.promises import LedgerLine


class PromiseTable(RowTable["LedgerLine"]):
    """Enter opens the ticket or call that a promise stands in."""

    BINDING_GROUP_TITLE = "Promises"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open it", tooltip="Read the promise in its ticket or call"),
    ]

    def __init__(self) -> None:
        super().__init__(
            (
                Column("state", "State", 16, lambda line, _rank: Untrusted(play_words.promise_state(line))),
                Column("due", "Due", 6, lambda line, _rank: _day(line)),
                Column("account", "Account", 22, lambda line, _rank: Untrusted(line.name or "no account")),
                Column("who", "Who", 15, lambda line, _rank: Untrusted(line.promise.turn.who), least=110),
                Column("what", "Promised", 0, lambda line, _rank: Untrusted(line.promise.what)),
            )
        )


def _day(line: LedgerLine) -> str:
    return words.day_short(line.promise.day) if line.promise.day else "–"
