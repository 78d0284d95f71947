"""Answers about what our staff promised: by when, to whom, and how each stands."""

from __future__ import annotations

import re

from assistant.offline.words import Value, counted, day, listed, passage
from assistant.offline.writing import Writing
from playbooks.promises.due_words import chosen, due_words

_SHOWN = 8
_STATES = (
    ("overdue", r"\boverdue\b|\blate\b|\bmissed\b|\bpast due\b|\bbehind\b"),
    ("broken", r"\bbroken?\b|\bbreak\b|\bbroke\b|\bnot kept\b|\bunkept\b"),
    ("kept", r"\bkept\b|\bkeep\b|\bfulfilled\b|\bhonou?red\b"),
    ("open", r"\bopen\b|\boutstanding\b|\bpending\b|\bstill owe\b"),
)


def promised(writing: Writing) -> None:
    """The promises asked for, overdue ones first, each in the words in which it was made."""
    account = writing.named.account
    low = writing.text.casefold()
    state = next((name for name, pattern in _STATES if re.search(pattern, low)), None)
    if state == "kept" and re.search(r"\b(?:have|did|do) we\b", low):
        state = None
    arguments: dict[str, object] = {
        "account": account.id if account else None,
        "due_within": _days_ahead(writing, low),
        "limit": _SHOWN,
    }
    found = writing.call("promises_made", state=state, **arguments)
    if found.empty and state in ("broken", "kept"):
        writing.say(f"{counted(0, 'promise')} are marked as {state}; only a person marks one")
        found = writing.call("promises_made", **arguments)
        state = None
    data = found.data
    whom = f" to {account.name}" if account else ""
    without = data["said_without_a_time"]
    if found.empty:
        kind = f"{state} promise" if state else "promise with a time"
        writing.say(f"{counted(0, kind)}{whom} {'is' if state else 'was'} found up to {day(data['date'])}")
    else:
        among = "" if account else f" at {counted(data['accounts'], 'account')}"
        states = listed([f"{number} {name}" for name, number in sorted(data["states"].items())])
        many = counted(data["promises_found"], "promise")
        writing.say(f"{many}{whom}{among} with a time, up to {day(data['date'])}: {states}")
        for one, said in zip(data["promises"], found.evidence, strict=True):
            words = _line(one, with_name=account is None)
            writing.line(f"{words}, our staff on {day(said.day)}: “{passage(said.text)}”", [said])
    if without:
        writing.leave_out(f"{counted(without, 'promise')} that named no time (nrr promises --undated)")


def _days_ahead(writing: Writing, low: str) -> int | None:
    """The days up to the time that the question names (“due next week”); None where it names none to come."""
    today = writing.vocabulary.day
    due = chosen(due_words(low, today)) if re.search(r"\bdue\b|\bcoming\b|\bnext\b", low) else None
    return (due.day - today).days if due is not None and due.day is not None else None


def _line(one: Value, *, with_name: bool) -> str:
    due = f"due {day(one['due'])}" if one["due"] else "due at a time that no calendar tells"
    late = (
        f", {counted(one['days_late'], 'day')} late" if one["days_late"] and one["state"] == "overdue" else ""
    )
    whom = f"{one['account_name'] or 'no known account'}: " if with_name else ""
    return f"{whom}{one['state']}, {due}{late}"
