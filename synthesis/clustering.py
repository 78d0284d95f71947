"""Statements to themes: the one door to hdbscan, and the whole path from vectors to groups.

1. Sort by id, collapse equal texts: order and copies change nothing.
   Move the languages' means together, so that a theme is a subject and not a language (``languages``).
2. Smooth the vectors over their exact nearest neighbours (``neighbours``).
3. hdbscan on the reduced space finds the dense knots, the smallest groups that are surely one thing.
4. Average linkage joins knots until they are too far apart: that distance, not a count, fixes how many
   themes there are, and ``granularity`` scales it.
5. Groups that do not come back when a part of the texts is left out dissolve.
6. What fits no theme stays out, with a reason.

Everything runs with BLAS on one thread, so the same input gives the same bytes on any number of cores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foundation.errors import SettingsError
from foundation.ids import content_id
from foundation.progress import Progress, silent
from synthesis.average_linkage import average_linkage, cut
from synthesis.collapsing import Collapsed, collapse
from synthesis.languages import meet
from synthesis.membership import Membership, assign, keep_only, settle
from synthesis.neighbours import Neighbours, nearest, smooth, unit
from synthesis.stability import stability
from synthesis.themes import Cluster, Clustering, UnclusteredReason, Vectors

Labels = NDArray[np.int64]

_ROUNDS = 2
_DIMENSIONS = 20
_NEIGHBOUR_EXPONENT = 0.35


@dataclass(frozen=True, slots=True)
class ClusterParams:
    """What may be set. ``granularity``: above 1 finer, below 1 coarser themes. ``min_texts``: distinct texts
    that make a theme. ``join_distance``: mean cosine distance up to which knots join, at granularity 1.
    ``resamples``: refits behind the stability figure. ``least_stability``: a group that does not come back in
    resamples at least so well is a chance of this sample, not a theme, and dissolves; where no group does,
    all stand as they are, tentative. ``fit_limit``: distinct texts that are clustered; of
    more, a sample by content hash is, and the rest is assigned."""

    granularity: float = 1.0
    min_texts: int = 5
    join_distance: float = 0.23
    resamples: int = 5
    least_stability: float = 0.55
    fit_limit: int = 25_000


def cluster(
    ids: Sequence[str],
    texts: Sequence[str],
    vectors: Vectors,
    params: ClusterParams = ClusterParams(),
    progress: Progress = silent,
) -> Clustering:
    """Every id in exactly one cluster, or unclustered with a reason; clusters by size, then first id.

    ``vectors`` are unit rows in the order of ``ids``. The result depends on the set of (id, text, vector)
    alone. Raises SettingsError when lengths differ or an id comes twice.
    """
    if not len(ids) == len(texts) == len(vectors) or len(set(ids)) != len(ids):
        raise SettingsError("clustering needs one text and one vector for each distinct id")
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        collapsed = collapse(ids, texts, vectors)
        collapsed = replace(collapsed, vectors=meet(collapsed.vectors, collapsed.texts))
        sampled = _sample(collapsed.texts, params.fit_limit)
        chosen = [collapsed.texts[row] for row in sampled]
        said_alike = len(collapsed.texts) == 1 and len(collapsed.ids) > 1
        least = 1 if said_alike else _least(len(chosen), params.min_texts)
        fitted = _fit(collapsed.vectors[sampled], chosen, least, params, progress)
        settled = fitted.membership
        if len(sampled) < len(collapsed.texts):
            settled = _extend(collapsed, sampled, settled)
        return _as_clustering(collapsed, settled, fitted.stability)


@dataclass(frozen=True, slots=True)
class _Fit:
    membership: Membership
    stability: list[float]


def _fit(
    vectors: Vectors, texts: Sequence[str], least: int, params: ClusterParams, progress: Progress
) -> _Fit:
    rows = len(texts)
    progress("neighbours", 0, rows)
    links = nearest(vectors, max(3, round(rows**_NEIGHBOUR_EXPONENT)))
    progress("group", 0, rows)
    groups = _groups(smooth(vectors, links, _ROUNDS), least, params)
    settled = settle(vectors, texts, groups, least)

    def refit(kept: Labels) -> Labels:
        part = smooth(vectors[kept], _restrict(links, kept, rows), _ROUNDS)
        groups = _groups(part, least, params)
        return settle(vectors[kept], [texts[row] for row in kept], groups, least).labels

    progress("stability", 0, params.resamples)
    stable = stability(settled.labels, refit, params.resamples)
    lasting = [label for label, figure in enumerate(stable) if figure >= params.least_stability]
    if not lasting or len(lasting) == len(stable):
        return _Fit(settled, stable)
    return _Fit(keep_only(settled, lasting, vectors, texts), [stable[label] for label in lasting])


def _groups(smoothed: Vectors, least: int, params: ClusterParams) -> Labels:
    """Knots joined up to the distance that the granularity allows; a number for every row, -1 for none."""
    knots = _knots(smoothed, least)
    count = int(knots.max()) + 1 if len(knots) else 0
    if count == 0:
        return knots
    centres = _means(smoothed, knots, count)
    nearest_knot = (smoothed @ unit(centres).T).argmax(axis=1)
    full = np.where(knots < 0, nearest_knot, knots).astype(np.int64)
    sizes = np.bincount(full, minlength=count)
    merges = average_linkage(_means(smoothed, full, count), sizes)
    return cut(merges, count, params.join_distance / params.granularity)[full]


def _knots(smoothed: Vectors, least: int) -> Labels:
    """hdbscan's leaves: the smallest dense groups, before any is joined. -1 for rows in none."""
    rows = len(smoothed)
    if rows < 2 * least:
        return np.zeros(rows, dtype=np.int64)
    from hdbscan import HDBSCAN
    from sklearn.decomposition import PCA

    reduced = PCA(min(_DIMENSIONS, rows - 1, smoothed.shape[1]), svd_solver="covariance_eigh").fit_transform(
        smoothed.astype(np.float64)
    )
    model = HDBSCAN(
        min_cluster_size=least,
        min_samples=1,
        cluster_selection_method="leaf",
        core_dist_n_jobs=1,
        allow_single_cluster=True,
    )
    return np.asarray(model.fit_predict(reduced), dtype=np.int64)


def _least(rows: int, wanted: int) -> int:
    """Distinct texts that make a theme: ``wanted``, and less in small collections, never under 2."""
    return max(2, min(wanted, rows // 10 + 2))


def _means(vectors: Vectors, labels: Labels, count: int) -> NDArray[np.float64]:
    sums = np.zeros((count, vectors.shape[1]), dtype=np.float64)
    inside = labels >= 0
    np.add.at(sums, labels[inside], vectors[inside])
    means: NDArray[np.float64] = sums / np.bincount(labels[inside], minlength=count)[:, None]
    return means


def _restrict(links: Neighbours, kept: Labels, rows: int) -> Neighbours:
    """The neighbours among the rows kept; a link to a row left out points to the row itself with weight 0."""
    place = np.full(rows, -1, dtype=np.int64)
    place[kept] = np.arange(len(kept))
    index = place[links.index[kept]]
    gone = index < 0
    own = np.broadcast_to(np.arange(len(kept))[:, None], index.shape)
    similarity: Vectors = np.where(gone, 0, links.similarity[kept]).astype(np.float32)
    return Neighbours(np.where(gone, own, index), similarity)


def _sample(texts: Sequence[str], limit: int) -> Labels:
    """All rows, or the ``limit`` whose texts hash lowest: the same sample whatever else is there."""
    if len(texts) <= limit:
        return np.arange(len(texts))
    order = sorted(range(len(texts)), key=lambda row: content_id(texts[row]))
    return np.array(sorted(order[:limit]), dtype=np.int64)


def _extend(collapsed: Collapsed, sampled: Labels, fitted: Membership) -> Membership:
    """The rows outside the sample take a standing theme or none."""
    rows = len(collapsed.texts)
    rest = np.setdiff1d(np.arange(rows), sampled)
    given = assign(collapsed.vectors[rest], fitted.centroids, [collapsed.texts[row] for row in rest])
    labels = np.full(rows, -1, dtype=np.int64)
    similarity = np.zeros(rows, dtype=np.float32)
    labels[sampled], labels[rest] = fitted.labels, given.labels
    similarity[sampled], similarity[rest] = fitted.similarity, given.similarity
    reasons = {int(sampled[row]): reason for row, reason in fitted.reasons.items()}
    reasons |= {int(rest[row]): reason for row, reason in given.reasons.items()}
    return Membership(labels, reasons, similarity, fitted.centroids)


def _as_clustering(collapsed: Collapsed, settled: Membership, stable: list[float]) -> Clustering:
    members: dict[int, list[tuple[float, str]]] = {}
    unclustered: dict[str, UnclusteredReason] = {}
    for identity, row in zip(collapsed.ids, collapsed.group.tolist(), strict=True):
        label = int(settled.labels[row])
        if label < 0:
            unclustered[identity] = settled.reasons[row]
        else:
            members.setdefault(label, []).append((-round(float(settled.similarity[row]), 6), identity))
    clusters = [
        Cluster(
            tuple(identity for _, identity in sorted(group)),
            settled.centroids[label],
            round(stable[label], 4),
        )
        for label, group in members.items()
    ]
    clusters.sort(key=lambda one: (-len(one.members), min(one.members)))
    return Clustering(tuple(clusters), unclustered)
