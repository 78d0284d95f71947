"""A figure opened: its formula, what goes into it, the rows it rests on and the files that brought them.

The figure is computed again from its inputs in front of the reader, and an input that is a figure opens in turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker

from tui import words
from tui.markdown import figure_markdown
from tui.screens.work import LoadingScreen
from tui.untrusted import Untrusted
from tui.widgets.block import Block
from tui.widgets.input_table import InputTable
from tui.widgets.key_bar import KeyBar
from tui.widgets.source_table import SourceTable
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from tui.desks.home import HomeDesk
    from workspace.explain import Opened


_FRAME = 3  # lines of a block beside its table's rows


class ExplainScreen(LoadingScreen):
    """Opens ``figure`` in a worker."""

    BINDING_GROUP_TITLE = "Figure"
    AUTO_FOCUS = "InputTable"
    CSS_PATH = "explain.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "Inputs or rows"),
        Binding("s", "sort", "Sort", tooltip="Inputs by size, or as the formula has them"),
        Binding("y", "copy", "Copy as Markdown", show=False),
    ]

    class _Loaded(Message):
        def __init__(self, opened: Opened) -> None:
            super().__init__()
            self.opened = opened

    def __init__(self, desk: HomeDesk, figure: str) -> None:
        super().__init__()
        self._desk = desk
        self._figure = figure
        self._opened: Opened | None = None
        self._by_size = False

    def compose(self) -> ComposeResult:
        yield TitleBar("Figure")
        with VerticalScroll(id="figure", can_focus=False):
            yield Static(Content.styled("Reckoning…", "dim"), id="said")
        yield Block("What goes in", InputTable(), "inputs")
        yield Block("What it rests on", SourceTable(), "rows")
        yield TaskBar()
        yield KeyBar()

    @work(thread=True, exit_on_error=False, exclusive=True, name="load figure")
    def load(self) -> None:
        self.post_message(self._Loaded(self._desk.explain(self._figure)))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        self.query_one("#said", Static).update(Untrusted(str(error)).content(600, "$error"))
        for key in ("inputs", "rows"):
            self.query_one(f"#{key}", Block).say("Nothing to show. esc goes back.")

    @on(_Loaded)
    def _show(self, message: _Loaded) -> None:
        opened = self._opened = message.opened
        self.query_one("#said", Static).update(_said(opened))
        inputs, rows = self.query_one("#inputs", Block), self.query_one("#rows", Block)
        if opened.explanation.inputs:
            inputs.fill(f"{words.count(len(opened.explanation.inputs), 'input')}; ▸ opens further")
            inputs.styles.height = len(opened.explanation.inputs) + _FRAME
        else:
            inputs.say("Nothing goes into it.")
        self._arrange()
        self.query_one(SourceTable).show_rows(opened.rows)
        if opened.rows:
            lost = f", {len(opened.lost):,} of them not in the store" if opened.lost else ""
            rows.fill(f"{words.count(len(opened.rows), 'row')}{_brought(opened)}{lost}")
        else:
            rows.say("No stored rows of its own: they stand under the inputs.")

    def _arrange(self) -> None:
        if self._opened is not None:
            inputs = self._opened.explanation.inputs
            shown = sorted(inputs, key=lambda one: -abs(one.value)) if self._by_size else inputs
            table = self.query_one(InputTable)
            table.sorted_by = "value" if self._by_size else ""
            table.show_rows(shown)

    def action_sort(self) -> None:
        self._by_size = not self._by_size
        self._arrange()

    def action_copy(self) -> None:
        if self._opened is not None:
            self.app.copy_to_clipboard(figure_markdown(self._opened))
            self.notify("Copied the figure as Markdown.", markup=False)


def _said(opened: Opened) -> Content:
    figure = opened.explanation
    lines = [
        Untrusted(figure.title).content(300, "bold"),
        Content.assemble(
            (words.figure_value(figure.value, figure.unit), "bold $accent"),
            "   ",
            (Untrusted(figure.figure).line(80), "dim"),
        ),
    ]
    if figure.words:
        lines.append(Untrusted(figure.words).content(600))
    lines += [
        Content.assemble(("formula     ", "dim"), Untrusted(figure.formula or "none").content(400)),
        Content.assemble(("recomputed  ", "dim"), _verdict(opened)),
    ]
    return Content("\n").join(lines)


def _verdict(opened: Opened) -> Content:
    if opened.again is None:
        return Content("nothing, as there is no value")
    again = words.figure_number(opened.again)
    if opened.same:
        return Content.assemble(f"{again} ", ("✓ the same", "$success"))
    return Content.assemble(f"{again} ", ("✗ NOT the same", "bold $error"))


def _brought(opened: Opened) -> str:
    files = {file.name for row in opened.rows for file in row.files}
    return f" from {words.count(len(files), 'file')}" if files else ""
