"""A ranking as it would be: each theme's place and figures before and after, with an arrow for the way it moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui import words
from tui.untrusted import Untrusted
from tui.widgets.table import Column, Table

if TYPE_CHECKING:
    from synthesis.figures import ThemeWeights
    from synthesis.what_if import Shift


def _columns(currency: str) -> tuple[Column[Shift], ...]:
    wide = 2 * words.money_width(currency) + 2
    return (
        Column("rank", "Now", 4, lambda shift, _row: _now(shift), right=True),
        Column(
            "move",
            "Move",
            5,
            lambda shift, _row: words.rank_move(shift.rank_before, shift.rank_after),
            right=True,
        ),
        Column("was", "Was", 4, lambda shift, _row: str(shift.rank_before), right=True),
        Column("label", "Theme", 0, lambda shift, _row: Untrusted(shift.before.theme.label)),
        Column("priority", "Priority", 9, lambda shift, _row: _pair(shift, _priority), right=True),
        Column(
            "arr",
            "ARR",
            wide,
            lambda shift, _row: _pair(shift, lambda one: words.short_amount(one.arr, currency)),
            right=True,
            least=84,
        ),
        Column(
            "at-risk",
            "At risk",
            wide,
            lambda shift, _row: _pair(shift, lambda one: words.short_amount(one.arr_at_risk, currency)),
            right=True,
            least=104,
        ),
    )


class ShiftTable(Table["Shift"]):
    """Themes in the order of the new ranking, those that leave it last. Posts ``Resolved`` and ``Chosen``."""

    BINDING_GROUP_TITLE = "Ranking"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "d,space", "resolve", "Resolve", tooltip="Take the theme as resolved, or back", key_display="d"
        ),
    ]

    class Resolved(Message):
        """The theme is to be taken as resolved, or no longer so."""

        def __init__(self, theme_id: str) -> None:
            super().__init__()
            self.theme_id = theme_id

    class Chosen(Message):
        """The theme was opened."""

        def __init__(self, theme_id: str) -> None:
            super().__init__()
            self.theme_id = theme_id

    def __init__(self) -> None:
        super().__init__(_columns("USD"))

    def show_shifts(self, shifts: Sequence[Shift], currency: str) -> None:
        """Show ``shifts`` with the cursor on the theme it stood on."""
        keep = self.current.before.theme.id if self.current else ""
        self._columns = _columns(currency)
        at = next((place for place, one in enumerate(shifts) if one.before.theme.id == keep), self.cursor)
        self.show_rows(shifts, at)

    def action_resolve(self) -> None:
        if (shift := self.current) is not None:
            self.post_message(self.Resolved(shift.before.theme.id))

    def chosen(self, row: Shift) -> None:
        self.post_message(self.Chosen(row.before.theme.id))


def _now(shift: Shift) -> str:
    return "–" if shift.rank_after is None else str(shift.rank_after)


def _priority(weights: ThemeWeights) -> str:
    return words.whole(weights.priority)


def _pair(shift: Shift, said: Callable[[ThemeWeights], str]) -> str:
    return words.change_of(said(shift.before.weights), said(shift.after.weights) if shift.after else None)
