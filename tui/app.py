"""The terminal app: its screens, the keys that work everywhere, its two looks. Screens do the work."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import ModalScreen, Screen

from tui import going
from tui.desk import DemoBuilder, Desk, build_demo_desk
from tui.look import DARK, LIGHT
from tui.palette import commands_elsewhere, commands_of
from tui.read_once import ReadOnce
from tui.rooms import ROOMS
from tui.tidying import EVERY, Tidying
from tui.ways import Ways

if TYPE_CHECKING:
    from tui.places import Place

_DEMO_FOLDER = Path("demo")


class NrrApp(Ways):
    """``desk`` is None where there is no workspace yet; the start screen then offers the demo."""

    TITLE = "nrr"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(room.key, f"go('{room.name}')", room.title, show=False) for room in ROOMS),
        Binding("o", "go_to", "Go to", tooltip="Go to an account or a theme by typing"),
        Binding("l", "look", "Light or dark", show=False),
        Binding("question_mark", "keys", "Keys", key_display="?"),
        Binding("q", "quit", "Quit"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
    ]

    def __init__(
        self, desk: Desk | None, build: DemoBuilder = build_demo_desk, demo_folder: Path = _DEMO_FOLDER
    ) -> None:
        if desk is not None:
            self.DEFAULT_MODE = ROOMS[0].name  # type: ignore[misc]  # no blank screen is laid out on the way
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)  # else greys stay
        self.desk = desk
        self._build = build
        self._demo_folder = demo_folder
        self._tidying = Tidying()
        self.animation_level = "none"  # a key is answered in the next frame, not in twenty
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name
        self.stylesheet = ReadOnce(self.get_css_variables())
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (112, "-normal"), (160, "-wide")]
        if desk is not None:
            self._open(desk)

    async def on_mount(self) -> None:
        if self.desk is None:
            from tui.screens.start import StartScreen

            await self.push_screen(StartScreen(self._build, self._demo_folder))
        self.call_later(self._tidying.begin)
        self.set_interval(EVERY, self._tidy)

    def on_unmount(self) -> None:
        self._tidying.end()

    def _tidy(self) -> None:
        self._tidying.look(busy=any(not worker.is_finished for worker in self.workers))

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, (events.Key, events.MouseDown)):
            self._tidying.typed()
        await super().on_event(event)

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver, but for Escape, which it answers late."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        from tui.prompt_driver import PromptDriver

        return PromptDriver

    def _open(self, desk: Desk) -> None:
        self.desk = desk
        self.theme = LIGHT.name if desk.look() == "light" else DARK.name
        for room in ROOMS:
            self.add_mode(room.name, partial(room.make, desk))

    @on(going.Opened)
    async def _opened(self, message: going.Opened) -> None:
        self._open(message.desk)
        await self.switch_mode(ROOMS[0].name)

    async def action_go(self, mode: str) -> None:
        """To the room as it was left; to its own screen where we are in it already."""
        await (self.enter(mode) if mode == self.current_mode else self.switch_mode(mode))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The rooms and what is in them are there once a workspace is."""
        return self.desk is not None if action in ("go", "go_to") else True

    def action_go_to(self) -> None:
        from tui.screens.going_to import GoToScreen

        if self.desk is not None and not isinstance(self.screen, ModalScreen):
            self.push_screen(GoToScreen(self.desk), self._gone_to)

    def _gone_to(self, place: Place | None) -> None:
        if place is not None:
            account = place.kind == "account"
            self.post_message(going.OpenAccount(place.id) if account else going.OpenTheme(place.id))

    def action_look(self) -> None:
        look = "light" if self.theme == DARK.name else "dark"
        self.theme = LIGHT.name if look == "light" else DARK.name
        if self.desk is not None:
            self.desk.keep_look(look)

    def action_keys(self) -> None:
        from tui.screens.help import HelpScreen, key_lines

        self.push_screen(HelpScreen(key_lines(self.screen)))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield from commands_of(self, screen)
        if self.desk is not None:
            yield from commands_elsewhere(self, self.enter)


def run(workspace_root: Path | None) -> None:
    """Run the app on the workspace in ``workspace_root`` until the user quits; None offers the demo."""
    NrrApp(None if workspace_root is None else Desk(workspace_root)).run()
