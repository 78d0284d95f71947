"""The desk: what the screens may ask of the workspace, made of one part a room.

Screens call it from thread workers; widgets never see it. Tests that need a fault or a fixed answer override
a method.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.desks.accounts import AccountsDesk
from tui.desks.asking import AskingDesk
from tui.desks.home import HomeDesk
from tui.desks.imports import ImportsDesk
from tui.desks.places import PlacesDesk
from tui.desks.plays import PlaysDesk
from tui.desks.reports import ReportsDesk
from tui.desks.themes import ThemesDesk

if TYPE_CHECKING:
    from foundation.progress import Progress


class Desk(HomeDesk, ThemesDesk, PlacesDesk, AccountsDesk, PlaysDesk, AskingDesk, ReportsDesk, ImportsDesk):
    """All the parts on one workspace. All of it may raise NrrError."""


DemoBuilder = Callable[[Path, "Progress"], Desk]
"""Builds the demo workspace in a folder and answers with its desk."""


def build_demo_desk(folder: Path, progress: Progress) -> Desk:
    """The demo workspace in ``folder``, built or brought up to date. Raises NrrError."""
    from foundation.clock import SystemClock
    from workspace.demo import build_demo

    build_demo(folder, SystemClock(), progress)
    return Desk(folder)
