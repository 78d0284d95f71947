"""The rooms of the app in the order of their keys. A room's screen is imported when it is first entered."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.desk import Desk
    from tui.screens.work import WorkScreen


@dataclass(frozen=True, slots=True)
class Room:
    """``key`` enters it from anywhere; ``module`` under ``tui.screens`` holds ``screen``."""

    key: str
    name: str
    title: str
    module: str
    screen: str

    def make(self, desk: Desk) -> WorkScreen:
        """The room's screen over ``desk``."""
        module = import_module(f"tui.screens.{self.module}")
        made: WorkScreen = getattr(module, self.screen)(desk)
        return made


ROOMS = (
    Room("1", "home", "Home", "home", "HomeScreen"),
    Room("2", "themes", "Themes", "themes", "ThemesScreen"),
    Room("3", "accounts", "Accounts", "accounts", "AccountsScreen"),
    Room("4", "plays", "Plays", "plays", "PlaysScreen"),
    Room("5", "winback", "Win-back", "winback", "WinbackScreen"),
    Room("6", "assistant", "Assistant", "assistant", "AssistantScreen"),
    Room("7", "reports", "Reports", "reports", "ReportsScreen"),
    Room("8", "import", "Import", "importing", "ImportScreen"),
)
