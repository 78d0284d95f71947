"""What became of every record of an import, or would: kept, dropped with its place, and what is to be known."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui import words
from tui.markdown import import_markdown
from tui.screens.unmatched import UnmatchedScreen
from tui.screens.work import TopScreen
from tui.untrusted import Untrusted
from tui.widgets.drop_table import DropTable
from tui.widgets.key_bar import KeyBar
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from ingest.items import ImportReport
    from tui.desk import Desk

_LINE = 300
_MOST_NOTES = 40


class ReportScreen(TopScreen):
    """Shows one report. ``go_on`` says whether a trial is to be imported now."""

    BINDING_GROUP_TITLE = "Report"
    CSS_PATH = "import_report.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "go_on", "Import now"),
        Binding("u", "unmatched", "Unmatched", tooltip="Feedback without an account"),
        Binding("y", "copy", "Copy as Markdown", show=False),
    ]

    def __init__(self, desk: Desk, report: ImportReport, tried: bool) -> None:
        super().__init__()
        self._desk = desk
        self._report = report
        self._tried = tried
        self.go_on = False

    def compose(self) -> ComposeResult:
        report = self._report
        yield TitleBar("Import tried, nothing written" if self._tried else "Imported")
        yield Static(Content("\n").join(_counts(report, self._tried)), id="counts")
        with VerticalScroll(id="notes"):
            yield Static(Content("\n").join(_notes(report)))
        if report.drops:
            yield DropTable()
        yield TaskBar()
        yield KeyBar()

    def on_mount(self) -> None:
        if self._report.drops:
            table = self.query_one(DropTable)
            table.show_rows(self._report.drops)
            table.focus()
        else:
            self.query_one("#notes").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a trial can still be imported."""
        return self._tried if action == "go_on" else True

    def action_go_on(self) -> None:
        self.go_on = True
        self.dismiss()

    def action_unmatched(self) -> None:
        self.app.push_screen(UnmatchedScreen(self._desk))

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(import_markdown(self._report, self._tried))
        self.notify("Copied the report as Markdown.", markup=False)


def _counts(report: ImportReport, tried: bool) -> list[Content]:
    dropped = sum(report.dropped.values())
    would = "would be " if tried else ""
    lines = [
        Content.assemble(
            (report.kind, "bold"),
            (" · ", "dim"),
            Content(Untrusted(report.format).line(40)),
            (" · ", "dim"),
            f"{report.read:,} read",
        ),
        Content.assemble(
            (f"{report.kept:,}", "bold"),
            f" {would}kept, ",
            (f"{report.updated:,}", "bold"),
            f" {would}updated, ",
            (f"{report.unchanged:,}", "bold"),
            " unchanged, ",
            (f"{dropped:,}", "bold $warning" if dropped else "bold"),
            f" {would}dropped",
        ),
    ]
    for reason, count in sorted(report.dropped.items()):
        lines.append(Content(Untrusted(f"  {count:,} dropped: {reason}").line(100)))
    if report.unmatched_accounts:
        found = f"{words.count(report.unmatched_accounts, 'record')} found no account"
        lines.append(Content(found if tried else f"{found}; u lists what has none"))
    if report.redacted:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(report.redacted.items()))
        lines.append(Content(Untrusted(f"redacted: {kinds}").line(_LINE)))
    return lines


def _notes(report: ImportReport) -> list[Content]:
    if not report.warnings:
        return [Content.styled("Nothing was assumed.", "dim")]
    lines = [Untrusted(f"• {line}").content(_LINE) for line in report.warnings[:_MOST_NOTES]]
    more = len(report.warnings) - _MOST_NOTES
    return [*lines, Content.styled(f"and {more:,} more notes", "dim")] if more > 0 else lines
