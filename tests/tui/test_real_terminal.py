"""The app as a process of its own on a pseudo-terminal, seen through a terminal emulator."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.terminal import Terminal
from tests.tui.emulator import Seen

_COMMAND = (sys.executable, "-m", "cli")


_ESCAPE = "\x1b"


def lead(seen: Seen) -> None:
    """The month at a glance, a theme that ranks first, the report of it."""
    seen.until("Plays due")
    seen.press("2")
    seen.until("Prio")
    seen.press("7")
    seen.until("Sections in order")


def manager(seen: Seen) -> None:
    """An account's page, then what is due, drafted and approved."""
    seen.press("3")
    seen.until("Wren Climate")
    seen.press("\r")
    seen.until("TF-0093")
    seen.press(_ESCAPE, "4")
    seen.until("renewal talk")
    seen.press("\r")
    seen.until("Nothing stands against it")
    seen.press("a")
    seen.until(lambda screen: "x exports it" in screen or "exports" in screen.split("Next:")[-1][:80])


def product(seen: Seen) -> None:
    """A theme by its words, and where it would rank with other weights."""
    seen.press("2")
    seen.until("Prio")
    seen.press("/", *"offline", "\r")
    seen.until(lambda screen: "Offline sync" in screen and "1 of" in screen)
    seen.press("w")
    seen.until("nothing is stored")
    seen.press("\x1b[C")
    seen.until("change rank")
    seen.press(_ESCAPE)
    seen.until(lambda screen: "nothing is stored" not in screen)


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (140, 45)])
def test_three_people_s_day_and_a_clean_leave(demo_copy: Path, columns: int, lines: int) -> None:
    with Terminal(_COMMAND, demo_copy, columns, lines) as terminal:
        manners = terminal.manners()
        seen = Seen(terminal, columns, lines)
        seen.until("Tallyfield")
        assert terminal.manners() != manners
        for day in (lead, manager, product):
            day(seen)
        wide, high = (200, 60) if columns == 80 else (80, 24)
        seen.resize(wide, high)
        seen.until(lambda screen: "q Quit" in screen.split("\n")[high - 1])
        terminal.press("q")
        assert terminal.ended() == 0
        assert b"\x1b[?1049l" in terminal.output[-400:]
        assert b"\x1b[?25h" in terminal.output[-400:]
        assert terminal.manners() == manners


def test_where_the_focus_moves_the_screen_is_as_if_painted_anew(demo_copy: Path) -> None:
    columns, lines = 140, 45
    with Terminal(_COMMAND, demo_copy, columns, lines) as terminal:
        seen = Seen(terminal, columns, lines)
        seen.until("Tallyfield")
        seen.press("2")
        seen.until("Prio")
        seen.press("\x1b[B")
        told = []
        for key in ("\r", "n", _ESCAPE, _ESCAPE):
            seen.press(key)
            terminal.settle(1)
            seen.look()
            told.append(seen.cells())
            for wide in (columns - 20, columns):
                seen.resize(wide, lines)
                terminal.settle(1)
                seen.look()
            assert seen.cells() == told[-1], f"after {key!r}"
        assert told[0] != told[1] != told[2]
