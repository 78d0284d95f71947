"""What ``nrr onboarding`` prints, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.onboarding.account_days import held_figure, reached_figure
from accounts.onboarding.explained import bound_ids, count_figures
from accounts.onboarding.view import ttv_figure
from cli.output import cut_to, fitted_table, wrapped
from foundation.money import count

if TYPE_CHECKING:
    from datetime import date

    from accounts.onboarding.progress import ReachTimes
    from accounts.onboarding.time_to_reach import Quantile
    from accounts.onboarding.view import AccountOnboarding
    from workspace.onboarding import OnboardingView

_VALUES = ("first value", "second value")
_NAME = 60


def view_shape(view: OnboardingView) -> dict[str, object]:
    """``nrr onboarding --json``."""
    return {
        "date": view.as_of.isoformat(),
        "counts": view.counts,
        "figures": {"counts": {stage: f"onboarding_stage:{stage}@{view.as_of}" for stage in view.counts}},
        "min_reached": view.min_reached,
        "times": [
            _times_shape(times, view.as_of, view.min_reached) for own in view.times.values() for times in own
        ],
        "accounts": [_account_shape(one, view.as_of) for one in view.accounts],
        "more": view.more,
    }


def _times_shape(times: ReachTimes, as_of: date, least: int) -> dict[str, object]:
    segment, milestone = times.segment, times.milestone
    return {
        "segment": segment,
        "milestone": milestone,
        "n": times.curve.n,
        "reached": times.curve.reached,
        "enough": times.curve.reached >= least,
        "reached_before_start": times.early,
        "median": _quantile_shape(times.median, ttv_figure(segment, milestone, as_of)),
        "p75": _quantile_shape(times.p75, ttv_figure(segment, milestone, as_of, "p75")),
        "held_to": times.stall,
        "figures": count_figures(times, as_of),
    }


def _quantile_shape(found: Quantile, figure: str) -> dict[str, object]:
    known = {} if found.day is None else {"days": figure}
    return {
        "days": found.day,
        "interval_95": [found.low, found.high],
        "figure": figure,
        "figures": {**known, "interval_95": bound_ids(found, figure)},
    }


def _account_shape(one: AccountOnboarding, as_of: date) -> dict[str, object]:
    return {
        "account": one.account,
        "name": one.name,
        "segment": one.segment,
        "owner": one.owner,
        "path": one.path,
        "started": one.started,
        "day": one.day,
        "figures": ({} if one.day is None else {"day": f"onboarding_day:{one.account}@{as_of}"})
        | ({} if one.held_to is None else {"held_to": held_figure(one, as_of)}),
        "stage": one.stage.value,
        "milestones": [
            {"milestone": step.milestone, "day": step.day, "reached": step.on}
            | ({} if step.day is None else {"figures": {"day": reached_figure(one.account, step, as_of)}})
            for step in one.steps
        ],
        "next": one.next,
        "target": one.target,
        "held_to": one.held_to,
        "held_by": one.held_by,
        "figure": one.figure,
        "why": one.why,
        "intervention": one.intervention,
        "checkpoint": one.checkpoint,
        "exit_feedback": one.exit,
        "sticky": one.sticky,
        "rows": [{"kind": row.kind, "key": list(row.key)} for row in one.rows],
    }


def board_text(view: OnboardingView, stalled_only: bool) -> str:
    """The accounts in onboarding, and the times by segment."""
    counts = view.counts
    stages = ("stalled", "late", "on track", "done", "not recorded")
    head = f"Onboarding on {view.as_of}: " + ", ".join(f"{counts[stage]:,} {stage}" for stage in stages)
    blocks = [head]
    if view.accounts:
        rows = [
            (one.name, one.segment, one.stage.value, str(one.day), one.next, _held(one), one.owner)
            for one in view.accounts
        ]
        heads = ("Account", "Segment", "Stage", "Day", "Next", "Held to day", "Owner")
        blocks.append(fitted_table(heads, rows, "lllrlrl"))
    else:
        blocks.append("No account has stalled." if stalled_only else "No account is in onboarding.")
    if view.more:
        blocks.append(f"{count(view.more, 'more account')}; --limit shows them.")
    blocks += [_stalled_text(one) for one in view.accounts if one.stage.value == "stalled"]
    if not stalled_only:
        blocks.append(_times_text(view))
    return "\n\n".join(blocks)


def _held(one: AccountOnboarding) -> str:
    return "" if one.held_to is None else f"{one.held_to:.0f} ({one.held_by})"


def _stalled_text(one: AccountOnboarding) -> str:
    lines = [f"{cut_to(one.name, _NAME)} ({one.account}): {one.why}.", f"  Do: {one.intervention}."]
    if one.checkpoint:
        lines.append(f"  Checkpoint {one.checkpoint}")
    return "\n".join(wrapped(line, "    ") for line in lines)


def _times_text(view: OnboardingView) -> str:
    rows = [
        (
            times.segment,
            times.milestone,
            _days(times.median),
            _days(times.p75),
            f"{times.curve.reached} of {times.curve.n}",
        )
        for own in view.times.values()
        for times in own
        if times.milestone in _VALUES
    ]
    if not rows:
        return "No segment has a time to value yet."
    few = any(int(row[4].split()[0]) < view.min_reached for row in rows)
    note = f"\nUnder {view.min_reached} that reached it, the path's target judges instead." if few else ""
    return (
        "Time to value, days from the start (95 % interval); accounts still on their way are counted\n"
        + fitted_table(("Segment", "Milestone", "Median", "p75", "Reached"), rows, "llrrr")
        + note
    )


def _days(found: Quantile) -> str:
    if found.day is None:
        return "not yet"
    low = "?" if found.low is None else f"{found.low:.0f}"
    high = "?" if found.high is None else f"{found.high:.0f}"
    return f"{found.day:.0f} ({low}-{high})"


def account_text(view: OnboardingView) -> str:
    """One account in full."""
    one = view.accounts[0]
    lines = [
        f"{cut_to(one.name, _NAME)} ({one.account}), {one.segment}, path {one.path}, on {view.as_of}: {one.stage.value}"
    ]
    if one.why:
        lines.append(f"{one.why[0].upper()}{one.why[1:]}.")
    if one.day is not None:
        rows = [
            (step.milestone, str(step.on or ""), "" if step.day is None else str(step.day))
            for step in one.steps
        ]
        lines += ["", fitted_table(("Milestone", "Reached", "Day"), rows, "llr"), ""]
    for name, words in (
        ("Next", f"{one.next}, planned for {one.target}" if one.next else ""),
        ("Do", one.intervention),
        ("Checkpoint", one.checkpoint),
        ("Ask for", one.exit),
        ("Sticky driver", one.sticky),
        ("Figure", one.figure),
    ):
        if words:
            lines.append(f"{name}: {words}")
    return "\n".join(wrapped(line, "  ") if "  " not in line else line for line in lines)
