"""Feedback that names nothing an account can be told by: read item by item, and given away one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tui import words
from tui.going import OpenEvidence
from tui.screens.assigning import MOST, AssigningScreen
from tui.screens.going_to import GoToScreen
from tui.widgets.item_table import ItemTable
from tui.widgets.key_bar import KeyBar
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from tui.places import Place
    from workspace.store.matches import UnmatchedItem


class CluelessScreen(AssigningScreen["UnmatchedItem"]):
    """Enter asks for the account of an item, ``u`` takes the last one back."""

    BINDING_GROUP_TITLE = "Items without a clue"
    AUTO_FOCUS = "ItemTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "view", "Read", tooltip="Read the item whole"),
    ]

    def compose(self) -> ComposeResult:
        yield TitleBar("Feedback that names nobody")
        yield Static(Content.styled("Loading…", "dim"), id="summary")
        yield ItemTable()
        yield TaskBar()
        yield KeyBar()

    def read(self) -> tuple[UnmatchedItem, ...]:
        return self._desk.clueless(MOST)

    def show_lines(self, lines: tuple[UnmatchedItem, ...]) -> str:
        table = self.query_one(ItemTable)
        table.show_rows(lines, table.cursor)
        if not lines:
            return "No item is left that names nobody. esc goes back."
        more = "the latest " if len(lines) == MOST else ""
        return f"{more}{words.count(len(lines), 'item')}; v reads one, enter says whose it is."

    @on(ItemTable.Chosen)
    def _ask(self, message: ItemTable.Chosen) -> None:
        if self.busy():
            return
        item = message.item.id

        def taken(place: Place | None) -> None:
            if place is not None:
                self.assign("item", item, place.id)

        self.app.push_screen(GoToScreen(self._desk, only="account"), taken)

    def action_view(self) -> None:
        if (item := self.query_one(ItemTable).current) is not None:
            self.post_message(OpenEvidence(item.id))
