"""A program in a pseudo-terminal, driven and timed from outside as a person at the keys would meet it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

_QUIET = 0.012  # seconds without output after which a frame is taken as painted
_KEPT = 4_000_000  # bytes of output
_ANSWER = 2.0  # seconds after which a key is taken as unanswered
_OURS = (
    "NO_COLOR",
    "COLUMNS",
    "LINES",
)  # would tell the program of another terminal than the one it is given
_PATIENCE = 30.0  # seconds after which a program that says nothing is given up


class Terminal:
    """Runs ``command`` in ``folder`` on a terminal of ``columns`` x ``lines``; killed on leaving."""

    def __init__(self, command: Sequence[str], folder: Path, columns: int = 140, lines: int = 45) -> None:
        self._file, theirs = pty.openpty()
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        environment = {key: value for key, value in os.environ.items() if key not in _OURS}
        environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.output = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._file)

    def until(self, words: str) -> float:
        """Seconds from the start of the process until ``words`` were painted. Raises TimeoutError."""
        wanted, end = words.encode(), time.perf_counter() + _PATIENCE
        while wanted not in self.output:
            if not self._read(end - time.perf_counter()):
                raise TimeoutError(f"{words!r} was not painted; the end was {self.output[-300:]!r}")
        return time.perf_counter() - self.started

    def settle(self, quiet: float = 0.5) -> None:
        """Wait until nothing was painted for ``quiet`` seconds."""
        while self._read(quiet):
            pass

    def press(self, keys: str) -> float | None:
        """Seconds from a key to the end of the frame that it brought; None where none came."""
        pressed = time.perf_counter()
        os.write(self._file, keys.encode())
        if not self._read(_ANSWER):
            return None
        painted = time.perf_counter()
        while self._read(_QUIET):
            painted = time.perf_counter()
        return painted - pressed

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size and tell the program, as a terminal emulator does."""
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._process.send_signal(signal.SIGWINCH)

    def ended(self, seconds: float = 10.0) -> int:
        """The exit code of the program, which is about to end. Raises TimeoutError where it does not."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self._read(0.05)
            if (code := self._process.poll()) is not None:
                return code
        raise TimeoutError("the program goes on")

    def manners(self) -> list[object]:
        """How the terminal treats what is typed: the line settings that a program must leave as they were."""
        return list(termios.tcgetattr(self._file))

    def memory(self) -> float:
        """The most resident memory of the process so far, in megabytes (2**20 bytes). Linux only."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._file], [], [], max(0.0, seconds))
        if not ready:
            return False
        try:
            self.output = (self.output + os.read(self._file, 1 << 16))[-_KEPT:]
        except OSError:
            return False
        return True
