"""Answers about how much was heard: statements, items, coverage and NPS."""

from __future__ import annotations

from datetime import timedelta

from assistant.offline.composing.cuts import cut_of, cut_words
from assistant.offline.composing.months import month_asked
from assistant.offline.intents import Intent
from assistant.offline.periods import span_of
from assistant.offline.words import Value, counted, day, kinds, month, share
from assistant.offline.writing import Writing


def counts_items(writing: Writing) -> bool:
    """Whether tickets, survey answers or calls are counted, and not what is said in them."""
    asked = writing.asked
    return asked.intent is Intent.HOW_MUCH and asked.measure == "statements" and bool(writing.named.source)


_ITEMS = {"ticket": "ticket", "nps": "survey answer", "call": "call"}


def _items(writing: Writing) -> None:
    """How many tickets, survey answers or calls, of one account or of all that pay."""
    account, source, last = writing.named.account, writing.named.source, writing.vocabulary.day
    periods = writing.named.times.periods
    first, until = (
        (span_of(periods[0], last)[0], span_of(periods[-1], last)[1])
        if periods
        else (last - timedelta(days=_YEAR - 1), last)
    )
    if account is not None:
        data = writing.call("account_facts", account=account.id, since=str(first), until=str(until)).data
        of, beside = account.name, data["open_tickets"] if source == "ticket" else 0
    else:
        cut = cut_of(writing)
        data = writing.call(
            "list_accounts", heard_since=str(first), heard_until=str(until), limit=1, **cut
        ).data
        of, beside = f"The {counted(data['accounts_found'], 'account')}{cut_words(writing)} that pay", 0
    held = data["heard_in_span"]
    span = f"from {day(held['since'])} to {day(held['until'])}, {counted(held['days'], 'day')}"
    writing.say(f"{of}: {counted(held['items'][source], _ITEMS[source])} {span}")
    if beside:
        writing.say(
            f"{counted(beside, 'ticket')} {'is' if beside == 1 else 'are'} open on {day(data['date'])}"
        )


_YEAR = 365
_PLURAL = {"complaint": "complaints", "request": "requests", "praise": "praise", "question": "questions"}


def heard(writing: Writing, measure: str) -> None:
    """Statements, coverage, themes and NPS of a month, or of one account."""
    account = writing.named.account
    if counts_items(writing):
        _items(writing)
        return
    if account is not None:
        data = writing.call("account_facts", account=account.id).data
        said, nps = data["feedback"], data["nps"]
        if measure == "nps":
            if not nps:
                writing.absent(f"The data holds no NPS answer of {account.name}.")
                return
            writing.say(
                f"{account.name} gave {nps['latest_score']:g} on {day(nps['latest'])}, {nps['mean_score']:g} "
                f"on average over {counted(nps['answers'], 'answer')}"
            )
            return
        tally = f" ({kinds(said['kinds'])})" if said["statements"] else ""
        open_tickets = f", {counted(data['open_tickets'], 'ticket')} open" if data["open_tickets"] else ""
        writing.say(
            f"{account.name}: {counted(said['statements'], 'statement')} in the window{tally}{open_tickets}"
        )
        return
    if measure == "statements" and writing.named.kind:
        writing.line(f"Not read: that {_PLURAL[writing.named.kind]} alone are meant. What follows counts all")
    found = writing.call(
        "list_themes",
        month=month_asked(writing),
        kind=writing.named.kind or None,
        limit=3,
    )
    data = found.data
    told = data["coverage"]
    if measure == "nps":
        _nps(writing, data)
        return
    if measure == "themes":
        writing.say(f"{counted(data['themes_found'], 'theme')} in {month(data['month'])}")
    writing.say(
        f"In {month(data['month'])} {counted(told['statements'], 'statement')} came from {told['accounts']} "
        f"of {counted(told['accounts_total'], 'account')}, "
        f"{share(told['arr_share'], 0)} of ARR"
    )


def _nps(writing: Writing, data: Value) -> None:
    nps = data["coverage"].get("nps")
    if nps is None:
        writing.absent(f"The NPS of {month(data['month'])} is not in the data: too few answers.")
        return
    writing.say(
        f"NPS in {month(data['month'])} is {nps['value']:.0f} points, of "
        f"{counted(data['coverage']['answers'], 'answer')}"
    )
