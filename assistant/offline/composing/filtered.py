"""Answers that list the accounts which fulfil several conditions at once, or a limit."""

from __future__ import annotations

from assistant.offline.composing.cuts import cut_of, cut_words
from assistant.offline.words import counted, day, listed, money
from assistant.offline.writing import Writing

_DEFAULT_AHEAD = 90
_SHOWN = 12


def filtered(writing: Writing) -> None:
    """Who fulfils all of the conditions, how many they are and what they pay."""
    asked = writing.asked.conditions
    ahead = (writing.named.times.ahead or _DEFAULT_AHEAD) if asked.renewing else None
    by_health = bool(asked.band) or any(name.startswith("health") for name, _ in asked.limits)
    spoke = {"spoke_of": asked.spoke_of, "spoke_kind": asked.spoke_kind, "spoke_not": asked.spoke_not or None}
    arguments: dict[str, object] = {
        "sort": "renewal" if asked.renewing else "health" if by_health else "arr",
        "band": asked.band,
        "renewing_within": ahead,
        "mark": asked.mark,
        "stage": asked.stage,
        "limit": _SHOWN,
        **dict(asked.limits),
        **cut_of(writing),
    }
    found = writing.call("list_accounts", **arguments, **spoke)
    if found.empty and asked.spoke_kind and not asked.spoke_not:
        found = writing.call("list_accounts", **arguments, spoke_of=asked.spoke_of)
    data = found.data
    if by_health:
        _unscored(writing)
    told = [*asked.words, *([f"renewing within {ahead} days"] if ahead is not None else [])]
    many = data["accounts_found"]
    writing.say(
        f"{counted(many, 'account')}{cut_words(writing)} {'fits' if many == 1 else 'fit'} on {day(data['date'])}: "
        f"{listed(told)}; {money(data['arr'])} of ARR together"
    )
    for one in data["accounts"]:
        parts = [f"{money(one['arr'])} of ARR"]
        if by_health and one.get("score"):
            parts.append(f"health {one['score']['value']:.1f} ({one['band']})")
        if one.get("statements"):
            parts.append(counted(one["statements"], "statement"))
        if asked.renewing and one["renewal"]:
            parts.append(f"renews on {day(one['renewal'])}, in {counted(one['days_to_renewal'], 'day')}")
        if one["owner"] and not writing.named.owners:
            parts.append(one["owner"])
        writing.line(f"{one['account_name']} ({one['tier'] or 'no tier'}): {', '.join(parts)}")
    writing.quote(found.evidence, 4)


def _unscored(writing: Writing) -> None:
    """Says how many have no score: they fulfil no condition on health, and fail none."""
    many = writing.call("list_accounts", band="not enough data", limit=1, **cut_of(writing)).data[
        "accounts_found"
    ]
    if many:
        writing.leave_out(f"{counted(many, 'account')} with too little data for a health score")
