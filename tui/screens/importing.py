"""Where an import begins: the files of a folder, and what the one under the cursor seems to be.

Files are only looked at here. Opening one, or several that were marked, goes on to how they would be read.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import Worker

from foundation.errors import NrrError
from tui import words
from tui.screens.guide import GuideScreen
from tui.screens.import_plan import PlanScreen
from tui.screens.unmatched import UnmatchedScreen
from tui.screens.work import WorkScreen
from tui.untrusted import Untrusted
from tui.widgets.file_table import FileTable
from tui.widgets.key_bar import KeyBar
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from tui.desk import Desk
    from workspace.browsing import Entry, FolderView
    from workspace.import_plan import ImportPlan

_REST = 0.2  # seconds that the cursor stands before its file is looked into


class ImportScreen(WorkScreen):
    """Lists a folder in a worker; the file under the cursor is told by its content in another."""

    BINDING_GROUP_TITLE = "Import"
    AUTO_FOCUS = "FileTable"
    CSS_PATH = "importing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("i", "go_on", "Import", tooltip="Import what is marked, or what is under the cursor"),
        Binding("backspace,h", "up", "The folder above", show=False),
        Binding("slash", "path", "Path", key_display="/", tooltip="Type a path"),
        Binding("a", "all", "All files, or only those that can be imported", show=False),
        Binding("u", "unmatched", "Feedback without an account", show=False),
        Binding("c", "clear", "Forget the marks", show=False),
        Binding("r", "reload", "Look again", show=False),
        Binding("H", "guide", "How to import in a terminal", show=False),
    ]

    class _Listed(Message):
        def __init__(self, view: FolderView, keep: Path | None) -> None:
            super().__init__()
            self.view, self.keep = view, keep

    class _Looked(Message):
        def __init__(self, path: Path, plan: ImportPlan | None, fault: str) -> None:
            super().__init__()
            self.path, self.plan, self.fault = path, plan, fault

    def __init__(self, desk: Desk, folder: Path | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._folder = folder or Path()
        self._everything = False
        self._due: Timer | None = None
        self._view: FolderView | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar("Import")
        yield Input(placeholder="type the path of a file or folder", id="path")
        yield FileTable()
        yield Static(Content.styled("Looking…", "dim"), id="note")
        yield Static("", id="about")
        yield TaskBar()
        yield KeyBar()

    def on_mount(self) -> None:
        self.list_folder(self._folder, None)

    def action_reload(self) -> None:
        table = self.query_one(FileTable)
        self.list_folder(self._folder, table.current.path if table.current else None)

    def action_all(self) -> None:
        self._everything = not self._everything
        self.action_reload()

    def action_up(self) -> None:
        if self._folder.parent != self._folder:
            self.list_folder(self._folder.parent, self._folder)

    @work(thread=True, exit_on_error=False, exclusive=True, group="list", name="list folder")
    def list_folder(self, folder: Path, keep: Path | None) -> None:
        self.post_message(self._Listed(self._desk.browse(folder, self._everything), keep))

    @on(_Listed)
    def _show(self, message: _Listed) -> None:
        view = message.view
        self._folder = view.path
        self._view = view
        if self.focused is not self.query_one("#path", Input):
            self._name_folder()
        self.query_one("#about", Static).update("")
        self.query_one(FileTable).show_entries(view.entries, message.keep)
        self._say_marks()

    def _name_folder(self) -> None:
        """Write the folder that is shown where a path is typed, in place of what was typed."""
        if self._view is not None:
            self.query_one("#path", Input).value = Untrusted(str(self._view.path)).line()

    def _say_marks(self) -> None:
        marked, view = len(self.query_one(FileTable).marks), self._view
        if view is None:
            return
        if not view.entries:
            more = f"a shows {words.count(view.left_out, 'other file')}, " if view.left_out else ""
            line = Content(f"Nothing to import here: {more}⌫ goes up, / takes a path.")
        elif marked:
            line = Content(f"{marked:,} marked: i imports them together, c forgets the marks.")
        else:
            left = f"a shows {view.left_out:,} more · " if view.left_out else ""
            line = Content.styled(
                f"{len(view.entries):,} here · ⌫ goes up · {left}u feedback without account", "dim"
            )
        self.query_one("#note", Static).update(line)

    @on(FileTable.Marked)
    def _marked(self) -> None:
        self._say_marks()

    @on(FileTable.Highlighted)
    def _highlight(self, message: FileTable.Highlighted) -> None:
        if self._due is not None:
            self._due.stop()
        about = self.query_one("#about", Static)
        about.update("")
        entry = message.entry
        if entry.is_folder:
            about.update(Content.styled("enter opens the folder, i imports all that is in it", "dim"))
        else:
            self._due = self.set_timer(_REST, lambda: self.look(entry.path))

    @work(thread=True, exit_on_error=False, exclusive=True, group="look", name="look into file")
    def look(self, path: Path) -> None:
        from workspace.import_plan import PlanRequest

        try:
            plan = self._desk.plan(PlanRequest("auto", (path,)))
        except NrrError as error:
            self.post_message(self._Looked(path, None, str(error)))
        else:
            self.post_message(self._Looked(path, plan, ""))

    @on(_Looked)
    def _about(self, message: _Looked) -> None:
        current = self.query_one(FileTable).current
        if current is None or current.path != message.path:
            return
        lines = [Untrusted(message.fault).content(400, "$error")] if message.plan is None else []
        if message.plan is not None:
            lines = about_lines(message.plan)
        self.query_one("#about", Static).update(Content("\n").join(lines))

    @on(FileTable.Chosen)
    def _open(self, message: FileTable.Chosen) -> None:
        if message.entry.is_folder:
            self.list_folder(message.entry.path, None)
        else:
            self._go_on(message.entry)

    def action_go_on(self) -> None:
        self._go_on(self.query_one(FileTable).current)

    def _go_on(self, entry: Entry | None) -> None:
        table = self.query_one(FileTable)
        files = tuple(sorted(table.marks)) or ((entry.path,) if entry is not None else ())
        if files:
            self._plan(files)
        else:
            self.notify("There is nothing to import here.", markup=False)

    def _plan(self, files: tuple[Path, ...]) -> None:
        screen = PlanScreen(self._desk, files)

        def closed(_nothing: None) -> None:
            if screen.imported:
                self.action_clear()

        self.app.push_screen(screen, closed)

    def action_path(self) -> None:
        self.query_one("#path", Input).focus()

    @on(Input.Submitted, "#path")
    def _typed(self, message: Input.Submitted) -> None:
        path = Path(message.value.strip()).expanduser()
        self.query_one(FileTable).focus()
        if path.is_file():
            self._list_around(path)
            self._plan((path,))
        elif {"*", "?"} & set(message.value):
            self._name_folder()
            self._plan((path,))
        else:
            self.list_folder(path, None)

    def _list_around(self, path: Path) -> None:
        """List the folder of a file that was typed: coming back is to that file, whatever it is called."""
        from workspace.browsing import ENDINGS

        self._everything = self._everything or path.suffix.lower() not in ENDINGS
        place = path.parent.resolve() / path.name
        self.list_folder(place.parent, place)

    def go_back(self) -> None:
        """From the path to the files; there, back to home."""
        table = self.query_one(FileTable)
        if self.focused is table:
            self.app.call_later(self.app.run_action, "go('home')")
        else:
            table.focus()
            self._name_folder()

    def action_clear(self) -> None:
        self.query_one(FileTable).clear_marks()
        self._say_marks()

    def action_unmatched(self) -> None:
        self.app.push_screen(UnmatchedScreen(self._desk))

    def action_guide(self) -> None:
        self.app.push_screen(GuideScreen("import"))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        if worker.name == "list folder" and self._view is not None:
            self._name_folder()
        elif worker.name == "list folder":
            line = "This folder cannot be shown. / takes another path."
            self.query_one("#note", Static).update(Content(line))


def about_lines(plan: ImportPlan) -> list[Content]:
    """What a file seems to be, in three lines."""
    if not plan.kind:
        return [Content(f"No kind that is known, {plan.format}: enter, then t, names one.")]
    sure = f" ({words.decimal(plan.kind_confidence)})"
    lines = [
        Content.assemble((plan.kind, "bold"), sure, (" · ", "dim"), Content(Untrusted(plan.format).line(30))),
        Content(Untrusted(plan.kind_why).line(150)),
    ]
    if plan.saved:
        lines.append(Content(Untrusted(f"Fits the saved mapping {plan.saved}.").line(100)))
    elif plan.missing:
        lines.append(Content(f"To be confirmed: {', '.join(plan.missing)}."))
    return lines
