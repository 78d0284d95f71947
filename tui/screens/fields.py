"""A few short answers over a screen. What was typed stays there until it holds. Escape answers none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from foundation.errors import NrrError
from tui.untrusted import Untrusted


@dataclass(frozen=True, slots=True)
class Field:
    """``label`` stands above it, ``value`` in it; ``hint`` where it is empty."""

    label: str
    value: str = ""
    hint: str = ""


class FieldsScreen(ModalScreen[tuple[str, ...] | None]):
    """Dismissed with the answers once ``check`` raises no NrrError on them."""

    CSS_PATH = "choosing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back")]

    def __init__(
        self, title: str, about: str, fields: Sequence[Field], check: Callable[[tuple[str, ...]], object]
    ) -> None:
        super().__init__()
        self._title, self._about, self._fields, self._check = title, about, tuple(fields), check

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            yield Static(Untrusted(self._title).content(200, "bold"))
            yield Static(Untrusted(self._about).content(400))
            for field in self._fields:
                yield Static(Content.styled(f"\n{field.label}", "dim"))
                yield Input(field.value, placeholder=field.hint)
            yield Static("", id="wrong", markup=False)
            yield Static(Content.styled("tab next   enter takes   esc goes back", "dim"))

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    @on(Input.Submitted)
    def _take(self) -> None:
        values = tuple(one.value.strip() for one in self.query(Input))
        try:
            self._check(values)
        except NrrError as error:
            self.query_one("#wrong", Static).update(Untrusted(str(error)).content(300, "$error"))
            return
        self.dismiss(values)
