"""How long accounts stay: the Kaplan-Meier curve, with bands that stay within 0 and 1.

    S(t) = product over times t_i <= t of (1 - d_i / n_i)      d left at t_i, n were there just before
    Var[log(-log S)] = sum(d_i / (n_i (n_i - d_i))) / (log S)^2      (Greenwood, on the log-log scale)
    band = S ^ exp(-+ z x sqrt(Var))

Accounts that stay count as long as they have been seen. Checked against the 6-MP arm of Freireich (1963).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accounts.churn.table import Floats, Ints

Z95 = 1.959963984540054
_LEAST_AT_MEDIAN = 5


@dataclass(frozen=True, slots=True, eq=False)
class Survival:
    """At each time at which someone left: the share that stayed longer, its 95 % band, how many were there just
    before, and how many left. ``accounts`` were seen, ``left`` of them left."""

    times: Floats
    share: Floats
    low: Floats
    high: Floats
    at_risk: Ints
    events: Ints
    accounts: int
    left: int
    longest: float

    def at(self, time: float) -> tuple[float, float, float] | None:
        """Share and band at a time; None beyond the longest that any account was seen."""
        if time > self.longest:
            return None
        index = int(np.searchsorted(self.times, time, side="right")) - 1
        if index < 0:
            return 1.0, 1.0, 1.0
        return float(self.share[index]), float(self.low[index]), float(self.high[index])

    def median(self) -> float | None:
        """The first time at which at most half stay; None while more do, or where it rests on fewer than five
        accounts."""
        below = np.flatnonzero(self.share <= 0.5)
        known = len(below) > 0 and self.at_risk[below[0]] >= _LEAST_AT_MEDIAN
        return float(self.times[below[0]]) if known else None


def kaplan_meier(durations: Floats, left: NDArray[np.bool_]) -> Survival:
    """The curve of accounts seen for ``durations``, at whose end they ``left`` or were still there. Durations
    are not negative; those that are not known are left out by the caller."""
    times, events = np.unique(durations[left], return_counts=True)
    ordered = np.sort(durations)
    at_risk = len(durations) - np.searchsorted(ordered, times, side="left")
    share: Floats = np.cumprod(1 - events / at_risk).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.cumsum(events / (at_risk * (at_risk - events).astype(np.float64)))
        error = np.sqrt(spread) / np.abs(np.log(share))
        low, high = share ** np.exp(Z95 * error), share ** np.exp(-Z95 * error)
    ended = share <= 0
    return Survival(
        times=times,
        share=share,
        low=np.where(ended, 0.0, low),
        high=np.where(ended, np.concatenate([[1.0], high])[:-1], high),
        at_risk=at_risk,
        events=events,
        accounts=len(durations),
        left=int(left.sum()),
        longest=float(ordered[-1]) if len(ordered) else 0.0,
    )
