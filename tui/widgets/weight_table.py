"""The weights of the priority formula, each moved with the arrows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui import theme_words, words
from tui.widgets.table import Column, Table

STEP = 0.05


@dataclass(frozen=True, slots=True)
class Weight:
    """A component's weight as it is tried, as it ``was``, and its ``share`` of all weights, 0-1; ``length`` is the
    share against the largest."""

    name: str
    value: float
    was: float
    share: float
    length: float


def weights_of(tried: Mapping[str, float], was: Mapping[str, float]) -> list[Weight]:
    """The rows for weights by component."""
    total, top = sum(tried.values()) or 1.0, max(tried.values(), default=0.0) or 1.0
    return [Weight(name, value, was[name], value / total, value / top) for name, value in tried.items()]


class WeightTable(Table[Weight]):
    """Left and right move the weight of a row by 0.05. Posts ``Moved``."""

    BINDING_GROUP_TITLE = "Weights"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,plus", "turn(1)", "More", key_display="→"),
        Binding("left,minus", "turn(-1)", "Less", key_display="←"),
        Binding("backspace,delete", "reset", "As it was", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Moved(Message):
        """The weight of the component ``name`` is to be ``value``."""

        def __init__(self, name: str, value: float) -> None:
            super().__init__()
            self.name, self.value = name, value

    def __init__(self) -> None:
        super().__init__(
            (
                Column("name", "Weight", 9, lambda row, _rank: theme_words.component_name(row.name)),
                Column("bar", "", 0, lambda row, _rank: words.bar(row.length, 12)),
                Column("share", "Share", 5, lambda row, _rank: words.percent(row.share, 0), right=True),
                Column("value", "Is", 4, lambda row, _rank: words.decimal(row.value), right=True),
                Column("was", "Was", 4, lambda row, _rank: _was(row), right=True),
            )
        )

    def show_weights(self, rows: Sequence[Weight]) -> None:
        """Show ``rows`` without moving the cursor."""
        self.show_rows(rows, self.cursor)

    def action_turn(self, step: int) -> None:
        if (row := self.current) is not None:
            value = min(1.0, max(0.0, round(row.value + step * STEP, 2)))
            if value != row.value:
                self.post_message(self.Moved(row.name, value))

    def action_reset(self) -> None:
        if (row := self.current) is not None and row.value != row.was:
            self.post_message(self.Moved(row.name, row.was))


def _was(row: Weight) -> str:
    return "" if row.value == row.was else words.decimal(row.was)
