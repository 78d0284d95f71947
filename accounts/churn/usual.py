"""What is usual among those who left and among those who stayed, told so that the two differ where they do.

The median; where both medians read alike, which says nothing, the share of rows with any (of counts) or the mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from accounts.churn.table import Feature, Floats

Measure = Literal["median", "mean", "share with any", "share of the most common"]


@dataclass(frozen=True, slots=True)
class Usual:
    """One side: its ``value`` by the ``measure`` that both sides share, and in words; a share is 0-1."""

    measure: Measure
    value: float
    told: str


def usual_of(column: Feature, left: NDArray[np.bool_]) -> tuple[Usual, Usual]:
    """Of the rows that ``left`` and of those that stayed, each of which there is one at least; nothing missing."""
    sides = (column.take(np.flatnonzero(left)), column.take(np.flatnonzero(~left)))
    if column.numbers is None:
        return _most_common(sides[0]), _most_common(sides[1])
    gone, there = (numbers_of(side) for side in sides)
    medians = _median(column, gone), _median(column, there)
    if medians[0].told != medians[1].told:
        return medians
    if np.all(column.numbers >= 0) and np.all(column.numbers == np.floor(column.numbers)):
        shares = _with_any(gone), _with_any(there)
        if medians[0].value == 0 and shares[0].told != shares[1].told:
            return shares
    return _mean(column, gone), _mean(column, there)


def numbers_of(column: Feature) -> Floats:
    """A column's numbers; none for a category."""
    return np.array([]) if column.numbers is None else column.numbers


def _median(column: Feature, values: Floats) -> Usual:
    middle = float(np.median(values))
    return Usual("median", middle, Feature(column.name, numbers=np.array([middle]), unit=column.unit).told(0))


def _mean(column: Feature, values: Floats) -> Usual:
    mean = float(values.mean())
    unit = " %" if column.unit == "%" else ""
    return Usual("mean", mean, f"mean {mean + 0.0:.2f}{unit}")


def _with_any(values: Floats) -> Usual:
    share = float((values > 0).mean())
    return Usual("share with any", share, f"{100 * share:.1f} % any")


def _most_common(column: Feature) -> Usual:
    texts = np.array([""]) if column.texts is None else column.texts
    levels, counts = np.unique(texts, return_counts=True)
    at = int(counts.argmax())
    return Usual("share of the most common", float(counts[at] / len(texts)), str(levels[at]))
