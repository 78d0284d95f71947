"""Every change that people made of themes, the newest first, each to be undone with a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker

from tui.markdown import history_markdown
from tui.screens.editing import EditScreen
from tui.screens.work import LoadingScreen
from tui.untrusted import Untrusted
from tui.widgets.history_table import HistoryTable
from tui.widgets.key_bar import KeyBar
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from foundation.months import Month
    from tui.desks.themes import ThemesDesk
    from workspace.edit_history import HistoryLine
    from workspace.edit_recording import Made


class ThemeHistoryScreen(EditScreen, LoadingScreen):
    """``u`` or Enter undoes the change that the cursor stands on."""

    BINDING_GROUP_TITLE = "History"
    AUTO_FOCUS = "HistoryTable"
    CSS_PATH = "theme_history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "Undo", tooltip="Undo the change you stand on"),
        Binding("y", "copy", "Copy as Markdown", show=False),
    ]

    class _Loaded(Message):
        def __init__(self, lines: tuple[HistoryLine, ...]) -> None:
            super().__init__()
            self.lines = lines

    def __init__(self, desk: ThemesDesk, month: Month | None) -> None:
        super().__init__(desk)
        self._month = month
        self._lines: list[HistoryLine] = []

    @property
    def edited_month(self) -> Month | None:
        return self._month

    def compose(self) -> ComposeResult:
        yield TitleBar("What people changed of the themes")
        yield HistoryTable()
        yield Static(Content.styled("Loading…", "dim"), id="about")
        yield TaskBar()
        yield KeyBar()

    @work(thread=True, exit_on_error=False, exclusive=True, group="history", name="load history")
    def load(self) -> None:
        self.post_message(self._Loaded(self._desk.theme_history()))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        if worker.name == "load history":
            self.query_one("#about", Static).update(Content("The changes cannot be shown. r tries again."))

    @on(_Loaded)
    def _show(self, message: _Loaded) -> None:
        self._lines = list(reversed(message.lines))
        table = self.query_one(HistoryTable)
        table.show_rows(self._lines, table.cursor)
        if not self._lines:
            none = "Nobody has changed a theme yet: on the themes, e lists what can be changed."
            self.query_one("#about", Static).update(Content(none))

    @on(HistoryTable.Highlighted)
    def _tell(self, message: HistoryTable.Highlighted) -> None:
        line = message.line
        lines = [
            Untrusted(f"#{line.edit.number} {line.words}").content(400),
            Untrusted(f"{line.state.value} {line.why}".strip()).content(400, "dim"),
        ]
        self.query_one("#about", Static).update(Content("\n").join(lines))

    @on(HistoryTable.Chosen)
    def _undo_chosen(self) -> None:
        self.action_undo()

    def action_undo(self) -> None:
        line = self.query_one(HistoryTable).current
        if line is None:
            self.notify("There is no change to undo.", markup=False)
        elif line.edit.undone_at is not None:
            self.notify("That is undone already. Make the change again instead.", markup=False)
        else:
            self.undo(line.edit.number)

    def edited(self, made: Made, keep: str) -> None:
        self.notify(Untrusted("; ".join(made.lines)).line(), markup=False)
        self.load()

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(history_markdown(self._lines))
        self.notify("Copied the history as Markdown.", markup=False)
