"""Which account: a list that narrows as you type. Escape answers none."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState

from foundation.errors import NrrError
from foundation.text import folded
from tui.untrusted import Untrusted
from tui.widgets.choice_table import ChoiceTable, Option

if TYPE_CHECKING:
    from tui.desk import Desk

_MOST = 200  # more are not looked through by eye: typing narrows them


class AccountScreen(ModalScreen[str | None]):
    """Dismissed with an account's id, None on escape."""

    CSS_PATH = "choosing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        Binding("down", "down", "List", show=False),
    ]

    class _Loaded(Message):
        def __init__(self, names: dict[str, str]) -> None:
            super().__init__()
            self.names = names

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._names: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            yield Static(Content.styled("Which account?", "bold"))
            yield Input(placeholder="type a name or an id")
            yield ChoiceTable("Account", "Id")
            yield Static(Content.styled("Loading…", "dim"), id="way")

    def on_mount(self) -> None:
        self.query_one(ChoiceTable).styles.height = max(4, min(14, self.app.size.height - 14))
        self.load()

    @work(thread=True, exit_on_error=False, name="load names")
    def load(self) -> None:
        self.post_message(self._Loaded(self._desk.account_names()))

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            words = str(error) if isinstance(error, NrrError) else type(error).__name__
            self.query_one("#way", Static).update(Untrusted(words).content(300, "$error"))

    @on(_Loaded)
    def _keep(self, message: _Loaded) -> None:
        self._names = sorted(message.names.items(), key=lambda one: (folded(one[1]), one[0]))
        self._narrow()

    @on(Input.Changed)
    def _narrow(self) -> None:
        words = folded(self.query_one(Input).value).split()
        found = [
            Option(account, name, account)
            for account, name in self._names
            if all(word in folded(f"{name} {account}") for word in words)
        ]
        self.query_one(ChoiceTable).show_options(found[:_MOST], "")
        more = f"{len(found) - _MOST:,} more, type to narrow   " if len(found) > _MOST else ""
        none = "no account like this   " if self._names and not found else ""
        empty = "no account is imported   " if not self._names else ""
        self.query_one("#way", Static).update(
            Content.styled(f"{empty}{none}{more}enter takes   down to the list   esc goes back", "dim")
        )

    @on(Input.Submitted)
    def _take_first(self) -> None:
        current = self.query_one(ChoiceTable).current
        if current is not None:
            self.dismiss(current.value)

    @on(ChoiceTable.Chosen)
    def _take(self, message: ChoiceTable.Chosen) -> None:
        self.dismiss(message.option.value)

    def action_down(self) -> None:
        self.query_one(ChoiceTable).focus()
