"""The themes of a month: a table that sorts and filters as you type, and the chosen theme beside it.

On a narrow terminal the table has the whole width, and Enter turns to the theme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Footer, Input, Static
from textual.worker import Worker

from tui.markdown import theme_markdown
from tui.ordering import SORTS, heard, in_order, matches, search_text
from tui.screens.item import ItemScreen
from tui.screens.work import WorkScreen
from tui.widgets.quote_card import QuoteCard
from tui.widgets.task_bar import TaskBar
from tui.widgets.theme_detail import ThemeDetail
from tui.widgets.theme_table import ThemeTable
from tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from foundation.months import Month
    from tui.desk import Desk
    from workspace.overview import MonthView


_REST = 0.05  # seconds that the cursor stands before the theme beside it follows


class ThemesScreen(WorkScreen):
    """Holds the month's themes; sorting and filtering touch no store."""

    BINDING_GROUP_TITLE = "Themes"
    AUTO_FOCUS = "ThemeTable"
    CSS_PATH = "themes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        Binding("slash", "filter", "Filter", key_display="/", tooltip="Filter as you type"),
        Binding("s", "sort(1)", "Sort", tooltip="Next order"),
        Binding("S", "sort(-1)", "Order before", show=False),
        Binding("r", "reload", "Load again", show=False),
        Binding("left_square_bracket", "month(-1)", "Month before", key_display="[", show=False),
        Binding("right_square_bracket", "month(1)", "Next month", key_display="]", show=False),
        Binding("y", "copy", "Copy as Markdown", show=False),
    ]

    class _Loaded(Message):
        def __init__(self, view: MonthView) -> None:
            super().__init__()
            self.view = view

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: MonthView | None = None
        self._month: Month | None = None
        self._wanted: str | None = None
        self._due: Timer | None = None
        self._sort = SORTS[0]
        self._texts: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield TitleBar("Themes")
        with Horizontal(id="split"):
            with Vertical(id="list"):
                yield Input(placeholder="type words: label, quote, account, status, kind", id="filter")
                yield ThemeTable()
                yield Static(Content.styled("Loading…", "dim"), id="shown")
            yield ThemeDetail()
        yield TaskBar()
        yield Footer(show_command_palette=False)

    def on_screen_resume(self) -> None:
        self.load(self._month)

    def action_reload(self) -> None:
        self.load(self._month)

    def open_theme(self, theme_id: str, month: Month) -> None:
        """Show ``month`` with the theme of this id chosen, whatever was typed before."""
        self._wanted, self._month = theme_id, month
        if self.is_mounted:
            self.query_one("#filter", Input).value = ""
            self.add_class("-reading")
            self.load(month)

    @work(thread=True, exit_on_error=False, exclusive=True, name="load themes")
    def load(self, month: Month | None) -> None:
        self.post_message(self._Loaded(self._desk.month(month)))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        if worker.name == "load themes" and self._view is None:
            self.query_one("#shown", Static).update(Content("The month cannot be shown. r tries again."))

    @on(_Loaded)
    def _show(self, message: _Loaded) -> None:
        view = self._view = message.view
        self._month = view.run.month if view.run else None
        self.query_one(TitleBar).show_month(view.company, self._month)
        self._texts = {
            theme.theme.id: search_text(theme, view.names) for theme in (view.run.themes if view.run else ())
        }
        self._arrange()
        self._wanted = None

    def _arrange(self) -> None:
        """Fill the table with what fits the words typed, in the chosen order, on the theme it stood on."""
        if self._view is None:
            return
        everything = heard(self._view.run.themes) if self._view.run else []
        typed = self.query_one("#filter", Input).value
        fitting = [theme for theme in everything if matches(self._texts[theme.theme.id], typed)]
        table = self.query_one(ThemeTable)
        keep = self._wanted or (table.current.theme.id if table.current else None)
        table.show_themes(in_order(fitting, self._sort), self._view.currency, self._sort, keep)
        self.query_one("#shown", Static).update(self._note(len(fitting), len(everything)))
        if not fitting:
            self.query_one(ThemeDetail).clear()

    def _note(self, fitting: int, everything: int) -> Content:
        if not everything:
            return Content("No themes yet. Go home with 1 and press s to synthesize.")
        if not fitting:
            return Content("No theme holds all these words. esc clears them.")
        return Content.styled(f"{fitting} of {everything} themes by {self._sort}", "dim")

    @on(ThemeTable.Highlighted)
    def _highlight(self) -> None:
        """Show the theme once the cursor rests, so that a held key is not slowed by what it passes."""
        if self._due is not None:
            self._due.stop()
        self._due = self.set_timer(_REST, self._show_chosen)

    def _show_chosen(self) -> None:
        theme = self.query_one(ThemeTable).current
        if self._view and theme is not None:
            self.query_one(ThemeDetail).show_theme(theme, self._view.names, self._view.currency)

    @on(ThemeTable.Chosen)
    def _read(self) -> None:
        self._show_chosen()
        self.add_class("-reading")
        self.query_one(ThemeDetail).focus()

    @on(QuoteCard.Opened)
    def _open_item(self, message: QuoteCard.Opened) -> None:
        self.app.push_screen(ItemScreen(self._desk, message.quote))

    @on(Input.Changed, "#filter")
    def _typed(self) -> None:
        self._arrange()

    @on(Input.Submitted, "#filter")
    def _typed_all(self) -> None:
        self.query_one(ThemeTable).focus()

    def action_filter(self) -> None:
        self.remove_class("-reading")
        self.query_one("#filter", Input).focus()

    def action_back(self) -> None:
        """From the theme to the table; from the filter to the table without it; then nothing."""
        field = self.query_one("#filter", Input)
        on_table = self.focused is self.query_one(ThemeTable)
        if on_table or self.focused is field:
            field.value = ""
        self.remove_class("-reading")
        self.query_one(ThemeTable).focus()

    def action_sort(self, step: int) -> None:
        self._sort = SORTS[(SORTS.index(self._sort) + step) % len(SORTS)]
        self._arrange()

    def action_month(self, step: int) -> None:
        if self._view and self._view.run:
            months = self._view.months
            at = months.index(self._view.run.month) + step
            if 0 <= at < len(months):
                self.load(months[at])
            else:
                self.notify(f"There is no synthesized month {'after' if step > 0 else 'before'} this one.")

    def action_copy(self) -> None:
        theme = self.query_one(ThemeTable).current
        if theme is not None and self._view is not None:
            self.app.copy_to_clipboard(theme_markdown(theme, self._view.names, self._view.currency))
            self.notify("Copied the theme as Markdown.", markup=False)
