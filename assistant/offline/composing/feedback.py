"""Answers about what customers say: the top themes, what changed, who said it, and what is said about a matter."""

from __future__ import annotations

from assistant.matters import stems
from assistant.offline.composing.cuts import cut_words
from assistant.offline.composing.themes import themes_of
from assistant.offline.periods import Period
from assistant.offline.words import (
    Value,
    amount_of,
    counted,
    kinds,
    listed,
    money,
    month,
    short_money,
)
from assistant.offline.writing import Writing
from assistant.relatedness import shares_words
from assistant.tools import ToolResult
from foundation.errors import NrrError


def who_said(writing: Writing) -> None:
    """Who speaks of a matter, with their words."""
    found = _search(writing, 6)
    if found is None:
        return
    data = found.data
    matter = _matter(writing)
    writing.say(_tally(data, matter, cut_words(writing)))
    if data.get("heard_from"):
        names = [
            f"{one['account_name']} ({counted(one['statements'], 'statement')}, {money(one['arr'])} of ARR)"
            for one in data["heard_from"][:8]
            if one["account_name"]
        ]
        if names:
            writing.line(f"By ARR: {'; '.join(names)}")
    writing.quote(found.evidence, 6)


def about(writing: Writing) -> None:
    """What is said about a matter, how much and by how many."""
    named = writing.named
    if named.account is not None and not stems(writing.asked.matter) and named.theme is None:
        themes_of(writing, named.account)
        return
    found = _search(writing, 6)
    if found is None:
        return
    data = found.data
    writing.say(_tally(data, _matter(writing), cut_words(writing)))
    if len(data["by_month"]) > 1:
        busiest = max(data["by_month"].items(), key=lambda pair: (pair[1], pair[0]))
        writing.say(f"Most in one month: {counted(busiest[1], 'statement')} in {month(busiest[0])}")
    themes = [
        f"{one['label']} ({counted(one['statements'], 'statement')})"
        for one in data["themes"]
        if one["statements"] > 1
    ]
    if themes:
        writing.say(f"It falls into {listed(themes)}")
    writing.quote(found.evidence, 5)


def _matter(writing: Writing) -> str:
    return writing.asked.matter or (writing.named.theme.label if writing.named.theme else "")


def _tally(data: Value, matter: str, among: str) -> str:
    who = f"{data['account_name']}: " if data.get("account_name") else ""
    of = (
        ""
        if who
        else f" from {counted(data['accounts'], 'account')}"
        + (f" with {short_money(data['arr'])} of ARR" if amount_of(data.get("arr")) else "")
    )
    window = data["window"]
    span = (
        f", {month(window['since'])} to {month(window['until'])}"
        if window and window["since"] != window["until"]
        else f", {month(window['since'])}"
        if window
        else ""
    )
    few = " (few, so read each)" if data["statements"] < 3 else ""
    return f"{who}{counted(data['statements'], 'statement')}{of}{among} on {matter}{span}: {kinds(data['kinds'])}{few}"


def _search(writing: Writing, limit: int) -> ToolResult | None:
    """What is said on the matter asked for; None where nobody says it, which is then said."""
    named = writing.named
    matter = _matter(writing)
    period: Period | None = named.times.periods[0] if named.times.periods else None
    last = named.times.periods[-1] if named.times.periods else None
    complains = named.kind == "complaint" and "complain" in writing.text.casefold()
    kind = named.kind if named.kind in ("praise", "request") or complains else None
    arguments: dict[str, object] = {
        "words": matter,
        "account": named.account.id if named.account else None,
        "source": named.source or None,
        "since": str(period.since) if period else None,
        "until": str(last.until) if last else None,
        "segment": named.segments[0] if named.segments else None,
        "tier": named.tiers[0] if named.tiers else None,
        "limit": limit,
    }
    found = writing.call("search_feedback", kind=kind, **arguments)
    if found.empty and kind:
        found = writing.call("search_feedback", **arguments)
        if not found.empty and not _unspoken(writing, found):
            what = {"praise": "praise", "request": "request"}.get(kind, "complaint")
            writing.line(f"No {what} on {matter} is in the data. What else is said of it follows")
    if not found.empty and not _unspoken(writing, found):
        return found
    window = found.data["window"]
    span = f" from {month(window['since'])} to {month(window['until'])}" if window else ""
    of = f" of {named.account.name}" if named.account else ""
    matter = _unspoken(writing, found) or matter
    foreign = "" if writing.language == "en" else _AS_WRITTEN
    writing.absent(
        f"Not in the data: no statement{of}{cut_words(writing)}{span} speaks of “{matter}”.{foreign}"
    )
    return None


_AS_WRITTEN = (
    " Without a model, words of the question that the rules do not know are looked for as they are written."
)


def _unspoken(writing: Writing, found: ToolResult) -> str:
    """What of the matter nothing that was found speaks of, near as it may be; empty where it speaks of all.

    Nearness alone is no answer: a word of the matter must stand in what was found, and a name that it holds likewise.
    """
    if writing.named.theme is not None:
        return ""
    matter = _matter(writing)
    if stems(matter) and not any(shares_words(matter, one.text) for one in found.evidence):
        return matter
    for name in writing.named.unknown:
        if name.casefold() not in matter.casefold() or not stems(name):
            continue
        near = writing.call("search_feedback", words=name, limit=8)
        if not any(shares_words(name, one.text) for one in (*found.evidence, *near.evidence)):
            return name
    return ""


def ranked(writing: Writing) -> None:
    """A question that no rule reads: the nearest statements, said to be that."""
    matter, account = writing.asked.matter, writing.named.account
    found = None
    if stems(matter) or account:
        words = matter or writing.question[:_LONGEST]
        try:
            found = writing.call(
                "search_feedback", words=words, account=account.id if account else None, limit=6
            )
        except NrrError as error:
            writing.absent(
                f"No rule reads this question, and nothing can be searched for it: {error.what}. {_ASK}"
            )
            return
    near = found is not None and (
        account is not None or any(shares_words(matter, one.text) for one in found.evidence)
    )
    if found is None or found.empty or not near:
        nothing = (
            f"No statement in the data speaks of “{matter}”."
            if stems(matter)
            else "Nothing in it can be looked up."
        )
        writing.absent(f"{nothing} {_ASK}")
        return
    writing.say(
        "No rule reads this question as a whole. What customers said that comes nearest to it, the nearest first, of "
        f"{counted(found.data['statements'], 'statement')} found"
    )
    writing.quote(found.evidence, 6)


_LONGEST = 900
_ASK = (
    "What can be asked: why an account is at risk, what changed, the top themes, who said something, a comparison of "
    "accounts, months or segments, what to do next, or how much."
)
