"""Answers that hold two things against each other: accounts, months, segments or tiers."""

from __future__ import annotations

from assistant.offline.composing.changes import changed
from assistant.offline.composing.money import lost_and_won, metrics_of, part_line
from assistant.offline.vocabulary import NamedAccount
from assistant.offline.words import (
    Value,
    counted,
    kinds,
    listed,
    money,
    share,
    short_money,
)
from assistant.offline.writing import Writing
from foundation.errors import NrrError


def compare(writing: Writing) -> None:
    """Two accounts, two months, or two cuts."""
    named = writing.named
    if len(named.accounts) > 1:
        _two_accounts(writing)
    elif len(named.segments) > 1:
        _two_parts(writing, "segment", named.segments)
    elif len(named.tiers) > 1:
        _two_parts(writing, "tier", named.tiers)
    else:
        changed(writing)


def _two_accounts(writing: Writing) -> None:
    for mention in writing.named.accounts[:3]:
        writing.part()
        account = mention.account
        data = writing.call("account_facts", account=account.id).data
        who = ", ".join(part for part in (data["tier"], data["segment"]) if part)
        pays = f"{money(data['arr'])} of ARR" if data["arr"] else "pays nothing"
        said = data["feedback"]
        heard = f"{counted(said['statements'], 'statement')} in the window" + (
            f" ({kinds(said['kinds'])})" if said["statements"] else ""
        )
        writing.say(f"{data['account_name']} ({who or data['status']}): {pays}; {heard}")
        _compared(writing, account, data)


def _compared(writing: Writing, account: NamedAccount, data: Value) -> None:
    try:
        health = writing.call("health", account=account.id)
        risk = writing.call("churn", account=account.id).data
    except NrrError as error:
        writing.leave_out(error.what)
        return
    score, renewal = health.data["score"], data["days_to_renewal"]
    parts = [f"health {score['value']:.1f} ({health.data['band']})" if score else ""]
    if risk["risk"] is not None:
        parts.append(
            f"risk {share(risk['risk'])}"
            if risk["calibrated"]
            else f"risk {risk['risk']['value']:.2f} points"
        )
    if renewal is not None and renewal >= 0:
        parts.append(f"renews in {counted(renewal, 'day')}")
    nps = data["nps"]
    if nps:
        parts.append(f"latest NPS score {nps['latest_score']:g}")
    writing.say(listed(parts))
    themes = [f"{one['label']} ({counted(one['statements'], 'statement')})" for one in data["themes"][:3]]
    if themes:
        writing.say(f"Talks most about {listed(themes)}")
    writing.quote(health.evidence, 1)


def _two_parts(writing: Writing, by: str, wanted: tuple[str, ...]) -> None:
    found = metrics_of(writing, by=by)
    if found is None:
        return
    held = {one[by].casefold(): one for one in found.data["parts"]}
    for name in wanted[:3]:
        writing.part()
        part = held.get(name.casefold())
        if part is None:
            writing.leave_out(f"{name}: no revenue is known of it")
            continue
        writing.say(part_line(part, by))
        lost_and_won(writing, part)
        themes = writing.call("list_themes", limit=3, **{by: name})
        tops = [
            f"{one['label']} ({counted(one['statements'], 'statement')}, {short_money(one['arr'])})"
            for one in themes.data["themes"]
        ]
        if tops:
            writing.say(f"Top themes: {listed(tops)}")
