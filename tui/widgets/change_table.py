"""All that was done with a draft, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui import play_words, words
from tui.untrusted import Untrusted
from tui.widgets.row_table import RowTable
from tui.widgets.table import Column

if TYPE_CHECKING:
    from playbooks.draft_life import Change


class ChangeTable(RowTable["Change"]):
    """Enter asks for the words of a version."""

    BINDING_GROUP_TITLE = "History"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Put back", tooltip="Put the words of that version back"),
    ]

    def __init__(self, currency: str) -> None:
        super().__init__(_columns(currency))


def _columns(currency: str) -> tuple[Column[Change], ...]:
    return (
        Column("at", "When", 16, lambda change, _rank: words.moment(change.at)),
        Column("version", "Version", 7, lambda change, _rank: str(change.version), right=True),
        Column("by", "Who", 14, lambda change, _rank: Untrusted(change.by)),
        Column(
            "what",
            "What",
            0,
            lambda change, _rank: Untrusted(play_words.change_words(change, currency)),
        ),
    )
