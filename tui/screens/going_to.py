"""Where to go: an account or a theme of the latest month, found by typing. Escape answers nowhere."""

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
from tui import words
from tui.places import Kind, Place, ranked
from tui.untrusted import Untrusted
from tui.widgets.place_table import PlaceTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.desks.places import PlacesDesk

_NAMES: dict[Kind | None, str] = {None: "account or theme", "account": "account", "theme": "theme"}


class GoToScreen(ModalScreen["Place | None"]):
    """Dismissed with a place, None on escape. ``only`` offers accounts or themes alone."""

    CSS_PATH = "going_to.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back"),
        Binding("down", "move(1)", "Next", show=False),
        Binding("up", "move(-1)", "Before", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
    ]

    class _Loaded(Message):
        def __init__(self, places: Sequence[Place]) -> None:
            super().__init__()
            self.places = places

    def __init__(self, desk: PlacesDesk, only: Kind | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._only = only
        self._places: Sequence[Place] | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="going"):
            yield Input(
                placeholder=f"type the name of an {_NAMES[self._only]}"
                if self._only != "theme"
                else "type words of a theme"
            )
            yield PlaceTable()
            yield Static(Content.styled("Loading…", "dim"), id="way")

    def on_mount(self) -> None:
        self.query_one("#going").border_title = "Go to"
        self.query_one(PlaceTable).can_focus = False  # the keys go on to what is typed
        self.load()

    @work(thread=True, exit_on_error=False, name="load places")
    def load(self) -> None:
        found = self._desk.places()
        self.post_message(self._Loaded([one for one in found if self._only in (None, one.kind)]))

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            said = str(error) if isinstance(error, NrrError) else f"{type(error).__name__}: {error}"
            self.query_one("#way", Static).update(Untrusted(said).content(300, "$error"))

    @on(_Loaded)
    def _keep(self, message: _Loaded) -> None:
        self._places = message.places
        self._narrow()

    @on(Input.Changed)
    def _narrow(self) -> None:
        if self._places is None:
            return
        found = ranked(self._places, self.query_one(Input).value)
        self.query_one(PlaceTable).show_rows(found)
        if not self._places:
            said = "There is nothing to go to yet: import accounts and feedback first.   "
        elif not found:
            said = f"no {_NAMES[self._only]} is called like this   "
        else:
            said = f"{len(found):,} of {words.count(len(self._places), 'place')}   "
        self.query_one("#way", Static).update(
            Content.styled(f"{said}↑↓ choose   enter goes   esc back", "dim")
        )

    @on(Input.Submitted)
    def _take(self) -> None:
        place = self.query_one(PlaceTable).current
        if place is not None:
            self.dismiss(place)

    @on(PlaceTable.Chosen)
    def _take_clicked(self, message: PlaceTable.Chosen) -> None:
        self.dismiss(message.place)

    def action_move(self, step: int) -> None:
        self.query_one(PlaceTable).action_move(step)

    def action_page(self, pages: int) -> None:
        self.query_one(PlaceTable).action_page(pages)
