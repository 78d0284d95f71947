"""Answers about what customers say: the top themes, what changed, who said it, and what is said about a matter."""

from __future__ import annotations

from assistant.matters import stems
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
    writing.say(_tally(data, matter))
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
    writing.say(_tally(data, _matter(writing)))
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


def _tally(data: Value, matter: str) -> str:
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
    return (
        f"{who}{counted(data['statements'], 'statement')}{of} on {matter}{span}: {kinds(data['kinds'])}{few}"
    )


def _search(writing: Writing, limit: int) -> ToolResult | None:
    """What is said on the matter asked for; None where nobody says it, which is then said."""
    named = writing.named
    matter = _matter(writing)
    period: Period | None = named.times.periods[0] if named.times.periods else None
    last = named.times.periods[-1] if named.times.periods else None
    kind = named.kind if named.kind in ("praise", "request") else None
    arguments: dict[str, object] = {
        "words": matter,
        "account": named.account.id if named.account else None,
        "source": named.source or None,
        "since": str(period.since) if period else None,
        "until": str(last.until) if last else None,
        "limit": limit,
    }
    found = writing.call("search_feedback", kind=kind, **arguments)
    if found.empty and kind:
        found = writing.call("search_feedback", **arguments)
    if not found.empty:
        return found
    who = f"{named.account.name} says" if named.account else "any customer says"
    window = found.data["window"]
    span = f" from {month(window['since'])} to {month(window['until'])}" if window else ""
    writing.absent(f"Not in the data: no statement{span} in which {who} anything about {matter}.")
    return None


def ranked(writing: Writing) -> None:
    """A question that no rule reads: the nearest statements, said to be that."""
    matter = writing.asked.matter
    account = writing.named.account
    try:
        found = (
            writing.call(
                "search_feedback",
                words=matter or writing.question[:900],
                account=account.id if account else None,
                limit=6,
            )
            if stems(matter) or account
            else None
        )
    except NrrError as error:
        writing.absent(
            f"This question was not understood, and a search found no answer in the data: {error.what}."
        )
        return
    if (
        found is None
        or found.empty
        or not (account or any(shares_words(matter, one.text) for one in found.evidence))
    ):
        writing.absent(
            _NOT_UNDERSTOOD + (f" No statement in the data speaks of {matter}." if stems(matter) else "")
        )
        return
    writing.say(
        "This question was not understood, so here is what customers said that comes nearest to it, from "
        f"{counted(found.data['statements'], 'statement')}"
    )
    writing.quote(found.evidence, 6)


_NOT_UNDERSTOOD = (
    "This question was not understood, and no answer to it is in the data. Ask why an account is at risk, what "
    "changed, for top "
    "themes, who said something, for a comparison, what to do next, or how much."
)
