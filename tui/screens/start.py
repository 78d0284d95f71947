"""The first screen where there is no workspace: what nrr is, and the two ways on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.going import Opened
from tui.screens.guide import GuideScreen
from tui.screens.work import WorkScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from tui.desk import DemoBuilder, Desk

_WELCOME = Content.from_markup(
    "[bold]nrr turns what customers say into the plays that keep and grow revenue.[/bold]\n"
    "\n"
    "Tickets, survey answers and calls go in. Out come the month's themes, each with "
    "its worth in revenue, the accounts behind it, and the customers' own words.\n"
    "\n"
    "There is no workspace in this folder or above it.\n"
    "\n"
    "[bold reverse] d [/]  Build the demo: a fictional company, 140 accounts, 16 months.\n"
    "     It goes into the folder [bold]demo[/bold] here and takes a minute or two.\n"
    "\n"
    "[bold reverse] i [/]  Use your own data: how to make a workspace and import into it.\n"
    "\n"
    "[bold reverse] q [/]  Quit.        [bold reverse] ? [/]  All keys."
)


class StartScreen(WorkScreen):
    """Offers the demo, built in a worker while the app stays alive."""

    BINDING_GROUP_TITLE = "Start"
    CSS_PATH = "start.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "demo", "Build the demo"),
        Binding("i", "guide", "Use your own data"),
    ]

    class _Built(Message):
        def __init__(self, desk: Desk) -> None:
            super().__init__()
            self.desk = desk

    def __init__(self, build: DemoBuilder, folder: Path) -> None:
        super().__init__()
        self._build = build
        self._folder = folder

    def compose(self) -> ComposeResult:
        yield TitleBar("Welcome", rooms=False)
        with VerticalScroll(id="welcome", can_focus=False):
            yield Static(_WELCOME)
        yield TaskBar()
        yield KeyBar()

    def action_demo(self) -> None:
        if not self.busy():
            self.query_one(TaskBar).begin("starting")
            self.task_demo()

    def action_guide(self) -> None:
        self.app.push_screen(GuideScreen("import"))

    @work(thread=True, exit_on_error=False, name="task demo")
    def task_demo(self) -> None:
        self.post_message(self._Built(self._build(self._folder, self.reporter())))

    @on(_Built)
    def _built(self, message: _Built) -> None:
        self.post_message(Opened(message.desk))
