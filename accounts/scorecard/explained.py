"""A scorecard's risk opened: points over weights, and each component's share of the points."""

from __future__ import annotations

from dataclasses import replace

from accounts.explanation import Explanation, Input
from accounts.scorecard.scores import RiskScores

_LEFT_OUT = "Components without data are left out."


def risk_by_points(card: RiskScores, at: int, bare: Explanation, words: str) -> Explanation:
    """``bare`` with the formula of the risk at a position that is scored; ``words`` come first."""
    weights = card.weights_of(at)
    over = " + ".join(f"{name}_weight" for name in weights)
    return replace(
        bare,
        value=float(card.risk[at]),
        unit="points, 0 to 1, not calibrated",
        formula=f"({_points(card, at)}) / ({over})",
        inputs=_inputs(card, at),
        words=f"{words} {_LEFT_OUT}".strip(),
    )


def effect_by_points(card: RiskScores, at: int, name: str, bare: Explanation) -> Explanation | None:
    """``bare`` with a component's share of the points; None where it brings none."""
    effects = {driver.name: driver.effect for driver in card.opened(at).drivers}
    if name not in effects:
        return None
    return replace(
        bare,
        value=effects[name],
        unit="share of the points",
        formula=f"{name} * {name}_weight / ({_points(card, at)})",
        inputs=_inputs(card, at),
        words=_LEFT_OUT,
    )


def _points(card: RiskScores, at: int) -> str:
    return " + ".join(f"{name} * {name}_weight" for name in card.weights_of(at))


def _inputs(card: RiskScores, at: int) -> tuple[Input, ...]:
    weights = card.weights_of(at)
    scores = tuple(Input(name, float(card.components[name].scores[at]), "0 to 1") for name in weights)
    return scores + tuple(Input(f"{name}_weight", weight, "points") for name, weight in weights.items())
