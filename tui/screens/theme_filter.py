"""What the list of themes is narrowed to: one row a filter, turned with the arrows. Escape changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.theme_filters import Facet, ThemeFilters, from_facets
from tui.widgets.facet_table import FacetTable


class ThemeFilterScreen(ModalScreen[ThemeFilters | None]):
    """Dismissed with the filters, None on escape."""

    CSS_PATH = "theme_filter.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        Binding("x", "clear", "Clear all"),
    ]

    def __init__(self, facets: Sequence[Facet]) -> None:
        super().__init__()
        self._facets = facets

    def compose(self) -> ComposeResult:
        with Vertical(id="facets"):
            yield Static(Content.styled("Show which themes?", "bold"))
            yield FacetTable()
            yield Static(
                Content.styled("← → turn the value   x clears all   enter shows   esc goes back", "dim")
            )

    def on_mount(self) -> None:
        table = self.query_one(FacetTable)
        table.styles.height = len(self._facets) + 1
        table.show_rows(self._facets)

    @on(FacetTable.Done)
    def _done(self) -> None:
        self.dismiss(from_facets(self.query_one(FacetTable).facets))

    def action_clear(self) -> None:
        self.query_one(FacetTable).clear_all()
