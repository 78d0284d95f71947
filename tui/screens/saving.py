"""Where a report is to be written: asked until it is a file that can be, and once more before one is written over."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.reporting import path_of
from tui.untrusted import Untrusted


class SaveScreen(ModalScreen[Path | None]):
    """Dismissed with the file, None on escape."""

    CSS_PATH = "choosing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back")]

    def __init__(self, title: str, name: str) -> None:
        super().__init__()
        self._title, self._file = title, name
        self._over: Path | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            yield Static(Untrusted(self._title).content(200, "bold"))
            yield Static(Content("The suffix says the format: .md, .html, .pdf, .xlsx or .json."))
            yield Input(self._file)
            yield Static(id="wrong")
            yield Static(Content.styled("enter writes   esc goes back", "dim"))

    @on(Input.Submitted)
    def _take(self, message: Input.Submitted) -> None:
        path, wrong = path_of(message.value)
        if path is not None and (path == self._over or not path.exists()):
            self.dismiss(path)
            return
        self._over = path
        said = wrong or f"{path} is there already: enter again writes over it."
        self.query_one("#wrong", Static).update(Untrusted(said).content(300, "$warning"))
