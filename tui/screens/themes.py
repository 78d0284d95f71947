"""The themes of a month: a table that sorts and filters as you type, and the chosen theme beside it.

On a narrow terminal the table has the whole width, and Enter turns to the theme. What changes figures (month,
tier, segment, source) is asked of the workspace in a worker; all else is done over what is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import Worker, get_current_worker

from tui.ordering import SORTS
from tui.screens.theme_doors import DOOR_KEYS, ThemeDoors
from tui.screens.theme_editing import EDIT_KEYS
from tui.screens.theme_filter import ThemeFilterScreen
from tui.theme_filters import ThemeFilters
from tui.theme_shelf import ThemeShelf
from tui.untrusted import Untrusted
from tui.widgets.filter_chips import FilterChips
from tui.widgets.key_bar import KeyBar
from tui.widgets.task_bar import TaskBar
from tui.widgets.theme_detail import ThemeDetail
from tui.widgets.theme_table import ThemeTable
from tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from foundation.months import Month
    from synthesis.themes import Quote, WeightedTheme
    from tui.desks.themes import ThemesDesk
    from workspace.edit_recording import Made
    from workspace.theme_table import ThemePage


_REST = 0.05  # seconds that the cursor stands before the theme beside it follows


class ThemesScreen(ThemeDoors):
    """Holds the month's themes; sorting and filtering touch no store."""

    BINDING_GROUP_TITLE = "Themes"
    AUTO_FOCUS = "ThemeTable"
    CSS_PATH = "themes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("slash", "filter", "Search", key_display="/", tooltip="Search as you type"),
        Binding("f", "facets", "Filter", tooltip="By month, tier, source, kind and more"),
        Binding("x", "unfilter", "Clear filters", show=False),
        Binding("s", "sort(1)", "Sort", tooltip="Next order"),
        Binding("S", "sort(-1)", "Order before", show=False),
        *EDIT_KEYS,
        *DOOR_KEYS,
        Binding("z", "widen", "Wide", tooltip="Table over the whole width and back"),
        Binding("r", "reload", "Load again", show=False),
        Binding("left_square_bracket", "month(-1)", "Month before", key_display="[", show=False),
        Binding("right_square_bracket", "month(1)", "Next month", key_display="]", show=False),
    ]

    class _Loaded(Message):
        def __init__(self, page: ThemePage, filters: ThemeFilters) -> None:
            super().__init__()
            self.page, self.filters = page, filters

    def __init__(self, desk: ThemesDesk) -> None:
        super().__init__(desk)
        self._shelf: ThemeShelf | None = None
        self._filters = ThemeFilters()
        self._wanted: str | None = None
        self._due: Timer | None = None
        self._sort = SORTS[0]
        self._asked = False
        self._reading = False

    def compose(self) -> ComposeResult:
        yield TitleBar("Themes")
        with Horizontal(id="split"):
            with Vertical(id="list"):
                yield Input(placeholder="/ type words: label, quote, account, status, kind", id="filter")
                yield FilterChips()
                yield ThemeTable()
                yield Static("", id="said")
                yield Static(Content.styled("Loading…", "dim"), id="shown")
            yield ThemeDetail()
        yield TaskBar()
        yield KeyBar()

    @property
    def edited_month(self) -> Month | None:
        return self._shelf.filters.month if self._shelf else None

    @property
    def page(self) -> ThemePage | None:
        return self._shelf.page if self._shelf else None

    def chosen(self) -> WeightedTheme | None:
        return self.query_one(ThemeTable).current

    def listed(self) -> Sequence[WeightedTheme]:
        return self._shelf.themes if self._shelf else ()

    def is_hidden(self, theme: WeightedTheme) -> bool:
        return self._shelf is not None and theme.theme.id in self._shelf.hidden

    def quote(self) -> Quote | None:
        return self.query_one(ThemeDetail).quote

    def edited(self, made: Made, keep: str) -> None:
        self._say("; ".join(made.lines))
        self._wanted = keep or None
        self.load(self._filters)

    def _say(self, line: str) -> None:
        """What happened last, in a line that stays until the list shows something else."""
        said = self.query_one("#said", Static)
        said.update(Untrusted(line).content(300))
        said.display = bool(line)

    def on_screen_suspend(self) -> None:
        """Note whether only a question lies over the list: answering it is no reason to load it again."""
        self._asked = isinstance(self.app.screen, ModalScreen)

    def on_screen_resume(self) -> None:
        if not self._asked:
            self.call_after_refresh(self.load, self._filters)  # paint first
        self._asked = False

    def action_reload(self) -> None:
        self._say("")
        self.load(self._filters)

    def open_theme(self, theme_id: str, month: Month | None) -> None:
        """Show ``month`` with the theme of this id chosen, whatever was filtered before."""
        self._wanted, self._filters = theme_id, ThemeFilters(month)
        if self.is_mounted:
            self.query_one("#filter", Input).value = ""
            self._turn(reading=True)
            if self.has_class("-narrow"):  # the list is hidden, and its keys with it
                self.query_one(ThemeDetail).focus()
            self.load(self._filters)

    def _load_filtered(self, filters: ThemeFilters) -> None:
        """Show what ``filters`` ask for: at once where it is loaded, else when the workspace has answered."""
        self._say("")
        self._filters = filters
        if self._shelf and (shelf := self._shelf.narrowed(filters)):
            self.workers.cancel_group(self, "page")
            self._shelf = shelf
            self._arrange()
        else:
            self._note("Weighing these accounts anew…" if filters.cut().weighs_anew else "Loading…")
            self.load(filters)

    @work(thread=True, exit_on_error=False, exclusive=True, group="page", name="load themes")
    def load(self, filters: ThemeFilters) -> None:
        page = self._desk.themes(filters.cut())
        if not get_current_worker().is_cancelled:
            self.post_message(self._Loaded(page, filters))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        if worker.name == "load themes":
            self._wanted = None
            if self._shelf is None:
                self._note("The month cannot be shown. r tries again.")
            else:
                self._filters = self._shelf.filters
                self._arrange()

    @on(_Loaded)
    def _show(self, message: _Loaded) -> None:
        if message.filters != self._filters:
            return  # something else was asked for meanwhile
        if self._shelf and self._shelf.shows(message.page) and not self._wanted:
            return  # what is on screen stays as it is, where one has read to too
        shelf = self._shelf = ThemeShelf.of(message.page, message.filters)
        self._filters = shelf.filters
        self.query_one(TitleBar).show_month(shelf.page.company, self._filters.month)
        self._arrange()
        self._wanted = None

    def _arrange(self) -> None:
        """Fill the table with what fits the words typed, in the chosen order, on the theme it stood on."""
        shelf = self._shelf
        if shelf is None:
            return
        page = shelf.page
        found = shelf.found(self.query_one("#filter", Input).value, self._sort)
        table = self.query_one(ThemeTable)
        keep = self._wanted or (table.current.theme.id if table.current else None)
        table.show_themes(found, page.currency, self._sort, keep, shelf.ranks)
        note = "figures of these accounts only   x clears" if page.cut.weighs_anew else "x clears"
        self.query_one(FilterChips).show_filters(shelf.filters.said(), note)
        self._note(shelf.note(len(found), self._sort))
        if not found:
            self.query_one(ThemeDetail).clear()

    def _note(self, line: str) -> None:
        self.query_one("#shown", Static).update(Content.styled(line, "dim"))

    @on(ThemeTable.Highlighted)
    def _highlight(self) -> None:
        """Show the theme once the cursor rests, so that a held key is not slowed by what it passes."""
        if self._due is not None:
            self._due.stop()
        self._due = self.set_timer(_REST, self._show_chosen)

    def _show_chosen(self) -> None:
        theme = self.query_one(ThemeTable).current
        if self._shelf and theme is not None:
            page = self._shelf.page
            self.query_one(ThemeDetail).show_theme(theme, page.names, page.currency, page.cited)

    def _turn(self, reading: bool) -> None:
        """To the theme or to the list, where a narrow terminal shows one of them; the styles of a wide one stay, which
        is soon."""
        self._reading = reading
        split = self.query_one("#split")
        if self.has_class("-narrow") or split.has_class("-reading"):
            split.set_class(reading, "-reading")

    def on_resize(self) -> None:
        self.query_one("#split").set_class(self._reading, "-reading")

    @on(ThemeTable.Chosen)
    def _read(self) -> None:
        self._show_chosen()
        self.query_one("#split").remove_class("-table")
        self._turn(reading=True)
        self.query_one(ThemeDetail).focus()

    @on(Input.Changed, "#filter")
    def _typed(self) -> None:
        self._arrange()

    @on(Input.Submitted, "#filter")
    def _typed_all(self) -> None:
        self.query_one(ThemeTable).focus()

    def action_filter(self) -> None:
        self._turn(reading=False)
        self.query_one("#filter", Input).focus()

    def go_back(self) -> None:
        """From the theme to the table, from the words to the table without them."""
        field, table = self.query_one("#filter", Input), self.query_one(ThemeTable)
        if self.focused in (field, table):
            field.value = ""
        self._turn(reading=False)
        table.focus()

    def action_facets(self) -> None:
        if self._shelf is not None:
            facets = self._shelf.filters.facets(self._shelf.page)
            self.app.push_screen(ThemeFilterScreen(facets), self._filtered)

    def _filtered(self, filters: ThemeFilters | None) -> None:
        if filters is not None:
            self._turn(reading=False)
            self._load_filtered(filters)

    def action_unfilter(self) -> None:
        self._load_filtered(ThemeFilters(self._filters.month))

    @on(FilterChips.Removed)
    def _unfilter_one(self, message: FilterChips.Removed) -> None:
        self._load_filtered(self._filters.without(message.name))

    def action_sort(self, step: int) -> None:
        self._sort = SORTS[(SORTS.index(self._sort) + step) % len(SORTS)]
        self._arrange()

    @on(ThemeTable.Sorted)
    def _sort_by(self, message: ThemeTable.Sorted) -> None:
        self._sort = message.key
        self._arrange()

    def action_widen(self) -> None:
        self._turn(reading=False)
        self.query_one("#split").toggle_class("-table")

    def action_month(self, step: int) -> None:
        month = self._filters.month or self.edited_month
        if self._shelf and month:
            months = self._shelf.page.months
            at = months.index(month) + step
            if 0 <= at < len(months):
                self._load_filtered(replace(self._filters, month=months[at]))
            else:
                self.notify(f"There is no synthesized month {'after' if step > 0 else 'before'} this one.")
