"""Reports: which month, which sections in which order, masked or not; the preview; the file.

On a narrow terminal the choices have the whole width, and p turns to the preview.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker

from foundation.months import Month
from tui import words
from tui.reporting import Choices
from tui.screens.choosing import ChooseScreen
from tui.screens.picking import PickScreen
from tui.screens.reporting import ReportingScreen
from tui.screens.saving import SaveScreen
from tui.untrusted import Untrusted
from tui.widgets.choice_table import Option
from tui.widgets.key_bar import KeyBar
from tui.widgets.month_table import MonthTable
from tui.widgets.report_page import ReportPage
from tui.widgets.section_table import SectionTable
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from tui.desks.reports import ReportsDesk
    from workspace.report_room import ReportRoom

_FIRST = "Choose what the report holds, then press p for the preview or e for the file."
_NONE = "No month has been synthesized. Go home with 1 and press s; then there is something to report."


class ReportsScreen(ReportingScreen):
    """Holds the choices, each of which can be undone, and shows the report that was made last."""

    BINDING_GROUP_TITLE = "Reports"
    AUTO_FOCUS = "SectionTable"
    CSS_PATH = "reports.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Stop what runs; else back to the choices"),
        Binding("p", "preview", "Preview", tooltip="Make the report and show it"),
        Binding("e", "export", "Export", tooltip="Write it to a file"),
        Binding(
            "m",
            "mask",
            "Mask",
            tooltip="A copy that may leave the team: no names, no quotes, rounded figures",
        ),
        Binding("f", "format", "Format", tooltip="Next format: md, html, pdf, xlsx, json"),
        Binding("c", "compare", "Compare", show=False, tooltip="The month that it is held against"),
        Binding("left_square_bracket", "month(1)", "Month before", key_display="[", show=False),
        Binding("right_square_bracket", "month(-1)", "Next month", key_display="]", show=False),
        Binding("u", "undo", "Undo", show=False, tooltip="Take the last choice back"),
        Binding("y", "copy", "Copy as Markdown", show=False),
        Binding(
            "d", "digest", "Digest", show=False, tooltip="Copy the report in a few lines, for chat or mail"
        ),
    ]

    def __init__(self, desk: ReportsDesk) -> None:
        super().__init__(desk)
        self._room: ReportRoom | None = None
        self._choices = Choices()
        self._before: list[Choices] = []
        self._written: Path | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar("Reports")
        with Horizontal(id="split"):
            with Vertical(id="choices"):
                yield MonthTable()
                yield SectionTable()
                yield Static(id="options")
            with Vertical(id="made"):
                yield Static(id="about")
                yield ReportPage()
        yield TaskBar()
        yield KeyBar()

    async def on_mount(self) -> None:
        await self.query_one(ReportPage).say(_FIRST)

    @on(ReportingScreen.Loaded)
    async def _show_room(self, message: ReportingScreen.Loaded) -> None:
        first = self._room is None or not self._room.months
        self._room = message.room
        self.query_one(TitleBar).show_month(message.room.company, None)
        if first:
            self._choices = Choices.of(message.room)
            if not message.room.months:
                await self.query_one(ReportPage).say(_NONE)
        self.query_one(MonthTable).show_months(message.room.months, self._choices.month)
        self._show_choices()

    def _show_choices(self, keep: str = "") -> None:
        if self._room is None:
            return
        choices, table = self._choices, self.query_one(SectionTable)
        keep = keep or (table.current.key if table.current else "")
        table.show_lines(choices.lines(dict(self._room.sections)), keep)
        lines = [
            _option("m", "mask", f"yes, themes from {self._room.least} accounts" if choices.mask else "no"),
            _option("f", "format", choices.form),
            _option("c", "against", choices.compare.title if choices.compare else "the month before"),
        ]
        self.query_one("#options", Static).update(Content("\n").join(lines))
        self._show_about()

    def _show_about(self) -> None:
        """Which report is shown, whether it is of these choices, and where the file lies."""
        parts = []
        if self._made is not None:
            view, same = self._made.view, self._fits(self._made.choices)
            month = view.month.title if view.month else ""
            masked = "masked" if view.masked else "full copy"
            parts.append(f"{month}, {words.count(len(view.sections), 'section')}, {masked}")
            parts += [] if same else ["of other choices: p makes it anew"]
        if self._written is not None:
            parts.append(f"written to {Untrusted(str(self._written)).line(200)}")
        self.query_one("#about", Static).update(Content.styled(" · ".join(parts), "dim"))

    def _fits(self, made: Choices) -> bool:
        """Whether a report made of ``made`` is the one that is chosen now; the format is no part of a report."""
        return replace(made, form=self._choices.form).request() == self._choices.request()

    def _choose(self, choices: Choices, keep: str = "") -> None:
        if choices != self._choices:
            self._before.append(self._choices)
            self._choices = choices
            self._show_choices(keep)

    @on(MonthTable.Highlighted)
    def _month_meant(self, message: MonthTable.Highlighted) -> None:
        self._choose(replace(self._choices, month=message.month))

    @on(SectionTable.Toggled)
    def _toggle(self, message: SectionTable.Toggled) -> None:
        self._choose(self._choices.toggled(message.key))

    @on(SectionTable.Moved)
    def _move(self, message: SectionTable.Moved) -> None:
        self._choose(self._choices.moved(message.key, message.step), message.key)

    @on(SectionTable.All)
    def _all(self) -> None:
        self._choose(self._choices.all_or_none())

    def action_month(self, step: int) -> None:
        self.query_one(MonthTable).cursor += step

    def action_mask(self) -> None:
        self._choose(replace(self._choices, mask=not self._choices.mask))

    def action_format(self) -> None:
        self._choose(self._choices.next_form())

    def action_compare(self) -> None:
        if self._room is None:
            return
        options = [Option(str(one), one.title) for one in self._room.months if one != self._choices.month]

        def taken(value: str | None) -> None:
            if value is not None:
                self._choose(replace(self._choices, compare=Month.parse(value) if value else None))

        first = Option("", "the month before")
        question = "Which month to hold it against?"
        self.app.push_screen(PickScreen(question, ("Month", ""), options, "months", first), taken)

    def action_undo(self) -> None:
        if not self._before:
            self.notify("Nothing was chosen otherwise yet.", markup=False)
            return
        self._choices = self._before.pop()
        if self._room is not None and self._choices.month is not None:
            with self.prevent(MonthTable.Highlighted):
                self.query_one(MonthTable).show_months(self._room.months, self._choices.month)
        self._show_choices()

    def _ready(self) -> bool:
        """Whether a report can be made now; says why not."""
        if self.busy():
            self.notify("A report is being made. esc stops it.", markup=False)
        elif self._choices.month is None:
            self.notify(_NONE, markup=False)
        elif not self._choices.sections:
            self.notify("No section is chosen: space puts one in.", markup=False)
        else:
            return True
        return False

    def action_preview(self) -> None:
        """Show the report; make it anew where it is of other choices, or is read already."""
        page = self.query_one(ReportPage)
        if self._made is not None and self._fits(self._made.choices) and not page.has_focus:
            self.add_class("-reading")
            page.focus()
        elif self._ready():
            self.query_one(TaskBar).begin("making the report")
            self.make(self._choices, None)

    def action_export(self) -> None:
        if not self._ready():
            return

        def named(path: Path | None) -> None:
            if path is not None:
                self.query_one(TaskBar).begin("making the report")
                self.make(self._choices, path)

        self.app.push_screen(SaveScreen("Write the report to", self._choices.file_name()), named)

    @on(ReportingScreen.Made)
    async def _show(self, message: ReportingScreen.Made) -> None:
        self._made = message
        await self.query_one(ReportPage).show_text(message.text)
        self._show_about()
        self.add_class("-reading")
        self.query_one(ReportPage).focus()

    @on(ReportingScreen.Written)
    def _wrote(self, message: ReportingScreen.Written) -> None:
        self._written = message.path
        self._show_about()
        self.notify(Untrusted(f"Wrote {message.path}").line(), markup=False, timeout=10)

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        if worker.name == "load reports" and self._room is None:
            self.query_one("#about", Static).update(Content("The months cannot be read. r tries again."))

    def go_back(self) -> None:
        """From the report to the choices."""
        self.remove_class("-reading")
        self.query_one(SectionTable).focus()

    def action_copy(self) -> None:
        if self._made is None:
            self.notify("There is no report yet: p makes it.", markup=False)
            return
        self.app.copy_to_clipboard(self._made.text)
        self.notify("Copied the report as Markdown.", markup=False)

    def action_digest(self) -> None:
        made = self._made
        if made is None:
            self.notify("There is no report yet: p makes it.", markup=False)
            return

        def taken(place: str | None) -> None:
            if place is not None:
                self.condense(made.view, place)

        places = [Option("slack", "Slack"), Option("teams", "Teams"), Option("email", "e-mail")]
        self.app.push_screen(ChooseScreen("A digest for", ("Place", ""), places), taken)

    @on(ReportingScreen.Condensed)
    def _condensed(self, message: ReportingScreen.Condensed) -> None:
        self.app.copy_to_clipboard(message.text)
        self.notify("Copied the digest. Nothing is sent.", markup=False)


def _option(key: str, name: str, value: str) -> Content:
    return Content.assemble((f" {key} ", "bold $accent"), (f"{name:<8} ", "dim"), value)
