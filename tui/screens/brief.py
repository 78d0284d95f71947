"""An account on one page, before a call: opened by its name from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Footer
from textual.worker import Worker

from tui.screens.work import WorkScreen
from tui.widgets.brief_page import BriefPage
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from playbooks.account_brief import AccountBrief
    from tui.desk import Desk


class BriefScreen(WorkScreen):
    """Makes the brief in a worker; ``account`` is an id or a name."""

    BINDING_GROUP_TITLE = "Brief"
    CSS_PATH = "brief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back"),
        Binding("y", "copy", "Copy as Markdown"),
    ]

    class _Loaded(Message):
        def __init__(self, brief: AccountBrief) -> None:
            super().__init__()
            self.brief = brief

    def __init__(self, desk: Desk, account: str) -> None:
        super().__init__()
        self._desk = desk
        self._account = account
        self._brief: AccountBrief | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar("Account brief")
        yield BriefPage()
        yield TaskBar()
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one(BriefPage).focus()
        self.load()

    @work(thread=True, exit_on_error=False, name="load brief")
    def load(self) -> None:
        self.post_message(self._Loaded(self._desk.brief(self._account)))

    @on(_Loaded)
    def _show(self, message: _Loaded) -> None:
        self._brief = message.brief
        self.query_one(BriefPage).show_brief(message.brief)

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        self.query_one(BriefPage).say("There is no page. esc goes back.")

    def action_back(self) -> None:
        self.dismiss()

    def action_copy(self) -> None:
        if self._brief is not None:
            from reports.brief_markdown import brief_markdown

            self.app.copy_to_clipboard(brief_markdown(self._brief))
            self.notify("Copied the brief as Markdown.", markup=False)
