"""How the keys come before what runs behind them.

A thread that reckons hands over after half a millisecond where Python would let it go on for five. And the full search
for garbage, which goes through every object that was read of a book and takes a third of a second with 100,000
statements, in which no key is answered, waits for a pause at the keys.

What was freed goes back to the system: the C library would keep the room of large arrays, and some for each thread.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from time import monotonic

_THRESHOLDS = (
    10_000,
    10,
    1_000_000,
)  # of the three generations, as gc.set_threshold has them; the last never comes
_TURN = 0.0005  # seconds
_PAUSE = 8.0  # seconds without a key after which a search is not felt
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_MALLOPT = {_TRIM_THRESHOLD: 1 << 20, _MMAP_THRESHOLD: 1 << 19, _ARENA_MAX: 1}
EVERY = 15.0  # seconds between two looks whether there is such a pause


class Tidying:
    """Takes the full search of the garbage collector in hand; young objects are searched as ever."""

    def __init__(self) -> None:
        self._last_key = monotonic()
        self._before = gc.get_threshold(), sys.getswitchinterval()

    def begin(self) -> None:
        """Once the app is up; the collector may have rested until then."""
        _give_back()
        sys.setswitchinterval(_TURN)
        gc.set_threshold(*_THRESHOLDS)
        gc.enable()

    def end(self) -> None:
        """As it was before, for what the process does after the app."""
        thresholds, turn = self._before
        gc.set_threshold(*thresholds)
        sys.setswitchinterval(turn)

    def typed(self) -> None:
        """A key or a mouse button was pressed."""
        self._last_key = monotonic()

    def look(self, busy: bool) -> None:
        """Search where nobody types and nothing runs, if much was made since the last search."""
        if not busy and gc.get_count()[2] and monotonic() - self._last_key > _PAUSE:
            gc.collect()


def _give_back() -> None:
    """Where the C library is glibc, whose options these are (mallopt(3)); elsewhere nothing."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, TypeError, AttributeError):
        return
    for option, value in _MALLOPT.items():
        mallopt(option, value)
