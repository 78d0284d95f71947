"""Which group of one refit is which group of another: one optimal assignment, so that no pair is taken greedily.

The similarity of a pair is 0.75 x Jaccard overlap of their members + 0.25 x cosine of their centres, where
members are only the statements that both refits know (in a group or unclustered there). Where a side has none
of those, the cosine alone decides, against a higher bar. The order of the input changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from synthesis.themes import Vectors


class Group(Protocol):
    """A cluster or a theme."""

    @property
    def members(self) -> tuple[str, ...]: ...

    @property
    def centroid(self) -> Vectors: ...


@dataclass(frozen=True, slots=True)
class TrackingParams:
    """``overlap_weight`` is the members' part of the similarity. A pair below ``least`` is no match;
    ``least_cosine`` is the bar for pairs without any statement that both runs know."""

    overlap_weight: float = 0.75
    least: float = 0.4
    least_cosine: float = 0.85


def match(
    mine: Sequence[Group], theirs: Sequence[Group], common: AbstractSet[str], params: TrackingParams
) -> dict[int, tuple[int, float]]:
    """For an index of ``mine`` the index of its group in ``theirs`` and their similarity, 0 to 1.

    The assignment with the largest sum of similarities; of equal ones that of the first rows.
    """
    from scipy.optimize import linear_sum_assignment

    if not mine or not theirs:
        return {}
    similarity = _similarities(mine, theirs, common, params)
    rows, columns = linear_sum_assignment(similarity, maximize=True)
    return {
        int(row): (int(column), float(similarity[row, column]))
        for row, column in zip(rows, columns, strict=True)
        if similarity[row, column] > 0
    }


def cosines(mine: Sequence[Group], theirs: Sequence[Group]) -> NDArray[np.float64] | None:
    """Shape (mine, theirs), 0 to 1; None between vectors of different models, whose dimensions differ."""
    shapes = {one.centroid.shape for one in mine} | {one.centroid.shape for one in theirs}
    if len(shapes) != 1:
        return None
    left = np.stack([one.centroid for one in mine]).astype(np.float64)
    right = np.stack([one.centroid for one in theirs]).astype(np.float64)
    return np.clip(left @ right.T, 0.0, 1.0)


def overlap_of(one: Group, other: Group, common: AbstractSet[str]) -> float:
    """Jaccard overlap of the members that both refits know, 0 to 1; 0 where there are none."""
    left, right = common & set(one.members), common & set(other.members)
    return len(left & right) / len(left | right) if left or right else 0.0


def _similarities(
    mine: Sequence[Group], theirs: Sequence[Group], common: AbstractSet[str], params: TrackingParams
) -> NDArray[np.float64]:
    """Shape (mine, theirs); 0 where a pair is under its bar, so that it never counts as a match."""
    left = [common & set(group.members) for group in mine]
    right = [common & set(group.members) for group in theirs]
    owner = {member: column for column, members in enumerate(right) for member in members}
    result = np.zeros((len(mine), len(theirs)))
    near = cosines(mine, theirs)
    for row in range(len(mine)):
        shared = Counter(owner[member] for member in left[row] if member in owner)
        for column in range(len(theirs)):
            cosine = None if near is None else float(near[row, column])
            if left[row] and right[column]:
                both = shared[column]
                overlap = both / (len(left[row]) + len(right[column]) - both)
                nearness = overlap if cosine is None else cosine
                mixed = params.overlap_weight * overlap + (1 - params.overlap_weight) * nearness
                result[row, column] = round(mixed, 6) if both and mixed >= params.least else 0.0
            elif cosine is not None and cosine >= params.least_cosine:
                result[row, column] = round(cosine, 6)
    return result
