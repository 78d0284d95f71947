"""Which groups a month starts from: those it has, those of an earlier month with the new statements placed, or a
refit.

A refit is the rule, for it lets every statement speak. Where so much was said that it takes its time, and little
of it is new, standing groups are extended instead; the run says which it was.
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
from workspace.store.groupings import Grouping

if TYPE_CHECKING:
    from synthesis.clustering import ClusterParams


@dataclass(frozen=True, slots=True)
class Plan:
    """``base`` is the groups to take as they are (``ready``) or to extend; without it there is a refit. ``key``
    names the groups that come of it; they are ``extended`` where these statements were not grouped together."""

    key: str
    kin: str
    inputs: str
    base: Grouping | None = None
    ready: bool = False
    extended: bool = False
    grown: float = 0.0

    @property
    def how(self) -> str:
        """What a reader of the run is told."""
        return f"extended, {self.grown:.1%} new since the last refit" if self.extended else "refit"


def plan_groups(
    statements: Sequence[Statement],
    standing: tuple[Month, Grouping] | None,
    settings: ThemeSettings,
    wanted: tuple[Month, str, bool],
) -> Plan:
    """How to group ``statements`` (in order of id). ``wanted`` is the month, the hash of model and versions, and
    whether a refit is asked for."""
    month, machine, refit = wanted
    shape = settings.model_dump(include={"granularity", "noise_target"})
    kin = content_id(machine, repr(sorted(shape.items())), length=32)
    inputs = content_id(*(f"{one.id} {content_id(one.text)}" for one in statements), length=32)
    fresh = Plan(content_id("refit", kin, inputs, length=32), kin, inputs)
    if standing is None or standing[1].kin != kin:
        return fresh
    own, base = standing[0] == month, standing[1]
    extended = base.key != fresh.key
    if own and base.inputs == inputs and not (refit and extended):
        return Plan(base.key, kin, inputs, base, ready=True, extended=extended, grown=base.grown)
    if refit or len(statements) <= settings.refit_up_to:
        return fresh
    from synthesis.increments import new_share

    grown = base.grown + new_share(base.clustering, [one.id for one in statements])
    if grown > settings.refit_share:
        return fresh
    key = content_id("extended", base.key, inputs, length=32)
    return Plan(key, kin, inputs, base, extended=True, grown=round(grown, 6))


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
        return replace(plan.base, key=plan.key, inputs=plan.inputs, grown=plan.grown, clustering=grown)
    found = cluster(ids, texts, vectors, params, progress)
    return Grouping(plan.key, plan.kin, plan.inputs, 0.0, found)


def cluster_params(settings: ThemeSettings) -> ClusterParams:
    """The engine's parameters that a workspace may set."""
    from synthesis.clustering import ClusterParams

    return ClusterParams(granularity=settings.granularity, noise_target=settings.noise_target)
