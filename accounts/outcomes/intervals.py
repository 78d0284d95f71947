"""How far the mean of the treated lies from that of their like, with an interval that holds for few of them.

    kept     Newcombe's hybrid of two Wilson intervals (Statistics in Medicine 17, 1998, method 10), each share with
             the size that it is worth: n / h for the treated, where h = the variance within the groups of the
             like / that of all of them together, cut to 0.3..1; p(1 - p) / V for the like.
    change   mean difference -+ z x sqrt(s2 / n + V), where s2 is the variance of the differences less what the means
             of the like bring into it, drawn to the variance within their groups with the weight of five plays.

V is the variance of the mean of the like: the same accounts stand beside many plays, so what each adds to it is
summed over all its plays before it is squared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from accounts.outcomes.matching import Match

LEVEL = 0.8
_LEAST_H = 0.3
PRIOR_PLAYS = 5


@dataclass(frozen=True, slots=True)
class Difference:
    """``treated`` and ``others`` are means over the plays; ``estimate`` their difference with its interval."""

    treated: float
    others: float
    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Sides:
    n: int
    treated: NDArray[np.float64]
    others: NDArray[np.float64]
    within: float  # mean variance within the groups of the like
    noise: float  # mean variance of each play's mean of the like
    of_mean: float  # variance of the mean of the like over all plays


@dataclass(frozen=True, slots=True)
class KeptParts:
    """What the interval of shares is made of: both means, the sizes ``treated_n`` and ``others_n`` that they are worth,
    ``z`` of the level; and what the sizes are made of: ``n`` plays, ``h``, ``within`` and ``of_mean``."""

    treated: float
    others: float
    treated_n: float
    others_n: float
    z: float
    n: int
    h: float
    within: float
    of_mean: float


@dataclass(frozen=True, slots=True)
class ChangeParts:
    """What the interval of a mean change is made of. ``apart`` is the variance of the differences, ``noise`` what the
    means of the like bring into it, ``within`` that within their groups, ``of_mean`` that of their mean."""

    treated: float
    others: float
    estimate: float
    z: float
    n: int
    apart: float
    noise: float
    within: float
    of_mean: float


def kept_parts(matches: Sequence[Match], level: float = LEVEL) -> KeptParts:
    """Raises ValueError without matches."""
    sides = _sides(matches, lambda match: match.kept, lambda match: match.controls_kept)
    p1, p2 = float(sides.treated.mean()), float(sides.others.mean())
    spread = p2 * (1 - p2)
    h = min(1.0, max(_LEAST_H, sides.within / spread)) if spread > 0 else 1.0
    worth = spread / sides.of_mean if sides.of_mean > 0 else _plain_worth(matches)
    return KeptParts(
        treated=p1,
        others=p2,
        treated_n=sides.n / h,
        others_n=worth,
        z=z_of(level),
        n=sides.n,
        h=h,
        within=sides.within,
        of_mean=sides.of_mean,
    )


def kept_difference(matches: Sequence[Match], level: float = LEVEL) -> Difference:
    """Share of the treated that were kept less that of their like. Raises ValueError without matches."""
    parts = kept_parts(matches, level)
    low, high = newcombe((parts.treated, parts.treated_n), (parts.others, parts.others_n), parts.z)
    return Difference(
        treated=parts.treated,
        others=parts.others,
        estimate=parts.treated - parts.others,
        low=low,
        high=high,
    )


def change_parts(matches: Sequence[Match], level: float = LEVEL) -> ChangeParts:
    """Raises ValueError below two matches."""
    sides = _sides(matches, lambda match: match.change, lambda match: match.controls_change)
    if sides.n < 2:
        raise ValueError("a mean change needs two plays at least")
    apart = sides.treated - sides.others
    return ChangeParts(
        treated=float(sides.treated.mean()),
        others=float(sides.others.mean()),
        estimate=float(apart.mean()),
        z=z_of(level),
        n=sides.n,
        apart=float(apart.var(ddof=1)),
        noise=sides.noise,
        within=sides.within,
        of_mean=sides.of_mean,
    )


def change_difference(matches: Sequence[Match], level: float = LEVEL) -> Difference:
    """Mean change of the treated's MRR, as a share, less that of their like. Raises ValueError below two."""
    parts = change_parts(matches, level)
    weight = parts.n - 1
    own = max(0.0, parts.apart - parts.noise)
    variance = (weight * own + PRIOR_PLAYS * parts.within) / (weight + PRIOR_PLAYS)
    reach = parts.z * sqrt(variance / parts.n + parts.of_mean)
    return Difference(
        treated=parts.treated,
        others=parts.others,
        estimate=parts.estimate,
        low=parts.estimate - reach,
        high=parts.estimate + reach,
    )


def wilson(share: float, n: float, z: float) -> tuple[float, float]:
    """Wilson's score interval of a share of ``n``."""
    middle = share + z * z / (2 * n)
    reach = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def newcombe(first: tuple[float, float], second: tuple[float, float], z: float) -> tuple[float, float]:
    """Both ends of the interval of the first share less the second, each as (share, size): Newcombe's hybrid of two
    Wilson intervals (Statistics in Medicine 17, 1998, method 10)."""
    (p1, n1), (p2, n2) = first, second
    (low1, high1), (low2, high2) = wilson(p1, n1, z), wilson(p2, n2, z)
    return p1 - p2 - hypot(p1 - low1, high2 - p2), p1 - p2 + hypot(high1 - p1, p2 - low2)


def z_of(level: float) -> float:
    """How many standard deviations hold the middle ``level`` of a normal distribution."""
    return NormalDist().inv_cdf((1 + level) / 2)


def _plain_worth(matches: Sequence[Match]) -> float:
    return float(len(np.unique(np.concatenate([match.controls for match in matches]))))


def _sides(
    matches: Sequence[Match],
    treated: Callable[[Match], float],
    others: Callable[[Match], NDArray[np.float64]],
) -> _Sides:
    if not matches:
        raise ValueError("there is no play to compare")
    size = 1 + max(int(match.controls.max()) for match in matches)
    adds = np.zeros(size)
    means, within = np.empty(len(matches)), np.empty(len(matches))
    for index, match in enumerate(matches):
        values = others(match)
        means[index], within[index] = values.mean(), values.var(ddof=1)
        scale = sqrt(len(values) / (len(values) - 1)) / len(values)
        adds[match.controls] += (values - means[index]) * scale
    return _Sides(
        n=len(matches),
        treated=np.array([treated(match) for match in matches]),
        others=means,
        within=float(within.mean()),
        noise=float((within / [len(match.controls) for match in matches]).mean()),
        of_mean=float(np.square(adds).sum()) / len(matches) ** 2,
    )
