"""The milestone family: a goal reached, an anniversary, a return that the customer put into words."""

from __future__ import annotations

import numpy as np

from accounts.expansion.context import Context, feedback_rows, naming
from accounts.expansion.inputs import PRAISE, Family, NotJudged, Trigger
from accounts.expansion.usage import quoted
from accounts.explanation import RowKey
from foundation.text import folded


def milestone_triggers(ctx: Context) -> tuple[list[Trigger], list[NotJudged]]:
    """Goals of the last ``goal_days``, anniversaries within ``anniversary_days``, praise that names a return."""
    returns = [
        Trigger(
            account=account,
            family=Family.MILESTONE,
            rule="return shown",
            subject="return",
            why=f"says what it gains: {quoted(said[0])}",
            rows=feedback_rows(said),
            amount=float(len(said)),
        )
        for account, said in naming(ctx.said, ctx.params.roi_words, PRAISE).items()
    ]
    unknown = []
    if ctx.book.milestones.empty:
        unknown.append(NotJudged(Family.MILESTONE, "goal reached", "no milestones are on record"))
    return [*_goals(ctx), *_anniversaries(ctx), *returns], unknown


def _goals(ctx: Context) -> list[Trigger]:
    rows = ctx.book.milestones
    near = rows[(rows["reached"] > ctx.day(ctx.params.goal_days)) & (rows["reached"] <= ctx.day(0))]
    left_out = {folded(name) for name in ctx.params.not_goals}
    return [
        Trigger(
            account=str(account),
            family=Family.MILESTONE,
            rule="goal reached",
            subject=str(name),
            why=f"{name} reached on {day.date()}",
            rows=(RowKey("milestones", (str(account), str(name))),),
        )
        for account, name, day in zip(near["account"], near["milestone"], near["reached"], strict=True)
        if folded(str(name)) not in left_out and ctx.pays(str(account))
    ]


def _anniversaries(ctx: Context) -> list[Trigger]:
    """Full years since the start, from one on. A start on 29 February counts as 28 February."""
    reach = ctx.params.anniversary_days
    started = ctx.book.accounts["started"].to_numpy(dtype="datetime64[D]")
    known = ~np.isnat(started) & ctx.paying
    days = np.where(known, (ctx.day(0) - started).astype(np.int64), 0)
    years = np.maximum(1, np.rint(days / 365.2425).astype(np.int64))
    near = np.flatnonzero(known & (np.abs(days - np.rint(years * 365.2425)) <= reach + 2))
    found = []
    for row in near:
        start = started[row].astype(object)
        day = start.replace(
            year=start.year + int(years[row]), day=min(start.day, 28) if start.month == 2 else start.day
        )
        if abs((day - ctx.as_of).days) > reach:
            continue
        noun = "year" if years[row] == 1 else "years"
        found.append(
            Trigger(
                account=ctx.ids[row],
                family=Family.MILESTONE,
                rule="anniversary",
                subject=f"{years[row]} {noun}",
                why=f"{years[row]} {noun} a customer on {day}",
                rows=(RowKey("accounts", (ctx.ids[row],)),),
                amount=float(years[row]),
            )
        )
    return found
