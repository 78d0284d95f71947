"""One writer at a time, and a name for the one who holds the pen.

The lock belongs to the operating system and dies with its process, so a killed program never leaves a
workspace locked. Beside it lies a note that says who holds it; the note is only read to explain a refusal,
never to decide one, so a stale note does no harm.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from foundation.clock import Clock, SystemClock
from foundation.errors import StoreError
from foundation.text import one_line


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock. ``since`` is aware, in UTC."""

    pid: int
    purpose: str
    since: datetime

    def in_words(self) -> str:
        """``import tickets, pid 123, since 10:02`` in the reader's own time zone."""
        return f"{self.purpose}, pid {self.pid}, since {self.since.astimezone():%H:%M}"


def _note(path: Path) -> Path:
    return path.with_name(path.name + ".note")


def holder(path: Path) -> Holder | None:
    """Who wrote the note beside the lock at ``path``; None when there is none or it cannot be read."""
    try:
        values = json.loads(_note(path).read_text(encoding="utf-8"))
        since = datetime.fromisoformat(values["since"])
        return Holder(int(values["pid"]), one_line(str(values["purpose"]), 80), since)
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextmanager
def hold(path: Path, purpose: str, wait: float = 2.0, clock: Clock | None = None) -> Iterator[None]:
    """Hold the lock file at ``path`` for the block.

    Waits up to ``wait`` seconds, then raises a StoreError that names the holder. Two holders in one process
    (two threads) exclude each other too. The lock file itself stays in place: removing it would let two
    processes lock two different files of the same name.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(str(path), timeout=wait, thread_local=False)
    try:
        lock.acquire(poll_interval=0.05)
        _write_note(path, purpose, clock or SystemClock())
    except Timeout as error:
        raise _refusal(path) from error
    except OSError as error:
        lock.release()
        raise StoreError(
            f"cannot write here: {error.strerror}",
            where=str(path.parent),
            hint="Check the folder's rights and the space left.",
        ) from error
    try:
        yield
    finally:
        _note(path).unlink(missing_ok=True)
        lock.release()


def _write_note(path: Path, purpose: str, clock: Clock) -> None:
    values = {"pid": os.getpid(), "purpose": purpose, "since": clock.now().isoformat()}
    fresh = path.with_name(f"{path.name}.note.{os.getpid()}")
    fresh.write_text(json.dumps(values), encoding="utf-8")
    fresh.replace(_note(path))


def _refusal(path: Path) -> StoreError:
    who = holder(path)
    words = f" ({who.in_words()})" if who else ""
    return StoreError(
        f"another nrr process is writing{words}",
        where=str(path.parent),
        hint="Wait until it is done, then run this again.",
    )
