"""The things that a list can be narrowed by, each with its value; the arrows turn it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui.theme_filters import Facet
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table


class FacetTable(Table[Facet]):
    """Left and right turn the value of a row. Posts ``Done`` on Enter."""

    BINDING_GROUP_TITLE = "Filters"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "turn(1)", "Next value"),
        Binding("left", "turn(-1)", "Value before"),
        Binding("backspace,delete", "clear", "Any", show=False),
        Binding("enter", "choose", "Show"),
    ]

    class Done(Message):
        """The values are as they are wanted."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("title", "Filter", 9, lambda facet, _rank: facet.title),
                Column("value", "Value", 0, lambda facet, _rank: _value(facet)),
                Column("about", "", 32, lambda facet, _rank: facet.about, least=70),
            )
        )

    @property
    def facets(self) -> Sequence[Facet]:
        """The facets as they stand."""
        return self._rows

    def action_turn(self, step: int) -> None:
        if (facet := self.current) is not None:
            self._replace(facet.turned(step))

    def action_clear(self) -> None:
        if (facet := self.current) is not None:
            self._replace(facet.cleared())

    def clear_all(self) -> None:
        """Narrow by nothing; the month stays."""
        self.show_rows(
            [facet if facet.key == "month" else facet.cleared() for facet in self._rows], self.cursor
        )

    def _replace(self, fresh: Facet) -> None:
        rows = [fresh if at == self.cursor else facet for at, facet in enumerate(self._rows)]
        self.show_rows(rows, self.cursor)

    def chosen(self, row: Facet) -> None:
        self.post_message(self.Done())


def _value(facet: Facet) -> Untrusted:
    return Untrusted(f"‹ {facet.value or 'any'} ›")
