"""Statements to themes: the whole path from vectors to clusters.

1. Sort by id, collapse equal texts: order and copies change nothing.
   Move the languages' means together, so that a theme is a subject and not a language (``languages``).
2. Group (``grouping``): how many groups there are follows from the distances between the texts.
3. What fits no theme by its own words stays out, with a reason (``membership``).
4. Groups that come back badly when a part of the texts is left out are tentative; those that come back by
   chance only dissolve (``stability``).
5. Parts of a theme and the texts that touch a second theme (``facets``).

Everything runs with BLAS on one thread, so the same input gives the same bytes on any number of cores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from foundation.errors import SettingsError
from foundation.progress import Progress, silent
from synthesis.collapsing import Collapsed, collapse
from synthesis.facets import Facets, facets_of
from synthesis.grouping import GroupParams, Labels, group
from synthesis.languages import meet
from synthesis.membership import Membership, assign, keep_only, settle, stretch
from synthesis.neighbours import Neighbours, nearest
from synthesis.stability import stability
from synthesis.themes import (
    TENTATIVE_UNDER,
    Cluster,
    Clustering,
    UnclusteredReason,
    Vectors,
    in_order,
    largest_first,
)

_NEIGHBOUR_EXPONENT = 0.25
_SMALL = 3  # times the texts that make a theme; a theme of fewer has to be firm
_NARROWER = 0.6  # reach of a part against that of its theme


@dataclass(frozen=True, slots=True)
class ClusterParams:
    """What may be set. ``granularity``: above 1 finer, below 1 coarser themes. ``noise_target``: at most this
    share of what was said is wished outside; it is not always to be had. ``min_texts``: distinct texts that
    make a theme. ``reach``: mean cosine distance, seen from the middle of all texts, up to which knots join at
    granularity 1. ``resamples``: refits behind the stability figure. ``least_stability``: a group that does
    not come back in resamples at least so well, or a small one that is not firm, is a chance of this sample,
    not a theme, and dissolves; where no group would be left, all stand as they are, tentative. ``fit_limit``:
    distinct texts that are clustered; of more, a sample by content hash is, and the rest is assigned."""

    granularity: float = 1.0
    noise_target: float | None = None
    min_texts: int = 5
    reach: float = 0.40
    resamples: int = 5
    least_stability: float = 0.45
    fit_limit: int = 25_000


def cluster(
    ids: Sequence[str],
    texts: Sequence[str],
    vectors: Vectors,
    params: ClusterParams = ClusterParams(),
    progress: Progress = silent,
    standing: Clustering | None = None,
) -> Clustering:
    """Every id in exactly one cluster, or unclustered with a reason; clusters by size, then first id.

    ``vectors`` are unit rows in the order of ``ids``. ``standing`` are the groups of an earlier month, kept where
    it is about as right to keep them as not. The result depends on the set of (id, text, vector) and on
    ``standing`` alone. Raises SettingsError when lengths differ or an id comes twice.
    """
    if not len(ids) == len(texts) == len(vectors) or len(set(ids)) != len(ids):
        raise SettingsError("clustering needs one text and one vector for each distinct id")
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        collapsed = collapse(ids, texts, vectors, params.fit_limit)
        said = meet(collapsed.vectors, collapsed.texts)
        sample = collapsed.sample
        chosen = [collapsed.texts[row] for row in sample]
        said_alike = len(collapsed.texts) == 1 and len(collapsed.ids) > 1
        least = 1 if said_alike else _least(len(chosen), params.min_texts)
        before = None if standing is None else _stood(collapsed, standing)[sample]
        fitted = _fit(_Said(said[sample], chosen, before), least, params, progress)
        settled = fitted.membership
        if len(sample) < len(collapsed.texts):
            settled = _extend(said, collapsed, settled)
        if params.noise_target is not None:
            times = np.bincount(collapsed.group, minlength=len(collapsed.texts))
            settled = stretch(settled, said, collapsed.texts, times, params.noise_target)
        return _as_clustering(
            collapsed, settled, fitted, facets_of(settled, said, fitted.narrow, sample, least)
        )


@dataclass(frozen=True, slots=True)
class _Said:
    """Distinct texts, their unit rows, and the standing group of each (-1 for none), where groups stand."""

    vectors: Vectors
    texts: Sequence[str]
    standing: Labels | None


@dataclass(frozen=True, slots=True)
class _Fit:
    membership: Membership
    narrow: Labels
    stability: list[float]


def _fit(said: _Said, least: int, params: ClusterParams, progress: Progress) -> _Fit:
    vectors, texts = said.vectors, said.texts
    rows = len(texts)
    progress("neighbours", 0, rows)
    links = nearest(vectors, max(3, round(rows**_NEIGHBOUR_EXPONENT)))
    progress("group", 0, rows)
    reach = params.reach / params.granularity
    wanted = GroupParams(least, reach, reach * _NARROWER)
    groups = group(vectors, links, wanted, said.standing)
    settled = settle(vectors, texts, groups.labels, least)

    def refit(kept: Labels) -> Labels:
        again = group(vectors[kept], _restrict(links, kept, rows), wanted)
        return settle(vectors[kept], [texts[row] for row in kept], again.labels, least).labels

    progress("stability", 0, params.resamples)
    stable = stability(settled.labels, refit, params.resamples)
    sizes = np.bincount(settled.labels[settled.labels >= 0], minlength=len(stable))
    lasting = [
        label
        for label, figure in enumerate(stable)
        if figure >= (TENTATIVE_UNDER if sizes[label] < _SMALL * least else params.least_stability)
    ]
    if not lasting or len(lasting) == len(stable):
        return _Fit(settled, groups.narrow, stable)
    kept = keep_only(settled, lasting, vectors, texts)
    return _Fit(kept, groups.narrow, [stable[label] for label in lasting])


def _stood(collapsed: Collapsed, standing: Clustering) -> Labels:
    """For each distinct text the standing group that the first of its statements was in, -1 for none."""
    own = {key: number for number, one in enumerate(standing.clusters) for key in one.members}
    result = np.full(len(collapsed.texts), -1, dtype=np.int64)
    for key, row in zip(reversed(collapsed.ids), collapsed.group[::-1].tolist(), strict=True):
        result[row] = own.get(key, result[row])
    return result


def _least(rows: int, wanted: int) -> int:
    """Distinct texts that make a theme: ``wanted``, and less in small collections, never under 2."""
    return max(2, min(wanted, rows // 10 + 2))


def _restrict(links: Neighbours, kept: Labels, rows: int) -> Neighbours:
    """The neighbours among the rows kept; a link to a row left out points to the row itself with weight 0."""
    place = np.full(rows, -1, dtype=np.int64)
    place[kept] = np.arange(len(kept))
    index = place[links.index[kept]]
    gone = index < 0
    own = np.broadcast_to(np.arange(len(kept))[:, None], index.shape)
    similarity: Vectors = np.where(gone, 0, links.similarity[kept]).astype(np.float32)
    return Neighbours(np.where(gone, own, index), similarity)


def _extend(vectors: Vectors, collapsed: Collapsed, fitted: Membership) -> Membership:
    """The rows outside the sample take a standing theme or none."""
    sample = collapsed.sample
    given = assign(vectors, fitted.centroids, collapsed.texts)
    labels, similarity = given.labels, given.similarity
    labels[sample], similarity[sample] = fitted.labels, fitted.similarity
    held = set(sample.tolist())
    reasons = {row: reason for row, reason in given.reasons.items() if row not in held}
    reasons |= {int(sample[row]): reason for row, reason in fitted.reasons.items()}
    return Membership(labels, reasons, similarity, fitted.centroids)


def _as_clustering(collapsed: Collapsed, settled: Membership, fitted: _Fit, facets: Facets) -> Clustering:
    members: dict[int, list[tuple[float, str]]] = {}
    parts: dict[tuple[int, int], list[tuple[float, str]]] = {}
    also: dict[int, list[str]] = {}
    unclustered: dict[str, UnclusteredReason] = {}
    for identity, row in zip(collapsed.ids, collapsed.group.tolist(), strict=True):
        label = int(settled.labels[row])
        if label < 0:
            unclustered[identity] = settled.reasons[row]
            continue
        one = (-round(float(settled.similarity[row]), 6), identity)
        members.setdefault(label, []).append(one)
        if facets.part[row] >= 0:
            parts.setdefault((label, int(facets.part[row])), []).append(one)
        if facets.second[row] >= 0:
            also.setdefault(int(facets.second[row]), []).append(identity)
    held: dict[int, list[tuple[str, ...]]] = {}
    for (label, _), found in parts.items():
        held.setdefault(label, []).append(_nearest_first(found))
    clusters = in_order(
        Cluster(
            _nearest_first(found),
            settled.centroids[label],
            round(fitted.stability[label], 4),
            largest_first(held.get(label, [])),
            tuple(sorted(also.get(label, []))),
        )
        for label, found in members.items()
    )
    return Clustering(clusters, unclustered)


def _nearest_first(found: list[tuple[float, str]]) -> tuple[str, ...]:
    return tuple(identity for _, identity in sorted(found))
