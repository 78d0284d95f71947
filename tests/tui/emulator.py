"""A terminal emulator over a program's output: what a person would see on it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pyte

from bench.terminal import Terminal


class Seen:
    """The screen of ``terminal``, kept up to date by ``look``."""

    def __init__(self, terminal: Terminal, columns: int, lines: int) -> None:
        self._terminal = terminal
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._fed = 0

    def look(self) -> str:
        """The screen as text, once nothing more is painted."""
        self._terminal.settle(0.2)
        self._stream.feed(self._terminal.output[self._fed :])
        self._fed = len(self._terminal.output)
        return "\n".join(self._screen.display)

    def cells(self) -> list[list[tuple[str, str, str, bool, bool]]]:
        """What ``look`` saw, each cell with its colours, whether it is bold, and whether it is turned round."""
        rows = (self._screen.buffer[line] for line in range(self._screen.lines))
        return [
            [
                (one.data, one.fg, one.bg, one.bold, one.reverse)
                for one in map(row.__getitem__, range(self._screen.columns))
            ]
            for row in rows
        ]

    def resize(self, columns: int, lines: int) -> None:
        """Another size, on both ends."""
        self._terminal.resize(columns, lines)
        self._screen.resize(lines, columns)

    def press(self, *keys: str) -> str:
        """The screen after these keys."""
        for key in keys:
            self._terminal.press(key)
        return self.look()

    def until(self, holds: Callable[[str], bool] | str, seconds: float = 60.0) -> str:
        """The first screen for which ``holds`` (or that holds the text). Fails after ``seconds``."""
        end = time.monotonic() + seconds
        while True:
            seen = self.look()
            if (holds in seen) if isinstance(holds, str) else holds(seen):
                return seen
            assert time.monotonic() < end, f"this did not come: {holds!r}; the screen is\n{seen}"
