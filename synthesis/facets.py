"""What a theme holds beside being one: its parts, and the texts that touch a second theme.

A part is a narrower group of the same tree, large enough to be told of; texts of smaller ones join the part
that is nearest. A text touches a second theme when it is nearly as close to that theme as to its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthesis.grouping import Labels, means
from synthesis.membership import ABOUT_AS_CLOSE, CLOSE, Membership, best_two, own_scores
from synthesis.neighbours import unit
from synthesis.themes import Vectors

_LEAST_SHARE = 0.1  # of the theme's texts, in each part
_MOST_PARTS = 8


@dataclass(frozen=True, slots=True)
class Facets:
    """For each row the number of its part within its theme, and the theme that it touches beside its own; -1
    for none."""

    part: Labels
    second: Labels


def facets_of(settled: Membership, vectors: Vectors, narrow: Labels, sample: Labels, least: int) -> Facets:
    """The facets of all rows; ``narrow`` are the narrower groups of the rows in ``sample``."""
    rows = len(vectors)
    finer = np.full(rows, -1, dtype=np.int64)
    finer[sample] = narrow
    part = np.full(rows, -1, dtype=np.int64)
    for label in range(len(settled.centroids)):
        inside = np.flatnonzero(settled.labels == label)
        part[inside] = _parts(vectors[inside], finer[inside], least)
    return Facets(part, touched(settled.labels, vectors, settled.centroids))


def _parts(vectors: Vectors, finer: Labels, least: int) -> Labels:
    """Part numbers of one theme's rows, all -1 where fewer than two parts are large enough."""
    none = np.full(len(vectors), -1, dtype=np.int64)
    enough = max(least, round(_LEAST_SHARE * len(vectors)))
    found, sizes = np.unique(finer[finer >= 0], return_counts=True)
    order = np.argsort(-sizes, kind="stable")
    large = [int(found[at]) for at in order if sizes[at] >= enough][:_MOST_PARTS]
    while len(large) > 1:
        number = {name: place for place, name in enumerate(large)}
        held = np.array([number.get(int(one), -1) for one in finer], dtype=np.int64)
        nearest = (vectors @ unit(means(vectors, held, len(large))).T).argmax(axis=1)
        whole: Labels = np.where(held < 0, nearest, held).astype(np.int64)
        counts = np.bincount(whole, minlength=len(large))
        if (counts >= enough).all():
            return whole
        large = [name for place, name in enumerate(large) if counts[place] >= enough]
    return none


def touched(labels: Labels, vectors: Vectors, centroids: Vectors) -> Labels:
    """The nearest other theme of each row that is close to both it and its own, -1 for none."""
    second = np.full(len(vectors), -1, dtype=np.int64)
    if len(centroids) < 2:
        return second
    near = best_two(vectors, centroids)
    own_is_first = near.first == labels
    other = np.where(own_is_first, near.second, near.first)
    score = np.where(own_is_first, near.second_score, near.first_score)
    own = np.where(own_is_first, near.first_score, own_scores(vectors, centroids, labels))
    both = (labels >= 0) & (own >= CLOSE) & (score >= CLOSE) & (own - score <= ABOUT_AS_CLOSE)
    second[both] = other[both]
    return second
