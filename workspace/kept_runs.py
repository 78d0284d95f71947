"""The months last looked at, kept by a long-running program for all who show them, until anything is written."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from workspace.stamp import Stamp, stamp_of
from workspace.themes import shown_run
from workspace.workspace import open_workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from foundation.months import Month
    from synthesis.themes import SynthesisRun

_MOST = 2  # months; two are compared with each other


class KeptRuns:
    """Runs of the workspace in ``root`` as people want them shown. A large month takes a second to read and some
    20 MB, and three parts of the app show it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = Lock()
        self._stamp: Stamp = ()
        self._runs: dict[Month, SynthesisRun | None] = {}

    def run_of(self, connection: Connection, month: Month) -> SynthesisRun | None:
        """The run of ``month``; None where there is none. ``connection`` may have begun to read before the last write,
        so what is kept is read on one of its own."""
        with self._lock:
            now = stamp_of(self._root)
            if now != self._stamp:
                self._runs.clear()
                self._stamp = now
            if month not in self._runs:
                while len(self._runs) >= _MOST:
                    del self._runs[next(iter(self._runs))]
                with open_workspace(self._root).store().read() as own:
                    self._runs[month] = shown_run(own, month)
            return self._runs[month]
