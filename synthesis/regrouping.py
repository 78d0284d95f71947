"""The groups of a run while human edits rearrange them: every statement is in one group or in none, all along.

Sums run over rows in the order of their ids and cosines are rounded, so that neither the order of the input nor
the number of cores moves a statement. Equal texts count once in a centre, as they do when groups are formed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from foundation.text import folded
from synthesis.edits import Anchor, unit
from synthesis.themes import Cluster, Clustering, UnclusteredReason, Vectors, largest_first

LEAST_COSINE = 0.85  # between centres, where a theme has too few anchors left in the window
_FEW = 3  # anchors left, below which they alone decide nothing
_BLOCK = 8192
_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Corpus:
    """All statements of the window: ``vectors`` are unit rows in the order of ``ids``, made by ``model``."""

    ids: Sequence[str]
    texts: Sequence[str]
    vectors: Vectors
    model: str


@dataclass(slots=True, eq=False)
class Group:
    """A group in the making, itself and no other. ``claim`` is the theme id that an edit has fixed for it."""

    members: set[str]
    centroid: Vectors
    stability: float
    parts: tuple[tuple[str, ...], ...] = ()
    also: tuple[str, ...] = ()
    claim: str = ""
    origin: Cluster | None = None

    def touch(self) -> None:
        """Note that the members are no longer those of the machine's cluster."""
        self.origin = None


@dataclass(frozen=True, slots=True)
class Sought:
    """The groups that hold a theme, the fullest first; none, and why, where nothing does."""

    groups: tuple[Group, ...] = ()
    reason: str = ""


@dataclass(slots=True)
class Regrouping:
    """Groups and loose statements under change."""

    corpus: Corpus
    groups: list[Group]
    loose: dict[str, UnclusteredReason]
    row_of: dict[str, int] = field(default_factory=dict)
    group_of: dict[str, Group] = field(default_factory=dict)

    @classmethod
    def of(cls, clustering: Clustering, corpus: Corpus) -> Regrouping:
        """The machine's groups as they are, in an order of their own content."""
        ordered = sorted(clustering.clusters, key=lambda one: min(one.members, default=""))
        groups = [
            Group(set(one.members), one.centroid, one.stability, one.parts, one.also, origin=one)
            for one in ordered
        ]
        found = cls(corpus, groups, dict(clustering.unclustered))
        found.row_of = {identity: row for row, identity in enumerate(corpus.ids)}
        found.group_of = {member: group for group in groups for member in group.members}
        return found

    def seek(self, anchor: Anchor) -> Sought:
        """The groups that hold a theme: the one that an edit has claimed for it; else each with at least half
        of its anchors that are in the window; with fewer than three of them left, the group whose centre is
        nearest the anchor's, from cosine 0.85."""
        claimed = tuple(group for group in self.groups if group.claim and group.claim == anchor.theme_id)
        if claimed:
            return Sought(claimed)
        left = [one for one in anchor.statements if one in self.row_of]
        if len(left) >= min(_FEW, max(1, len(anchor.statements))):
            return self._by_members(left)
        near = self._nearest(anchor.vector(self.corpus.model))
        if near is not None:
            return Sought((near,))
        if left and anchor.model != self.corpus.model:
            return self._by_members(left)
        gone = "its statements have left the window" if anchor.statements else "it has no statements"
        return Sought(reason=f"{gone} and no group is close to it")

    def _by_members(self, left: Sequence[str]) -> Sought:
        counts = Counter(id(self.group_of[one]) for one in left if one in self.group_of)
        holders = [group for group in self.groups if 2 * counts[id(group)] >= len(left)]
        holders.sort(key=lambda group: (-counts[id(group)], min(group.members)))
        if holders:
            return Sought(tuple(holders))
        if not counts:
            return Sought(reason="its statements are in no group any more")
        return Sought(
            reason=f"its statements are spread over {len(counts)} groups, with half of them in none"
        )

    def _nearest(self, centre: Vectors | None) -> Group | None:
        if centre is None:
            return None
        scored = [
            (-cosine(group.centroid, centre), min(group.members), place)
            for place, group in enumerate(self.groups)
            if group.members and group.centroid.shape == centre.shape
        ]
        best = min(scored, default=(0.0, "", 0))
        return self.groups[best[2]] if scored and -best[0] >= LEAST_COSINE else None

    def centre_of(self, ids: Iterable[str]) -> Vectors | None:
        """The direction of the mean of these statements that are in the window, equal texts once; None of none."""
        distinct: dict[str, str] = {}
        for identity in sorted(one for one in ids if one in self.row_of):
            distinct.setdefault(folded(self.corpus.texts[self.row_of[identity]]), identity)
        rows = [self.row_of[identity] for _, identity in sorted(distinct.items())]
        if not rows:
            return None
        return unit(self.corpus.vectors[rows].astype(np.float64).sum(axis=0))

    def cosines(self, centre: Vectors, ids: Sequence[str] | None = None) -> NDArray[np.float64]:
        """Cosine with ``centre`` of each statement in the order of ``ids``, by default of the whole corpus,
        rounded to five digits."""
        rows = None if ids is None else np.array([self.row_of[one] for one in ids], dtype=np.int64)
        vectors = self.corpus.vectors if rows is None else self.corpus.vectors[rows]
        found = np.zeros(len(vectors), dtype=np.float64)
        aim = centre.astype(np.float64)
        for start in range(0, len(vectors), _BLOCK):
            block = vectors[start : start + _BLOCK].astype(np.float64)
            found[start : start + _BLOCK] = np.einsum("ij,j->i", block, aim)
        return np.round(found, _DIGITS)

    def put(self, identity: str, group: Group | None, reason: UnclusteredReason) -> None:
        """Move one statement into ``group``, or out with ``reason``."""
        left = self.group_of.pop(identity, None)
        if left is not None:
            left.members.discard(identity)
            left.touch()
        self.loose.pop(identity, None)
        if group is None:
            self.loose[identity] = reason
            return
        group.members.add(identity)
        group.touch()
        self.group_of[identity] = group

    def claim(self, group: Group, theme_id: str) -> None:
        """Fix the id of a group's theme; no other group has it then. An empty id frees the group."""
        for other in self.groups:
            if other.claim == theme_id:
                other.claim = ""
        group.claim = theme_id

    def begin(self, members: Iterable[str], claim: str, stability: float) -> Group:
        """A new group of statements that leave where they are."""
        group = Group(set(), np.zeros(self.corpus.vectors.shape[1], dtype=np.float32), stability)
        self.groups.append(group)
        self.claim(group, claim)
        for member in sorted(members):
            self.put(member, group, UnclusteredReason.ALONE)
        self.settle(group)
        return group

    def join(self, groups: Sequence[Group], claim: str) -> Group:
        """These groups as one, the first of them; sub-themes of each become sub-themes of it."""
        first, *others = groups
        self.claim(first, claim)
        if not others:
            return first
        size = sum(len(group.members) for group in groups)
        first.stability = round(sum(group.stability * len(group.members) for group in groups) / size, 4)
        first.parts = tuple(part for group in groups for part in (_left(group) or (self._ordered(group),)))
        first.also = tuple(sorted({one for group in groups for one in group.also}))
        for group in others:
            for member in sorted(group.members):
                self.put(member, first, UnclusteredReason.ALONE)
            self.groups.remove(group)
        self.settle(first)
        return first

    def settle(self, group: Group) -> None:
        """Give a changed group its centre anew."""
        centre = self.centre_of(group.members)
        if centre is not None:
            group.centroid = centre

    def settle_changed(self) -> None:
        """Give every changed group its centre anew."""
        for group in self.groups:
            if group.origin is None:
                self.settle(group)

    def drop_empty(self) -> None:
        """Forget groups that have lost all their statements."""
        self.groups = [group for group in self.groups if group.members]

    def finished(self) -> tuple[Clustering, dict[int, str]]:
        """The clustering, by size and then first id, and the claims by place in it. A group that nothing has
        changed is the very cluster it was."""
        self.drop_empty()
        done = [(self._cluster(group), group.claim) for group in self.groups]
        done.sort(key=lambda pair: (-len(pair[0].members), min(pair[0].members)))
        claims = {place: claim for place, (_, claim) in enumerate(done) if claim}
        return Clustering(tuple(cluster for cluster, _ in done), self.loose), claims

    def _cluster(self, group: Group) -> Cluster:
        if group.origin is not None:
            return group.origin
        self.settle(group)
        members = self._ordered(group)
        return Cluster(
            members=members,
            centroid=group.centroid,
            stability=group.stability,
            parts=self._parts(group, members),
            also=tuple(one for one in group.also if one not in group.members),
        )

    def _parts(self, group: Group, members: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """The sub-groups that are left, largest first; a member that came later is in the nearest one."""
        kept = _left(group)
        if not kept:
            return ()
        place_of = {one: place for place, part in enumerate(kept) for one in part}
        new = [one for one in members if one not in place_of]
        if new:
            centres = [self.centre_of(part) for part in kept]
            scores = np.stack([self.cosines(one, new) for one in centres if one is not None])
            place_of |= dict(zip(new, scores.argmax(axis=0).tolist(), strict=True))
        return largest_first(
            tuple(one for one in members if place_of[one] == place) for place in range(len(kept))
        )

    def _ordered(self, group: Group) -> tuple[str, ...]:
        """The members, nearest the centre first, ties by id."""
        ids = sorted(group.members)
        scores = self.cosines(group.centroid, ids)
        return tuple(one for _, one in sorted(zip((-scores).tolist(), ids, strict=True)))


def _left(group: Group) -> tuple[tuple[str, ...], ...]:
    """The sub-groups that still have members of the group; none where it is one of them."""
    kept = [tuple(one for one in part if one in group.members) for part in group.parts]
    found = tuple(part for part in kept if part)
    return found if len(found) > 1 else ()


def cosine(one: Vectors, other: Vectors) -> float:
    """The cosine of two unit vectors, rounded to five digits."""
    return round(float((one.astype(np.float64) * other.astype(np.float64)).sum()), _DIGITS)
