"""A theme keeps its id, name and birth from one run to the next, although clusters have no memory.

Clusters are matched with the previous run's themes (``matching``); what is left over is matched with themes
that were last seen in earlier runs, newest first, so that a theme that dissolved for a month or two comes back
as itself. An id that a person fixed (a claim) wins over every match. Laws: a run matched with itself is the
identity; the order of the input changes nothing; no two themes share an id.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt

from foundation.ids import content_id
from foundation.months import Month
from synthesis.matching import TrackingParams, match, overlap_of
from synthesis.themes import Cluster, Statement, SubTheme, SynthesisRun, Theme, ThemeKind, ThemeLabel

_CORE_MEMBERS = 5
_LEAST_BIRTH = 2
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Continuity:
    """What else decides who a cluster is. ``earlier`` are runs before the previous one, in any order.
    ``claims`` leads from the index of a cluster to the id that a person's edit fixed for it. ``part_labels``
    has for each cluster the labels of its parts, in their order; without it there are no sub-themes."""

    earlier: Sequence[SynthesisRun] = ()
    claims: Mapping[int, str] = field(default_factory=dict)
    part_labels: Sequence[Sequence[ThemeLabel]] = ()
    params: TrackingParams = field(default_factory=TrackingParams)


@dataclass(frozen=True, slots=True)
class _Origin:
    """The theme that a cluster continues, the run that it was last seen in, and their similarity."""

    theme: Theme
    run: str
    overlap: float


_DEFAULT = Continuity()


def carry_identity(
    clusters: Sequence[Cluster],
    labels: Sequence[ThemeLabel],
    previous: SynthesisRun | None,
    statements: Sequence[Statement],
    continuity: Continuity = _DEFAULT,
) -> tuple[Theme, ...]:
    """One theme a cluster (``labels`` in the same order), sorted by id.

    A matched theme keeps id and birth, and label and summary while they still hold: every word of the label
    occurs in its members. An unmatched one gets the content id of its five members nearest the centre, and is
    born in the first month by which the window holds two of its statements. ValueError where labels do not fit
    the clusters or two clusters claim one id.
    """
    _check(clusters, labels, continuity)
    known = {statement.id: statement for statement in statements}
    order = sorted(range(len(clusters)), key=lambda index: min(clusters[index].members, default=""))
    runs = newest_first(previous, continuity.earlier)
    origins = _origins(clusters, order, runs, frozenset(known), continuity)
    taken = {one.theme.id for run in runs for one in run.themes} | set(continuity.claims.values())
    usual = Counter(statement.kind for statement in statements)
    themes: list[Theme] = []
    for index in order:
        cluster, origin = clusters[index], origins.get(index)
        said = [known[member] for member in cluster.members if member in known]
        if origin:
            theme_id, born = origin.theme.id, origin.theme.born
        else:
            theme_id = continuity.claims.get(index) or _new_id("theme", cluster.members, taken)
            born = _born(said)
            taken.add(theme_id)
        label = _kept_label(origin.theme, labels[index], said) if origin else labels[index]
        theme = _theme(cluster, label, theme_id, born, origin)
        part_labels = continuity.part_labels[index] if continuity.part_labels else ()
        before = origin.theme.subthemes if origin else ()
        themes.append(
            replace(theme, kind=_kind(said, usual), subthemes=_subthemes(cluster, part_labels, before))
        )
    return tuple(sorted(themes, key=lambda theme: theme.id))


def _theme(cluster: Cluster, label: ThemeLabel, theme_id: str, born: Month, origin: _Origin | None) -> Theme:
    """The cluster by name, its kind and parts still to be told."""
    return Theme(
        id=theme_id,
        label=label.label,
        summary=label.summary,
        terms=label.terms,
        kind=ThemeKind.COMPLAINT,
        members=cluster.members,
        centroid=cluster.centroid,
        stability=cluster.stability,
        born=born,
        continued_from=origin.run if origin else "",
        overlap=origin.overlap if origin else 0.0,
        also=cluster.also,
    )


def _check(clusters: Sequence[Cluster], labels: Sequence[ThemeLabel], continuity: Continuity) -> None:
    if len(clusters) != len(labels):
        raise ValueError(f"{len(clusters)} clusters but {len(labels)} labels")
    if len(set(continuity.claims.values())) != len(continuity.claims):
        raise ValueError("two clusters claim one theme id")
    given = continuity.part_labels
    if given and [len(names) for names in given] != [len(cluster.parts) for cluster in clusters]:
        raise ValueError("the labels of parts do not fit the parts")


def newest_first(previous: SynthesisRun | None, earlier: Sequence[SynthesisRun]) -> list[SynthesisRun]:
    before = sorted(earlier, key=lambda run: run.month, reverse=True)
    if previous is None:
        return before
    return [previous, *(run for run in before if run.month < previous.month)]


def _origins(
    clusters: Sequence[Cluster],
    order: Sequence[int],
    runs: Sequence[SynthesisRun],
    known: frozenset[str],
    continuity: Continuity,
) -> dict[int, _Origin]:
    """By cluster index. A theme stands for a match in the newest run that holds it, and only there."""
    origins: dict[int, _Origin] = {}
    claimed = {theme_id: index for index, theme_id in continuity.claims.items()}
    seen: set[str] = set()
    for run in runs:
        if len(origins) == len(clusters):
            break
        themes = sorted(
            (one.theme for one in run.themes if one.theme.id not in seen), key=lambda theme: theme.id
        )
        seen |= {theme.id for theme in themes}
        common = known & statements_known_to(run)
        for theme in themes:
            if theme.id in claimed:
                index = claimed[theme.id]
                origins[index] = _Origin(theme, run.id, overlap_of(clusters[index], theme, common))
        standing = [theme for theme in themes if theme.id not in claimed]
        waiting = [index for index in order if index not in origins and index not in continuity.claims]
        found = match([clusters[index] for index in waiting], standing, common, continuity.params)
        for row, (column, overlap) in found.items():
            origins[waiting[row]] = _Origin(standing[column], run.id, overlap)
    return origins


def statements_known_to(run: SynthesisRun) -> frozenset[str]:
    """Ids of all statements that a run placed, in a theme or outside."""
    placed = {member for one in run.themes for member in one.theme.members}
    return frozenset(placed | set(run.unclustered_reasons))


def _kept_label(before: Theme, label: ThemeLabel, said: Sequence[Statement]) -> ThemeLabel:
    texts = [statement.text.casefold() for statement in said]
    words = _WORD.findall(before.label.casefold())
    keeps = bool(words) and all(any(word in text for text in texts) for word in words)
    summary = before.summary.casefold()
    stands = keeps and bool(summary) and any(summary in text for text in texts)
    return ThemeLabel(
        label=before.label if keeps else label.label,
        summary=before.summary if stands else label.summary,
        terms=label.terms,
    )


def _subthemes(
    cluster: Cluster, labels: Sequence[ThemeLabel], before: Sequence[SubTheme]
) -> tuple[SubTheme, ...]:
    """The cluster's parts by name; one that shares more than half with a sub-theme of before keeps its id."""
    if not labels:
        return ()
    olds = {old.id: set(old.members) for old in before}
    taken = set(olds)
    found: list[SubTheme] = []
    for members, label in zip(cluster.parts, labels, strict=True):
        mine = set(members)
        # more than half of the union: no second part can share as much with the same sub-theme
        kept = (old for old, said in olds.items() if 2 * len(mine & said) > len(mine | said))
        part_id = next(kept, "") or _new_id("part", members, taken)
        taken.add(part_id)
        found.append(SubTheme(part_id, label.label, members))
    return tuple(found)


def _new_id(room: str, members: Sequence[str], taken: Collection[str]) -> str:
    core = sorted(members[:_CORE_MEMBERS])
    new_id = content_id(room, *core)
    again = 1
    while new_id in taken:  # its core once made the id of one that went another way
        again += 1
        new_id = content_id(room, *core, str(again))
    return new_id


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
