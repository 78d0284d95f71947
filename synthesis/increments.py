"""New statements join standing themes without a refit.

What was grouped stays where it is; a new statement takes the place of an equal text, else joins the nearest theme
if it is as near as a member has to be. What is left, old and new, is grouped on its own, so that a matter which
nobody raised before becomes a theme without waiting for the next refit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from synthesis.clustering import ClusterParams, cluster
from synthesis.collapsing import same_words
from synthesis.facets import touched
from synthesis.membership import assign
from synthesis.neighbours import unit
from synthesis.themes import Cluster, Clustering, UnclusteredReason, Vectors

_DEFAULT = ClusterParams()
_FIRM = 0.6  # stability of a group of leftovers that founds a theme


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
        rest = sorted(key for key, place in places.items() if place < 0)
        founded = _founded(said, rest, params)
        return _as_clustering(standing, founded, said, places)


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


def _founded(said: Said, rest: list[str], params: ClusterParams) -> Clustering:
    """The firm groups of what is in no standing theme."""
    row_of = {key: row for row, key in enumerate(said.ids)}
    rows = [row_of[key] for key in rest]
    found = cluster(
        rest,
        [said.texts[row] for row in rows],
        said.vectors[rows],
        replace(params, noise_target=None, min_texts=max(params.min_texts, 5)),
    )
    firm = tuple(
        one for one in found.clusters if one.stability >= _FIRM and _several(one, said, row_of, params)
    )
    lost = {key: UnclusteredReason.ALONE for one in found.clusters if one not in firm for key in one.members}
    return Clustering(firm, {**found.unclustered, **lost})


def _several(one: Cluster, said: Said, row_of: dict[str, int], params: ClusterParams) -> bool:
    return len({same_words(said.texts[row_of[key]]) for key in one.members}) >= params.min_texts


def _as_clustering(
    standing: Clustering, founded: Clustering, said: Said, places: dict[str, int]
) -> Clustering:
    row_of = {key: row for row, key in enumerate(said.ids)}
    held: dict[int, list[str]] = {}
    for key, place in places.items():
        if place >= 0:
            held.setdefault(place, []).append(key)
    clusters = [_grown(standing.clusters[place], keys, said, row_of) for place, keys in held.items()]
    clusters.extend(founded.clusters)
    clusters.sort(key=lambda one: (-len(one.members), min(one.members)))
    return Clustering(tuple(_also(clusters, said, row_of)), dict(founded.unclustered))


def _also(clusters: list[Cluster], said: Said, row_of: dict[str, int]) -> list[Cluster]:
    if not clusters:
        return []
    keys = [key for one in clusters for key in one.members]
    labels = np.repeat(np.arange(len(clusters)), [len(one.members) for one in clusters])
    rows = [row_of[key] for key in keys]
    second = touched(labels, unit(said.vectors[rows]), np.stack([one.centroid for one in clusters]))
    touching: dict[int, list[str]] = {}
    for at in np.flatnonzero(second >= 0).tolist():
        touching.setdefault(int(second[at]), []).append(keys[at])
    return [replace(one, also=tuple(sorted(touching.get(at, [])))) for at, one in enumerate(clusters)]


def _grown(one: Cluster, keys: list[str], said: Said, row_of: dict[str, int]) -> Cluster:
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
    whole = [tuple(key for key in members if part_of[key] == number) for number in range(len(parts))]
    ordered = sorted(whole, key=lambda part: (-len(part), min(part)))
    return replace(one, members=members, parts=tuple(ordered))
