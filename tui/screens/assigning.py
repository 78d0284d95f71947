"""What the lists of feedback without an account share: giving a line of them to an account, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker

from tui import words
from tui.screens.work import LoadingScreen
from tui.widgets.task_bar import TaskBar

if TYPE_CHECKING:
    from tui.desk import Desk

Line = TypeVar("Line")
MOST = 500  # lines that are listed at once


class Listed(Message, Generic[Line]):
    """The lines were read; ``said`` is what was done to them before."""

    def __init__(self, lines: tuple[Line, ...], said: str) -> None:
        super().__init__()
        self.lines, self.said = lines, said


class AssigningScreen(LoadingScreen, Generic[Line]):
    """Lists lines in a worker, assigns in another. Subclasses read the lines and show them under ``#summary``."""

    CSS_PATH = "assigning.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "Undo", tooltip="Take the last assignment back"),
    ]
    LASTING = ""  # what an assignment means for what is imported later
    BEFORE = ""  # how to take back what was assigned before the screen was opened

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._given: list[tuple[str, str]] = []

    def read(self) -> tuple[Line, ...]:
        """The lines, asked for in a worker."""
        raise NotImplementedError

    def show_lines(self, lines: tuple[Line, ...]) -> str:
        """Show the lines; answers with their summary."""
        raise NotImplementedError

    @work(thread=True, exit_on_error=False, exclusive=True, name="load lines")
    def load(self) -> None:
        self.post_message(Listed(self.read(), ""))

    @on(Listed)
    def _show(self, message: Listed[Line]) -> None:
        self.query_one("#summary", Static).update(Content(self.show_lines(message.lines)))
        if message.said:
            self.notify(message.said, markup=False)

    def assign(self, kind: str, value: str, account: str) -> None:
        """Give what is known by this clue to an account."""
        self.query_one(TaskBar).begin("assigning")
        self.task_assign(kind, value, account)

    @work(thread=True, exit_on_error=False, name="task assign")
    def task_assign(self, kind: str, value: str, account: str) -> None:
        moved = self._desk.assign(kind, value, account)
        self._given.append((kind, value))
        said = f"{words.count(moved, 'item')} changed their account{self.LASTING}. u takes it back."
        self.post_message(Listed(self.read(), said))

    def action_undo(self) -> None:
        if self.busy():
            return
        if self._given:
            self.take_back(*self._given[-1])
        else:
            self.notify(f"Nothing was assigned here yet{self.BEFORE}.", markup=False)

    def take_back(self, kind: str, value: str) -> None:
        """Take the assignment of this clue back."""
        self.query_one(TaskBar).begin("taking it back")
        self.task_undo(kind, value)

    @work(thread=True, exit_on_error=False, name="task undo")
    def task_undo(self, kind: str, value: str) -> None:
        moved = self._desk.unassign(kind, value)
        self._given = [one for one in self._given if one != (kind, value)]
        said = f"Taken back: {words.count(moved, 'item')} changed their account."
        self.post_message(Listed(self.read(), said))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        if worker.name == "load lines":
            self.query_one("#summary", Static).update(Content("They cannot be shown. r tries again."))
