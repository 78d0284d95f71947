"""Feedback that names nothing an account can be told by: read item by item, and given away one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker

from tui import words
from tui.going import OpenEvidence
from tui.screens.going_to import GoToScreen
from tui.screens.work import TopScreen
from tui.widgets.item_table import ItemTable
from tui.widgets.key_bar import KeyBar
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from tui.desk import Desk
    from tui.places import Place
    from workspace.store.matches import UnmatchedItem

_MOST = 500


class CluelessScreen(TopScreen):
    """Lists items in a worker; Enter asks for the account, ``u`` takes the last one back."""

    BINDING_GROUP_TITLE = "Items without a clue"
    AUTO_FOCUS = "ItemTable"
    CSS_PATH = "unmatched.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "view", "Read", tooltip="Read the item whole"),
        Binding("u", "undo", "Undo", tooltip="Take the last assignment back"),
        Binding("r", "reload", "Look again", show=False),
    ]

    class _Loaded(Message):
        def __init__(self, items: tuple[UnmatchedItem, ...], said: str) -> None:
            super().__init__()
            self.items, self.said = items, said

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._given: list[str] = []

    def compose(self) -> ComposeResult:
        yield TitleBar("Feedback that names nobody")
        yield Static(Content.styled("Loading…", "dim"), id="summary")
        yield ItemTable()
        yield TaskBar()
        yield KeyBar()

    def on_mount(self) -> None:
        self.load()

    def action_reload(self) -> None:
        self.load()

    @work(thread=True, exit_on_error=False, exclusive=True, name="load clueless")
    def load(self) -> None:
        self.post_message(self._Loaded(self._desk.clueless(_MOST), ""))

    @on(_Loaded)
    def _show(self, message: _Loaded) -> None:
        table = self.query_one(ItemTable)
        table.show_rows(message.items, table.cursor)
        more = "the latest " if len(message.items) == _MOST else ""
        line = (
            f"{more}{words.count(len(message.items), 'item')}; v reads one, enter says whose it is."
            if message.items
            else "No item is left that names nobody. esc goes back."
        )
        self.query_one("#summary", Static).update(Content(line))
        if message.said:
            self.notify(message.said, markup=False)

    @on(ItemTable.Chosen)
    def _ask(self, message: ItemTable.Chosen) -> None:
        if self.busy():
            return
        item = message.item.id

        def taken(place: Place | None) -> None:
            if place is not None:
                self.query_one(TaskBar).begin("assigning")
                self.task_assign(item, place.id)

        self.app.push_screen(GoToScreen(self._desk, only="account"), taken)

    @work(thread=True, exit_on_error=False, name="task assign")
    def task_assign(self, item: str, account: str) -> None:
        self._desk.assign("item", item, account)
        self._given.append(item)
        said = "Assigned. u takes it back."
        self.post_message(self._Loaded(self._desk.clueless(_MOST), said))

    def action_undo(self) -> None:
        if self.busy():
            return
        if self._given:
            self.query_one(TaskBar).begin("taking it back")
            self.task_undo(self._given[-1])
        else:
            self.notify("Nothing was assigned here yet.", markup=False)

    @work(thread=True, exit_on_error=False, name="task undo")
    def task_undo(self, item: str) -> None:
        self._desk.unassign("item", item)
        self._given.remove(item)
        self.post_message(self._Loaded(self._desk.clueless(_MOST), "Taken back."))

    def action_view(self) -> None:
        if (item := self.query_one(ItemTable).current) is not None:
            self.post_message(OpenEvidence(item.id))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        if worker.name == "load clueless":
            self.query_one("#summary", Static).update(Content("They cannot be shown. r tries again."))
