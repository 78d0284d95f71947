"""How the keys come before what runs behind them.

A thread that reckons hands over after half a millisecond where Python would let it go on for five. And the full search
for garbage, which goes through every object that was read of a book and takes a third of a second with 100,000
statements, in which no key is answered, waits for a pause at the keys.
"""

from __future__ import annotations

import gc
import sys
from time import monotonic

_YOUNG, _MIDDLE, _NEVER = (
    10_000,
    10,
    1_000_000,
)  # thresholds of the three generations, as ``gc.set_threshold`` has them
_TURN = 0.0005  # seconds
_PAUSE = 8.0  # seconds without a key after which a search is not felt
EVERY = 15.0  # seconds between two looks whether there is such a pause


class Tidying:
    """Takes the full search of the garbage collector in hand; young objects are searched as ever."""

    def __init__(self) -> None:
        self._last_key = monotonic()

    def begin(self) -> None:
        """Once the app is up; the collector may have rested until then."""
        sys.setswitchinterval(_TURN)
        gc.set_threshold(_YOUNG, _MIDDLE, _NEVER)
        gc.enable()

    def typed(self) -> None:
        """A key or a mouse button was pressed."""
        self._last_key = monotonic()

    def look(self, busy: bool) -> None:
        """Search where nobody types and nothing runs, if much was made since the last search."""
        if not busy and gc.get_count()[2] and monotonic() - self._last_key > _PAUSE:
            gc.collect()
