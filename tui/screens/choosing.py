"""Two small questions over a screen: which of these, and what is it called. Escape answers neither."""

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

from tui.untrusted import Untrusted
from tui.widgets.choice_table import ChoiceTable, Option


class ChooseScreen(ModalScreen[str | None]):
    """One of some options; with ``typed`` also something that is not among them. Dismissed with the option's
    value or the words typed, None on escape."""

    CSS_PATH = "choosing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back")]

    def __init__(
        self, title: str, heads: tuple[str, str], options: Sequence[Option], keep: str = "", typed: str = ""
    ) -> None:
        super().__init__()
        self._title, self._heads, self._options = title, heads, options
        self._keep, self._typed = keep, typed

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            yield Static(Untrusted(self._title).content(200, "bold"))
            yield ChoiceTable(*self._heads)
            if self._typed:
                yield Input(placeholder=self._typed)
            way = "tab to type   " if self._typed else ""
            yield Static(Content.styled(f"enter takes   {way}esc goes back", "dim"))

    def on_mount(self) -> None:
        table = self.query_one(ChoiceTable)
        table.styles.height = min(len(self._options) + 1, 16)
        table.show_options(self._options, self._keep)
        if not self._options:
            self.query_one(Input).focus()

    @on(ChoiceTable.Chosen)
    def _take(self, message: ChoiceTable.Chosen) -> None:
        self.dismiss(message.option.value)

    @on(Input.Submitted)
    def _take_typed(self, message: Input.Submitted) -> None:
        if message.value.strip():
            self.dismiss(message.value.strip())


class AskScreen(ModalScreen[str | None]):
    """One line of text. Dismissed with it, None on escape."""

    CSS_PATH = "choosing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back")]

    def __init__(self, title: str, about: str, value: str = "") -> None:
        super().__init__()
        self._title, self._about, self._value = title, about, value

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            yield Static(Untrusted(self._title).content(200, "bold"))
            yield Static(Untrusted(self._about).content(400))
            yield Input(self._value)
            yield Static(Content.styled("enter takes   esc goes back", "dim"))

    @on(Input.Submitted)
    def _take_typed(self, message: Input.Submitted) -> None:
        self.dismiss(message.value.strip())
