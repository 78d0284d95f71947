"""How well what was planted in the demo is found: stalled onboardings and accounts that are ripe to grow.

    python -m bench.growth WORKSPACE [--truth workspace/demo_data/truth.json] [--date 2026-10-31] [--json]

``WORKSPACE`` is a finished demo workspace. Stalled: precision and recall against the planted accounts. Expanding:
how many of the planted are leads, how many a gate holds back (and which), how many are missed; and how many other
accounts have a trigger of the same families.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import date
from pathlib import Path

from workspace.expansion import ExpansionQuery, LeadView, expansion
from workspace.onboarding import OnboardingQuery, onboarding
from workspace.workspace import Workspace, open_workspace

_TRUTH = Path(__file__).parents[1] / "workspace" / "demo_data" / "truth.json"
_GROWING = frozenset({"usage", "team"})


def measure(workspace: Workspace, truth: dict[str, list[str]], day: date) -> dict[str, object]:
    """Both measures on a day, by name."""
    found = {one.account for one in onboarding(workspace, OnboardingQuery(None, day, True)).accounts}
    planted = set(truth["stalled"])
    hit = len(found & planted)
    return {
        "date": day.isoformat(),
        "stalled": {
            "planted": len(planted),
            "found": len(found),
            "precision": hit / len(found) if found else None,
            "recall": hit / len(planted),
        },
        "expanding": _expanding(workspace, set(truth["expanding"]), day),
    }


def _expanding(workspace: Workspace, planted: set[str], day: date) -> dict[str, object]:
    leads = expansion(workspace, ExpansionQuery(as_of=day)).shown
    held = expansion(workspace, ExpansionQuery(as_of=day, suppressed=True)).shown
    growing = {one.lead.account for one in (*leads, *held) if _GROWING & set(one.lead.families)}
    return {
        "planted": len(planted),
        "leads": len(planted & _ids(leads)),
        "suppressed": len(planted & _ids(held)),
        "missed": len(planted - _ids(leads) - _ids(held)),
        "with_usage_or_team_trigger": len(planted & growing),
        "others_with_usage_or_team_trigger": len(growing - planted),
        "all_leads": len(leads),
        "all_suppressed": len(held),
        "reasons": dict(
            Counter(
                _kind(reason) for one in held if one.lead.account in planted for reason in one.lead.reasons
            )
        ),
    }


def _ids(views: tuple[LeadView, ...]) -> set[str]:
    return {one.lead.account for one in views}


def _kind(reason: str) -> str:
    return "health" if reason.startswith("health") else " ".join(reason.split()[:4])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--truth", type=Path, default=_TRUTH)
    parser.add_argument("--date", type=date.fromisoformat, default=date(2026, 10, 31))
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    truth = json.loads(chosen.truth.read_text(encoding="utf-8"))["accounts"]
    found = measure(open_workspace(chosen.workspace), truth, chosen.date)
    if chosen.json:
        print(json.dumps(found, indent=2))
        return
    for name, figures in found.items():
        print(f"{name}: {figures}")


if __name__ == "__main__":
    main()
