"""The least app that Textual can make of a table: what the machine and the framework alone take, to hold the figures of
``bench.tui`` against.

``python -m bench.tui_yardstick`` is the app itself: 600 rows of eight cells and nothing else.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import DataTable, Footer, Label

_ROWS, _COLUMNS = 600, 8


class OneRow(Screen[None]):
    """A row opened: a line of text."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "Back")]

    def compose(self) -> ComposeResult:
        yield Label("A row")
        yield Footer()


class Yardstick(App[None]):
    """A table whose rows open."""

    BINDINGS: ClassVar[list[BindingType]] = [("s", "sort", "Sort")]

    down = False

    def compose(self) -> ComposeResult:
        yield DataTable[str](cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_columns(*(f"Column {at}" for at in range(_COLUMNS)))
        table.add_rows([f"cell {row} {at}" for at in range(_COLUMNS)] for row in range(_ROWS))
        table.focus()

    def on_data_table_row_selected(self) -> None:
        """Open the row."""
        self.push_screen(OneRow())

    def action_sort(self) -> None:
        """Turn the order of the rows round."""
        self.down = not self.down
        table = self.query_one(DataTable)
        table.sort(next(iter(table.columns)), reverse=self.down)


if __name__ == "__main__":
    Yardstick().run()
