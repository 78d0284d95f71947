"""One of many, such as a theme, an account or a month: a list that narrows as you type. Escape answers none."""

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


class PickScreen(ModalScreen[str | None]):
    """One of many options by typing words of it. Dismissed with the option's value, None on escape. ``first``
    is offered on top of them until something is typed."""

    CSS_PATH = "choosing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        Binding("down", "list", "List", show=False),
    ]

    def __init__(
        self,
        title: str,
        heads: tuple[str, str],
        options: Sequence[Option],
        nouns: str,
        first: Option | None = None,
    ) -> None:
        super().__init__()
        self._title, self._heads, self._options, self._nouns = title, heads, options, nouns
        self._first = [] if first is None else [first]
        self._texts = [folded(f"{option.name} {option.about} {option.value}") for option in options]

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            yield Static(Untrusted(self._title).content(200, "bold"))
            yield Input(placeholder="type words to narrow the list")
            yield ChoiceTable(*self._heads)
            yield Static("", id="way")

    def on_mount(self) -> None:
        self.query_one(ChoiceTable).styles.height = max(4, min(14, self.app.size.height - 14))
        self._narrow()

    @on(Input.Changed)
    def _narrow(self) -> None:
        words = folded(self.query_one(Input).value).split()
        found = [
            option
            for option, text in zip(self._options, self._texts, strict=True)
            if all(word in text for word in words)
        ]
        first = [] if words else self._first
        self.query_one(ChoiceTable).show_options([*first, *found], "")
        seen = (
            f"{len(found):,} of {len(self._options):,} {self._nouns}"
            if found
            else f"no {self._nouns} like this"
        )
        self.query_one("#way", Static).update(
            Content.styled(f"{seen}   enter takes   down to the list   esc goes back", "dim")
        )

    @on(Input.Submitted)
    def _take_first(self) -> None:
        current = self.query_one(ChoiceTable).current
        if current is not None:
            self.dismiss(current.value)

    @on(ChoiceTable.Chosen)
    def _take(self, message: ChoiceTable.Chosen) -> None:
        self.dismiss(message.option.value)

    def action_list(self) -> None:
        self.query_one(ChoiceTable).focus()
