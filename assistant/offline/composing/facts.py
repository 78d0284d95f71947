"""Who an account is: what it pays, whom we know there, how it uses the product, what it said."""

from __future__ import annotations

from assistant.offline.composing.account import gone
from assistant.offline.vocabulary import NamedAccount
from assistant.offline.words import (
    Value,
    counted,
    day,
    kinds,
    listed,
    money,
    plain,
    share,
)
from assistant.offline.writing import Writing
from assistant.tools import ToolResult
from foundation.articles import with_article


def facts_of(writing: Writing, account: NamedAccount) -> None:
    """Who the account is."""
    result = writing.call("account_facts", account=account.id)
    data = result.data
    who = [part for part in (data["tier"], data["segment"], data["industry"]) if part]
    since = f", a customer since {day(data['started'])}" if data["started"] else ""
    pays = f" and pays {money(data['arr'])} a year" if data["arr"] else ""
    kind = with_article(" ".join([*who, "account"]))
    writing.say(
        f"{data['account_name']} ({data['account']}) is {kind}{since}{',' if since and pays else ''}{pays}"
    )
    if data["status"] == "left":
        gone(writing, result)
        return
    own = [f"its owner is {data['owner']}" if data["owner"] else "it has no owner on record"]
    if data["executive_sponsor"]:
        own.append(f"its executive sponsor on our side is {data['executive_sponsor']}")
    if data["renewal"]:
        days = data["days_to_renewal"]
        own.append(
            f"it renews on {day(data['renewal'])}, in {counted(days, 'day')}"
            if days >= 0
            else f"its renewal of {day(data['renewal'])} has passed"
        )
    writing.say("; ".join(own))
    _contacts(writing, data)
    _use(writing, data)
    _talks(writing, result)


def contacts_of(writing: Writing, account: NamedAccount) -> None:
    """How many people are known there and of which kind. Who they are is not said."""
    data = writing.call("account_facts", account=account.id).data
    held = data["contacts"]
    if not held or not held["known"]:
        writing.absent(f"Not in the data: no contact of {account.name} is on record.")
        return
    champions = held["champions"]
    writing.say(
        f"{counted(held['known'], 'contact')} {'is' if held['known'] == 1 else 'are'} known at {data['account_name']}, "
        f"{champions or 'none'} of them marked as a champion; contacts are counted here and not named"
        if champions
        else f"{counted(held['known'], 'contact')} {'is' if held['known'] == 1 else 'are'} known at "
        f"{data['account_name']}, and none is marked as a champion; contacts are counted here and not named"
    )
    levels = [counted(number, name) for name, number in held["levels"].items() if number]
    functions = [f"{number} in {name}" for name, number in held["functions"].items() if number]
    if levels:
        writing.say(f"By level: {listed(levels)}")
    if functions:
        writing.say(f"By function: {listed(functions)}")
    if held["reasons"]:
        writing.say(f"Missing: {', '.join(held['reasons'])}")
    if held["last_executive_contact"]:
        writing.say(f"An executive was last spoken to on {day(held['last_executive_contact'])}")
    if held["left"]:
        writing.say(f"{counted(held['left'], 'contact')} left")
    who = [f"on our side its owner is {data['owner']}" if data["owner"] else ""]
    who.append(f"its executive sponsor {data['executive_sponsor']}" if data["executive_sponsor"] else "")
    writing.say(listed(who))
    writing.leave_out("names of contacts: nrr coverage and nrr brief show them")


def _contacts(writing: Writing, data: Value) -> None:
    held = data["contacts"]
    if not held:
        return
    gaps = held["reasons"]
    told = f"; missing: {', '.join(gaps)}" if gaps else ""
    last = (
        f"; an executive was last spoken to on {day(held['last_executive_contact'])}"
        if held["last_executive_contact"]
        else ""
    )
    writing.line(
        f"{counted(held['known'], 'contact')} known, in {held['cells']['value']} of nine cells of level and "
        f"function{told}{last}"
    )


def _use(writing: Writing, data: Value) -> None:
    moved = [one for one in data["usage"] if one["change"] and abs(one["change"]["value"]) >= 0.1]
    moved.sort(key=lambda one: -abs(one["change"]["value"]))
    parts = [
        f"{plain(one['metric'])} {'up' if one['change']['value'] > 0 else 'down'} "
        f"{share({'value': abs(one['change']['value'])}, 0)}"
        for one in moved[:3]
    ]
    if parts:
        writing.line(f"Use in the last 90 days against the 90 before: {listed(parts)}")


def _talks(writing: Writing, result: ToolResult) -> None:
    data = result.data
    said, nps = data["feedback"], data["nps"]
    parts = []
    if said["statements"]:
        parts.append(
            f"it made {counted(said['statements'], 'statement')} in the window ({kinds(said['kinds'])})"
        )
    if nps:
        parts.append(f"its latest NPS score is {nps['latest_score']:g}")
    if data["open_tickets"]:
        parts.append(
            f"{counted(data['open_tickets'], 'ticket')} {'is' if data['open_tickets'] == 1 else 'are'} open"
        )
    if parts:
        writing.line(listed(parts))
    writing.quote(result.evidence, 2)
