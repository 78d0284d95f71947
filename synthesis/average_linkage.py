"""Average linkage (UPGMA) over groups of unit vectors, by cosine distance.

The mean cosine between two groups is the dot product of their mean vectors, so the tree over small groups is
exactly the one over all their members. scipy's version knows no group sizes, hence this one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Merge:
    """``left`` and ``right`` (positions of first groups) became one at cosine distance ``height``."""

    left: int
    right: int
    height: float


def average_linkage(
    means: NDArray[np.float64], sizes: NDArray[np.int64], pull: NDArray[np.float64] | None = None
) -> list[Merge]:
    """All merges of m groups, nearest first, ties by position; O(m²) memory, about O(m²) time.

    ``means`` are group means, not scaled to length one, shape (m, d). ``pull``, symmetric, shape (m, m), is added
    to the distances: a mean over pairs of members as they are. Update after Lance and Williams (1967).
    """
    count = len(means)
    distance = 1.0 - means @ means.T
    if pull is not None:
        distance += pull
    np.fill_diagonal(distance, np.inf)
    weight = sizes.astype(np.float64)
    alive = np.ones(count, dtype=bool)
    partner = distance.argmin(axis=1) if count else np.zeros(0, dtype=np.int64)
    closest = distance[np.arange(count), partner]
    merges: list[Merge] = []
    for _ in range(count - 1):
        row = int(closest.argmin())
        left, right = sorted((row, int(partner[row])))
        merges.append(Merge(left, right, float(distance[left, right])))
        joined = weight[left] + weight[right]
        update = (weight[left] * distance[left] + weight[right] * distance[right]) / joined
        alive[right] = False
        update[~alive] = np.inf
        update[left] = np.inf
        distance[left] = distance[:, left] = update
        distance[right] = distance[:, right] = np.inf
        weight[left] = joined
        closest[right] = np.inf
        stale = alive & ((partner == left) | (partner == right))
        stale[left] = True
        for index in np.flatnonzero(stale):
            partner[index] = distance[index].argmin()
            closest[index] = distance[index, partner[index]]
        nearer = alive & (update < closest)
        partner[nearer] = left
        closest[nearer] = update[nearer]
    return merges


def cut(merges: list[Merge], count: int, height: float) -> NDArray[np.int64]:
    """Group number of each of ``count`` first groups when merges up to ``height`` are made, numbered by
    first position."""
    root = np.arange(count)
    for merge in merges:
        if merge.height <= height:
            root[root == merge.right] = merge.left
    labels: NDArray[np.int64] = np.unique(root, return_inverse=True)[1].astype(np.int64)
    return labels
