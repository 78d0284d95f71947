"""From vectors to raw groups: the one door to hdbscan.

1. Smooth the vectors over their nearest neighbours (``neighbours``) and take away what all texts share, so that
   distance is measured against the spread of these texts: complaints about one product fall apart into its
   matters, as support questions of a whole bank do into theirs.
2. hdbscan on the reduced space finds the dense knots, the smallest groups that are surely one thing.
3. Average linkage joins knots until they are too far apart: that distance, not a count, fixes how many groups
   there are, and ``granularity`` scales it. A nearer cut of the same tree gives the narrower groups.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthesis.average_linkage import average_linkage, cut
from synthesis.neighbours import Neighbours, smooth, unit
from synthesis.themes import Vectors

Labels = NDArray[np.int64]

_ROUNDS = 5
_DIMENSIONS = 15
_HOLD = 0.2  # of the reach: how much further apart, or nearer, knots must be to part from what stands
_ONE_MATTER = (0.45, 0.6)  # mean cosine of all texts from which they begin to be, and are, one theme


@dataclass(frozen=True, slots=True)
class GroupParams:
    """``least``: distinct texts that make a knot. ``reach`` and ``narrow_reach``: mean cosine distance up to
    which knots join to groups, and to narrower ones."""

    least: int
    reach: float
    narrow_reach: float


@dataclass(frozen=True, slots=True)
class Groups:
    """For every row its narrower group and its group, both numbered without gaps; -1 for all where no text
    is in a knot."""

    narrow: Labels
    labels: Labels


def group(vectors: Vectors, links: Neighbours, params: GroupParams, standing: Labels | None = None) -> Groups:
    """The groups of unit rows with the neighbours ``links``. ``standing`` is the group that each row was in
    before, -1 for none: where knots are about as near as ``reach``, they stay together, or apart, as they were.
    """
    placed = _placed(vectors, links)
    knots = _knots(placed, params.least)
    count = int(knots.max(initial=-1)) + 1
    if count == 0:
        whole = np.full(len(vectors), 0 if _alike(vectors) >= _ONE_MATTER[0] else -1, dtype=np.int64)
        return Groups(whole, whole)
    centres = unit(means(placed, knots, count))
    full: Labels = np.where(knots < 0, (placed @ centres.T).argmax(axis=1), knots).astype(np.int64)
    held = None if standing is None else params.reach * _HOLD * _apart(full, standing, count)
    merges = average_linkage(means(placed, full, count), np.bincount(full, minlength=count), held)
    narrow = cut(merges, count, params.narrow_reach)
    return Groups(narrow[full], cut(merges, count, params.reach)[full])


def means(vectors: Vectors, labels: Labels, count: int) -> NDArray[np.float64]:
    """Mean vector of each of ``count`` labels, shape (count, d); rows with label -1 count nowhere."""
    from scipy.sparse import csr_array

    inside = np.flatnonzero(labels >= 0)
    member = csr_array(
        (np.ones(len(inside)), (labels[inside], inside)), shape=(count, len(vectors)), dtype=np.float64
    )
    sums: NDArray[np.float64] = member @ vectors.astype(np.float64)
    sizes = np.bincount(labels[inside], minlength=count)
    return sums / np.maximum(sizes, 1)[:, None]


def _apart(knots: Labels, standing: Labels, count: int) -> NDArray[np.float64]:
    """For each two knots, over all pairs of a row of each: the share of pairs that stood in two groups, less the
    share that stood in one. Rows that stood in none count as neither."""
    known = standing >= 0
    table = np.zeros((count, int(standing.max(initial=-1)) + 1))
    np.add.at(table, (knots[known], standing[known]), 1)
    table /= np.bincount(knots, minlength=count)[:, None]
    seen = table.sum(axis=1)
    result: NDArray[np.float64] = np.outer(seen, seen) - 2 * (table @ table.T)
    return result


def _placed(vectors: Vectors, links: Neighbours) -> Vectors:
    """Smoothed, and seen from the middle of all texts unless they all are about one matter."""
    smoothed = smooth(vectors, links, _ROUNDS)
    if not len(vectors):
        return smoothed
    begin, end = _ONE_MATTER
    apart = min(1.0, max(0.0, (end - _alike(vectors)) / (end - begin)))
    return unit(smoothed - apart * smoothed.mean(axis=0, dtype=np.float64))


def _alike(vectors: Vectors) -> float:
    """Mean cosine of all pairs of rows, each with itself among them."""
    return float((vectors.mean(axis=0, dtype=np.float64) ** 2).sum()) if len(vectors) else 0.0


def _knots(placed: Vectors, least: int) -> Labels:
    """hdbscan's leaves: the smallest dense groups, before any is joined. -1 for rows in none."""
    rows = len(placed)
    if rows < 2 * least:
        return np.zeros(rows, dtype=np.int64)
    from hdbscan import HDBSCAN
    from sklearn.decomposition import PCA

    size = min(_DIMENSIONS, rows - 1, placed.shape[1])
    with np.errstate(invalid="ignore"):  # shares of the spread, which few texts far apart may not have
        reduced = PCA(size, svd_solver="covariance_eigh").fit_transform(placed.astype(np.float64))
    model = HDBSCAN(
        min_cluster_size=least,
        min_samples=1,
        cluster_selection_method="leaf",
        core_dist_n_jobs=1,
        allow_single_cluster=True,
    )
    return np.asarray(model.fit_predict(reduced), dtype=np.int64)
