"""The team and stakeholder families: more people, new departments, new faces at the top.

A table of contacts says who is there, not since when. A contact counts as new only where the log of imports proves
it: a later import that added rows and changed none. Where it cannot, the rule says so instead of guessing.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from accounts.expansion.context import Context, feedback_rows, naming, usage_rows
from accounts.expansion.inputs import ASKING, Family, NotJudged, Trigger
from accounts.expansion.usage import quoted
from accounts.explanation import RowKey
from accounts.readings import windows
from accounts.revenue.standing import running_on, seats_on
from foundation.text import folded

if TYPE_CHECKING:
    import pandas as pd

_WINDOW_DAYS = 30
_EXECUTIVE = frozenset({"executive", "exec", "c-level", "c level", "vp", "director", "chief"})
_SLACK = 1e-9
_NO_HISTORY = "contacts have no date of their own, and no later import shows who came after the first"
_NO_LEVELS = "the book keeps a contact's level as it is, not what it was"


def team_triggers(ctx: Context) -> tuple[list[Trigger], list[NotJudged]]:
    """Seats bought or in use up by ``seat_growth`` within ``seat_days``; more seats asked for; a new function
    among the contacts."""
    asked = naming(ctx.said, ctx.params.seat_words, ASKING)
    found = [
        Trigger(
            account=account,
            family=Family.TEAM,
            rule="more seats asked for",
            subject="seats",
            why=f"asked for more seats: {quoted(said[0])}",
            rows=feedback_rows(said),
            amount=float(len(said)),
        )
        for account, said in asked.items()
    ]
    found += _seats_bought(ctx)
    found += _seats_used(ctx)
    departments, unknown = _new_departments(ctx)
    return [*found, *departments], unknown


def stakeholder_triggers(ctx: Context) -> tuple[list[Trigger], list[NotJudged]]:
    """A new executive. Promotions cannot be seen, and that is said."""
    unknown = [NotJudged(Family.STAKEHOLDER, "champion promoted", _NO_LEVELS)]
    if not ctx.inputs.later_contacts:
        return [], [*unknown, NotJudged(Family.STAKEHOLDER, "new executive", _NO_HISTORY)]
    people = _people(ctx)
    new = people[people["new"] & people["level"].map(folded).isin(_EXECUTIVE)]
    found = [
        Trigger(
            account=str(row["account"]),
            family=Family.STAKEHOLDER,
            rule="new executive",
            subject=str(row["name"]),
            why=f"{row['name']} ({row['function'] or row['level']}) is new, first seen on {row['seen']}",
            rows=(RowKey("contacts", (str(row["account"]), str(row["email"]), str(row["name"]))),),
        )
        for row in new.to_dict("records")
    ]
    return found, unknown


def _seats_bought(ctx: Context) -> list[Trigger]:
    days = ctx.params.seat_days
    then = ctx.as_of - timedelta(days=days)
    before = seats_on(ctx.book, then)
    known = ctx.paying & (np.nan_to_num(before) > 0) & (np.nan_to_num(ctx.seats) > 0)
    growth = np.divide(ctx.seats, before, out=np.ones(len(before)), where=known) - 1
    grown = {ctx.ids[row]: row for row in np.flatnonzero(known & (growth >= ctx.params.seat_growth - _SLACK))}
    rows: dict[str, list[RowKey]] = {}
    for day in (then, ctx.as_of):
        running = running_on(ctx.book, day)
        running = running[running["account"].isin(grown)]
        starts = running["started"].dt.strftime("%Y-%m-%d")
        for account, payer, name, start, plan in zip(
            running["account"], running["payer"], running["id"], starts, running["plan"], strict=True
        ):
            rows.setdefault(account, []).append(RowKey("subscriptions", (payer, name, start, plan)))
    return [
        Trigger(
            account=account,
            family=Family.TEAM,
            rule="seats bought",
            subject="seats",
            why=f"seats bought went from {before[row]:,.0f} to {ctx.seats[row]:,.0f} in {days} days "
            f"({growth[row]:+.0%})",
            rows=tuple(sorted(set(rows.get(account, ())))),
            amount=float(growth[row]),
        )
        for account, row in grown.items()
    ]


def _seats_used(ctx: Context) -> list[Trigger]:
    back = max(1, ctx.params.seat_days // _WINDOW_DAYS)
    read = windows(ctx.book, ctx.as_of, _WINDOW_DAYS, back + 1)
    found = []
    for at, metric in enumerate(read.metrics):
        if not ctx.counts_seats(metric):
            continue
        now, before = read.mean[:, at, 0], read.mean[:, at, back]
        known = ctx.paying & (np.nan_to_num(before) > 0) & ~np.isnan(now)
        growth = np.divide(now, before, out=np.ones(len(now)), where=known) - 1
        grown = np.flatnonzero(known & (growth >= ctx.params.seat_growth - _SLACK))
        pairs = {(ctx.ids[row], metric): None for row in grown}
        rows = usage_rows(ctx, pairs, _WINDOW_DAYS * (back + 1))
        found += [
            Trigger(
                account=ctx.ids[row],
                family=Family.TEAM,
                rule="seats in use",
                subject=metric,
                why=f"{metric.replace('_', ' ')} went from {_pair(before[row], now[row])} in {back * _WINDOW_DAYS} "
                f"days, means of {_WINDOW_DAYS} days ({growth[row]:+.0%})",
                rows=rows.get((ctx.ids[row], metric), ()),
                amount=float(growth[row]),
            )
            for row in grown
        ]
    return found


def _pair(before: float, now: float) -> str:
    """``2.0 to 2.5``: as few digits as tell the two apart; whole numbers from ten on."""
    for digits in (0, 1, 2):
        shown = f"{before:,.{digits}f}", f"{now:,.{digits}f}"
        if shown[0] != shown[1] and (digits or min(before, now) >= _MANY):
            break
    return f"{shown[0]} to {shown[1]}"


_MANY = 10


def _new_departments(ctx: Context) -> tuple[list[Trigger], list[NotJudged]]:
    if not ctx.inputs.later_contacts:
        return [], [NotJudged(Family.TEAM, "new department", _NO_HISTORY)]
    people = _people(ctx)
    people = people[people["function"] != ""]
    if people.empty:
        return [], [NotJudged(Family.TEAM, "new department", "no contact has a function")]
    found = []
    every = people.groupby(["account", "function"])["new"].transform("all")
    older = people.groupby("account")["new"].transform("all")
    for (account, function), own in people[every & ~older].groupby(["account", "function"]):
        names = ", ".join(str(name) for name in own["name"])
        found.append(
            Trigger(
                account=str(account),
                family=Family.TEAM,
                rule="new department",
                subject=str(function),
                why=f"{function} is new among the contacts: {names}, first seen on {own['seen'].min()}",
                rows=tuple(
                    sorted(
                        RowKey("contacts", (str(account), str(email), str(name)))
                        for email, name in zip(own["email"], own["name"], strict=True)
                    )
                ),
            )
        )
    return found, []


def _people(ctx: Context) -> pd.DataFrame:
    """Contacts who are there and known by the day, of paying accounts; ``new``: first seen in the last
    ``new_contact_days``, with ``seen`` that day."""
    import pandas as pd

    contacts = ctx.book.contacts
    there = contacts[contacts["left"].isna() | (contacts["left"] > ctx.day(0))]
    there = there[[ctx.pays(str(account)) for account in there["account"]]]
    since = ctx.as_of - timedelta(days=ctx.params.new_contact_days)
    seen = [
        ctx.inputs.first_seen.get((str(account), str(email), str(name)))
        for account, email, name in zip(there["account"], there["email"], there["name"], strict=True)
    ]
    known = [day is None or day <= ctx.as_of for day in seen]
    new = [day is not None and since < day <= ctx.as_of for day in seen]
    days = pd.Series(seen, index=there.index, dtype="object")
    return there.assign(seen=days, new=np.array(new, dtype=np.bool_))[known]
