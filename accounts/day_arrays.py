"""Days as arrays. numpy takes a third of a second over 100,000 dates, and lets no other thread run meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

_EPOCH = date(1970, 1, 1).toordinal()
_UNKNOWN = int(np.datetime64("NaT", "D").astype(np.int64))


def day_array(days: Sequence[date | None]) -> NDArray[np.datetime64]:
    """The days as datetime64[D], shape (len(days),), NaT for None."""
    number = {day: _UNKNOWN if day is None else day.toordinal() - _EPOCH for day in set(days)}
    numbers = np.fromiter(map(number.__getitem__, days), dtype=np.int64, count=len(days))
    return numbers.view("datetime64[D]")
