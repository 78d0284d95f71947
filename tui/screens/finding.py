"""One of many: a list that narrows as you type. Escape answers nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from foundation.text import folded
from tui.untrusted import Untrusted
from tui.widgets.choice_table import ChoiceTable, Option

_MOST = 200  # more are not looked through by eye: typing narrows them


class FindScreen(ModalScreen[str | None]):
    """Dismissed with the value of an option, None on escape. ``first`` stands on top whatever is typed."""

    CSS_PATH = "choosing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        Binding("down", "down", "List", show=False),
    ]

    def __init__(
        self, title: str, heads: tuple[str, str], options: Sequence[Option], first: Option | None = None
    ) -> None:
        super().__init__()
        self._title, self._heads, self._options, self._first = title, heads, options, first
        self._texts = [folded(f"{one.name} {one.about}") for one in options]

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            yield Static(Untrusted(self._title).content(200, "bold"))
            yield Input(placeholder="type to narrow")
            yield ChoiceTable(*self._heads)
            yield Static(id="way")

    def on_mount(self) -> None:
        self.query_one(ChoiceTable).styles.height = max(4, min(14, self.app.size.height - 14))
        self._narrow()

    @on(Input.Changed)
    def _narrow(self) -> None:
        typed = folded(self.query_one(Input).value).split()
        found = [
            option
            for option, text in zip(self._options, self._texts, strict=True)
            if all(word in text for word in typed)
        ]
        first = [self._first] if self._first is not None and not typed else []
        self.query_one(ChoiceTable).show_options([*first, *found[:_MOST]], "")
        more = f"{len(found) - _MOST:,} more, type to narrow   " if len(found) > _MOST else ""
        none = "none like this   " if not found else ""
        way = f"{none}{more}enter takes   down to the list   esc goes back"
        self.query_one("#way", Static).update(Content.styled(way, "dim"))

    @on(Input.Submitted)
    def _take_first(self) -> None:
        current = self.query_one(ChoiceTable).current
        if current is not None:
            self.dismiss(current.value)

    @on(ChoiceTable.Chosen)
    def _take(self, message: ChoiceTable.Chosen) -> None:
        self.dismiss(message.option.value)

    def action_down(self) -> None:
        self.query_one(ChoiceTable).focus()
