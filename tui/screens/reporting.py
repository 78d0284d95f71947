"""What a screen of reports does off the event loop: load the room, make a report, write it, put it in a few lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.message import Message

from tui.reporting import Choices
from tui.screens.work import WorkScreen

if TYPE_CHECKING:
    from tui.desks.reports import ReportsDesk
    from workspace.report import MonthlyReport
    from workspace.report_room import ReportRoom


class ReportingScreen(WorkScreen):
    """Keeps the report that was made last, so that it is written as it was shown."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("r", "reload", "Load again", show=False)]

    class Loaded(Message):
        """What a report can be made of."""

        def __init__(self, room: ReportRoom) -> None:
            super().__init__()
            self.room = room

    class Made(Message):
        """The report of ``choices``, and its text."""

        def __init__(self, choices: Choices, view: MonthlyReport, text: str) -> None:
            super().__init__()
            self.choices, self.view, self.text = choices, view, text

    class Written(Message):
        """The report lies in a file."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class Condensed(Message):
        """The report in a few lines."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, desk: ReportsDesk) -> None:
        super().__init__()
        self._desk = desk
        self._made: ReportingScreen.Made | None = None

    def on_screen_resume(self) -> None:
        self.call_after_refresh(self.load)  # paint first

    def action_reload(self) -> None:
        self.load()

    @work(thread=True, exit_on_error=False, exclusive=True, group="load", name="load reports")
    def load(self) -> None:
        self.post_message(self.Loaded(self._desk.report_room()))

    @work(thread=True, exit_on_error=False, group="make", name="task report")
    def make(self, choices: Choices, path: Path | None) -> None:
        """The report of ``choices``, unless it is there already; to a file where one is given."""
        progress = self.reporter()
        made = self._made
        if made is None or path is None or made.choices.request() != choices.request():
            view = self._desk.report(choices.request(), progress)
            made = self.Made(choices, view, self._desk.report_text(view))
            progress("printing", 0, None)
            self.post_message(made)
        if path is not None:
            progress(f"writing {path.suffix[1:]}", 0, None)
            self.post_message(self.Written(self._desk.write_report(made.view, path)))

    @work(thread=True, exit_on_error=False, group="condense", name="condense report", description="condense")
    def condense(self, view: MonthlyReport, place: str) -> None:
        self.post_message(self.Condensed(self._desk.report_digest(view, place)))
