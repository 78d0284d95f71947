"""The JSON shape of play outcomes: fields may be added, none renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.outcomes.bounds_explained import bound_figures
from accounts.outcomes.counts import count_figures
from accounts.outcomes.effects import SIDES, outcome_figure, side_figure

if TYPE_CHECKING:
    from accounts.outcomes.effects import Effect, PlayOutcome
    from workspace.play_outcomes import OutcomesView


def outcomes_shape(view: OutcomesView) -> dict[str, object]:
    """``nrr plays outcomes --json``; shares, not percent. All plays together stand apart from the kinds."""
    shapes = [outcome_shape(outcome) for outcome in view.outcomes]
    return {"date": view.as_of.isoformat(), "all": shapes[0] if shapes else None, "plays": shapes[1:]}


def outcome_shape(outcome: PlayOutcome) -> dict[str, object]:
    """One kind of play."""
    return {
        "play": outcome.play,
        "horizon_days": outcome.horizon_days,
        "started": outcome.started,
        "n": outcome.matched,
        "controls": outcome.controls,
        "kept": _effect(outcome.kept)
        | {"figure": outcome_figure(outcome), "figures": _sides(outcome, False)},
        "mrr_change": _effect(outcome.change)
        | {"figure": outcome_figure(outcome, of_change=True), "figures": _sides(outcome, True)},
        "controls_played_later": outcome.later,
        "left_out": dict(outcome.left_out),
        "alike_in": dict(outcome.levels),
        "recorded": dict(outcome.recorded),
        "figures": count_figures(outcome),
    }


def _sides(outcome: PlayOutcome, of_change: bool) -> dict[str, object]:
    """The ids of the figures of an effect; of its expected events alone where it is too few to say."""
    found = bound_figures(outcome, of_change)
    if (outcome.change if of_change else outcome.kept).difference is None:
        return found
    return (
        found
        | {"effect": outcome_figure(outcome, of_change)}
        | {side: side_figure(outcome, side, of_change) for side in SIDES}
    )


def _effect(effect: Effect) -> dict[str, object]:
    found = effect.difference
    return {
        "effect": found and found.estimate,
        "interval": found and [found.low, found.high],
        "level": 0.8,
        "treated": found and found.treated,
        "others": found and found.others,
        "expected_events": effect.events,
        "verdict": f"too few to say: {effect.why_not}" if effect.why_not else "association",
    }
