"""A question over a screen before something is changed, with what it does in words. Escape changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.untrusted import Untrusted


class ConfirmScreen(ModalScreen[bool]):
    """Dismissed with True on enter or y, False on escape or n."""

    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "answer(True)", "Yes"),
        Binding("escape,n", "answer(False)", "No"),
    ]

    def __init__(self, question: str, lines: Sequence[str] = (), yes: str = "does it") -> None:
        super().__init__()
        self._question, self._lines, self._yes = question, lines, yes

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="confirm"):
            yield Static(Untrusted(self._question).content(400, "bold"))
            for line in self._lines:
                yield Static(Untrusted(line).content(600), classes="line")
            yield Static(
                Content.assemble(
                    (" enter ", "bold reverse"), f" {self._yes}   ", (" esc ", "bold reverse"), " leaves it"
                ),
                id="keys",
            )

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)
