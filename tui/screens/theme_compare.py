"""The themes of two months side by side: what is new, gone, grown, shrunk, renamed, and how the ranks moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import Worker, get_current_worker

from foundation.text import folded
from tui import words
from tui.going import OpenTheme
from tui.markdown import diff_markdown
from tui.screens.work import TopScreen
from tui.theme_diff_rows import ORDERS, DiffRow, heard_lines, in_order, rows_of
from tui.untrusted import Untrusted
from tui.widgets.diff_table import DiffTable
from tui.widgets.key_bar import KeyBar
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from foundation.months import Month
    from tui.desks.themes import ThemesDesk
    from workspace.theme_diff import ThemeDiff


class CompareScreen(TopScreen):
    """``[`` and ``]`` turn the later month, ``{`` and ``}`` the earlier one."""

    BINDING_GROUP_TITLE = "Two months"
    AUTO_FOCUS = "DiffTable"
    CSS_PATH = "theme_compare.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Search", key_display="/", tooltip="Search as you type"),
        Binding("s", "sort(1)", "Sort", tooltip="Next order"),
        Binding("left_square_bracket", "later(-1)", "Later month", key_display="["),
        Binding("right_square_bracket", "later(1)", "Next month", key_display="]", show=False),
        Binding("left_curly_bracket", "earlier(-1)", "Earlier month", key_display="{"),
        Binding("right_curly_bracket", "earlier(1)", "Earlier month forward", key_display="}", show=False),
        Binding("r", "reload", "Load again", show=False),
        Binding("y", "copy", "Copy as Markdown", show=False),
    ]

    class _Compared(Message):
        def __init__(self, found: ThemeDiff, currency: str) -> None:
            super().__init__()
            self.found, self.currency = found, currency

    def __init__(self, desk: ThemesDesk, months: Sequence[Month], month: Month | None) -> None:
        super().__init__()
        self._desk, self._months = desk, tuple(months)
        at = self._months.index(month) if month in self._months else len(self._months) - 1
        self._after = max(at, min(1, len(self._months) - 1))
        self._before = max(0, self._after - 1)
        self._found: ThemeDiff | None = None
        self._rows: list[DiffRow] = []
        self._currency = "USD"
        self._order = ORDERS[0]

    def compose(self) -> ComposeResult:
        yield TitleBar("Two months")
        yield Input(placeholder="/ type words: label, new, gone, grown, shrunk, changed", id="filter")
        yield DiffTable()
        yield Static(Content.styled("Comparing…", "dim"), id="about")
        yield Static("", id="heard")
        yield TaskBar()
        yield KeyBar()

    def on_mount(self) -> None:
        self._compare()

    def action_reload(self) -> None:
        self._compare()

    def _compare(self) -> None:
        about = self.query_one("#about", Static)
        if len(self._months) < 2:
            about.update(
                Content("One month is synthesized; a second one to compare it with comes with its feedback.")
            )
            return
        before, after = self._months[self._before], self._months[self._after]
        self.query_one(TitleBar).show_month("", None, f"{before.title} → {after.title}")
        self.compare(before, after)

    @work(thread=True, exit_on_error=False, exclusive=True, group="compare", name="load months")
    def compare(self, before: Month, after: Month) -> None:
        found, currency = self._desk.compare_months(before, after), self._desk.currency()
        if not get_current_worker().is_cancelled:
            self.post_message(self._Compared(found, currency))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        self.query_one("#about", Static).update(Content("The months cannot be compared. r tries again."))

    @on(_Compared)
    def _show(self, message: _Compared) -> None:
        self._found, self._currency = message.found, message.currency
        self._rows = rows_of(message.found)
        heard = [Untrusted(line).content(300, "dim") for line in heard_lines(message.found, message.currency)]
        self.query_one("#heard", Static).update(Content("\n").join(heard))
        self._arrange()

    def _arrange(self) -> None:
        typed = folded(self.query_one("#filter", Input).value).split()
        fitting = [row for row in self._rows if all(word in row.text for word in typed)]
        self.query_one(DiffTable).show_diff(in_order(fitting, self._order), self._currency)
        if not fitting and self._found is not None:
            none = (
                "No theme holds all these words. esc clears them."
                if self._rows
                else "Neither month has a theme."
            )
            self.query_one("#about", Static).update(Content(none))

    @on(DiffTable.Highlighted)
    def _tell(self, message: DiffTable.Highlighted) -> None:
        row = message.row
        lines = [Untrusted(line).content(300) for line in row.lines]
        head = Content.assemble(
            Untrusted(row.standing.label).content(100, "bold"),
            (f"   {row.what} · {words.count(len(self._rows), 'theme')} by {self._order}", "dim"),
        )
        self.query_one("#about", Static).update(Content("\n").join([head, *lines]))

    @on(DiffTable.Chosen)
    def _open(self, message: DiffTable.Chosen) -> None:
        if self._found is not None:
            month = self._found.after if message.row.after else self._found.before
            self.post_message(OpenTheme(message.row.id, month))

    @on(Input.Changed, "#filter")
    def _typed(self) -> None:
        self._arrange()

    @on(Input.Submitted, "#filter")
    def _typed_all(self) -> None:
        self.query_one(DiffTable).focus()

    def action_filter(self) -> None:
        self.query_one("#filter", Input).focus()

    def action_sort(self, step: int) -> None:
        self._order = ORDERS[(ORDERS.index(self._order) + step) % len(ORDERS)]
        self._arrange()

    def action_later(self, step: int) -> None:
        self._turn(self._before, self._after + step)

    def action_earlier(self, step: int) -> None:
        self._turn(self._before + step, self._after)

    def _turn(self, before: int, after: int) -> None:
        if 0 <= before < after < len(self._months):
            self._before, self._after = before, after
            self._compare()
        else:
            self.notify("There is no such pair of synthesized months.", markup=False)

    def go_back(self) -> None:
        """From words typed to the table without them; then back to the themes."""
        field = self.query_one("#filter", Input)
        if self.focused is field or field.value:
            field.value = ""
            self.query_one(DiffTable).focus()
        else:
            self.dismiss()

    def action_copy(self) -> None:
        if self._found is not None:
            self.app.copy_to_clipboard(diff_markdown(self._found, self._currency))
            self.notify("Copied the comparison as Markdown.", markup=False)
