"""Answers about what customers say: the top themes, what changed, who said it, and what is said about a matter."""

from __future__ import annotations

from collections import Counter

from assistant.matters import speaks_of, stems
from assistant.offline.periods import Period
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
    move,
    share,
    short_money,
)
from assistant.offline.writing import Writing
from assistant.tools import ToolResult
from foundation.errors import NrrError
from foundation.months import Month

_THEMES = 6


def top_themes(writing: Writing) -> None:
    """The themes of a month, of a cut, or of one account."""
    account = writing.named.account
    if account is not None:
        themes_of(writing, account)
        return
    named = writing.named
    period = named.times.periods[0] if named.times.periods else None
    sort = _sort(writing.question)
    found = writing.call(
        "list_themes",
        month=str(period.until) if period else None,
        sort=sort,
        segment=named.segments[0] if named.segments else None,
        tier=named.tiers[0] if named.tiers else None,
        kind=named.kind or None,
        source=named.source or None,
        limit=_THEMES,
    )
    data, rows = found.data, found.data["themes"]
    what = {
        "complaint": "complaints",
        "request": "requests",
        "praise": "praise",
        "question": "questions",
    }.get(named.kind, "themes")
    of = listed([*named.segments[:1], *named.tiers[:1]])
    among = f" of {of}" if of else ""
    where = f" in {SOURCES[named.source]}" if named.source else ""
    if not rows:
        writing.absent(f"There are no {what}{among}{where} in the data of {month(data['month'])}.")
        return
    heard = data["coverage"]
    writing.say(
        f"Top {what}{among}{where} in {month(data['month'])}, {_ORDER[sort]}, from {counted(heard['statements'], 'statement')} of "
        f"{heard['accounts']} of {counted(heard['accounts_total'], 'account')} ({share(heard['arr_share'], 0)} of ARR)"
    )
    for one in rows:
        writing.line(_theme_line(one))
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
    for word, sort in (
        ("at risk", "at-risk"),
        ("grow", "growth"),
        ("by arr", "arr"),
        ("revenue", "arr"),
        ("most accounts", "breadth"),
        ("common", "breadth"),
        ("frequent", "breadth"),
    ):
        if word in low:
            return sort
    return "priority"


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
        f"{one['label']} ({one['kind']}): {counted(one['statements'], 'statement')} from {counted(one['accounts'], 'account')}, "
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
            f"{one['label']} ({one['kind']}): {counted(one['statements'], 'statement')}, last on {day(one['last'])}{others}"
        )
    writing.quote(found.evidence, 4)


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
            f"{span}: NRR {share(was['nrr'])} then {share(now['nrr'])}, GRR {share(was['grr'])} then {share(now['grr'])}; MRR ended at "
            f"{money(now['end_mrr'])} after {money(was['end_mrr'])}"
        )
        gone = [one for one in data["movements"] if one["movement"] == "churn"]
        if gone:
            names = [f"{one['account_name']} ({money(one['mrr_change'])} of MRR)" for one in gone[:4]]
            writing.say(f"Left in {month(data['after'])}: {listed(names)}")
    if themes:
        _theme_changes(writing, themes, span)
    writing.quote(found.evidence, 3)


def _theme_changes(writing: Writing, themes: Value, span: str) -> None:
    heard = themes["heard_from"]
    writing.line(
        f"Customers heard: {heard['accounts_before']} accounts then {heard['accounts_after']}, {heard['statements_before']} statements then {heard['statements_after']}"
    )
    new = [
        f"{one['label']} ({counted(one['statements'], 'statement')}, {counted(one['accounts'], 'account')})"
        for one in themes["new"]
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
        f"{account.name} from {month(was['month'])} to {month(now['month'])}: {counted(was['statements'], 'statement')} then "
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
    found = Counter(data["kinds"])
    return f"{who}{counted(data['statements'], 'statement')}{of} on {matter}{span}: {kinds(found)}{few}"


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
        or not (account or any(speaks_of(matter, one.text) for one in found.evidence))
    ):
        writing.absent(
            _NOT_UNDERSTOOD + (f" No statement in the data speaks of {matter}." if stems(matter) else "")
        )
        return
    writing.say(
        f"This question was not understood, so here is what customers said that comes nearest to it, from {counted(found.data['statements'], 'statement')}"
    )
    writing.quote(found.evidence, 6)


_NOT_UNDERSTOOD = (
    "This question was not understood, and no answer to it is in the data. Ask why an account is at risk, what changed, for top "
    "themes, who said something, for a comparison, what to do next, or how much."
)
