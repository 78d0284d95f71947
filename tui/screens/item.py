"""One ticket, survey answer or call in full, opened from a quote."""

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
from tui.markdown import item_markdown
from tui.screens.work import LoadingScreen
from tui.untrusted import Untrusted
from tui.widgets.key_bar import KeyBar
from tui.widgets.task_bar import TaskBar
from tui.widgets.title_bar import TitleBar
from tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from tui.desks.months import MonthsDesk
    from workspace.item_view import ItemView


class ItemScreen(LoadingScreen):
    """Loads the item in a worker and shows the quoted words in place."""

    BINDING_GROUP_TITLE = "Item"
    CSS_PATH = "item.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy as Markdown"),
    ]

    class _Loaded(Message):
        def __init__(self, view: ItemView) -> None:
            super().__init__()
            self.view = view

    def __init__(self, desk: MonthsDesk, item_id: str, part_id: str = "", quoted: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._item_id = item_id
        self._part_id = part_id
        self._quoted = quoted
        self._view: ItemView | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar("Item")
        yield Static(Content.styled("Loading…", "dim"), id="facts")
        yield Transcript()
        yield TaskBar()
        yield KeyBar()

    @work(thread=True, exit_on_error=False, exclusive=True, name="load item")
    def load(self) -> None:
        self.post_message(self._Loaded(self._desk.item(self._item_id)))

    @on(_Loaded)
    async def _show(self, message: _Loaded) -> None:
        self._view = message.view
        self.query_one("#facts", Static).update(_facts(message.view))
        transcript = self.query_one(Transcript)
        part_id = self._part_id or _part_with(message.view, self._quoted)
        await transcript.show_item(message.view, part_id, self._quoted)
        transcript.focus()

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        self.query_one("#facts", Static).update(
            Content("The item cannot be shown. r tries again, esc goes back.")
        )

    def action_copy(self) -> None:
        if self._view is not None:
            self.app.copy_to_clipboard(item_markdown(self._view))
            self.notify("Copied the item as Markdown.", markup=False)


def _part_with(view: ItemView, quoted: str) -> str:
    """The id of the first part that says ``quoted``; empty where none does."""
    return next((part.id for part in view.parts if quoted and quoted in part.text), "")


def _facts(view: ItemView) -> Content:
    item = view.item
    account = Untrusted(view.account_name or item.account.account_id or "no account").line(50)
    lines = [
        Content.assemble(
            (
                item.source.value.upper() if item.source.value == "nps" else item.source.value.capitalize(),
                "bold",
            ),
            " ",
            Content(Untrusted(item.external_id or item.id).line(40)),
            (" · ", "dim"),
            Content(account).stylize("bold"),
            (" · ", "dim"),
            words.moment(item.occurred_at),
        )
    ]
    if item.subject:
        lines.append(Untrusted(item.subject).content(300, "italic"))
    notes = [f"score {item.score:g} ({item.score_scale})"] if item.score is not None else []
    notes += [Untrusted(f"{name} {value}").line(30) for name, value in _tagged(view) if value]
    if notes:
        lines.append(Content.styled(" · ", "dim").join([Content(note) for note in notes]))
    return Content("\n").join(lines)


def _tagged(view: ItemView) -> tuple[tuple[str, str], ...]:
    item = view.item
    return (
        ("status", item.status),
        ("priority", item.priority),
        ("tags", ", ".join(item.tags)),
        ("account by", item.account.method.value),
        ("item", item.id),
    )
