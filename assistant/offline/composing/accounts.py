"""Answers that are lists of accounts: at risk, up for renewal, silent, in onboarding, gone, and what to do next."""

from __future__ import annotations

from assistant.offline.vocabulary import NamedAccount
from assistant.offline.words import (
    Value,
    amount_of,
    counted,
    day,
    listed,
    money,
    month,
    move,
    share,
    short_money,
)
from assistant.offline.writing import Writing

_SHOWN = 8
_DEFAULT_AHEAD = 90


def _cut(writing: Writing) -> dict[str, object]:
    named = writing.named
    return {
        "tier": named.tiers[0] if named.tiers else None,
        "segment": named.segments[0] if named.segments else None,
        "owner": named.owners[0] if named.owners else None,
    }


def _cut_words(writing: Writing) -> str:
    named = writing.named
    parts = [*named.segments[:1], *named.tiers[:1]]
    owned = f" of {named.owners[0]}" if named.owners else ""
    return (f" in {listed(parts)}" if parts else "") + owned


def at_risk(writing: Writing) -> None:
    """Who may leave, by ARR at risk, and who is in a low band."""
    cut = _cut(writing)
    if any(cut.values()):
        found = writing.call("list_accounts", sort="at-risk", limit=_SHOWN, **cut)
        how = writing.call("churn", limit=1).data
    else:
        found = writing.call("churn", limit=_SHOWN)
        how = found.data
    rows = [one for one in found.data["accounts"] if one["risk"] is not None]
    if not rows:
        writing.absent(
            f"Who is at risk{_cut_words(writing)} is not in the data: no account's risk can be worked out."
        )
        return
    basis = (
        f"by the calibrated probability of leaving within {how['horizon_days']} days"
        if how["calibrated"]
        else f"by the scorecard's risk points, which are no probability, over {how['horizon_days']} days"
    )
    whole = found.data.get("arr_at_risk")
    total = (
        f"; all {counted(found.data['accounts_found'], 'account')}{_cut_words(writing)} together: {money(whole)} of {money(found.data['arr'])}"
        if whole
        else ""
    )
    writing.say(f"Most ARR at risk{_cut_words(writing)} on {day(found.data['date'])}, {basis}{total}")
    for one in rows[:_SHOWN]:
        if amount_of(one["arr_at_risk"]) < 1:
            continue
        risk = (
            share(one["risk"], 0)
            if how["calibrated"] and amount_of(one["risk"]) >= 0.01
            else share(one["risk"])
            if how["calibrated"]
            else f"{one['risk']['value']:.2f} points"
        )
        marks = [mark for mark in one["marks"] if mark not in ("single champion",)]
        beside = f"; {', '.join(marks)}" if marks else ""
        writing.line(
            f"{one['account_name']} ({one['tier'] or 'no tier'}, {money(one['arr'])} of ARR): {risk}, {money(one['arr_at_risk'])} at risk"
            f"{beside}; {one['why']}"
        )
    _low_bands(writing, cut)
    if "churn" in found.data.get("method", "") or found.evidence:
        writing.quote(found.evidence, 3)


def _low_bands(writing: Writing, cut: dict[str, object]) -> None:
    if any(cut.values()):
        return
    health = writing.call("health", limit=3)
    bands = health.data["bands"]
    low = [
        f"{counted(bands[band]['accounts'], 'account')} {band} ({short_money(bands[band]['arr'])} of ARR)"
        for band in ("critical", "at risk")
        if bands[band]["accounts"]
    ]
    if low:
        worst = [one["account_name"] for one in health.data["accounts"]]
        writing.line(f"By health it is another list: {listed(low)}, worst first {listed(worst)}")


def renewals(writing: Writing) -> None:
    """Who renews when, soonest first; of one account its day."""
    account = writing.named.account
    if account is not None:
        _renewal_of(writing, account)
        return
    ahead = writing.named.times.ahead or _DEFAULT_AHEAD
    found = writing.call("list_accounts", sort="renewal", renewing_within=ahead, limit=12, **_cut(writing))
    rows = found.data["accounts"]
    if not rows:
        writing.say(
            f"No account{_cut_words(writing)} renews within {ahead} days of {day(found.data['date'])}."
        )
        return
    more = "" if writing.named.times.ahead else ", the window for renewals,"
    writing.say(
        f"{counted(found.data['accounts_found'], 'account')}{_cut_words(writing)} {'renews' if found.data['accounts_found'] == 1 else 'renew'} "
        f"within {ahead} days{more} of {day(found.data['date'])}, with {money(found.data['arr'])} of ARR"
    )
    for one in rows:
        owner = f", {one['owner']}" if one["owner"] else ""
        writing.line(
            f"{one['account_name']}: {day(one['renewal'])}, in {counted(one['days_to_renewal'], 'day')}, {money(one['arr'])} of ARR{owner}"
        )


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
            f"{name}'s renewal of {day(data['renewal'])} passed {counted(-days, 'day')} before {day(data['date'])}; no newer date is on record"
        )
        return
    owner = f"; its owner is {data['owner']}" if data["owner"] else ""
    writing.say(
        f"{name} renews on {day(data['renewal'])}, in {counted(days, 'day')} from {day(data['date'])}{pays}{owner}"
    )


def silent(writing: Writing) -> None:
    """Accounts that used to talk and stopped."""
    found = writing.call("list_accounts", mark="silent", sort="arr", limit=12, **_cut(writing))
    rows = found.data["accounts"]
    if not rows:
        writing.say(
            f"No account{_cut_words(writing)} that used to talk has stopped by {day(found.data['date'])}: 0 accounts."
        )
        return
    writing.say(
        f"{counted(found.data['accounts_found'], 'account')}{_cut_words(writing)} used to talk and stopped, with {money(found.data['arr'])} of ARR"
    )
    for one in rows:
        renewal = f", renews on {day(one['renewal'])}" if one["renewal"] else ""
        writing.line(
            f"{one['account_name']} ({one['tier']}): {money(one['arr'])} of ARR{renewal}{', ' + one['owner'] if one['owner'] else ''}"
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
        past = f", day {held['day']}" if held["day"] is not None else ""
        writing.say(f"{account.name} is {held['stage']} in its onboarding{past}: {held['why']}")
        if held["advice"]:
            writing.say(f"What helps: {held['advice']}.")
        return
    stalled = "stalled" in writing.question.casefold()
    found = writing.call(
        "list_accounts", stage="stalled" if stalled else "onboarding", limit=12, **_cut(writing)
    )
    rows = found.data["accounts"]
    state = "stalled in onboarding" if stalled else "in onboarding"
    if not rows:
        writing.say(f"{counted(0, 'account')}{_cut_words(writing)} are {state} on {day(found.data['date'])}")
        return
    many = found.data["accounts_found"]
    writing.say(
        f"{counted(many, 'account')}{_cut_words(writing)} {'is' if many == 1 else 'are'} {state} on {day(found.data['date'])}, with {money(found.data['arr'])} of ARR"
    )
    for one in rows:
        writing.line(
            f"{one['account_name']} ({one['segment']}): {one['stage']}, {money(one['arr'])} of ARR{', ' + one['owner'] if one['owner'] else ''}"
        )


def left(writing: Writing) -> None:
    """Who left, when and for what reason."""
    periods = writing.named.times.periods
    since = str(periods[0].since) if periods else None
    until = str(periods[-1].until) if periods else None
    cut = _cut(writing)
    found = writing.call(
        "list_accounts",
        left=True,
        since=since,
        until=until,
        limit=10,
        segment=cut["segment"],
        owner=cut["owner"],
    )
    data = found.data
    if not data["accounts"]:
        when = (
            f" between {month(since)} and {month(until)}"
            if since and until and since != until
            else f" in {month(since)}"
            if since
            else ""
        )
        writing.say(
            f"{counted(0, 'account')}{_cut_words(writing)} left{when}, by the departures on record up to {day(data['date'])}"
        )
        return
    when = (
        f" in {month(since)}"
        if since and since == until
        else f" from {month(since)} to {month(until)}"
        if since and until
        else f" by {day(data['date'])}"
    )
    writing.say(f"{counted(data['accounts_left'], 'account')}{_cut_words(writing)} left{when}")
    reasons = [f"{one['label']} ({one['accounts']})" for one in data["churn_reasons"]]
    writing.say(f"Reasons on record: {listed(reasons)}")
    for one in data["accounts"]:
        paid = f", paid {money(one['arr_before'])} a year" if amount_of(one["arr_before"]) else ""
        writing.line(
            f"{one['account_name']}: {day(one['churned'])}, {one['churn_reason'] or 'no reason on record'}{paid}"
        )


def next_steps(writing: Writing) -> None:
    """The plays that are due, of one account, one owner, or all."""
    account = writing.named.account
    owner = writing.named.owners[0] if writing.named.owners else None
    found = writing.call("plays_due", account=account.id if account else None, owner=owner, limit=8)
    data, plays = found.data, found.data["plays"]
    if not plays:
        if account is not None:
            _nothing_due(writing, account)
        else:
            writing.say(f"{counted(0, 'play')} due{f' for {owner}' if owner else ''} on {day(data['date'])}")
        return
    who = f" for {account.name}" if account else f" for {owner}" if owner else ""
    among = "" if account else f" at {counted(data['accounts'], 'account')}"
    many = data["plays_found"]
    writing.say(
        f"{counted(many, 'play')} {'is' if many == 1 else 'are'} due{who}{among} on {day(data['date'])}"
        + ("" if many <= len(plays) else f"; the first {len(plays)}")
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
            f"What could be mended meanwhile, with {counted(held['known'], 'contact')} known: {', '.join(held['reasons'])}."
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


def health_list(writing: Writing) -> None:
    """Bands, and the accounts in one of them or the worst."""
    low = writing.question.casefold()
    band = next((one for one in ("critical", "thriving", "at risk") if one in low), None)
    if any(_cut(writing).values()):
        found = writing.call("list_accounts", sort="health", band=band, limit=_SHOWN, **_cut(writing))
        writing.say(
            f"{counted(found.data['accounts_found'], 'account')}{_cut_words(writing)}{f' {band}' if band else ''} on {day(found.data['date'])}, lowest health first"
        )
    else:
        found = writing.call("health", band=band, limit=_SHOWN)
        bands = found.data["bands"]
        parts = [
            f"{held['accounts']} {name} ({short_money(held['arr'])})"
            for name, held in bands.items()
            if held["accounts"]
        ]
        writing.say(f"Health on {day(found.data['date'])}: {listed(parts)}")
    for one in found.data["accounts"]:
        trend = move(_number(one["trend_30"]), 30)
        score = f"{one['score']['value']:.1f}, {one['band']}" if one["score"] else one["band"]
        weak = f"; weakest: {one['weakest']}" if one["weakest"] else ""
        writing.line(
            f"{one['account_name']} ({one['tier'] or 'no tier'}, {short_money(one['arr'])}): {score}{', ' + trend if trend else ''}{weak}"
        )


def _number(value: Value | None) -> float | None:
    return None if value is None else float(value["value"])
