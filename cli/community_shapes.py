"""The JSON shape of the community plan: fields may be added, none renamed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from accounts.community.account_figures import board_figures
from accounts.community.contributed import DONE, DONE_BEFORE
from accounts.community.explained import community_figure, expert_name
from accounts.community.participating import SIDES, WHOLE, bound_figures, participation_figure, side_figure

if TYPE_CHECKING:
    from datetime import date

    from accounts.community.figures import Champion, Contributions, Participation
    from workspace.community import CommunityView


def community_shape(view: CommunityView) -> dict[str, object]:
    """``nrr community --json``; shares, not percent."""
    plan, day = view.plan, view.plan.as_of
    return {
        "date": day.isoformat(),
        "themes_month": str(view.month) if view.month else None,
        "champions": [_champion(one, view) for one in plan.champions],
        "advisory_board": [
            asdict(one) | {"name": view.names.get(one.account, ""), "figures": board_figures(one, day)}
            for one in plan.board
        ],
        "peer_matches": [asdict(one) for one in plan.matches],
        "peer_themes": _peer_themes(view),
        "experts": [
            asdict(one)
            | {
                "figures": {
                    what: community_figure(expert_name(one, what), day) for what in ("answers", "templates")
                }
            }
            for one in plan.experts
        ],
        "participation": _participation(plan.participation),
        "contributions": _contributions(plan.contributions, day),
        "belong_nowhere": [
            asdict(one)
            | {
                "name": view.names.get(one.account, ""),
                "figures": {"arr": community_figure(f"account_arr/{one.account}", day)},
            }
            for one in plan.lonely
        ],
        "paying_accounts": plan.paying,
        "arr": plan.arr,
        "lonely_accounts": len(plan.lonely),
        "lonely_arr": plan.lonely_arr,
        "lonely_share": plan.lonely_arr / plan.arr if plan.arr else None,
        "figures": {
            field: community_figure(name, day)
            for field, name in (
                ("paying_accounts", "paying"),
                ("arr", "arr"),
                ("lonely_accounts", "lonely"),
                ("lonely_arr", "lonely_arr"),
                *((("lonely_share", "lonely_share"),) if plan.arr else ()),
            )
        },
        "notes": list(plan.notes),
    }


def _champion(one: Champion, view: CommunityView) -> dict[str, object]:
    day = view.plan.as_of
    names = {"mean": "score", "latest": "score_latest", "answers": "score_answers"}
    return asdict(one) | {
        "name": view.names.get(one.account, ""),
        "figures": {
            "score": {field: community_figure(f"{name}/{one.account}", day) for field, name in names.items()},
            "depth": community_figure(f"depth/{one.account}", day),
            "arr": community_figure(f"account_arr/{one.account}", day),
        },
    }


def _peer_themes(view: CommunityView) -> list[dict[str, object]]:
    """For each theme how many accounts that it hurts have a peer."""
    hurting: dict[str, set[str]] = {}
    for match in view.plan.matches:
        hurting.setdefault(match.theme, set()).add(match.hurting)
    return [
        {
            "theme": theme,
            "label": view.labels.get(theme, ""),
            "accounts": len(accounts),
            "figures": {"accounts": community_figure(f"matched/{theme}", view.plan.as_of)},
        }
        for theme, accounts in hurting.items()
    ]


def _participation(found: Participation) -> dict[str, object]:
    counts: dict[str, object] = {name: side_figure(found, name) for name in SIDES}
    return {
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
        "figures": counts
        | {"n": side_figure(found, WHOLE)}
        | (
            {}
            if found.difference is None
            else {"difference": participation_figure(found), "interval": bound_figures(found)}
        ),
    }


def _contributions(found: Contributions, day: date) -> dict[str, object]:
    return asdict(found) | {
        "figures": {
            "recent": {kind: community_figure(f"{DONE}{kind}", day) for kind in found.recent},
            "before": {kind: community_figure(f"{DONE_BEFORE}{kind}", day) for kind in found.before},
            "people": community_figure("people", day),
            "accounts": community_figure("accounts", day),
        }
    }
