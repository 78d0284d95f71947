"""Answers about themes: the top ones of a month, of a cut, of one account."""

from __future__ import annotations

import re

from assistant.offline.composing.cuts import how_many
from assistant.offline.vocabulary import NamedAccount
from assistant.offline.words import (
    SOURCES,
    Value,
    amount_of,
    counted,
    day,
    growth,
    kinds,
    listed,
    money,
    month,
    share,
    short_money,
)
from assistant.offline.writing import Writing

_THEMES = 6


def top_themes(writing: Writing) -> None:
    """The themes of a month, of a cut, or of one account."""
    account = writing.named.account
    if account is not None:
        themes_of(writing, account)
        return
    named = writing.named
    period = named.times.periods[0] if named.times.periods else None
    if named.source or named.voter:
        _heard_in(writing)
        return
    sort = _sort(writing.text)
    _by_month(writing)
    found = writing.call(
        "list_themes",
        month=str(period.until) if period else None,
        sort=sort,
        segment=named.segments[0] if named.segments else None,
        tier=named.tiers[0] if named.tiers else None,
        kind=named.kind or None,
        limit=how_many(writing.text, _THEMES),
    )
    data, rows = found.data, found.data["themes"]
    what = _KINDS.get(named.kind, "themes")
    of = listed([*named.segments[:1], *named.tiers[:1]])
    among = f" of {of}" if of else ""
    if not rows:
        writing.absent(f"There are no {what}{among} in the data of {month(data['month'])}.")
        return
    if sort == "growth":
        rows = [one for one in rows if amount_of(one["growth"]) > 0]
        if not rows:
            writing.say(f"No {what}{among} grew in {month(data['month'])}: 0 of {data['themes_found']}")
            return
    heard = data["coverage"]
    writing.say(
        f"Top {what}{among} in {month(data['month'])}, {_ORDER[sort]}, from "
        f"{counted(heard['statements'], 'statement')} of "
        f"{heard['accounts']} of {counted(heard['accounts_total'], 'account')} ({share(heard['arr_share'], 0)} of ARR)"
    )
    for one in rows:
        writing.line(_theme_line(one))
        writing.quote([held for held in found.evidence if held.item == one["item"]], 1)


_KINDS = {"complaint": "complaints", "request": "requests", "praise": "praise", "question": "questions"}


def _heard_in(writing: Writing) -> None:
    """The themes of one source, or of those who voted so, by what is said there alone."""
    named = writing.named
    period = named.times.periods[0] if named.times.periods else None
    found = writing.call(
        "list_themes",
        month=str(period.until) if period and period.since == period.until else None,
        segment=named.segments[0] if named.segments else None,
        tier=named.tiers[0] if named.tiers else None,
        kind=named.kind or None,
        source=named.source or None,
        nps=named.voter or None,
        limit=_THEMES,
    )
    data, rows = found.data, found.data["themes"]
    of = listed([*named.segments[:1], *named.tiers[:1]])
    among = f" of {of}" if of else ""
    if named.voter:
        low, high = data["voters"]["scores"]
        where = f"survey answers of {named.voter}s (scores {low} to {high})"
    else:
        where = SOURCES[named.source]
    span = (
        f"in {month(data['since'])}"
        if data["since"] == data["until"]
        else f"from {month(data['since'])} to {month(data['until'])}"
    )
    what = _KINDS.get(named.kind, "themes")
    if not rows:
        writing.absent(f"There are no {what}{among} in {where} {span} in the data.")
        return
    if period and period.since != period.until:
        writing.line(f"Not read: “{period.said}”. What follows is not narrowed by it")
    writing.say(
        f"Top {what}{among} in {where} {span}, by number of statements, from "
        f"{counted(data['statements'], 'statement')} of {counted(data['accounts'], 'account')}"
    )
    for one in rows:
        writing.line(
            f"{one['label']} ({one['kind']}): {counted(one['statements'], 'statement')} from "
            f"{counted(one['accounts'], 'account')}, {short_money(one['arr'])} of ARR"
        )
        writing.quote([held for held in found.evidence if held.item == one["item"]], 1)


_ORDER = {
    "priority": "by priority",
    "arr": "by ARR",
    "at-risk": "by ARR at risk",
    "growth": "by growth",
    "breadth": "by number of accounts",
}


def _sort(question: str) -> str:
    low = question.casefold()
    for pattern, sort in (
        (r"at risk", "at-risk"),
        (r"\bgr(?:ow|ew|own)|\bris(?:e|es|ing|en)\b|\brose\b|\bincreas", "growth"),
        (r"by arr|revenue", "arr"),
        (r"most accounts|common|frequent", "breadth"),
    ):
        if re.search(pattern, low):
            return sort
    return "priority"


def _by_month(writing: Writing) -> None:
    """Says that themes are weighed a month at a time, where several months are asked about."""
    period = next((one for one in writing.named.times.periods if one.since != one.until), None)
    if period is not None:
        writing.line(f"Not read: “{period.said}”. What follows is of one month")


def _theme_line(one: Value) -> str:
    change = growth(one["growth"])
    notes = [
        f"{money(one['arr_at_risk'])} at risk" if amount_of(one["arr_at_risk"]) else "",
        change,
        one["status"] if one["status"] != "steady" else "",
    ]
    beside = ", ".join(note for note in notes if note)
    few = "; few accounts" if 0 < one["accounts"] < 3 else ""
    return (
        f"{one['label']} ({one['kind']}): {counted(one['statements'], 'statement')} from "
        f"{counted(one['accounts'], 'account')}, "
        f"{short_money(one['arr'])} of ARR{', ' + beside if beside else ''}{few}"
    )


def themes_of(writing: Writing, account: NamedAccount) -> None:
    """What one account talks about, with its own words."""
    named = writing.named
    period = named.times.periods[0] if named.times.periods else None
    one_month = period is not None and period.since == period.until
    found = writing.call("list_themes", account=account.id, kind=named.kind or None, source=named.source or None,
                         month=str(period.until) if period and one_month else None, limit=_THEMES)  # fmt: skip
    data = found.data
    what = {"complaint": "complaint", "request": "request", "praise": "praise"}.get(named.kind, "statement")
    if found.empty:
        when = f" in {period.until.title}" if period else ""
        writing.absent(f"There is no {what} of {account.name}{when} in the data.")
        return
    window = data["window"]
    span = (
        f"in {month(data['month'])}"
        if data["month"]
        else f"from {month(window['since'])} to {month(window['until'])}"
    )
    if period is not None and not one_month:
        writing.line(f"Not read: “{period.said}”. What follows is of the whole span on record")
    tally = "" if named.kind else f" ({kinds(data['kinds'])})"
    noun = (
        f"{counted(data['statements'], 'statement')} of praise"
        if what == "praise"
        else counted(data["statements"], what)
    )
    writing.say(f"{account.name} made {noun} {span}{tally}, on {counted(data['themes_found'], 'theme')}")
    for one in data["themes"]:
        others = (
            f"; {counted(one['other_accounts'], 'other account')} in the latest month"
            if one["other_accounts"]
            else ""
        )
        writing.line(
            f"{one['label']} ({one['kind']}): {counted(one['statements'], 'statement')}, last on "
            f"{day(one['last'])}{others}"
        )
    writing.quote(found.evidence, 4)
