"""Feedback that found no account, grouped by what it names, and the accounts a person says it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui import words
from tui.screens.assigning import MOST, AssigningScreen
from tui.screens.choosing import ChooseScreen
from tui.screens.clueless import CluelessScreen
from tui.untrusted import Untrusted
from tui.widgets.choice_table import Option
from tui.widgets.key_bar import KeyBar
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar
from tui.widgets.unmatched_table import UnmatchedTable

if TYPE_CHECKING:
    from workspace.unmatched import UnmatchedGroup


class UnmatchedScreen(AssigningScreen["UnmatchedGroup"]):
    """Enter asks for the account of a group, ``u`` and ``a`` take assignments back."""

    BINDING_GROUP_TITLE = "Unmatched"
    AUTO_FOCUS = "UnmatchedTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "assigned", "Assigned", tooltip="What was assigned by hand, to take it back"),
    ]
    LASTING = "; later imports will know it"
    BEFORE = "; a lists what was assigned before"

    class _Assigned(Message):
        def __init__(self, found: tuple[tuple[str, str, str], ...]) -> None:
            super().__init__()
            self.found = found

    def compose(self) -> ComposeResult:
        yield TitleBar("Feedback without an account")
        yield Static(Content.styled("Loading…", "dim"), id="summary")
        yield UnmatchedTable()
        yield Static("", id="reason")
        yield TaskBar()
        yield KeyBar()

    def read(self) -> tuple[UnmatchedGroup, ...]:
        return self._desk.unmatched(MOST)

    def show_lines(self, lines: tuple[UnmatchedGroup, ...]) -> str:
        table = self.query_one(UnmatchedTable)
        table.show_rows(lines, table.cursor)
        if not lines:
            self.query_one("#reason", Static).update("")
            return "All feedback has its account."
        items = words.count(sum(group.items for group in lines), "item")
        return f"{items} in {words.count(len(lines), 'group')}; enter says whose they are."

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
                self.assign(group.kind, group.value, account)

        title = f"Whose are these {words.count(group.items, 'item')} ({group.words})?"
        screen = ChooseScreen(title, ("Account", "How near"), options, typed="an account's id or name")
        self.app.push_screen(screen, taken)

    def _look_again(self, _nothing: None) -> None:
        self.load()

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
                self.take_back(kind, value)

        title = "Assigned by hand: which one is to be taken back?"
        self.app.push_screen(ChooseScreen(title, ("What", "Account"), options), taken)
