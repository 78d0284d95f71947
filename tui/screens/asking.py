"""What a screen that asks does off the event loop: load the room, ask, change the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.worker import get_current_worker

from tui.asking import Talk
from tui.screens.scoped import ScopedScreen
from tui.screens.work import Stopped
from tui.widgets.turn_table import TurnTable

if TYPE_CHECKING:
    from assistant.events import AskEvent
    from tui.desks.asking import AskingDesk
    from workspace.ask import AskRequest
    from workspace.ask_room import AskRoom
    from workspace.asked import Turn


class AskingScreen(ScopedScreen):
    """Asks in a worker that esc stops; what it tells arrives as messages that know their question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "Undo", show=False, tooltip="Keep again what was deleted"),
        Binding("r", "reload", "Load again", show=False),
    ]

    class Loaded(Message):
        """What can be asked about, and what was asked."""

        def __init__(self, room: AskRoom, turns: tuple[Turn, ...]) -> None:
            super().__init__()
            self.room, self.turns = room, turns

    class Heard(Message):
        """The question of number ``asked`` tells something; words are a remark."""

        def __init__(self, asked: int, event: AskEvent | str) -> None:
            super().__init__()
            self.asked, self.event = asked, event

    class Answered(Message):
        """The question of number ``asked`` is answered."""

        def __init__(self, asked: int, turn: Turn) -> None:
            super().__init__()
            self.asked, self.turn = asked, turn

    class Changed(Message):
        """``turn`` was deleted (``gone``), or kept again."""

        def __init__(self, turn: Turn, gone: bool) -> None:
            super().__init__()
            self.turn, self.gone = turn, gone

    def __init__(self, desk: AskingDesk) -> None:
        super().__init__()
        self._desk = desk
        self._talk = Talk()
        self._deleted: list[Turn] = []

    def on_screen_resume(self) -> None:
        self.call_after_refresh(self.load)  # paint first

    def action_reload(self) -> None:
        self.load()

    @work(thread=True, exit_on_error=False, exclusive=True, group="load", name="load room")
    def load(self) -> None:
        self.post_message(self.Loaded(self._desk.ask_room(), self._desk.asked_turns()))

    @work(thread=True, exit_on_error=False, group="ask", name="task ask")
    def ask(self, asked: int, request: AskRequest) -> None:
        from workspace.ask import Telling

        worker = get_current_worker()

        def go_on() -> None:
            if worker.is_cancelled:
                raise Stopped("stopped")

        def heard(event: AskEvent | str) -> None:
            self.post_message(self.Heard(asked, event))

        turn = self._desk.ask(request, Telling(heard, heard, go_on))
        go_on()
        self.post_message(self.Answered(asked, turn))

    @work(thread=True, exit_on_error=False, group="keep", name="keep history", description="keep")
    def change(self, turn: Turn, gone: bool) -> None:
        if gone:
            self._desk.delete_asked(turn.number)
        else:
            turn = self._desk.keep_asked(turn)
        self.post_message(self.Changed(turn, gone))

    @on(TurnTable.Deleted)
    def _delete(self, message: TurnTable.Deleted) -> None:
        self.change(message.turn, True)

    def action_undo(self) -> None:
        if self._deleted:
            self.change(self._deleted.pop(), False)
        else:
            self.notify("Nothing was deleted here.", markup=False)

    @on(Changed)
    def _change(self, message: Changed) -> None:
        turn = message.turn
        if message.gone:
            self._deleted.append(turn)
            self._talk.turns = [one for one in self._talk.turns if one.number != turn.number]
            self.notify("Deleted the question with its answer. u keeps it again.", markup=False)
        self.load()
