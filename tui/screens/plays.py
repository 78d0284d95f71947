"""Plays: what is due and what waits, the drafts on their way, those that are done and what came of them; promises of
our staff, and notes that close the loop. Enter leads on from each; nothing is ever sent.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.worker import Worker

from tui import play_details, play_lines, play_words
from tui.desks.plays import DraftWish
from tui.going import OpenDraft, OpenEvidence
from tui.play_views import View
from tui.screens.choosing import ChooseScreen
from tui.screens.play_room import PlayRoom
from tui.untrusted import Untrusted
from tui.widgets.choice_table import Option
from tui.widgets.draft_table import DraftTable
from tui.widgets.due_table import DueRow, DueTable
from tui.widgets.loop_table import LoopRow, LoopTable
from tui.widgets.promise_table import PromiseTable

if TYPE_CHECKING:
    from accounts.outcomes.effects import PlayOutcome
    from playbooks.draft_life import KeptDraft
    from workspace.loop import LoopBoard
    from workspace.play_board import DueBoard
    from workspace.play_outcomes import OutcomesView
    from workspace.promises import Ledger

_DONE = ("done", "outcome", "rejected")
_DUE_ORDERS = (
    ("urgency", None),
    ("arr", lambda row: (-row.line.arr, row.line.account)),
    ("account", lambda row: row.line.name.casefold()),
    ("owner", lambda row: (row.line.owner.casefold(), row.line.due)),
    ("play", lambda row: (row.line.play, row.line.due)),
)
_DRAFT_ORDERS = (
    ("newest", None),
    ("account", lambda kept: kept.draft.name.casefold()),
    ("status", lambda kept: kept.status.value),
    ("play", lambda kept: kept.draft.play),
)


class PlaysScreen(PlayRoom):
    """Holds what each view shows; every view is loaded by a worker of its own."""

    BINDING_GROUP_TITLE = "Plays"
    TITLE_OF = "Plays"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mark", "Kept or broken", tooltip="Say what became of the promise"),
        Binding("u", "undo", "Undo", tooltip="Take back what was last said of the promise"),
    ]

    class _Came(Message):
        def __init__(self, name: str, found: Any) -> None:
            super().__init__()
            self.name, self.found = name, found

    def __init__(self, desk: Any) -> None:
        self._today = date.min
        self._boards: tuple[DueBoard, DueBoard] | None = None
        self._kept: tuple[KeptDraft, ...] = ()
        self._effects: dict[str, PlayOutcome] = {}
        self._effects_known = False
        super().__init__(desk)

    def make_views(self) -> tuple[View, ...]:
        def due(name: str, title: str, empty: str) -> View:
            return View(
                name,
                title,
                DueTable,
                lambda row: f"{row.line.account}/{row.line.play}",
                play_lines.due_text,
                _DUE_ORDERS,
                lambda row: play_details.due_detail(row, self._today, self.currency, self.way()),
                play_lines.due_line,
                empty,
                lambda row: row.line.account,
                drafts=True,
            )

        def kept(name: str, title: str, done: bool, empty: str) -> View:
            return View(
                name,
                title,
                lambda: DraftTable(done),
                lambda row: row.id,
                play_lines.kept_text,
                _DRAFT_ORDERS,
                self._kept_detail,
                lambda row: play_lines.kept_line(row, self.currency),
                empty,
                lambda row: row.account,
            )

        return (
            due("due", "Due", "No play is due now. → shows what waits and why."),
            due("waits", "Waits", "Nothing is held back."),
            kept("drafts", "Drafts", False, "No draft is on its way. ← to what is due: enter drafts a play."),
            kept(
                "done", "Done", True, "Nothing is done yet. A draft that was exported is marked done with d."
            ),
            View(
                "promises",
                "Promises",
                PromiseTable,
                lambda line: line.promise.id,
                play_lines.promise_text,
                (("overdue first", None), ("account", lambda line: (not line.name, line.name.casefold()))),
                lambda line: play_details.promise_detail(line, self._today),
                play_lines.promise_line,
                "No promise with a time is found in what our people said in calls and replies.",
                lambda line: line.promise.turn.account,
            ),
            View(
                "loop",
                "Close the loop",
                LoopTable,
                lambda row: f"{row.theme.id}/{row.raised.account}",
                play_lines.loop_text,
                (("waiting first", None), ("arr", lambda row: -row.raised.arr)),
                lambda row: play_details.loop_detail(row, self.currency, self.way()),
                play_lines.loop_line,
                "No theme is marked as mended. Resolve one among the themes (2): who raised it is then listed here.",
                lambda row: row.raised.account,
                drafts=True,
            ),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("mark", "undo"):
            return self.view.name == "promises"
        return super().check_action(action, parameters)

    def load_all(self) -> None:
        self.load_drafts()
        self.load_due()

    def load_rest(self) -> None:
        """What is asked for less often comes once what is due has come, so that it does not wait."""
        self.load_promises()
        self.load_loop()
        self.load_effects()

    @work(thread=True, exit_on_error=False, exclusive=True, group="drafts", name="load drafts")
    def load_drafts(self) -> None:
        self.post_message(self._Came("drafts", (self.desk.drafts(), self.desk.model_name())))

    @work(thread=True, exit_on_error=False, exclusive=True, group="due", name="load due")
    def load_due(self) -> None:
        self.post_message(self._Came("due", self.desk.due_and_held()))

    @work(thread=True, exit_on_error=False, exclusive=True, group="promises", name="load promises")
    def load_promises(self) -> None:
        self.post_message(self._Came("promises", self.desk.promises()))

    @work(thread=True, exit_on_error=False, exclusive=True, group="loop", name="load loop")
    def load_loop(self) -> None:
        self.post_message(self._Came("loop", self.desk.loop()))

    @work(thread=True, exit_on_error=False, exclusive=True, group="effects", name="load effects")
    def load_effects(self) -> None:
        self.post_message(self._Came("effects", self.desk.effects()))

    def failed(self, worker: Worker[object], error: BaseException) -> None:
        if worker.name == "load effects":
            return  # without plays or revenue there is none to show, and the view says so by itself
        super().failed(worker, error)
        name = worker.name.removeprefix("load ")
        self.failures |= {name, "waits"} if name == "due" else {name, "done"} if name == "drafts" else {name}
        if worker.name == "load due":
            self.load_rest()
        if self.is_mounted:
            self.show_view(self.view.name)

    @on(_Came)
    def _show(self, message: _Came) -> None:
        getattr(self, f"_show_{message.name}")(message.found)

    def _show_due(self, boards: tuple[DueBoard, DueBoard]) -> None:
        self._boards, self._today = boards, boards[0].as_of
        self._fill_due()
        self.load_rest()

    def _fill_due(self) -> None:
        if self._boards is None:
            return
        open_drafts = {
            (one.account, one.draft.play): one
            for one in reversed(self._kept)
            if one.status.value not in _DONE
        }
        for name, board in zip(("due", "waits"), self._boards, strict=True):
            rows = [DueRow(line, open_drafts.get((line.account, line.play))) for line in board.lines]
            self.fill(name, rows, board.currency)

    def _show_drafts(self, found: tuple[tuple[KeptDraft, ...], str]) -> None:
        self._kept, self.model = found
        self.fill("drafts", [one for one in self._kept if one.status.value not in _DONE])
        self.fill("done", [one for one in self._kept if one.status.value in _DONE])
        self._fill_due()

    def _show_promises(self, found: Ledger) -> None:
        self._today = max(self._today, found.as_of)
        self.fill("promises", found.lines)

    def _show_loop(self, board: LoopBoard) -> None:
        rows = [LoopRow(theme, one) for theme in board.themes for one in theme.raised]
        self.fill("loop", rows, board.currency)

    def _show_effects(self, found: OutcomesView) -> None:
        self._effects = {one.play.casefold(): one for one in found.outcomes}
        self._effects_known = True
        self.show_chosen()

    def _kept_detail(self, kept: KeptDraft) -> Any:
        effect = self._effects.get(kept.draft.play.casefold())
        return play_details.draft_detail(kept, self.currency, effect, self._effects_known)

    def wish_for(self, row: Any) -> DraftWish | None:
        if isinstance(row, DueRow):
            if row.line.in_library:
                return DraftWish(
                    row.line.account, self.manner.style, row.line.play, by_model=self.manner.by_model
                )
            said = f"“{row.line.play}” is not in the library of plays, so it cannot be drafted."
        elif isinstance(row, LoopRow):
            if not row.raised.silent:
                wish = (row.raised.account, self.manner.style, "", row.theme.id, self.manner.by_model)
                return DraftWish(*wish)
            said = f"Nothing goes to {row.raised.name}: {row.raised.silent}"
        else:
            said = "This is no line to draft from."
        self.notify(Untrusted(said).line(300), markup=False)
        return None

    def open_row(self, row: Any) -> None:
        if isinstance(row, DueRow | LoopRow):
            own = row.kept.id if isinstance(row, DueRow) and row.kept else ""
            own = row.raised.draft if isinstance(row, LoopRow) else own
            if own:
                self.post_message(OpenDraft(own))
            elif (wish := self.wish_for(row)) is not None:
                self.begin_draft(wish)
        elif self.view.name == "promises":
            turn = row.promise.turn
            self.post_message(OpenEvidence(turn.item, turn.part, row.promise.what))
        else:
            self.post_message(OpenDraft(row.id))

    def action_mark(self) -> None:
        line = self.table.current
        if line is None:
            return
        options = [Option("kept", "It was kept"), Option("broken", "It was not kept")]

        def taken(says: str | None) -> None:
            if says is not None:
                self._mark(line.promise.id, says)

        self.app.push_screen(ChooseScreen("What became of the promise?", ("Mark", "About"), options), taken)

    def action_undo(self) -> None:
        line = self.table.current
        if line is not None:
            self._mark(line.promise.id, "undone")

    @work(thread=True, exit_on_error=False, name="mark promise")
    def _mark(self, promise: str, says: str) -> None:
        from playbooks.promises.standing import Says

        line = self.desk.mark_promise(promise, Says(says))
        state = play_words.promise_state(line)
        self.say(f"{'Taken back' if says == 'undone' else 'Noted'}: it is {state}.")
        self.post_message(self._Came("promises", self.desk.promises()))
