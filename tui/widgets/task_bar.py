"""How far long work is: one line above the footer, there only while something runs."""

from __future__ import annotations

import time

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import ProgressBar, Static

from tui import words
from tui.stylesheet import stylesheet


class TaskBar(Horizontal):
    """Stage, bar, rate and time left; says which key stops the work."""

    DEFAULT_CSS = stylesheet(__file__)

    def compose(self) -> ComposeResult:
        yield ProgressBar(total=None, show_eta=False, show_percentage=False)
        yield Static("", markup=False)

    def begin(self, what: str) -> None:
        """Appear, with no progress known yet."""
        self._stage, self._since, self._began = what, time.monotonic(), time.monotonic()
        self.query_one(ProgressBar).update(total=None)
        self._say(what, 0, None)
        self.display = True

    def report(self, stage: str, done: int, total: int | None) -> None:
        """Show one step of the work; time left is reckoned within the stage."""
        if stage != self._stage:
            self._stage, self._since = stage, time.monotonic()
        self.query_one(ProgressBar).update(total=total, progress=done)
        self._say(stage, done, total)

    def end(self) -> None:
        """Disappear."""
        self.display = False

    def _say(self, stage: str, done: int, total: int | None) -> None:
        line = words.progress_words(stage, done, total, time.monotonic() - self._since)
        self.query_one(Static).update(f"{line}   esc stops")
