"""New statements join standing themes without a refit.

What was grouped stays where it is; a new statement takes the place of an equal text, else joins the nearest theme
if it is as near as a member has to be. What is left, old and new, is grouped on its own, so that a matter which
nobody raised before becomes a theme without waiting for the next refit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from synthesis.clustering import ClusterParams, cluster
from synthesis.collapsing import same_words
from synthesis.facets import touched
from synthesis.membership import assign
from synthesis.neighbours import unit
from synthesis.themes import (
    TENTATIVE_UNDER,
    Cluster,
    Clustering,
    UnclusteredReason,
    Vectors,
    in_order,
    largest_first,
)

_DEFAULT = ClusterParams()


@dataclass(frozen=True, slots=True)
class Said:
    """Statements in any order: ids, texts and unit rows beside each other."""

    ids: Sequence[str]
    texts: Sequence[str]
    vectors: Vectors


def extend(standing: Clustering, said: Said, params: ClusterParams = _DEFAULT) -> Clustering:
    """The clusters of ``standing`` with the statements of ``said``: those that left the window are gone, new
    ones are placed. The result depends on ``standing`` and the set of statements alone."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        places = _places(standing, said)
        row_of = {key: row for row, key in enumerate(said.ids)}
        rest = sorted(key for key, place in places.items() if place < 0)
        founded = _founded(said, rest, row_of, params)
        held: dict[int, list[str]] = {}
        for key, place in places.items():
            if place >= 0:
                held.setdefault(place, []).append(key)
        grown = (_grown(standing.clusters[place], keys, said, row_of) for place, keys in held.items())
        clusters = in_order((*grown, *founded.clusters))
        return Clustering(_also(clusters, said, row_of), founded.unclustered)


def new_share(standing: Clustering, ids: Sequence[str]) -> float:
    """Share of ``ids`` that ``standing`` does not know; 0 without ids."""
    known = {key for one in standing.clusters for key in one.members} | standing.unclustered.keys()
    return sum(key not in known for key in ids) / len(ids) if ids else 0.0


def _places(standing: Clustering, said: Said) -> dict[str, int]:
    """The cluster of each id, -1 for none."""
    own = {key: number for number, one in enumerate(standing.clusters) for key in one.members}
    own |= dict.fromkeys(standing.unclustered, -1)
    words = {same_words(text): own[key] for key, text in zip(said.ids, said.texts, strict=True) if key in own}
    places: dict[str, int] = {}
    fresh: list[int] = []
    for row, (key, text) in enumerate(zip(said.ids, said.texts, strict=True)):
        known = own.get(key, words.get(same_words(text)))
        if known is None:
            fresh.append(row)
        else:
            places[key] = known
    if standing.clusters:
        centroids = np.stack([one.centroid for one in standing.clusters])
        given = assign(unit(said.vectors[fresh]), centroids, [said.texts[row] for row in fresh])
        places |= {said.ids[row]: int(label) for row, label in zip(fresh, given.labels, strict=True)}
    else:
        places |= dict.fromkeys((said.ids[row] for row in fresh), -1)
    return places


def _founded(said: Said, rest: list[str], row_of: Mapping[str, int], params: ClusterParams) -> Clustering:
    """The groups of what is in no standing theme that are firm and hold as many texts as a theme needs, however
    little is left."""
    rows = [row_of[key] for key in rest]
    found = cluster(
        rest, [said.texts[row] for row in rows], said.vectors[rows], replace(params, noise_target=None)
    )
    firm: list[Cluster] = []
    unclustered = dict(found.unclustered)
    for one in found.clusters:
        texts = {same_words(said.texts[row_of[key]]) for key in one.members}
        if one.stability >= TENTATIVE_UNDER and len(texts) >= params.min_texts:
            firm.append(one)
        else:
            unclustered |= dict.fromkeys(one.members, UnclusteredReason.ALONE)
    return Clustering(tuple(firm), unclustered)


def _also(clusters: Sequence[Cluster], said: Said, row_of: Mapping[str, int]) -> tuple[Cluster, ...]:
    """The clusters with the members of others that touch them."""
    if not clusters:
        return ()
    keys = [key for one in clusters for key in one.members]
    labels = np.repeat(np.arange(len(clusters)), [len(one.members) for one in clusters])
    rows = [row_of[key] for key in keys]
    second = touched(labels, unit(said.vectors[rows]), np.stack([one.centroid for one in clusters]))
    touching: dict[int, list[str]] = {}
    for at in np.flatnonzero(second >= 0).tolist():
        touching.setdefault(int(second[at]), []).append(keys[at])
    return tuple(replace(one, also=tuple(sorted(touching.get(at, [])))) for at, one in enumerate(clusters))


def _grown(one: Cluster, keys: list[str], said: Said, row_of: Mapping[str, int]) -> Cluster:
    """The cluster with its present members; its centre stays, and a new member joins the nearest part."""
    rows: NDArray[np.int64] = np.array([row_of[key] for key in keys], dtype=np.int64)
    nearness = (unit(said.vectors[rows]) @ one.centroid).round(6)
    order = sorted(range(len(keys)), key=lambda at: (-float(nearness[at]), keys[at]))
    members = tuple(keys[at] for at in order)
    present = set(keys)
    parts = [[key for key in part if key in present] for part in one.parts]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return replace(one, members=members, parts=())
    centres = unit(np.stack([said.vectors[[row_of[key] for key in part]].mean(axis=0) for part in parts]))
    part_of = {key: number for number, part in enumerate(parts) for key in part}
    for key in members:
        if key not in part_of:
            part_of[key] = int((said.vectors[row_of[key]] @ centres.T).argmax())
    whole = largest_first(
        tuple(key for key in members if part_of[key] == number) for number in range(len(parts))
    )
    return replace(one, members=members, parts=whole)
