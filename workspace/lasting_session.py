"""A session that a long-running program keeps between two questions, as long as what it knows still holds.

Reading the book and learning its risks takes seconds. Keeps the rules that a session older than a change of the
store, of the settings or of a team's own file is thrown away, and that one question at a time is asked of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from foundation.clock import Clock, SystemClock
from workspace.stamp import Stamp, stamp_of
from workspace.themes import RunOf, shown_run
from workspace.workspace import open_workspace

if TYPE_CHECKING:
    from workspace.tools.session import Session

_CLOCK = SystemClock()


class LastingSession:
    """The session of the workspace in ``root``, made when it is first asked for and whenever it no longer holds."""

    def __init__(self, root: Path, clock: Clock = _CLOCK, run_of: RunOf = shown_run) -> None:
        self._root, self._clock, self._run_of = root, clock, run_of
        self._lock = RLock()
        self._session: Session | None = None
        self._stamp: tuple[date, Stamp] | None = None

    @contextmanager
    def use(self) -> Iterator[Session]:
        """The session, for the caller alone until it is done. Raises SettingsError and StoreError as opening does."""
        with self._lock:
            now = self._stamped()
            if self._session is None or now != self._stamp:
                self._session, self._stamp = self._made(), now
            yield self._session

    @contextmanager
    def unmoved(self) -> Iterator[None]:
        """Around a write that changes nothing of what a session knows, so that it is not thrown away for it."""
        with self._lock:
            held = self._session is not None and self._stamped() == self._stamp
            yield
            if held:
                self._stamp = self._stamped()

    def _made(self) -> Session:
        from workspace.tools.session import Session

        return Session(open_workspace(self._root), self._clock, self._run_of)

    def _stamped(self) -> tuple[date, Stamp]:
        return self._clock.now().date(), stamp_of(self._root)
