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
from workspace.finding import SETTINGS_FILE
from workspace.workspace import open_workspace

if TYPE_CHECKING:
    from workspace.tools.session import Session

_CLOCK = SystemClock()
_Stamp = tuple[date, tuple[tuple[str, int, int], ...]]


class LastingSession:
    """The session of the workspace in ``root``, made when it is first asked for and whenever it no longer holds."""

    def __init__(self, root: Path, clock: Clock = _CLOCK) -> None:
        self._root, self._clock = root, clock
        self._lock = RLock()
        self._session: Session | None = None
        self._stamp: _Stamp | None = None

    @contextmanager
    def use(self) -> Iterator[Session]:
        """The session, for the caller alone until it is done. Raises SettingsError and StoreError as opening does."""
        from workspace.tools.session import Session

        with self._lock:
            now = self._stamped()
            if self._session is None or now != self._stamp:
                self._session, self._stamp = Session(open_workspace(self._root), self._clock), now
            yield self._session

    @contextmanager
    def unmoved(self) -> Iterator[None]:
        """Around a write that changes nothing of what a session knows, so that it is not thrown away for it."""
        with self._lock:
            held = self._session is not None and self._stamped() == self._stamp
            yield
            if held:
                self._stamp = self._stamped()

    def _stamped(self) -> _Stamp:
        """The day, and every file that a session is read from, with its size and the moment it was last changed."""
        store = self._root / "data" / "nrr.db"
        files = [self._root / SETTINGS_FILE, store, store.with_name(f"{store.name}-wal")]
        files += sorted(self._root.glob("*.toml")) + sorted(self._root.glob("*/*.toml"))
        marks = []
        for path in files:
            try:
                seen = path.stat()
            except OSError:
                continue
            if seen.st_size or path.suffix == ".toml":  # a reader leaves an empty log behind for a moment
                marks.append((str(path), seen.st_mtime_ns, seen.st_size))
        return self._clock.now().date(), tuple(marks)
