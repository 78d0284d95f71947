"""Feedback that found no account, grouped by what it names, and the accounts a person says it belongs to."""

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
from tui.screens.choosing import ChooseScreen
from tui.screens.clueless import CluelessScreen
from tui.screens.work import TopScreen
from tui.untrusted import Untrusted
from tui.widgets.choice_table import Option
from tui.widgets.key_bar import KeyBar
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar
from tui.widgets.unmatched_table import UnmatchedTable

if TYPE_CHECKING:
    from tui.desk import Desk
    from workspace.unmatched import UnmatchedGroup

_MOST = 500


class UnmatchedScreen(TopScreen):
    """Lists groups in a worker; Enter asks for the account, another worker assigns it."""

    BINDING_GROUP_TITLE = "Unmatched"
    AUTO_FOCUS = "UnmatchedTable"
    CSS_PATH = "unmatched.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "Undo", tooltip="Take the last assignment back"),
        Binding("a", "assigned", "Assigned", tooltip="What was assigned by hand, to take it back"),
        Binding("r", "reload", "Look again", show=False),
    ]

    class _Loaded(Message):
        def __init__(self, groups: tuple[UnmatchedGroup, ...], said: str) -> None:
            super().__init__()
            self.groups, self.said = groups, said

    class _Assigned(Message):
        def __init__(self, found: tuple[tuple[str, str, str], ...]) -> None:
            super().__init__()
            self.found = found

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._given: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        yield TitleBar("Feedback without an account")
        yield Static(Content.styled("Loading…", "dim"), id="summary")
        yield UnmatchedTable()
        yield Static("", id="reason")
        yield TaskBar()
        yield KeyBar()

    def on_mount(self) -> None:
        self.load()

    def action_reload(self) -> None:
        self.load()

    @work(thread=True, exit_on_error=False, exclusive=True, name="load unmatched")
    def load(self) -> None:
        self.post_message(self._Loaded(self._desk.unmatched(_MOST), ""))

    @on(_Loaded)
    def _show(self, message: _Loaded) -> None:
        groups = message.groups
        table = self.query_one(UnmatchedTable)
        table.show_rows(groups, table.cursor)
        items = sum(group.items for group in groups)
        line = (
            f"{words.count(items, 'item')} in {words.count(len(groups), 'group')}; enter says whose they are."
            if groups
            else "All feedback has its account."
        )
        self.query_one("#summary", Static).update(Content(line))
        if not groups:
            self.query_one("#reason", Static).update("")
        if message.said:
            self.notify(message.said, markup=False)

    @on(UnmatchedTable.Highlighted)
    def _highlight(self, message: UnmatchedTable.Highlighted) -> None:
        group = message.group
        near = ", ".join(f"{one.name or one.account_id} ({one.score})" for one in group.nearest)
        lines = [Untrusted(group.reason).content(300)]
        lines.append(Untrusted(f"nearest: {near}" if near else "no account comes near").content(300, "dim"))
        self.query_one("#reason", Static).update(Content("\n").join(lines))

    @on(UnmatchedTable.Chosen)
    def _ask(self, message: UnmatchedTable.Chosen) -> None:
        if self.busy():
            return
        group = message.group
        if group.kind == "none":
            self.app.push_screen(CluelessScreen(self._desk), self._look_again)
            return
        options = [
            Option(
                one.account_id,
                one.name or one.account_id,
                f"{one.account_id}, {one.score} of 100 by {one.by}",
            )
            for one in group.nearest
        ]

        def taken(account: str | None) -> None:
            if account is not None:
                self.query_one(TaskBar).begin("assigning")
                self.task_assign(group, account)

        title = f"Whose are these {words.count(group.items, 'item')} ({group.words})?"
        screen = ChooseScreen(title, ("Account", "How near"), options, typed="an account's id or name")
        self.app.push_screen(screen, taken)

    @work(thread=True, exit_on_error=False, name="task assign")
    def task_assign(self, group: UnmatchedGroup, account: str) -> None:
        moved = self._desk.assign(group.kind, group.value, account)
        self._given.append((group.kind, group.value))
        said = f"{words.count(moved, 'item')} changed their account; later imports will know it. u takes it back."
        self.post_message(self._Loaded(self._desk.unmatched(_MOST), said))

    def _look_again(self, _nothing: None) -> None:
        self.load()

    def action_undo(self) -> None:
        if self.busy():
            return
        if self._given:
            self._take_back(*self._given[-1])
        else:
            self.notify("Nothing was assigned here yet; a lists what was assigned before.", markup=False)

    def action_assigned(self) -> None:
        if not self.busy():
            self.list_assigned()

    @work(thread=True, exit_on_error=False, exclusive=True, name="load assigned")
    def list_assigned(self) -> None:
        self.post_message(self._Assigned(self._desk.assigned()))

    @on(_Assigned)
    def _choose_assigned(self, message: _Assigned) -> None:
        if not message.found:
            self.notify("Nothing is assigned by hand.", markup=False)
            return
        options = [
            Option(str(place), f"{kind} {value}", account)
            for place, (kind, value, account) in enumerate(message.found)
        ]

        def taken(place: str | None) -> None:
            if place is not None:
                kind, value, _account = message.found[int(place)]
                self._take_back(kind, value)

        title = "Assigned by hand: which one is to be taken back?"
        self.app.push_screen(ChooseScreen(title, ("What", "Account"), options), taken)

    def _take_back(self, kind: str, value: str) -> None:
        self.query_one(TaskBar).begin("taking it back")
        self.task_undo(kind, value)

    @work(thread=True, exit_on_error=False, name="task undo")
    def task_undo(self, kind: str, value: str) -> None:
        moved = self._desk.unassign(kind, value)
        self._given = [one for one in self._given if one != (kind, value)]
        said = f"Taken back: {words.count(moved, 'item')} changed their account."
        self.post_message(self._Loaded(self._desk.unmatched(_MOST), said))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        if worker.name == "load unmatched":
            self.query_one("#summary", Static).update(Content("They cannot be shown. r tries again."))
