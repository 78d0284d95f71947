"""What the screens share that change themes: making a change in a worker, saying what came of it, undoing it.

A change is written before the month is run again with it, so stopping the run loses no change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.worker import Worker

from tui import words
from tui.desks import theme_changes
from tui.screens.confirm import ConfirmScreen
from tui.screens.work import WorkScreen
from tui.untrusted import Untrusted
from tui.widgets.task_bar import TaskBar

if TYPE_CHECKING:
    from foundation.months import Month
    from tui.desks.theme_changes import ThemeChange
    from tui.desks.themes import ThemesDesk
    from workspace.edit_history import HistoryLine
    from workspace.edit_recording import Made


class Edited(Message):
    """A change was made; ``keep`` is the id of the theme to stand on now, empty for that where one stands."""

    def __init__(self, made: Made, keep: str) -> None:
        super().__init__()
        self.made, self.keep = made, keep


class EditScreen(WorkScreen):
    """Subclasses name their desk, the month that is looked at, and what happens after a change."""

    class _History(Message):
        def __init__(self, lines: Sequence[HistoryLine], number: int | None) -> None:
            super().__init__()
            self.lines, self.number = lines, number

    def __init__(self, desk: ThemesDesk) -> None:
        super().__init__()
        self._desk = desk

    @property
    def edited_month(self) -> Month | None:
        """The month whose run a change is made on."""
        return None

    def edited(self, made: Made, keep: str) -> None:
        """A change was made: show it."""

    def make(self, what: str, change: ThemeChange, keep: str = "") -> None:
        """Make ``change`` while the task bar says ``what``."""
        if self.busy():
            self.notify("One change at a time: esc stops the one that is being made.", markup=False)
            return
        self.query_one(TaskBar).begin(what)
        self.task_edit(change, keep)

    @work(thread=True, exit_on_error=False, name="task edit")
    def task_edit(self, change: ThemeChange, keep: str) -> None:
        made = self._desk.edit_theme(change, self.edited_month, self.reporter())
        self.post_message(Edited(made, keep))

    @on(Edited)
    def _tell_edited(self, message: Edited) -> None:
        made = message.made
        if made.notes:
            told = [Untrusted(note).line() for note in made.notes]
            self.notify("\n".join(told), markup=False, timeout=12)
        self.edited(made, message.keep)

    def stopped(self, worker: Worker[object]) -> None:
        if worker.name != "task edit":
            super().stopped(worker)
            return
        self.notify(
            "Stopped. The change is kept and will be made with the next synthesis; u takes it back.",
            markup=False,
            timeout=12,
        )

    def undo(self, number: int | None) -> None:
        """Ask whether the change of this number, by default the last that stands, shall be undone."""
        if self.busy():
            self.notify("One change at a time: esc stops the one that is being made.", markup=False)
        else:
            self.load_history(number)

    @work(thread=True, exit_on_error=False, exclusive=True, group="undo", name="load changes")
    def load_history(self, number: int | None) -> None:
        self.post_message(self._History(self._desk.theme_history(), number))

    @on(_History)
    def _ask_undo(self, message: _History) -> None:
        from synthesis.edit_order import dependents

        standing = [line for line in message.lines if line.edit.undone_at is None]
        wanted = [line for line in standing if message.number in (None, line.edit.number)]
        if not wanted:
            self.notify("There is no change to undo." if not standing else "That is undone already.")
            return
        line = wanted[-1]
        number = line.edit.number
        hanging = {one.number for one in dependents([one.edit for one in message.lines], number)}
        lines = [f"#{number} {line.words}", f"Made on {words.moment(line.edit.at)}."]
        lines += [
            f"Hangs on it, and is undone too: #{one.edit.number} {one.words}"
            for one in standing
            if one.edit.number in hanging
        ]
        if line.edit.is_structural:
            lines.append("The month is run again without it.")

        def answered(yes: bool | None) -> None:
            if yes:
                self.make("undoing", theme_changes.undo(number, with_dependents=bool(hanging)))

        self.app.push_screen(ConfirmScreen("Undo this change?", lines, "undoes it"), answered)
