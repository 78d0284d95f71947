"""The usage and feature families: accounts at a limit of their plan, and those that want what a higher one holds.

Both laws are one-sided: more use never removes a trigger, as a window counts when its mean is at or above a share of
the limit, and a metric of a higher plan is tried as soon as any of it is used.
"""

from __future__ import annotations

from math import ceil

import numpy as np

from accounts.expansion.context import Context, feedback_rows, naming, usage_rows
from accounts.expansion.inputs import ASKING, Family, NotJudged, Said, Trigger
from accounts.expansion.plans import Feature, Plan
from accounts.readings import Values, Windows, windows
from foundation.text import folded, one_line

_TRIED_DAYS = 28
_SLACK = 1e-9
_QUOTE = 90
_NO_TABLE = "there is no plans.toml that says which plan holds what"


def usage_triggers(ctx: Context) -> tuple[list[Trigger], list[NotJudged]]:
    """At or above ``limit_share`` of a limit in ``limit_hits`` of ``limit_windows`` windows. The limit is the
    latest in the usage table, else the plan table's."""
    params = ctx.params
    read = windows(ctx.book, ctx.as_of, params.limit_window_days, params.limit_windows)
    limit = _limits(ctx, read)
    known = limit > 0
    if not known[ctx.paying].any():
        reason = "no metric has a limit, in the usage table or in plans.toml"
        return [], [NotJudged(Family.USAGE, "plan limit", reason)]
    share = np.divide(
        read.mean, limit[:, :, None], out=np.full(read.mean.shape, np.nan), where=known[:, :, None]
    )
    hits = (np.nan_to_num(share) >= params.limit_share - _SLACK).sum(axis=2)
    found = known & (hits >= min(params.limit_hits, params.limit_windows)) & ctx.paying[:, None]
    found[:, [at for at in range(len(read.metrics)) if at not in read.signals()]] = False
    pairs = {(ctx.ids[row], read.metrics[at]): (row, at) for row, at in np.argwhere(found)}
    rows = usage_rows(ctx, pairs, params.limit_window_days * params.limit_windows)
    triggers = []
    for pair, (row, at) in pairs.items():
        used = float(np.nanmean(read.mean[row, at]))
        most = float(limit[row, at])
        triggers.append(
            Trigger(
                account=pair[0],
                family=Family.USAGE,
                rule="plan limit",
                subject=pair[1],
                why=_limit_words(ctx, pair[1], used, most, int(hits[row, at]), float(ctx.seats[row])),
                rows=rows.get(pair, ()),
                amount=float(np.nanmean(share[row, at])),
                wanted=float(ceil(used / params.headroom)),
                limit=most,
            )
        )
    return triggers, []


def _limits(ctx: Context, read: Windows) -> Values:
    limit = np.where(np.nan_to_num(read.limit) > 0, read.limit, np.nan)
    table = ctx.inputs.plans
    for plan in table.plans if table else ():
        on_it = _on_plan(ctx, plan)
        for metric, most in plan.limits.items():
            if metric in read.metrics:
                at = read.metrics.index(metric)
                limit[on_it & np.isnan(limit[:, at]), at] = most
    return np.nan_to_num(limit)


def _on_plan(ctx: Context, plan: Plan) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    names = {folded(name) for name in (plan.name, *plan.also)}
    kinds = {own: folded(str(own)) in names for own in set(ctx.plans)}
    return np.array([kinds[own] for own in ctx.plans], dtype=np.bool_)


def _limit_words(ctx: Context, metric: str, used: float, most: float, hits: int, seats: float) -> str:
    params = ctx.params
    unit = "weeks" if params.limit_window_days == 7 else f"windows of {params.limit_window_days} days"
    words = (
        f"{metric} at {used / most:.0%} of its limit of {most:,.0f} on average, "
        f"{params.limit_share:.0%} or more in {hits} of {params.limit_windows} {unit}"
    )
    if ctx.counts_seats(metric) and seats > 0 and round(seats) != round(most):
        words += f" (the subscriptions name {seats:,.0f} seats: settle which is right)"
    return words


def feature_triggers(ctx: Context) -> tuple[list[Trigger], list[NotJudged]]:
    """Requests and questions that name what a higher plan holds, and use of what only higher plans hold."""
    table = ctx.inputs.plans
    if table is None:
        return [], [NotJudged(Family.FEATURE, "asked or tried", _NO_TABLE)]
    if not table.features:
        return [], [NotJudged(Family.FEATURE, "asked or tried", "plans.toml names no features")]
    plans = {own: ctx.plan_of[str(own)] for own in sorted(set(ctx.plans[ctx.paying]))}
    read = windows(ctx.book, ctx.as_of, _TRIED_DAYS, 1)
    found: list[Trigger] = []
    for feature in table.features:
        holders = {
            own: higher
            for own, plan in plans.items()
            if plan is not None and (higher := table.first_with(plan, feature.name)) is not None
        }
        found += _asked(ctx, feature, holders)
        found += _tried(ctx, feature, holders, read)
    return found, _unknown_plans(ctx)


def _asked(ctx: Context, feature: Feature, holders: dict[object, Plan]) -> list[Trigger]:
    asked = naming(ctx.said, (feature.name, *feature.words), ASKING)
    found = []
    for account, said in asked.items():
        higher = holders.get(ctx.plans[ctx.place[account]])
        if higher is not None:
            found.append(
                Trigger(
                    account=account,
                    family=Family.FEATURE,
                    rule="asked for",
                    subject=feature.name,
                    why=f"asked for {feature.name}, which {higher.name} holds: {quoted(said[0])}",
                    rows=feedback_rows(said),
                    amount=float(len(said)),
                    target=higher.name,
                )
            )
    return found


def _tried(ctx: Context, feature: Feature, holders: dict[object, Plan], read: Windows) -> list[Trigger]:
    found = []
    outside = np.array([own in holders for own in ctx.plans], dtype=np.bool_) & ctx.paying
    for metric in feature.metrics:
        if metric not in read.metrics:
            continue
        use = np.nan_to_num(read.mean[:, read.metrics.index(metric), 0])
        using = np.flatnonzero(outside & (use > 0))
        rows = usage_rows(ctx, {(ctx.ids[row], metric): None for row in using}, _TRIED_DAYS)
        for row in using:
            higher = holders[ctx.plans[row]]
            found.append(
                Trigger(
                    account=ctx.ids[row],
                    family=Family.FEATURE,
                    rule="tried",
                    subject=feature.name,
                    why=f"uses {metric} ({use[row]:,.4g} on average in {_TRIED_DAYS} days) without "
                    f"{feature.name}, which {higher.name} holds",
                    rows=rows.get((ctx.ids[row], metric), ()),
                    amount=float(use[row]),
                    target=higher.name,
                )
            )
    return found


def _unknown_plans(ctx: Context) -> list[NotJudged]:
    own = [str(plan) for plan in ctx.plans[ctx.paying]]
    strange = sorted({plan for plan in own if ctx.plan_of[plan] is None})
    if not strange:
        return []
    count = sum(plan in set(strange) for plan in own)
    names = ", ".join(repr(plan) if plan else "no plan" for plan in strange[:3])
    more = f" and {len(strange) - 3:,} more" if len(strange) > 3 else ""
    reason = f"{count:,} paying accounts are on a plan that plans.toml does not name ({names}{more})"
    return [NotJudged(Family.FEATURE, "asked or tried", reason)]


def quoted(said: Said) -> str:
    """The statement's words on one line, cut where they are long, with its day."""
    return f"“{one_line(said.text, _QUOTE)}” ({said.day})"
