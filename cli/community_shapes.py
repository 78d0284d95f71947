"""The JSON shapes of play outcomes and of the community plan: fields may be added, none renamed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from accounts.community.explained import community_figure
from accounts.community.plan import participation_figure
from accounts.outcomes.effects import SIDES, outcome_figure, side_figure

if TYPE_CHECKING:
    from accounts.outcomes.effects import Effect, PlayOutcome
    from workspace.community import CommunityView
    from workspace.play_outcomes import OutcomesView


def outcomes_shape(view: OutcomesView) -> dict[str, object]:
    """``nrr plays outcomes --json``; shares, not percent. All plays together stand apart from the kinds."""
    shapes = [_outcome(outcome) for outcome in view.outcomes]
    return {"date": view.as_of.isoformat(), "all": shapes[0] if shapes else None, "plays": shapes[1:]}


def _outcome(outcome: PlayOutcome) -> dict[str, object]:
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
    }


def _sides(outcome: PlayOutcome, of_change: bool) -> dict[str, str]:
    """The ids of the figures of an effect, none where it is too few to say."""
    if (outcome.change if of_change else outcome.kept).difference is None:
        return {}
    return {"effect": outcome_figure(outcome, of_change)} | {
        side: side_figure(outcome, side, of_change) for side in SIDES
    }


def _effect(effect: Effect) -> dict[str, object]:
    found = effect.difference
    return {
        "effect": found and found.estimate,
        "interval": found and [found.low, found.high],
        "level": 0.8,
        "treated": found and found.treated,
        "others": found and found.others,
        "expected_events": round(effect.events, 3),
        "verdict": f"too few to say: {effect.why_not}" if effect.why_not else "association",
    }


def community_shape(view: CommunityView) -> dict[str, object]:
    """``nrr community --json``; shares, not percent."""
    plan = view.plan
    found = plan.participation
    return {
        "date": plan.as_of.isoformat(),
        "themes_month": str(view.month) if view.month else None,
        "champions": [asdict(one) | {"name": view.names.get(one.account, "")} for one in plan.champions],
        "advisory_board": [
            asdict(one)
            | {
                "name": view.names.get(one.account, ""),
                "figures": {"points": community_figure(f"board/{one.account}", plan.as_of)},
            }
            for one in plan.board
        ],
        "peer_matches": [asdict(one) for one in plan.matches],
        "experts": [asdict(one) for one in plan.experts],
        "participation": {
            "what": "association",
            "figure": participation_figure(found),
            "landmark": found.landmark.isoformat(),
            "days": found.days,
            "n": found.participants + found.others,
            "participants": found.participants,
            "participants_kept": found.participants_kept,
            "others": found.others,
            "others_kept": found.others_kept,
            "difference": found.difference,
            "interval": None if found.difference is None else [found.low, found.high],
            "level": 0.8,
            "verdict": f"too few to say: {found.why_not}" if found.why_not else "association",
        },
        "contributions": asdict(plan.contributions),
        "belong_nowhere": [asdict(one) | {"name": view.names.get(one.account, "")} for one in plan.lonely],
        "paying_accounts": plan.paying,
        "arr": plan.arr,
        "lonely_accounts": len(plan.lonely),
        "lonely_arr": sum(one.arr for one in plan.lonely),
        "figures": {
            field: community_figure(name, plan.as_of)
            for field, name in (
                ("paying_accounts", "paying"),
                ("arr", "arr"),
                ("lonely_accounts", "lonely"),
                ("lonely_arr", "lonely_arr"),
            )
        },
        "notes": list(plan.notes),
    }
