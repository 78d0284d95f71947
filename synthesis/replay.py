"""Human edits made again on the machine's groups, in the order in which people made them.

Merge, split, pin, never-merge and move are replayed at every refit, so that a month's new feedback finds the
themes that people want. An edit whose theme cannot be found again is reported with the reason. No edits: the
machine's clustering, untouched. Each statement ends in one group or in none, with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from foundation.months import Month
from synthesis.edit_order import merged_into
from synthesis.edits import Edit, Merge, Move, NeverMerge, Part, Pin, Split, structural
from synthesis.pinning import direction, pinned
from synthesis.regrouping import Corpus, Group, Regrouping, cosine
from synthesis.themes import Clustering, SynthesisRun, Theme, ThemeKind, UnclusteredReason, Vectors

_LIKENESS = 0.8  # between the centre of one side's anchors and that of a group that may take the side's id
_BY_RULE = 1.0  # stability of a pinned theme: its rule brings it back from any sample


@dataclass(frozen=True, slots=True)
class Conflict:
    """An edit that could not be made again, and why."""

    edit: int
    reason: str


@dataclass(frozen=True, slots=True)
class Unheard:
    """A pinned theme that no statement of the window belongs to. ``centroid`` is zeros where nothing tells it."""

    theme_id: str
    label: str
    since: Month
    centroid: Vectors

    def theme(self, before: SynthesisRun | None) -> Theme:
        """The theme without a statement; born when it was, where the run before has it."""
        born = {one.theme.id: one.theme.born for one in before.themes} if before else {}
        return Theme(
            id=self.theme_id,
            label=self.label,
            summary="",
            terms=(),
            kind=ThemeKind.COMPLAINT,
            members=(),
            centroid=self.centroid,
            stability=_BY_RULE,
            born=born.get(self.theme_id, self.since),
        )


@dataclass(frozen=True, slots=True)
class Replayed:
    """``claims``: place of a cluster to the theme id that an edit has fixed for it. ``applied`` are the numbers
    of the edits that were made again; a move of a statement that has left the window is neither there nor in
    ``conflicts``. ``unheard``: pinned themes without a statement, by id."""

    clustering: Clustering
    claims: dict[int, str]
    conflicts: tuple[Conflict, ...]
    applied: tuple[int, ...]
    unheard: tuple[Unheard, ...]


def replay(
    clustering: Clustering, corpus: Corpus, edits: Sequence[Edit], phrases: Mapping[str, Vectors]
) -> Replayed:
    """``clustering`` with the standing structural ``edits`` made on it again.

    ``phrases`` holds the unit vector of every phrase that the edits name (``edits.phrases_of``). The result does
    not depend on the order of clusters or of statements.
    """
    todo = structural(edits)
    if not todo:
        return Replayed(clustering, {}, (), (), ())
    work = _Replay(Regrouping.of(clustering, corpus), phrases)
    for edit in todo:
        reason = work.make(edit)
        if reason:
            work.conflicts.append(Conflict(edit.number, reason))
        elif reason is not None:
            work.applied.append(edit.number)
        work.ground.drop_empty()
    return work.finished(todo)


@dataclass(slots=True)
class _Replay:
    ground: Regrouping
    phrases: Mapping[str, Vectors]
    conflicts: list[Conflict] = field(default_factory=list)
    applied: list[int] = field(default_factory=list)
    placed: set[str] = field(default_factory=set)

    def make(self, edit: Edit) -> str | None:
        """Make one edit: why it cannot be made, empty where it was, None where it has nothing left to do."""
        change = edit.change
        if isinstance(change, Merge):
            return self._merge(change)
        if isinstance(change, NeverMerge):
            return self._part((Part(change.one), Part(change.other)), least=2)
        if isinstance(change, Split):
            return self._part(change.parts, least=1)
        if isinstance(change, Pin):
            return self._pin(edit.theme_id, change)
        assert isinstance(change, Move)
        return self._move(change)

    def _merge(self, change: Merge) -> str:
        gone, kept = self.ground.seek(change.gone), self.ground.seek(change.kept)
        groups = list(dict.fromkeys((*kept.groups, *gone.groups)))
        if not groups:
            return f"neither theme is there: {gone.reason}"
        self.ground.join(groups, change.kept.theme_id)
        return ""

    def _part(self, sides: Sequence[Part], least: int) -> str:
        """Keep sides apart: a group that holds several is parted among them, and each side keeps its id."""
        found = [self.ground.seek(side.anchor) for side in sides]
        missing = [one.reason for one in found if not one.groups]
        if len(sides) - len(missing) < least:
            return f"{'one side is' if len(missing) < len(sides) else 'it is'} not there: {missing[0]}"
        held = list(dict.fromkeys(group for one in found for group in one.groups))
        for group in held:
            inside = [side for side, one in zip(sides, found, strict=True) if group in one.groups]
            if len(inside) > 1:
                self._divide(group, inside)
            elif self._is_like(group, inside[0]):
                self.ground.claim(group, inside[0].anchor.theme_id)
        return ""

    def _divide(self, group: Group, sides: Sequence[Part]) -> None:
        """Each member goes to the side whose anchor it is, the others to the nearest side, ties by the sides'
        order."""
        ids = sorted(group.members)
        owner: dict[str, int] = {}
        for place, side in enumerate(sides):
            for one in side.anchor.statements:
                owner.setdefault(one, place)
        centres = [self._centre(side) for side in sides]
        scores = np.stack(
            [np.full(len(ids), -1.0) if one is None else self.ground.cosines(one, ids) for one in centres]
        )
        nearest = scores.argmax(axis=0).tolist()
        taken: list[list[str]] = [[] for _ in sides]
        for one, place in zip(ids, nearest, strict=True):
            taken[owner.get(one, place)].append(one)
        full = [place for place, members in enumerate(taken) if members]
        for place in full[1:]:
            part = self.ground.begin(taken[place], "", group.stability)
            part.parts, part.also = group.parts, group.also
            self.ground.claim(part, sides[place].anchor.theme_id)
        self.ground.settle(group)
        self.ground.claim(group, sides[full[0]].anchor.theme_id)

    def _centre(self, side: Part) -> Vectors | None:
        if side.words:
            return self.phrases[side.words]
        centre = self.ground.centre_of(side.anchor.statements)
        return side.anchor.vector(self.ground.corpus.model) if centre is None else centre

    def _is_like(self, group: Group, side: Part) -> bool:
        """Whether a group that holds one side alone is that side, not a larger theme that has taken it in."""
        if group.claim:
            return False
        centre = self.ground.centre_of(side.anchor.statements)
        return centre is None or cosine(group.centroid, centre) >= _LIKENESS

    def _pin(self, theme_id: str, change: Pin) -> str:
        taken = pinned(self.ground, change, self.phrases, self.placed)
        if taken is None:
            return "it has neither words nor an example that is left in the window"
        if taken:
            self.ground.begin(taken, theme_id, _BY_RULE)
            self.ground.settle_changed()
        return ""

    def _move(self, change: Move) -> str | None:
        ground = self.ground
        if change.statement not in ground.row_of:
            return None
        self.placed.add(change.statement)
        if change.to is None:
            ground.put(change.statement, None, UnclusteredReason.MOVED_OUT)
            ground.settle_changed()
            return ""
        sought = ground.seek(change.to)
        if sought.groups:
            ground.put(change.statement, sought.groups[0], UnclusteredReason.ALONE)
            ground.settle_changed()
            return ""
        if not change.to.statements:  # a pinned theme that nobody had spoken of
            ground.begin([change.statement], change.to.theme_id, _BY_RULE)
            return ""
        return f"the theme it was moved to is not there: {sought.reason}"

    def finished(self, edits: Sequence[Edit]) -> Replayed:
        """What has come of it all."""
        clustering, claims = self.ground.finished()
        heard = set(claims.values()) | set(merged_into(edits))
        unheard = tuple(
            Unheard(
                edit.theme_id,
                edit.change.label,
                Month.of(edit.at.date()),
                direction(self.ground, edit.change, self.phrases),
            )
            for edit in sorted(edits, key=lambda one: one.theme_id)
            if isinstance(edit.change, Pin) and edit.theme_id not in heard
        )
        return Replayed(clustering, claims, tuple(self.conflicts), tuple(self.applied), unheard)
