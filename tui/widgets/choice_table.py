"""A list to choose one thing from, each with a word on what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table


@dataclass(frozen=True, slots=True)
class Option:
    """``value`` is what choosing answers with; ``name`` and ``about`` are for people."""

    value: str
    name: str
    about: str = ""


class ChoiceTable(Table[Option]):
    """Options under a head; Enter posts ``Chosen``."""

    BINDING_GROUP_TITLE = "Choice"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Take")]

    class Chosen(Message):
        """``option`` was taken."""

        def __init__(self, option: Option) -> None:
            super().__init__()
            self.option = option

    def __init__(self, head: str, about: str) -> None:
        super().__init__(
            (
                Column("name", head, 0, lambda option, _rank: Untrusted(option.name)),
                Column("about", about, 40, lambda option, _rank: Untrusted(option.about), least=56),
                Column("about", about, 18, lambda option, _rank: Untrusted(option.about), most=55),
            )
        )

    def show_options(self, options: Sequence[Option], keep: str) -> None:
        """Show ``options`` with the cursor on the one whose value is ``keep``."""
        at = next((place for place, option in enumerate(options) if option.value == keep), 0)
        self.show_rows(options, at)

    def chosen(self, row: Option) -> None:
        self.post_message(self.Chosen(row))
