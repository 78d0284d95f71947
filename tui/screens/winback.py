"""Win-back: who left and may be asked to come back, who not, each with every reason; and how many came back so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.worker import Worker

from tui import play_details, play_lines
from tui.desks.plays import DraftWish
from tui.going import OpenDraft
from tui.play_views import View
from tui.screens.play_room import PlayRoom
from tui.untrusted import Untrusted
from tui.widgets.returns_line import ReturnsLine
from tui.widgets.winback_table import LeaverRow, WinbackTable

if TYPE_CHECKING:
    from playbooks.draft_life import KeptDraft
    from workspace.winback import WinBackBoard

_ENDED = ("done", "outcome", "rejected")
_ORDERS = (
    ("arr", None),
    ("latest", lambda row: (-row.line.departure.day.toordinal(), row.line.departure.account)),
    ("account", lambda row: row.line.name.casefold()),
    ("reason", lambda row: row.line.departure.reason.casefold()),
)
_NOBODY = "Nobody is here. An account comes here when it has left: nrr import accounts reads the day and the reason."


class WinbackScreen(PlayRoom):
    """Holds the board; the campaign of the chosen account opens as a draft."""

    BINDING_GROUP_TITLE = "Win-back"
    TITLE_OF = "Win-back"
    CSS_PATH: ClassVar[str] = "play_room.tcss"

    class _Loaded(Message):
        def __init__(self, board: WinBackBoard, kept: tuple[KeptDraft, ...], model: str) -> None:
            super().__init__()
            self.board, self.kept, self.model = board, kept, model

    def make_views(self) -> tuple[View, ...]:
        def view(name: str, title: str, drafts: bool) -> View:
            return View(
                name,
                title,
                WinbackTable,
                lambda row: row.line.departure.account,
                play_lines.leaver_text,
                _ORDERS,
                lambda row: play_details.winback_detail(row, self.currency, self.way()),
                play_lines.leaver_line,
                _NOBODY,
                lambda row: row.line.departure.account,
                drafts,
            )

        return (
            view("may", "May be asked", True),
            view("not", "Not now", False),
            view("all", "All who left", True),
        )

    def lead(self) -> ComposeResult:
        yield ReturnsLine(Content.styled("Counting who came back…", "dim"))

    def load_all(self) -> None:
        self.load_board()

    @work(thread=True, exit_on_error=False, exclusive=True, name="load who left")
    def load_board(self) -> None:
        model, kept = self.desk.model_name(), self.desk.drafts()
        self.post_message(self._Loaded(self.desk.winback(), kept, model))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        super().failed(worker, error)
        if worker.name == "load who left" and not self.rows:
            self.failures = {view.name for view in self.views}
            self.query_one(ReturnsLine).update(Content.styled("Who came back cannot be counted.", "dim"))
            self.show_view(self.view.name)

    @on(_Loaded)
    def _show(self, message: _Loaded) -> None:
        board, self.model = message.board, message.model
        self.query_one(ReturnsLine).show_returns(board.returns, board.currency)
        own = {
            one.account: one
            for one in reversed(message.kept)
            if one.kind == "win-back" and one.status.value not in _ENDED
        }
        rows = [LeaverRow(line, own.get(line.departure.account)) for line in board.lines]
        self.fill("may", [row for row in rows if row.line.verdict.eligible], board.currency)
        self.fill("not", [row for row in rows if not row.line.verdict.eligible], board.currency)
        self.fill("all", rows, board.currency)

    def wish_for(self, row: Any) -> DraftWish | None:
        verdict = row.line.verdict
        if verdict.eligible:
            return DraftWish(row.line.departure.account, self.manner.style, by_model=self.manner.by_model)
        said = f"{row.line.name} is not asked to come back: {'; '.join(verdict.reasons)}."
        self.notify(Untrusted(said).line(400), markup=False, timeout=8)
        return None

    def open_row(self, row: Any) -> None:
        if row.kept is not None:
            self.post_message(OpenDraft(row.kept.id))
        elif (wish := self.wish_for(row)) is not None:
            self.begin_draft(wish)
