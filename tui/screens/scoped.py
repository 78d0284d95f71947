"""A screen whose questions are about an account, a theme or a month alone: the keys that say which."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from tui.asking import About
from tui.screens.picking import PickScreen
from tui.screens.work import WorkScreen
from tui.widgets.question_input import QuestionInput
from tui.widgets.scope_chips import ScopeChips

if TYPE_CHECKING:
    from foundation.months import Month
    from workspace.ask_room import AskRoom


class ScopedScreen(WorkScreen):
    """Holds what the next question is about; subclasses load the room and show the chips."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "chip('account')", "Account", tooltip="Ask about one account alone"),
        Binding("f3", "chip('theme')", "Theme", tooltip="Ask about one theme"),
        Binding(
            "f4", "chip('month')", "Month", tooltip="The month that is meant where the question names none"
        ),
        Binding("x", "clear", "About everything", show=False, tooltip="Take all chips away"),
        Binding("left_square_bracket", "month(1)", "Month before", key_display="[", show=False),
        Binding("right_square_bracket", "month(-1)", "Next month", key_display="]", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._room: AskRoom | None = None
        self._about = About()

    def show_about(self) -> None:
        """Show the chips."""

    def ask_about(self, account_id: str, theme_id: str, month: Month | None) -> None:
        """The next question is about these alone."""
        self._about = About(account_id, theme_id, month)
        if self.is_mounted:
            self.show_about()
            self.query_one(QuestionInput).focus()

    def action_chip(self, kind: str) -> None:
        if self._room is None:
            return
        question, heads, options, nothing = self._about.choices(kind, self._room)

        def taken(value: str | None) -> None:
            if value is not None:
                self._set(self._about.changed(kind, value))

        self.app.push_screen(PickScreen(question, heads, options, f"{kind}s", nothing), taken)

    @on(ScopeChips.Removed)
    def _remove_chip(self, message: ScopeChips.Removed) -> None:
        self._set(self._about.changed(message.kind, ""))

    @on(QuestionInput.Emptied)
    def _remove_last(self) -> None:
        self._set(self._about.without_last())

    def action_clear(self) -> None:
        self._set(About())

    def action_month(self, step: int) -> None:
        months = self._room.months if self._room else ()
        at = months.index(self._about.month) + step if self._about.month in months else 0
        if 0 <= at < len(months):
            self._set(self._about.changed("month", str(months[at])))

    def _set(self, about: About) -> None:
        self._about = about
        self.show_about()
