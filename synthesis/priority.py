"""The open priority formula: six components, each a value in its own unit, a score 0-1 and a weight.

    priority = 100 x sum(weight x score); weights are the settings' divided by the sum of those present.

    arr        ARR of the theme's accounts, on a log scale of its share of the ARR heard from
    at_risk    ARR x churn risk, on a log scale of its share of that of all accounts heard from
    breadth    distinct accounts, on a log scale against the accounts heard from
    severity   as weighed, 0-1
    trend      statements against what the three months before let expect, 0.5 = as expected
    recency    days from the latest statement to the month's end, halved every 30 days

Log scales keep one giant account from flattening every other theme to nothing. A component that cannot be
known (no revenue data, no risk, no history) is left out and the others' weights are divided anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, log1p, log2

from foundation.settings import PrioritySettings
from synthesis.figures import Component

_LOG_SCALE = 100.0  # a share of 1 % scores 0.15, 10 % 0.52, 100 % 1
_HALF_LIFE_DAYS = 30.0
_FULL_TREND = 2.0  # doublings to a full (or from an empty) trend score


@dataclass(frozen=True, slots=True)
class PriorityFacts:
    """What the formula needs of one theme. ``surge`` is statements / expected statements, both raised by a
    small constant, or None without history; ``arr`` and ``at_risk`` are None when revenue or risk is unknown
    for the whole book; ``quiet_days`` is None when nothing was ever said."""

    arr: float | None
    arr_heard: float
    at_risk: float | None
    at_risk_heard: float
    accounts: int
    accounts_heard: int
    severity: float
    surge: float | None
    quiet_days: int | None


def prioritise(facts: PriorityFacts, params: PrioritySettings) -> tuple[float, tuple[Component, ...]]:
    """Priority 0-100 and its components, in the order of the formula."""
    parts: list[tuple[str, float, float, float]] = []
    if facts.arr is not None:
        parts.append(("arr", facts.arr, _share_score(facts.arr, facts.arr_heard), params.arr))
    if facts.at_risk is not None:
        score = _share_score(facts.at_risk, facts.at_risk_heard)
        parts.append(("at_risk", facts.at_risk, score, params.at_risk))
    parts.append(("breadth", float(facts.accounts), _breadth_score(facts), params.breadth))
    parts.append(("severity", facts.severity, _unit(facts.severity), params.severity))
    if facts.surge is not None:
        score = _unit(0.5 + log2(facts.surge) / (2 * _FULL_TREND))
        parts.append(("trend", facts.surge - 1, score, params.trend))
    if facts.quiet_days is not None:
        score = 0.5 ** (max(0, facts.quiet_days) / _HALF_LIFE_DAYS)
        parts.append(("recency", float(facts.quiet_days), score, params.recency))
    return _weighted([(name, value, round(score, 6), weight) for name, value, score, weight in parts])


def reprioritise(
    components: Sequence[Component], params: PrioritySettings
) -> tuple[float, tuple[Component, ...]]:
    """The same components under other weights; under those they were made with, the same to the last bit."""
    weights: dict[str, float] = params.model_dump()
    return _weighted([(one.name, one.value, one.score, weights[one.name]) for one in components])


def _weighted(parts: Sequence[tuple[str, float, float, float]]) -> tuple[float, tuple[Component, ...]]:
    total = sum(weight for *_, weight in parts)
    components = tuple(
        Component(name, value, score, weight / total if total else 0.0)
        for name, value, score, weight in parts
    )
    return round(100 * sum(part.score * part.weight for part in components), 2), components


def _share_score(amount: float, whole: float) -> float:
    share = amount / whole if whole > 0 else 0.0
    return _unit(log1p(_LOG_SCALE * max(0.0, share)) / log1p(_LOG_SCALE))


def _breadth_score(facts: PriorityFacts) -> float:
    if facts.accounts_heard == 0:
        return 0.0
    return _unit(log(1 + facts.accounts) / log(1 + facts.accounts_heard))


def _unit(value: float) -> float:
    return min(1.0, max(0.0, value))
