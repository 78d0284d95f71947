"""How long it takes to get somewhere, when not everybody has got there yet.

An account that is still on its way says only "longer than this". Leaving it out would make every quantile too
short, and counting it as there even more so. The product-limit estimate (Kaplan and Meier, 1958) takes it in:

    S(t) = product over the days d <= t on which somebody arrived of (1 - arrived(d) / on_the_way(d))

``on_the_way(d)``: those who had neither arrived nor been lost from sight before day d. The p-quantile is the
first day with S(t) <= 1 - p, and there is none where S never gets so low. Its interval holds the days at which a
band of log(-log S) with Greenwood's variance reaches 1 - p (Brookmeyer and Crowley, 1982).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, log, sqrt

import numpy as np
from numpy.typing import NDArray

_Z = 1.959964  # 95 % of a normal distribution, both sides
_SLACK = 1e-12

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """``left``: share still on the way after each of ``days`` (arrivals only, rising); ``variance`` is
    Greenwood's sum. ``n`` accounts, of whom ``reached`` arrived."""

    days: Floats
    on_the_way: Floats
    arrived: Floats
    left: Floats
    variance: Floats
    n: int
    reached: int


@dataclass(frozen=True, slots=True)
class Quantile:
    """A day count, with its 95 % interval; None where the curve does not get there. ``before`` and ``after`` are
    the shares still on the way just before and at ``day``."""

    day: float | None
    low: float | None
    high: float | None
    before: float
    after: float


def curve(days: Floats, reached: NDArray[np.bool_]) -> Curve:
    """The estimate from days until arrival (``reached``) or until the last look (not reached). Both are one
    an account; the order changes nothing."""
    order = np.sort(days)
    steps, arrived = np.unique(days[reached], return_counts=True)
    on_the_way = (len(days) - np.searchsorted(order, steps, side="left")).astype(np.float64)
    left = np.cumprod(1 - arrived / on_the_way).astype(np.float64)
    rest = on_the_way * (on_the_way - arrived)
    terms = np.divide(arrived, rest, out=np.full(len(steps), inf), where=rest > 0)
    return Curve(
        days=steps.astype(np.float64),
        on_the_way=on_the_way,
        arrived=arrived.astype(np.float64),
        left=left,
        variance=np.cumsum(terms).astype(np.float64),
        n=len(days),
        reached=int(reached.sum()),
    )


def quantile(found: Curve, share: float) -> Quantile:
    """The day by which ``share`` of the accounts have arrived."""
    aim = 1 - share
    there = np.flatnonzero(found.left <= aim + _SLACK)
    if not there.size:
        return Quantile(None, None, None, *(float(found.left[-1]) if found.days.size else 1.0,) * 2)
    at = int(there[0])
    before = float(found.left[at - 1]) if at else 1.0
    low, high = _interval(found, aim)
    return Quantile(float(found.days[at]), low, high, before, float(found.left[at]))


def _interval(found: Curve, aim: float) -> tuple[float | None, float | None]:
    low = high = None
    for day, left, variance in zip(found.days, found.left, found.variance, strict=True):
        under, over = band(float(left), float(variance))
        if low is None and under <= aim + _SLACK:
            low = float(day)
        if high is None and over <= aim + _SLACK:
            high = float(day)
    return low, high


def band(left: float, variance: float) -> tuple[float, float]:
    """Both ends of the 95 % band of a share still on the way."""
    if left <= 0 or variance == inf:
        return 0.0, 1.0  # nobody is left to say how far the true curve may lie above
    if left >= 1:
        return 1.0, 1.0
    width = _Z * sqrt(variance) / abs(log(left))
    return left ** exp(width), left ** exp(-width)
