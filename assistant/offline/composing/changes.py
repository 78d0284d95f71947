"""Answers about what changed between two months, for all customers or for one account."""

from __future__ import annotations

from assistant.offline.vocabulary import NamedAccount
from assistant.offline.words import (
    Value,
    counted,
    listed,
    money,
    month,
    move,
    share,
)
from assistant.offline.writing import Writing
from assistant.tools import ToolResult
from foundation.months import Month


def changed(writing: Writing) -> None:
    """What moved between two months, for all or for one account."""
    account = writing.named.account
    before, after = _two_months(writing)
    found = writing.call(
        "compare_months", before=before, after=after, account=account.id if account else None
    )
    if account is not None:
        _changed_at(writing, account, found)
        return
    data = found.data
    span = f"from {month(data['before'])} to {month(data['after'])}"
    if found.empty:
        writing.absent(
            f"What changed {span} is not in the data: neither themes nor revenue of both months are known."
        )
        return
    revenue, themes = data.get("revenue"), data.get("themes")
    if revenue:
        was, now = revenue["before"], revenue["after"]
        writing.say(
            f"{span}: NRR {share(was['nrr'])} then {share(now['nrr'])}, GRR {share(was['grr'])} then "
            f"{share(now['grr'])}; MRR ended at "
            f"{money(now['end_mrr'])} after {money(was['end_mrr'])}"
        )
        _gone(writing, data)
    if themes:
        _theme_changes(writing, themes)
    writing.quote(found.evidence, 3)


def _gone(writing: Writing, data: Value) -> None:
    """Who left after the first of the two months, whichever month it was."""
    gone = data["departures"]
    if not gone:
        return
    first = Month.parse(data["before"]).plus(1)
    one_month = str(first) == data["after"]
    names = [
        f"{one['account_name']} ({money(one['mrr_change'])} of MRR{'' if one_month else ', ' + month(one['month'])})"
        for one in gone[:_GONE]
    ]
    when = f"in {month(data['after'])}" if one_month else f"from {first.title} to {month(data['after'])}"
    writing.say(f"{counted(len(gone), 'account')} left {when}: {listed(names)}")
    if len(gone) > _GONE:
        writing.leave_out(f"{len(gone) - _GONE} more accounts that left {when}")


_GONE = 12


def _theme_changes(writing: Writing, themes: Value) -> None:
    heard = themes["heard_from"]
    writing.line(
        f"Customers heard: {heard['accounts_before']} accounts then {heard['accounts_after']}, "
        f"{heard['statements_before']} statements then {heard['statements_after']}"
    )
    new = [
        f"{one['label']} ({counted(one['statements'], 'statement')}, {counted(one['accounts'], 'account')})"
        for one in themes["new"]
        if one["statements"] > 1
    ]
    grown = [
        f"{one['label']} ({one['statements_before']}, then {counted(one['statements_after'], 'statement')})"
        for one in themes["grown"]
    ]
    shrunk = [
        f"{one['label']} ({one['statements_before']}, then {counted(one['statements_after'], 'statement')})"
        for one in themes["shrunk"]
    ]
    gone = [
        f"{one['label']} ({counted(one['statements'], 'statement')})"
        for one in themes["gone"]
        if one["statements"] > 1
    ]
    for lead, parts in (
        ("New themes", new),
        ("Grown beyond chance", grown),
        ("Shrunk beyond chance", shrunk),
        ("Gone", gone),
    ):
        if parts:
            writing.line(f"{lead}: {'; '.join(parts)}")
    if not (grown or shrunk):
        writing.line(
            f"Of {counted(themes['kept'], 'theme')} heard in either month, 0 themes grew or shrank beyond chance"
        )


def _two_months(writing: Writing) -> tuple[str | None, str | None]:
    periods = writing.named.times.periods
    if len(periods) > 1:
        months = sorted({one.until for one in periods} | {one.since for one in periods})
        return str(months[0]), str(months[-1])
    if not periods:
        return None, None
    one = periods[0]
    if one.since != one.until:
        return str(one.since), str(one.until)
    latest = writing.vocabulary.months[-1] if writing.vocabulary.months else Month.of(writing.vocabulary.day)
    if writing.named.times.compared and one.until != latest:
        return str(one.until), str(latest)
    return None, str(one.until)


def _changed_at(writing: Writing, account: NamedAccount, found: ToolResult) -> None:
    data = found.data
    was, now = data["before"], data["after"]
    if found.empty:
        writing.absent(
            f"What changed at {account.name} from {month(was['month'])} to {month(now['month'])} is not in the data."
        )
        return
    writing.say(
        f"{account.name} from {month(was['month'])} to {month(now['month'])}: "
        f"{counted(was['statements'], 'statement')} then "
        f"{now['statements']}, {money(was['mrr'])} of MRR then {money(now['mrr'])}"
    )
    held = data.get("health")
    if held and held["score"] is not None:
        trend = listed([move(held["trend_30"], 30), move(held["trend_90"], 90)])
        writing.say(
            f"Its health is {held['score']:.1f} points, {held['band']}{', ' + trend if trend else ''}"
        )
    fresh = [
        one["label"] for one in now["themes"] if one["label"] not in {held["label"] for held in was["themes"]}
    ]
    if fresh:
        writing.say(
            f"Themes of {month(now['month'])} that it did not raise in {month(was['month'])}: {listed(fresh)}"
        )
    for name in (was, now):
        if name["nps_scores"]:
            writing.say(
                f"NPS scores in {month(name['month'])}: {listed([format(score, 'g') for score in name['nps_scores']])}"
            )
    writing.quote(found.evidence, 3)
