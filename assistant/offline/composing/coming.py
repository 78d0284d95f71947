"""Answers about what is to come: renewals, onboarding and the plays that are due."""

from __future__ import annotations

import re

from assistant.offline.composing.cuts import cut_of, cut_words
from assistant.offline.vocabulary import NamedAccount
from assistant.offline.words import (
    Value,
    counted,
    day,
    money,
    short_money,
)
from assistant.offline.writing import Writing

_DEFAULT_AHEAD = 90


def renewals(writing: Writing) -> None:
    """Who renews when, soonest first; of one account its day."""
    account = writing.named.account
    if account is not None:
        _renewal_of(writing, account)
        return
    if writing.named.times.periods and writing.named.times.ahead is None:
        _renewals_in(writing)
        return
    ahead = writing.named.times.ahead or _DEFAULT_AHEAD
    found = writing.call("list_accounts", sort="renewal", renewing_within=ahead, limit=12, **cut_of(writing))
    rows = found.data["accounts"]
    if not rows:
        writing.say(
            f"No account{cut_words(writing)} renews within {ahead} days of {day(found.data['date'])}."
        )
        return
    more = "" if writing.named.times.ahead else ", the window for renewals,"
    writing.say(
        f"{counted(found.data['accounts_found'], 'account')}{cut_words(writing)} "
        f"{'renews' if found.data['accounts_found'] == 1 else 'renew'} "
        f"within {ahead} days{more} of {day(found.data['date'])}, with {money(found.data['arr'])} of ARR"
    )
    _renewing(writing, rows)


def _renewing(writing: Writing, rows: list[Value]) -> None:
    for one in rows:
        owner = f", {one['owner']}" if one["owner"] else ""
        writing.line(
            f"{one['account_name']}: {day(one['renewal'])}, in {counted(one['days_to_renewal'], 'day')}, "
            f"{money(one['arr'])} of ARR{owner}"
        )


def _renewals_in(writing: Writing) -> None:
    """Who renews in a month or a quarter that is named; what lies behind is not on record."""
    period, today = writing.named.times.periods[0], writing.vocabulary.day
    since, until = period.since, writing.named.times.periods[-1].until
    if re.search(r"\b(?:this|current) (?:quarter|year)\b", period.said.casefold()):
        until = since.plus(2) if "quarter" in period.said.casefold() else since.plus(11)
    if until.last_day < today and not any(char.isdigit() for char in period.said):
        since, until = since.plus(12), until.plus(12)
    if until.last_day < today:
        writing.absent(
            f"Who renewed in {period.said} is not in the data: it holds the next renewal of each account, and those "
            "that have passed are not kept."
        )
        return
    found = writing.call(
        "list_accounts",
        sort="renewal",
        renewing_after=max((since.first_day - today).days, 0),
        renewing_within=(until.last_day - today).days,
        limit=12,
        **cut_of(writing),
    )
    when = f"in {since.title}" if since == until else f"from {since.title} to {until.title}"
    many = found.data["accounts_found"]
    writing.say(
        f"{counted(many, 'account')}{cut_words(writing)} {'renews' if many == 1 else 'renew'} {when}, with "
        f"{money(found.data['arr'])} of ARR"
    )
    _renewing(writing, found.data["accounts"])


def _renewal_of(writing: Writing, account: NamedAccount) -> None:
    data = writing.call("account_facts", account=account.id).data
    name = data["account_name"]
    if data["status"] == "left":
        writing.say(
            f"{name} does not renew: it left on {day(data['churned'])}"
            if data["churned"]
            else f"{name} has left and pays {money(data['arr']) or 'nothing'}"
        )
        return
    if not data["renewal"]:
        writing.absent(f"When {name} renews is not in the data: no renewal date is on record.")
        return
    days = data["days_to_renewal"]
    pays = f", with {money(data['arr'])} of ARR" if data["arr"] else ""
    if days < 0:
        writing.say(
            f"{name}'s renewal of {day(data['renewal'])} passed {counted(-days, 'day')} before "
            f"{day(data['date'])}; no newer date is on record"
        )
        return
    owner = f"; its owner is {data['owner']}" if data["owner"] else ""
    writing.say(
        f"{name} renews on {day(data['renewal'])}, in {counted(days, 'day')} from {day(data['date'])}{pays}{owner}"
    )


def onboarding(writing: Writing) -> None:
    """Who is in onboarding and who has stalled; of one account where it stands."""
    account = writing.named.account
    if account is not None:
        data = writing.call("account_facts", account=account.id).data
        held = data["onboarding"]
        if not held:
            writing.absent(
                f"Where {account.name} stands in its onboarding is not in the data: no milestone is on record."
            )
            return
        writing.say(f"{account.name} is {held['stage']} in its onboarding: {held['why']}")
        if held["advice"]:
            writing.say(f"What helps: {held['advice']}.")
        return
    stalled = "stalled" in writing.question.casefold()
    found = writing.call(
        "list_accounts", stage="stalled" if stalled else "onboarding", limit=12, **cut_of(writing)
    )
    rows = found.data["accounts"]
    state = "stalled in onboarding" if stalled else "in onboarding"
    if not rows:
        writing.say(f"{counted(0, 'account')}{cut_words(writing)} are {state} on {day(found.data['date'])}")
        return
    many = found.data["accounts_found"]
    writing.say(
        f"{counted(many, 'account')}{cut_words(writing)} {'is' if many == 1 else 'are'} {state} on "
        f"{day(found.data['date'])}, with {money(found.data['arr'])} of ARR"
    )
    for one in rows:
        writing.line(
            f"{one['account_name']} ({one['segment']}): {one['stage']}, {money(one['arr'])} of "
            f"ARR{', ' + one['owner'] if one['owner'] else ''}"
        )


def next_steps(writing: Writing) -> None:
    """The plays that are due, of one account, one owner, or all."""
    account = writing.named.account
    owner = writing.named.owners[0] if writing.named.owners else None
    within = _days_asked(writing)
    found = writing.call(
        "plays_due", account=account.id if account else None, owner=owner, due_within=within, limit=8
    )
    data, plays = found.data, found.data["plays"]
    if not plays:
        if account is not None and within is None:
            _nothing_due(writing, account)
        else:
            writing.say(
                f"{counted(0, 'play')} due{f' for {owner}' if owner else ''}{_by_then(within)} on {day(data['date'])}"
            )
        return
    who = f" for {account.name}" if account else f" for {owner}" if owner else ""
    among = "" if account else f" at {counted(data['accounts'], 'account')}"
    many = data["plays_found"]
    writing.say(
        f"{counted(many, 'play')} {'is' if many == 1 else 'are'} due{who}{among}{_by_then(within)} on "
        f"{day(data['date'])}" + ("" if many <= len(plays) else f"; the first {len(plays)}")
    )
    for one in plays:
        name = (
            ""
            if account
            else f"{one['account_name']} ({one['tier'] or 'no tier'}, {short_money(one['arr'])}): "
        )
        whose = f", {one['owner']}" if one["owner"] and one["owner"] != owner else ""
        writing.line(f"{name}{one['play']}{whose}, by {day(one['due'])}, because {one['why']}")
    if account:
        writing.quote(found.evidence, 1)
        _behind(writing, account)


def _days_asked(writing: Writing) -> int | None:
    """Within how many days of the data's last a play is asked to be due; None where no such time is named."""
    times = writing.named.times
    said = " ".join(one.said.casefold() for one in times.periods)
    if re.search(r"\btoday\b", said):
        return 0
    found = re.search(r"\b(?:this|current) (week|month|quarter)\b", said)
    return {"week": 7, "month": 30, "quarter": 90}[found[1]] if found else times.ahead


def _by_then(within: int | None) -> str:
    return "" if within is None else f" within {counted(within, 'day')}" if within else " today or before"


def _nothing_due(writing: Writing, account: NamedAccount) -> None:
    facts = writing.call("account_facts", account=account.id).data
    if facts["status"] == "left":
        when = f" on {day(facts['churned'])}" if facts["churned"] else ""
        writing.absent(f"No play is in the data for {account.name}: it left{when}.")
        return
    writing.say(f"{counted(0, 'play')} due for {account.name} on {day(facts['date'])}")
    held = facts["contacts"]
    if held and held["reasons"]:
        writing.say(
            f"What could be mended meanwhile, with {counted(held['known'], 'contact')} known: "
            f"{', '.join(held['reasons'])}."
        )


def _behind(writing: Writing, account: NamedAccount) -> None:
    """What a talk should start from."""
    facts = writing.call("account_facts", account=account.id).data
    if facts["open_tickets"]:
        oldest = facts["tickets"][0]
        writing.line(
            f"Before the talk: {counted(facts['open_tickets'], 'ticket')} open, the oldest since {day(oldest['since'])}"
        )
    held = facts["contacts"]
    if held and held["reasons"]:
        writing.line(f"Of {counted(held['known'], 'contact')} known, missing: {', '.join(held['reasons'])}")
