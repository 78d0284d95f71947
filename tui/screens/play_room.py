"""What the rooms of plays and of win-back share: views over tables, a filter, the chosen row in full beside them,
and the way from a row to its draft.

A room says which views it has and loads their rows in workers; sorting and filtering touch no store.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import ContentSwitcher, Input, Static

from foundation.text import folded
from tui.going import OpenAccount, OpenDraft
from tui.play_views import View
from tui.screens.drafting import Drafting
from tui.screens.style import Manner, StyleScreen
from tui.untrusted import Untrusted
from tui.widgets.detail_pane import DetailPane
from tui.widgets.key_bar import KeyBar
from tui.widgets.row_table import RowTable
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar
from tui.widgets.view_tabs import Tab, ViewTabs

if TYPE_CHECKING:
    from tui.desks.plays import DraftWish, PlaysDesk
    from workspace.stamp import Stamp

_REST = 0.05  # seconds that the cursor stands before what is beside the table follows


class PlayRoom(Drafting):
    """Subclasses have ``views``, ``load_all``, and say what opening a row does."""

    CSS_PATH = "play_room.tcss"
    TITLE_OF = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "view(1)", "Next view", key_display="←→"),
        Binding("d", "draft", "Draft anew", tooltip="Draft it, also where there is a draft already"),
        Binding("t", "manner", "Tone, language", tooltip="How the next draft is to sound"),
        Binding("left", "view(-1)", "View before", show=False),
        Binding("slash", "filter", "Filter", key_display="/", tooltip="Filter as you type"),
        Binding("s", "sort", "Sort", tooltip="Next order"),
        Binding("i", "account", "Account page", show=False, tooltip="The page of the account"),
        Binding("r", "reload", "Load again", show=False),
        Binding("y", "copy", "Copy as Markdown", show=False),
        Binding("escape", "back", "Back", show=False),
    ]

    def __init__(self, desk: PlaysDesk) -> None:
        super().__init__(desk)
        self.views = self.make_views()
        self.view = self.views[0]
        self.rows: dict[str, Sequence[Any]] = {}
        self.failures: set[str] = set()
        self.currency, self.model, self.manner = "USD", "", Manner()
        self._texts: dict[str, list[str]] = {}
        self._order: dict[str, int] = {}
        self._due: Timer | None = None
        self._seen: tuple[date, Stamp] | None = None

    def make_views(self) -> tuple[View, ...]:
        """The room's views, in the order of their tabs."""
        raise NotImplementedError

    def load_all(self) -> None:
        """Start the workers that load rows; they end in ``fill``."""
        raise NotImplementedError

    def wish_for(self, row: Any) -> DraftWish | None:
        """The draft that a row asks for; None where it asks for none, and why was said."""
        raise NotImplementedError

    def open_row(self, row: Any) -> None:
        """What Enter on a row does."""
        raise NotImplementedError

    def lead(self) -> ComposeResult:
        """What stands above the views."""
        yield from ()

    def compose(self) -> ComposeResult:
        yield TitleBar(self.TITLE_OF)
        yield from self.lead()
        yield ViewTabs()
        with Horizontal(id="split"):
            with Vertical(id="list"):
                yield Input(placeholder="type words: account, play, owner, reason", id="filter")
                with ContentSwitcher(initial=f"view-{self.view.name}"):
                    for view in self.views:
                        table = view.table()
                        table.id = f"view-{view.name}"
                        yield table
                yield Static(Content.styled("Loading…", "dim"), id="shown")
            yield DetailPane()
        yield TaskBar()
        yield KeyBar()

    @property
    def table(self) -> RowTable[Any]:
        """The table of the view that is shown."""
        return self.query_one(f"#view-{self.view.name}", RowTable)

    def on_mount(self) -> None:
        self._arrange()
        self.table.focus()

    def on_screen_resume(self) -> None:
        """Load what was written or became another day's since; else all of it still stands."""
        if self.failures or self._seen != self._state():
            self.action_reload()

    def action_reload(self) -> None:
        self._seen = self._state()
        self.load_all()

    def _state(self) -> tuple[date, Stamp]:
        return self.desk.clock.now().date(), self.desk.stamp()

    def way(self) -> str:
        """How a draft would be made now, in words."""
        return self.manner.words(Untrusted(self.model).line(40))

    def fill(self, name: str, rows: Sequence[Any], currency: str = "") -> None:
        """The rows of a view have come."""
        self.currency = currency or self.currency
        self.failures.discard(name)
        view = next(one for one in self.views if one.name == name)
        self.rows[name] = rows
        self._texts[name] = [folded(view.search(row)) for row in rows]
        if self.is_mounted:
            self._arrange()

    def _arrange(self) -> None:
        """Fill the shown table with what fits the words typed, in the chosen order, on the row it stood on."""
        view = self.view
        self.query_one(ViewTabs).show_tabs(
            [Tab(one.name, one.title, self._count(one.name)) for one in self.views], view.name
        )
        rows = self.rows.get(view.name)
        if rows is None:
            told = "Nothing can be shown. r tries again." if view.name in self.failures else "Loading…"
            self.query_one("#shown", Static).update(Content.styled(told, "dim"))
            self.query_one(DetailPane).show(Content(""))
            return
        typed = folded(self.query_one("#filter", Input).value).split()
        texts = self._texts[view.name]
        fitting = [row for row, text in zip(rows, texts, strict=True) if all(word in text for word in typed)]
        order, key = view.orders[self._order.get(view.name, 0)]
        if key is not None:
            fitting.sort(key=key)
        table = self.table
        keep = view.key(table.current) if table.current is not None else None
        table.show_currency(self.currency)
        table.sorted_by = order
        table.show_rows(fitting, next((at for at, row in enumerate(fitting) if view.key(row) == keep), 0))
        self.query_one("#shown", Static).update(self._note(len(fitting), len(rows), order))
        if not fitting:
            self.query_one(DetailPane).show(Content(""))

    def _count(self, name: str) -> int | None:
        rows = self.rows.get(name)
        return None if rows is None else len(rows)

    def _note(self, fitting: int, everything: int, order: str) -> Content:
        if not everything:
            return Content(self.view.empty)
        if not fitting:
            return Content("No line holds all these words. esc clears them.")
        way = f"; drafts: {self.way()}" if self.view.drafts else ""
        return Content.styled(f"{fitting} of {everything} by {order}{way}", "dim")

    def show_view(self, name: str) -> None:
        """Turn to a view."""
        self.view = next(one for one in self.views if one.name == name)
        self.query_one(ContentSwitcher).current = f"view-{name}"
        self._arrange()
        self.table.focus()
        self.refresh_bindings()

    def action_view(self, step: int) -> None:
        at = (self.views.index(self.view) + step) % len(self.views)
        self.show_view(self.views[at].name)

    @on(ViewTabs.Picked)
    def _picked(self, message: ViewTabs.Picked) -> None:
        self.show_view(message.name)

    @on(RowTable.Highlighted)
    def _highlight(self) -> None:
        """Show the row once the cursor rests, so that a held key is not slowed by what it passes."""
        if self._due is not None:
            self._due.stop()
        self._due = self.set_timer(_REST, self.show_chosen)

    def show_chosen(self) -> None:
        """Write the row under the cursor beside the table."""
        row = self.table.current
        if row is not None:
            detail = self.view.detail(row)
            if self.has_class("-narrow"):  # a few lines are all there is: none of them empty
                detail = Content("\n").join(line for line in detail.split("\n") if line.plain)
            self.query_one(DetailPane).show(detail)

    @on(RowTable.Chosen)
    def _open(self, message: RowTable.Chosen) -> None:
        self.open_row(message.row)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Drafting keys are there in views whose rows can be drafted."""
        return self.view.drafts if action in ("draft", "manner") else True

    def action_draft(self) -> None:
        row = self.table.current
        wish = self.wish_for(row) if row is not None else None
        if wish is not None:
            self.begin_draft(wish)

    def drafted(self, draft_id: str) -> None:
        self.post_message(OpenDraft(draft_id))

    def action_account(self) -> None:
        row = self.table.current
        if row is not None and (account := self.view.account(row)):
            self.post_message(OpenAccount(account))

    def action_manner(self) -> None:
        def taken(manner: Manner | None) -> None:
            if manner is not None:
                self.manner = manner
                self._arrange()
                self.show_chosen()

        self.app.push_screen(StyleScreen(self.manner, self.model), taken)

    def action_filter(self) -> None:
        self.query_one("#filter", Input).focus()

    @on(Input.Changed, "#filter")
    def _typed(self) -> None:
        self._arrange()

    @on(Input.Submitted, "#filter")
    def _typed_all(self) -> None:
        self.table.focus()

    def action_sort(self) -> None:
        self._order[self.view.name] = (self._order.get(self.view.name, 0) + 1) % len(self.view.orders)
        self._arrange()

    def go_back(self) -> None:
        """Clear the filter; the table has the keys again."""
        self.query_one("#filter", Input).value = ""
        self.table.focus()

    def action_copy(self) -> None:
        rows = self.table.rows
        lines = [f"## {self.TITLE_OF}: {self.view.title}", "", *(f"- {self.view.line(row)}" for row in rows)]
        self.app.copy_to_clipboard("\n".join(lines) + "\n")
        self.notify(f"Copied {len(rows)} lines as Markdown.", markup=False)
