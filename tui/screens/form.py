"""A few lines to fill in over a screen. What is wrong is said beside it, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.untrusted import Untrusted


@dataclass(frozen=True, slots=True)
class Field:
    """One line: ``value`` stands there at first, ``example`` shows while it is empty."""

    key: str
    title: str
    value: str = ""
    example: str = ""


Values = Mapping[str, str]
Check = Callable[[Values], str]
"""What is wrong with the values, in a sentence; empty where nothing is."""


class FormScreen(ModalScreen[Values | None]):
    """Dismissed with what was typed by key, None on escape."""

    CSS_PATH = "form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back")]

    def __init__(
        self, title: str, about: Sequence[str], fields: Sequence[Field], check: Check = lambda _: ""
    ) -> None:
        super().__init__()
        self._title, self._about, self._fields, self._check = title, about, fields, check

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="form", can_focus=False):
            yield Static(Untrusted(self._title).content(300, "bold"))
            for line in self._about:
                yield Static(Untrusted(line).content(400, "dim"))
            for at, field in enumerate(self._fields):
                yield Static(Content.styled(field.title, "bold"), classes="name")
                yield Input(field.value, placeholder=field.example, id=f"field{at}", select_on_focus=False)
            yield Static("", id="wrong")
            ways = "tab to the next line   " if len(self._fields) > 1 else ""
            yield Static(Content.styled(f"enter does it   {ways}esc leaves it", "dim"))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        values = {
            field.key: self.query_one(f"#field{at}", Input).value.strip()
            for at, field in enumerate(self._fields)
        }
        wrong = self._check(values)
        self.query_one("#wrong", Static).update(Untrusted(wrong).content(300, "bold $error"))
        if not wrong:
            self.dismiss(values)
