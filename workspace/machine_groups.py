"""Which groups a month starts from: those it has, those of an earlier month with the new statements placed, or a
refit.

A refit is the rule, for it lets every statement speak. Where so much was said that it takes its time, and little
of it is new, standing groups are extended instead. A refit holds on to the groups of the month before where it
is about as right to part two matters as to join them, so that no theme flips to and fro. The run says which it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from foundation.ids import content_id
from foundation.months import Month
from foundation.progress import Progress
from foundation.settings import ThemeSettings
from synthesis.themes import Statement, Vectors
from workspace.store.groupings import Grouping, Standing

if TYPE_CHECKING:
    from synthesis.clustering import ClusterParams


@dataclass(frozen=True, slots=True)
class Plan:
    """``base`` is the groups to take as they are (``ready``) or to extend; without it there is a refit. ``key``
    names the groups that come of it; they are ``extended`` where these statements were not grouped together.
    ``before`` are the groups of an earlier month, and the month."""

    key: str
    kin: str
    inputs: str
    base: Grouping | None = None
    ready: bool = False
    extended: bool = False
    grown: float = 0.0
    before: tuple[Month, Grouping] | None = None

    @property
    def how(self) -> str:
        """What a reader of the run is told."""
        if self.extended:
            return f"extended, {self.grown:.1%} new since the last refit"
        return f"refit, in doubt as in {self.before[0]}" if self.before else "refit"

    @property
    def start(self) -> str:
        """The key of the groups of before."""
        return self.before[1].key if self.before else ""


def plan_groups(
    statements: Sequence[Statement],
    standing: Standing | None,
    settings: ThemeSettings,
    wanted: tuple[Month, str, bool],
) -> Plan:
    """How to group ``statements`` (in order of id). ``wanted`` is the month, the hash of model and versions, and
    whether a refit is asked for."""
    month, machine, refit = wanted
    shape = settings.model_dump(include={"granularity", "noise_target"})
    kin = content_id(machine, repr(sorted(shape.items())), length=32)
    inputs = content_id(*(f"{one.id} {content_id(one.text)}" for one in statements), length=32)
    before = standing.before if standing else None
    if before and before[1].kin != kin:
        before = None
    start = [before[1].key] if before else []
    fresh = Plan(content_id("refit", kin, inputs, *start, length=32), kin, inputs, before=before)
    if standing is None or standing.groups.kin != kin:
        return fresh
    own, base = standing.month == month, standing.groups
    extended = base.key != fresh.key
    if own and base.inputs == inputs and base.start == fresh.start and not (refit and extended):
        return replace(fresh, key=base.key, base=base, ready=True, extended=extended, grown=base.grown)
    if refit or len(statements) <= settings.refit_up_to:
        return fresh
    from synthesis.increments import new_share

    grown = base.grown + new_share(base.clustering, [one.id for one in statements])
    if grown > settings.refit_share:
        return fresh
    key = content_id("extended", base.key, inputs, length=32)
    return replace(fresh, key=key, base=base, extended=True, grown=round(grown, 6))


def make_groups(
    plan: Plan, statements: Sequence[Statement], vectors: Vectors, settings: ThemeSettings, progress: Progress
) -> Grouping:
    """The groups that ``plan`` names."""
    from synthesis.clustering import cluster
    from synthesis.increments import Said, extend

    if plan.base and plan.ready:
        return plan.base
    ids = [one.id for one in statements]
    texts = [one.text for one in statements]
    params = cluster_params(settings)
    if plan.base:
        grown = extend(plan.base.clustering, Said(ids, texts, vectors), params)
        return replace(
            plan.base, key=plan.key, inputs=plan.inputs, grown=plan.grown, clustering=grown, start=plan.start
        )
    standing = plan.before[1].clustering if plan.before else None
    found = cluster(ids, texts, vectors, params, progress, standing)
    return Grouping(plan.key, plan.kin, plan.inputs, 0.0, found, plan.start)


def cluster_params(settings: ThemeSettings) -> ClusterParams:
    """The engine's parameters that a workspace may set."""
    from synthesis.clustering import ClusterParams

    return ClusterParams(granularity=settings.granularity, noise_target=settings.noise_target)
