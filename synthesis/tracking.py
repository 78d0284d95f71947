"""A theme keeps its id, name and birth from one run to the next, although clusters have no memory.

Clusters are matched with the previous run's themes by one optimal assignment. The similarity of a pair is
0.75 x Jaccard overlap of their members + 0.25 x cosine of their centres, where members are only the
statements that both runs know (in a theme or unclustered there). Where a side has none of those, the cosine
alone decides, against a higher bar. Laws: a run matched with itself is the identity; the order of the
input changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from foundation.ids import content_id
from foundation.months import Month
from synthesis.themes import Cluster, Statement, SynthesisRun, Theme, ThemeKind, ThemeLabel
from synthesis.trends import theme_status

__all__ = ["TrackingParams", "carry_identity", "theme_status"]

_CORE_MEMBERS = 5
_LEAST_BIRTH = 2
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class TrackingParams:
    """``overlap_weight`` is the members' part of the similarity. A pair below ``least`` is no match;
    ``least_cosine`` is the bar for pairs without any statement that both runs know."""

    overlap_weight: float = 0.75
    least: float = 0.4
    least_cosine: float = 0.85


_DEFAULT = TrackingParams()


def carry_identity(
    clusters: Sequence[Cluster],
    labels: Sequence[ThemeLabel],
    previous: SynthesisRun | None,
    statements: Sequence[Statement],
    params: TrackingParams = _DEFAULT,
) -> tuple[Theme, ...]:
    """One theme a cluster (``labels`` in the same order), sorted by id.

    A matched theme keeps id and birth, and label and summary while they still hold: every word of the label
    occurs in its members. An unmatched one gets the content id of its five members nearest the centre, and is
    born in the first month by which the window holds two of its statements.
    """
    if len(clusters) != len(labels):
        raise ValueError(f"{len(clusters)} clusters but {len(labels)} labels")
    pairs = sorted(zip(clusters, labels, strict=True), key=lambda pair: min(pair[0].members, default=""))
    known = {statement.id: statement for statement in statements}
    matches = _matches([cluster for cluster, _ in pairs], previous, known, params) if previous else {}
    taken = {one.theme.id for one in previous.themes} if previous else set()
    usual = Counter(statement.kind for statement in statements)
    themes: list[Theme] = []
    for index, (cluster, label) in enumerate(pairs):
        said = [known[member] for member in cluster.members if member in known]
        kind = _kind(said, usual)
        if index in matches and previous:
            before, overlap = matches[index]
            themes.append(_continued(cluster, label, said, kind, before, (previous.id, overlap)))
        else:
            theme_id = _new_id(cluster, taken)
            taken.add(theme_id)
            themes.append(_theme(cluster, label, kind, theme_id, _born(said)))
    return tuple(sorted(themes, key=lambda theme: theme.id))


def _matches(
    clusters: Sequence[Cluster],
    previous: SynthesisRun,
    known: Mapping[str, Statement],
    params: TrackingParams,
) -> dict[int, tuple[Theme, float]]:
    from scipy.optimize import linear_sum_assignment

    themes = sorted((one.theme for one in previous.themes), key=lambda theme: theme.id)
    if not clusters or not themes:
        return {}
    then = {member for theme in themes for member in theme.members} | set(previous.unclustered_reasons)
    similarity = _similarities(clusters, themes, then & set(known), params)
    rows, columns = linear_sum_assignment(similarity, maximize=True)
    return {
        int(row): (themes[column], float(similarity[row, column]))
        for row, column in zip(rows, columns, strict=True)
        if similarity[row, column] > 0
    }


def _similarities(
    clusters: Sequence[Cluster], themes: Sequence[Theme], common: set[str], params: TrackingParams
) -> NDArray[np.float64]:
    """Shape (clusters, themes); 0 where a pair is under its bar, so that it never counts as a match."""
    mine = [common & set(cluster.members) for cluster in clusters]
    theirs = [common & set(theme.members) for theme in themes]
    owner = {member: column for column, members in enumerate(theirs) for member in members}
    result = np.zeros((len(clusters), len(themes)))
    cosines = _cosines(clusters, themes)
    for row in range(len(clusters)):
        shared = Counter(owner[member] for member in mine[row] if member in owner)
        for column in range(len(themes)):
            cosine = None if cosines is None else float(cosines[row, column])
            if mine[row] and theirs[column]:
                both = shared[column]
                overlap = both / (len(mine[row]) + len(theirs[column]) - both)
                nearness = overlap if cosine is None else cosine
                mixed = params.overlap_weight * overlap + (1 - params.overlap_weight) * nearness
                result[row, column] = round(mixed, 6) if both and mixed >= params.least else 0.0
            elif cosine is not None and cosine >= params.least_cosine:
                result[row, column] = round(cosine, 6)
    return result


def _cosines(clusters: Sequence[Cluster], themes: Sequence[Theme]) -> NDArray[np.float64] | None:
    """Shape (clusters, themes), 0 to 1; None between vectors of different models, whose dimensions differ."""
    shapes = {one.centroid.shape for one in clusters} | {one.centroid.shape for one in themes}
    if len(shapes) != 1:
        return None
    mine = np.stack([one.centroid for one in clusters]).astype(np.float64)
    theirs = np.stack([one.centroid for one in themes]).astype(np.float64)
    return np.clip(mine @ theirs.T, 0.0, 1.0)


def _continued(
    cluster: Cluster,
    label: ThemeLabel,
    said: Sequence[Statement],
    kind: ThemeKind,
    before: Theme,
    match: tuple[str, float],
) -> Theme:
    run_id, overlap = match
    texts = [statement.text.casefold() for statement in said]
    words = _WORD.findall(before.label.casefold())
    keeps = bool(words) and all(any(word in text for text in texts) for word in words)
    summary = before.summary.casefold()
    stands = keeps and bool(summary) and any(summary in text for text in texts)
    return Theme(
        id=before.id,
        label=before.label if keeps else label.label,
        summary=before.summary if stands else label.summary,
        terms=label.terms,
        kind=kind,
        members=cluster.members,
        centroid=cluster.centroid,
        stability=cluster.stability,
        born=before.born,
        continued_from=run_id,
        overlap=overlap,
    )


def _theme(cluster: Cluster, label: ThemeLabel, kind: ThemeKind, theme_id: str, born: Month) -> Theme:
    return Theme(
        id=theme_id,
        label=label.label,
        summary=label.summary,
        terms=label.terms,
        kind=kind,
        members=cluster.members,
        centroid=cluster.centroid,
        stability=cluster.stability,
        born=born,
    )


def _new_id(cluster: Cluster, taken: set[str]) -> str:
    core = sorted(cluster.members[:_CORE_MEMBERS])
    theme_id = content_id("theme", *core)
    again = 1
    while theme_id in taken:  # its core once made the id of a theme that went another way
        again += 1
        theme_id = content_id("theme", *core, str(again))
    return theme_id


def _born(said: Sequence[Statement]) -> Month:
    days = sorted(statement.day for statement in said)
    if not days:
        raise ValueError("a theme needs at least one statement of the window")
    return Month.of(days[min(_LEAST_BIRTH, len(days)) - 1])


def _kind(said: Sequence[Statement], usual: Mapping[ThemeKind, int]) -> ThemeKind:
    """The kind that stands out: share in the theme x the root of how much more that is than usual.

    Most feedback complains, and a request is often worded as a complaint; the plain majority would call
    nearly every theme one. Ties in the order of ``ThemeKind``.
    """
    counts = Counter(statement.kind for statement in said)
    total, everything = max(1, len(said)), max(1, sum(usual.values()))

    def standing_out(kind: ThemeKind) -> float:
        share = counts[kind] / total
        return share * sqrt(share / max(usual.get(kind, 0) / everything, 1 / everything))

    return max(ThemeKind, key=standing_out)
