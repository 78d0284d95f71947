"""Answers about what our staff promised: by when, to whom, and how each stands."""

from __future__ import annotations

import re

from assistant.offline.words import Value, counted, day, listed
from assistant.offline.writing import Writing

_SHOWN = 8
_STATES = (
    ("overdue", r"\boverdue\b|\blate\b|\bmissed\b|\bpast due\b|\bbehind\b"),
    ("broken", r"\bbroken?\b|\bbroke\b|\bnot kept\b|\bunkept\b"),
    ("kept", r"\bkept\b|\bkeep\b|\bfulfilled\b|\bhonou?red\b"),
    ("open", r"\bopen\b|\boutstanding\b|\bpending\b|\bstill owe\b"),
)


def promised(writing: Writing) -> None:
    """The promises asked for, overdue ones first, each in the words in which it was made."""
    account = writing.named.account
    low = writing.text.casefold()
    asked_state = next((name for name, pattern in _STATES if re.search(pattern, low)), None)
    state = None if asked_state == "kept" and re.search(r"\b(?:have|did|do) we\b", low) else asked_state
    found = writing.call("promises_made", account=account.id if account else None, state=state, limit=_SHOWN)
    data = found.data
    whom = f" to {account.name}" if account else ""
    without = data["said_without_a_time"]
    if found.empty:
        kind = f"{state} promise" if state else "promise with a time"
        writing.say(f"{counted(0, kind)}{whom} {'is' if state else 'was'} found up to {day(data['date'])}")
    else:
        among = "" if account else f" at {counted(data['accounts'], 'account')}"
        states = listed([f"{number} {name}" for name, number in sorted(data["states"].items())])
        writing.say(
            f"{counted(data['promises_found'], 'promise')}{whom}{among} with a time, up to {day(data['date'])}: {states}"
        )
        for one in data["promises"]:
            writing.line(_line(one, with_name=account is None))
        writing.quote(found.evidence, _SHOWN)
    if without:
        writing.leave_out(f"{counted(without, 'promise')} that named no time (nrr promises --undated)")


def _line(one: Value, *, with_name: bool) -> str:
    due = f"due {day(one['due'])}" if one["due"] else "due at a time that no calendar tells"
    late = (
        f", {counted(one['days_late'], 'day')} late" if one["days_late"] and one["state"] == "overdue" else ""
    )
    whom = f"{one['account_name'] or 'no known account'}: " if with_name else ""
    owner = f", {one['owner']}" if one["owner"] else ""
    return f"{whom}{one['state']}, {due}{late}, said on {day(one['said'])}{owner}"
