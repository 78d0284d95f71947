"""A table that draws only the lines on screen, so that a thousand rows cost as much as twenty.

Cells are plain strings or ``Untrusted``, cut and padded by terminal cells; nothing is parsed as markup.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.quiet_focus import QuietFocus
from tui.stylesheet import stylesheet
from tui.untrusted import Untrusted

Row = TypeVar("Row")
_GAP = 2
_MARK = "▌"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """``width`` is in cells, 0 takes what is left; a table narrower than ``least`` or wider than ``most``
    leaves the column out. ``text`` makes a cell from the row and its rank (1 first)."""

    key: str
    title: str
    width: int
    text: Callable[[Row, int], str | Untrusted]
    right: bool = False
    least: int = 0
    most: int = 1000


class Table(QuietFocus, ScrollView, Generic[Row], can_focus=True, inherit_bindings=False):
    """Rows under a fixed head, with a cursor. Subclasses say what its moves and Enter mean, and in ``ORDERS`` by which
    columns it can be sorted; posts ``Sorted``."""

    BINDING_GROUP_TITLE = "Table"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--head",
        "table--row",
        "table--cursor",
        "table--cursor-away",
    }
    ORDERS: ClassVar[Collection[str]] = ()
    DEFAULT_CSS = stylesheet(__file__)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Row up", show=False),
        Binding("down,j", "move(1)", "Row down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home,g", "edge(0)", "First row", show=False),
        Binding("end,G", "edge(-1)", "Last row", show=False),
        Binding("enter", "choose", "Open"),
    ]

    class Sorted(Message):
        """The head of the column ``key`` was clicked, one of ``ORDERS``."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    cursor: reactive[int] = reactive(0, repaint=False)

    def __init__(self, columns: Sequence[Column[Row]]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._rows: Sequence[Row] = ()
        self._laid_out: tuple[int, Sequence[Column[Row]], list[tuple[Column[Row], int]]] | None = None
        self.sorted_by = ""

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None

    @property
    def rows(self) -> Sequence[Row]:
        """The rows shown, in their order."""
        return self._rows

    @property
    def row_count(self) -> int:
        return len(self._rows)

    def show_rows(self, rows: Sequence[Row], at: int = 0) -> None:
        """Show ``rows`` with the cursor at index ``at``."""
        if bool(rows) != bool(self._rows):
            self.refresh_bindings()
        self._rows = rows
        self._resize_canvas()
        self.set_reactive(Table.cursor, min(max(at, 0), max(0, len(rows) - 1)))
        self._keep_cursor_in_view()
        self.refresh()
        self._announce()

    def highlighted(self, row: Row) -> None:
        """The cursor stands on ``row`` now; called again when the rows are replaced."""

    def chosen(self, row: Row) -> None:
        """``row`` was opened with Enter or a double click."""

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    def _resize_canvas(self) -> None:
        self.virtual_size = Size(self._width, len(self._rows) + 1)

    def on_resize(self) -> None:
        self._resize_canvas()
        self._keep_cursor_in_view()

    def validate_cursor(self, cursor: int) -> int:
        return min(max(cursor, 0), max(0, len(self._rows) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        top = self.scroll_offset.y
        self._keep_cursor_in_view()
        if self.scroll_offset.y != top:
            self.refresh()
        else:  # two lines are repainted, not the table
            self._refresh_row(before)
            self._refresh_row(after)
        self._announce()

    def paint_focus(self) -> None:
        self._refresh_row(self.cursor)

    def _refresh_row(self, at: int) -> None:
        y = at - self.scroll_offset.y + 1
        if 0 < y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _announce(self) -> None:
        if (row := self.current) is not None:
            self.highlighted(row)

    def _keep_cursor_in_view(self) -> None:
        """Scroll to the cursor, by force: rows that have only just come have no scroll bar yet."""
        visible = max(1, self.size.height - 1)
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, immediate=True, force=True)
        elif self.cursor >= top + visible:
            self.scroll_to(y=self.cursor - visible + 1, animate=False, immediate=True, force=True)

    def action_move(self, step: int) -> None:
        self.cursor += step

    def action_page(self, pages: int) -> None:
        self.cursor += pages * max(1, self.size.height - 2)

    def action_edge(self, edge: int) -> None:
        self.cursor = 0 if edge == 0 else len(self._rows) - 1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where there is no row, none is offered to be opened."""
        return bool(self._rows) if action == "choose" else True

    def action_choose(self) -> None:
        if (row := self.current) is not None:
            self.chosen(row)

    def on_click(self, event: events.Click) -> None:
        line = event.y
        at = self.scroll_offset.y + line - 1
        if line == 0:
            self._click_head(event.x)
        elif at < len(self._rows):
            self.cursor = at
            if event.chain == 2:
                self.action_choose()

    def _click_head(self, x: int) -> None:
        end = len(_MARK)
        for column, size in self._layout(self._width - end):
            end += size + _GAP
            if x < end:
                if column.key in self.ORDERS:
                    self.post_message(self.Sorted(column.key))
                elif self.ORDERS:
                    titles = {one.key: one.title for one in self._columns if one.key in self.ORDERS}
                    orders = ", ".join(titles.values())
                    self.notify(f"It sorts by {orders}, not by this column.", markup=False)
                return

    def render_line(self, y: int) -> Strip:
        width = self._width
        layout = self._layout(width - len(_MARK))
        if y == 0:
            heads = [(column, self._head(column), size) for column, size in layout]
            return self._strip(" ", heads, "table--head", width)
        at = self.scroll_offset.y + y - 1
        if at >= len(self._rows):
            return Strip.blank(width, self.get_component_rich_style("table--row"))
        row = self._rows[at]
        cells = [(column, column.text(row, at + 1), size) for column, size in layout]
        if at != self.cursor:
            return self._strip(" ", cells, "table--row", width)
        name = "table--cursor" if self.has_focus else "table--cursor-away"
        return self._strip(_MARK, cells, name, width)

    def _layout(self, width: int) -> list[tuple[Column[Row], int]]:
        known = self._laid_out
        if known is not None and known[0] == width and known[1] is self._columns:
            return known[2]
        shown = [column for column in self._columns if column.least <= width <= column.most]
        free = width - sum(column.width for column in shown) - _GAP * (len(shown) - 1)
        layout = [(column, column.width or max(8, free)) for column in shown]
        self._laid_out = width, self._columns, layout
        return layout

    def _head(self, column: Column[Row]) -> str:
        return f"{column.title}▾" if column.key == self.sorted_by else column.title

    def _strip(
        self, mark: str, cells: Sequence[tuple[Column[Row], str | Untrusted, int]], name: str, width: int
    ) -> Strip:
        texts = [_fitted(text, size, column.right) for column, text, size in cells]
        line = mark + (" " * _GAP).join(texts)
        style = self.get_component_rich_style(name)
        return Strip([Segment(set_cell_size(line, width), style)], width)


def _fitted(text: str | Untrusted, width: int, right: bool) -> str:
    line = text.line(width) if isinstance(text, Untrusted) else text
    if right:
        line = " " * max(0, width - cell_len(line)) + line
    return set_cell_size(line, width)
