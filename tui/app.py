"""The terminal app: its screens, the keys that work everywhere, its two looks. Screens do the work."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from tui.desk import DemoBuilder, Desk, WorkspaceDesk, build_demo_desk
from tui.look import DARK, LIGHT
from tui.palette import commands_of
from tui.screens.account_choice import AccountScreen
from tui.screens.brief import BriefScreen
from tui.screens.help import HelpScreen, key_lines
from tui.screens.home import HomeScreen
from tui.screens.importing import ImportScreen
from tui.screens.start import StartScreen
from tui.screens.themes import ThemesScreen

_DEMO_FOLDER = Path("demo")


class NrrApp(App[None]):
    """``desk`` is None where there is no workspace yet; the start screen then offers the demo."""

    TITLE = "nrr"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "go('home')", "Home"),
        Binding("2", "go('themes')", "Themes"),
        Binding("3", "go('import')", "Import"),
        Binding("b", "brief", "Brief", tooltip="An account on one page"),
        Binding("l", "look", "Light or dark", show=False),
        Binding("question_mark", "keys", "Keys", key_display="?"),
        Binding("q", "quit", "Quit"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
    ]

    def __init__(
        self, desk: Desk | None, build: DemoBuilder = build_demo_desk, demo_folder: Path = _DEMO_FOLDER
    ) -> None:
        super().__init__()
        self._desk = desk
        self._build = build
        self._demo_folder = demo_folder
        self.animation_level = "none"  # a key is answered in the next frame, not in twenty
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (112, "-normal"), (160, "-wide")]

    async def on_mount(self) -> None:
        if self._desk is None:
            await self.push_screen(StartScreen(self._build, self._demo_folder))
        else:
            await self._open(self._desk)

    async def _open(self, desk: Desk) -> None:
        self._desk = desk
        self._themes = ThemesScreen(desk)
        self.add_mode("home", lambda: HomeScreen(desk))
        self.add_mode("themes", lambda: self._themes)
        self.add_mode("import", lambda: ImportScreen(desk))
        await self.switch_mode("home")

    @on(StartScreen.Opened)
    async def _opened(self, message: StartScreen.Opened) -> None:
        await self._open(message.desk)

    @on(HomeScreen.ThemeChosen)
    async def _theme_chosen(self, message: HomeScreen.ThemeChosen) -> None:
        self._themes.open_theme(message.theme_id, message.month)
        await self.switch_mode("themes")

    async def action_go(self, mode: str) -> None:
        await self.switch_mode(mode)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Home, themes, import and briefs are there once a workspace is."""
        return self._desk is not None if action in ("go", "brief") else True

    def action_brief(self) -> None:
        desk = self._desk
        if desk is None or isinstance(self.screen, ModalScreen | BriefScreen):
            return

        def taken(account: str | None) -> None:
            if account is not None:
                self.push_screen(BriefScreen(desk, account))

        self.push_screen(AccountScreen(desk), taken)

    def action_look(self) -> None:
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def action_keys(self) -> None:
        self.push_screen(HelpScreen(key_lines(self.screen)))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield from commands_of(self, screen)


def run(workspace_root: Path | None) -> None:
    """Run the app on the workspace in ``workspace_root`` until the user quits; None offers the demo."""
    NrrApp(None if workspace_root is None else WorkspaceDesk(workspace_root)).run()
