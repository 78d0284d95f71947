"""How files would be read: kind, format, and the column of each field, all of it open to change.

Trying (``d``) and importing (``i``) run in a worker that can be stopped; a stopped import keeps nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker

from tui import words
from tui.screens.choosing import AskScreen, ChooseScreen
from tui.screens.import_report import ReportScreen
from tui.screens.work import Stopped, TopScreen
from tui.untrusted import Untrusted
from tui.widgets.choice_table import Option
from tui.widgets.key_bar import KeyBar
from tui.widgets.mapping_table import MappingTable
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from ingest.items import ImportReport
    from tui.desk import Desk
    from workspace.import_plan import ImportPlan

_NONE = "\0none"
_EXTRAS = {
    "tickets": ("system", "date_order"),
    "nps": ("system", "date_order", "score_scale"),
    "calls": ("system", "date_order", "account", "date"),
}
"""What may hold for every row beside the fields, by kind."""


class PlanScreen(TopScreen):
    """One set of files on its way in; ``imported`` says whether it got there."""

    BINDING_GROUP_TITLE = "How it is read"
    AUTO_FOCUS = "MappingTable"
    CSS_PATH = "import_plan.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "try", "Try", tooltip="Say what would be kept and dropped; write nothing"),
        Binding("i", "import", "Import"),
        Binding("t", "kind", "Another kind of data", show=False),
        Binding("v", "value", "A value for every row", show=False),
        Binding("m", "save", "Save the mapping under a name with the import", show=False),
    ]

    class _Planned(Message):
        def __init__(self, plan: ImportPlan) -> None:
            super().__init__()
            self.plan = plan

    class _Done(Message):
        def __init__(self, report: ImportReport, tried: bool) -> None:
            super().__init__()
            self.report, self.tried = report, tried

    def __init__(self, desk: Desk, files: tuple[Path, ...]) -> None:
        super().__init__()
        self._desk = desk
        self._files = files
        self._kind = "auto"
        self._plan: ImportPlan | None = None
        self._by_hand: dict[str, str] = {}
        self._constants: dict[str, str] = {}
        self._save_as = ""
        self.imported = False

    def compose(self) -> ComposeResult:
        yield TitleBar("Import")
        yield Static(Content.styled("Looking into the file…", "dim"), id="head")
        yield MappingTable()
        yield Static("", id="todo")
        yield TaskBar()
        yield KeyBar()

    def on_mount(self) -> None:
        self.plan()

    @work(thread=True, exit_on_error=False, exclusive=True, name="plan import")
    def plan(self) -> None:
        from workspace.import_plan import PlanRequest

        request = PlanRequest(self._kind, self._files, dict(self._by_hand), dict(self._constants))
        self.post_message(self._Planned(self._desk.plan(request)))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        if isinstance(error, Stopped):
            return
        where = "#head" if worker.name == "plan import" else "#todo"
        self.query_one(where, Static).update(Untrusted(str(error)).content(600, "$error"))

    @on(_Planned)
    def _show(self, message: _Planned) -> None:
        plan = self._plan = message.plan
        self.query_one("#head", Static).update(self._head(plan))
        table = self.query_one(MappingTable)
        table.display = bool(plan.fields)
        table.show_rows(plan.fields, table.cursor)
        self.query_one("#todo", Static).update(self._todo(plan))

    def _head(self, plan: ImportPlan) -> Content:
        more = f" and {plan.files - 1:,} more" if plan.files > 1 else ""
        lines = [
            Content.assemble(Content(Untrusted(plan.file).line(60)).stylize("bold"), (f"{more}", "dim")),
            Content.assemble(
                (plan.kind or "no kind that is known", "bold"),
                f" ({words.decimal(plan.kind_confidence)}) · " if plan.kind else " · ",
                Content(Untrusted(plan.format).line(20)),
                (" · ", "dim"),
                Content(Untrusted(plan.kind_why).line(90)),
            ),
        ]
        if plan.saved:
            lines.append(Content(Untrusted(f"Read with the saved mapping {plan.saved}.").line(100)))
        if plan.system:
            lines.append(Content("Its own reader knows the fields; there is nothing to map."))
        if plan.kind == "calls" and plan.system:
            lines.append(Content("A call's account and date: v, for example account=ID and date=2026-10-13."))
        return Content("\n").join(lines)

    def _todo(self, plan: ImportPlan) -> Content:
        lines = []
        if plan.missing:
            words = f"Confirm or choose: {', '.join(plan.missing)} (enter)."
            lines.append(Content.assemble(("? ", "bold"), words))
        if plan.constants:
            values = ", ".join(f"{name}={value}" for name, value in plan.constants)
            lines.append(Content(Untrusted(f"For every row: {values}").line(120)))
        if self._save_as:
            lines.append(Content(Untrusted(f"The mapping will be saved as {self._save_as}.").line(120)))
        if any(one.column and not one.read for one in plan.fields):
            lines.append(Content.styled("A column marked ? is read once you confirm it with enter.", "dim"))
        if plan.kind:
            lines.append(
                Content.styled("t another kind · v a value for every row · m saves the mapping", "dim")
            )
        if not plan.kind:
            lines.append(Content("t names the kind of data this is."))
        return Content("\n").join(lines)

    @on(MappingTable.Chosen)
    def _change(self, message: MappingTable.Chosen) -> None:
        plan, field = self._plan, message.field
        if plan is None or self.busy():
            return
        options = [Option(_NONE, "– no column –", "leave the field out")]
        options += [Option(header, header, sample) for header, sample in plan.columns]

        def taken(value: str | None) -> None:
            if value is not None:
                self._choose(field.field, value)

        title = f"Which column is {field.field}?"
        self.app.push_screen(ChooseScreen(title, ("Column", "Looks like"), options, field.column), taken)

    def _choose(self, field: str, column: str) -> None:
        if column == _NONE:
            self._by_hand[field] = ""
        else:
            self._by_hand = {one: held for one, held in self._by_hand.items() if held != column}
            self._by_hand[field] = column
        self.plan()

    def action_kind(self) -> None:
        if self._plan is None or self.busy():
            return
        from workspace.importing import KINDS

        now = self._plan.kind
        sure = {now: self._plan.kind_confidence, **dict(self._plan.kinds)}
        options = [Option(kind, kind, words.decimal(sure[kind]) if sure.get(kind) else "") for kind in KINDS]

        def taken(kind: str | None) -> None:
            if kind is not None and kind != now:
                self._kind, self._by_hand, self._constants = kind, {}, {}
                self.plan()

        screen = ChooseScreen("What kind of data is it?", ("Kind", "As sure as"), options, now)
        self.app.push_screen(screen, taken)

    def action_value(self) -> None:
        if self._plan is None or self.busy():
            return
        names = [*(one.field for one in self._plan.fields), *_EXTRAS.get(self._plan.kind, ("date_order",))]
        about = f"Write field=value; field= takes it away. Fields: {', '.join(dict.fromkeys(names))}."

        def taken(text: str | None) -> None:
            name, equals, value = (text or "").partition("=")
            if not equals or not name.strip():
                return
            self._constants[name.strip()] = value.strip()  # nothing takes a saved mapping's value away too
            self.plan()

        self.app.push_screen(AskScreen("A value for every row", about), taken)

    def action_save(self) -> None:
        if self._plan is None or self.busy():
            return

        def taken(name: str | None) -> None:
            if name is not None and self._plan is not None:
                self._save_as = name
                self.query_one("#todo", Static).update(self._todo(self._plan))

        about = "Files with the same columns will be read the same way. An empty name saves nothing."
        self.app.push_screen(AskScreen("Save the mapping as", about, self._save_as), taken)

    def action_try(self) -> None:
        self._start(tried=True)

    def action_import(self) -> None:
        self._start(tried=False)

    def _start(self, *, tried: bool) -> None:
        plan = self._plan
        if plan is None or self.busy():
            return
        if not plan.kind or plan.missing:
            wanted = ", ".join(plan.missing) or "the kind"
            self.notify(f"First choose {wanted}.", severity="warning", markup=False)
            return
        self.query_one("#todo", Static).update(self._todo(plan))
        self.query_one(TaskBar).begin("trying" if tried else "importing")
        self.task_import(plan, tried)

    @work(thread=True, exit_on_error=False, name="task import", description="import")
    def task_import(self, plan: ImportPlan, tried: bool) -> None:
        from workspace.importing import ImportRequest

        request = ImportRequest(
            plan.kind,
            self._files,
            mapping=self._mapping(plan),
            constants=dict(plan.constants),
            dry_run=tried,
            save_map="" if tried else self._save_as,
            no_saved_map=True,  # what the screen says is whole: it has the saved mapping in it
        )
        self.post_message(self._Done(self._desk.run_import(request, self.reporter()), tried))

    def _mapping(self, plan: ImportPlan) -> dict[str, str]:
        """What the screen says is read, and nothing else."""
        if plan.system:
            return {}
        return {one.field: one.column if one.read else "" for one in plan.fields}

    @on(_Done)
    def _report(self, message: _Done) -> None:
        self.imported = self.imported or not message.tried
        screen = ReportScreen(self._desk, message.report, message.tried)

        def closed(_nothing: None) -> None:
            if screen.go_on:
                self.action_import()
            elif self.imported:
                self.dismiss()

        self.app.push_screen(screen, closed)
