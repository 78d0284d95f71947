"""Answers about how much: retention, revenue, what is at risk, counts; and comparisons of accounts, months and cuts."""

from __future__ import annotations

from assistant.offline.composing.feedback import changed
from assistant.offline.vocabulary import NamedAccount
from assistant.offline.words import (
    Value,
    amount_of,
    counted,
    day,
    kinds,
    listed,
    money,
    month,
    share,
    short_money,
)
from assistant.offline.writing import Writing
from assistant.tools import ToolResult
from foundation.errors import NrrError
from foundation.months import Month

_MOVES = 4


def how_much(writing: Writing) -> None:
    """The measure that is asked for."""
    measure = writing.asked.measure
    account = writing.named.account
    if measure == "at risk":
        _at_risk(writing)
    elif measure in ("statements", "coverage", "themes", "nps"):
        _heard(writing, measure)
    elif measure == "accounts":
        _accounts(writing)
    elif account is not None:
        _pays(writing, account)
    elif writing.named.segments or writing.named.tiers:
        _part(writing)
    else:
        _book(writing, measure)


def _month(writing: Writing) -> str | None:
    periods = writing.named.times.periods
    return str(periods[-1].until) if periods else None


def _metrics(writing: Writing, **more: object) -> ToolResult | None:
    """Revenue of the month asked for; None where the data does not reach it, which is then said."""
    asked = _month(writing)
    first = writing.vocabulary.first_revenue
    if asked and first and Month.parse(asked) < first:
        writing.absent(f"Revenue of {month(asked)} is not in the data, which begins with {first.title}.")
        return None
    found = writing.call("revenue_metrics", month=asked, **more)
    if found.empty:
        writing.absent(f"There is no revenue of {month(found.data['month'])} in the data.")
        return None
    return found


def _book(writing: Writing, measure: str) -> None:
    found = _metrics(writing)
    if found is None:
        return
    data = found.data
    when = month(data["month"])
    lead = {
        "churn": f"{money(data['churn_mrr'])} of MRR was lost to churn in {when}, of {money(data['start_mrr'])} at its start",
        "expansion": f"{money(data['expansion_mrr'])} of MRR was won by expansion in {when}",
        "contraction": f"{money(data['contraction_mrr'])} of MRR was lost to contraction in {when}",
        "new": f"{money(data['new_mrr'])} of MRR was new in {when}",
        "mrr": f"MRR at the end of {when} is {money(data['end_mrr'])}, that is {money(data['end_arr'])} a year, of {counted(data['accounts'], 'account')}",
        "arr": f"ARR at the end of {when} is {money(data['end_arr'])}, 12 times an MRR of {money(data['end_mrr'])}, of {counted(data['accounts'], 'account')}",
    }.get(measure, "")
    if lead:
        writing.say(lead)
    if data["nrr"] is None:
        writing.say(f"NRR and GRR have no base: {money(data['start_mrr'])} of MRR at the start of {when}")
        return
    writing.say(
        f"In {when} NRR is {share(data['nrr'])} and GRR {share(data['grr'])}, with {share(data['logo_retention'])} of accounts kept"
    )
    if data["nrr_trailing"]:
        writing.say(
            f"Over the 12 months to {when} NRR is {share(data['nrr_trailing'])}, GRR {share(data['grr_trailing'])} and logo retention {share(data['logo_retention_trailing'])}"
        )
    _moves(writing, data, measure)


def _moves(writing: Writing, data: Value, measure: str) -> None:
    wanted = {"churn": "churn", "expansion": "expansion", "contraction": "contraction", "new": "new"}.get(
        measure
    )
    moves = [one for one in data["movements"] if wanted in (None, one["movement"])][:_MOVES]
    parts = [f"{one['account_name']} ({one['movement']}, {money(one['mrr_change'])})" for one in moves]
    if parts:
        writing.line(
            f"What moved MRR most: {'; '.join(parts)}"
            if wanted is None
            else f"Account by account: {'; '.join(parts)}"
        )


def _pays(writing: Writing, account: NamedAccount) -> None:
    found = _metrics(writing, account=account.id)
    if found is None:
        return
    data = found.data
    now, then, moved = amount_of(data["arr"]), amount_of(data["arr_year_ago"]), amount_of(data["mrr_change"])
    name, when = data["account_name"], month(data["month"])
    if not now:
        writing.say(
            f"{name} pays {money(data['arr'])} at the end of {when}"
            + (f"; twelve months before it paid {money(data['arr_year_ago'])} a year" if then else "")
        )
        return
    writing.say(f"{name} pays {money(data['arr'])} a year at the end of {when}, {money(data['mrr'])} a month")
    if moved:
        writing.say(
            f"That is {money(data['mrr_change'])} a month {'more' if moved > 0 else 'less'} than the month before"
            if moved > 0
            else f"Its MRR moved by {money(data['mrr_change'])} in the month"
        )
    if then and abs(now - then) >= 1:
        writing.say(f"Twelve months before it paid {money(data['arr_year_ago'])} a year")


def _part(writing: Writing) -> None:
    named = writing.named
    by = "segment" if named.segments else "tier"
    wanted = (named.segments or named.tiers)[0]
    found = _metrics(writing, by=by)
    if found is None:
        return
    part = next((one for one in found.data["parts"] if one[by].casefold() == wanted.casefold()), None)
    if part is None:
        writing.absent(f"There is no revenue of {wanted} in the data of {month(found.data['month'])}.")
        return
    writing.say(_part_line(part, by))
    _churned(writing, part)


def _part_line(part: Value, by: str) -> str:
    ratios = (
        f"NRR {share(part['nrr'])}, GRR {share(part['grr'])}" if part["nrr"] else "no NRR for want of a base"
    )
    trailing = (
        f"; over 12 months NRR {share(part['nrr_trailing'])}, GRR {share(part['grr_trailing'])}"
        if part["nrr_trailing"]
        else ""
    )
    return f"{part[by]} in {month(part['month'])}: {money(part['end_arr'])} of ARR from {counted(part['accounts'], 'account')}, {ratios}{trailing}"


def _churned(writing: Writing, part: Value) -> None:
    if amount_of(part["churn_mrr"]) or amount_of(part["expansion_mrr"]):
        writing.say(
            f"In that month it lost {money(part['churn_mrr'])} of MRR to churn and won {money(part['expansion_mrr'])} by expansion"
        )


def _at_risk(writing: Writing) -> None:
    """ARR at risk of a theme, of an account, or of the book."""
    named = writing.named
    if named.theme is not None:
        found = writing.call("show_theme", theme=named.theme.id, limit=3)
        data = found.data
        if "arr_at_risk" in data:
            writing.say(
                f"{data['label']}: {money(data['arr_at_risk'])} of ARR at risk in {month(data['month'])}, somewhere from {money(data['arr_at_risk_low'])} to "
                f"{money(data['arr_at_risk_high'])}, of {money(data['arr'])} exposed at {counted(data['accounts'], 'account')}"
            )
            writing.say(f"The largest account makes {share(data['largest_account_share'], 0)} of it")
        else:
            writing.say(
                f"{data['account_name']}: {counted(data['statements'], 'statement')} on {data['label']}"
            )
        writing.quote(found.evidence, 2)
        return
    if named.account is not None:
        found = writing.call("churn", account=named.account.id)
        data = found.data
        if data["risk"] is None:
            writing.absent(
                f"How much of {named.account.name} is at risk is not in the data: {data['why_not']}."
            )
            return
        risk = share(data["risk"]) if data["calibrated"] else f"{data['risk']['value']:.2f} risk points"
        writing.say(
            f"{data['account_name']}: {money(data['arr_at_risk'])} of {money(data['arr'])} of ARR is at risk within {data['horizon_days']} days ({risk})"
        )
        return
    found = writing.call("churn", limit=3)
    data = found.data
    writing.say(
        f"{money(data['arr_at_risk'])} of {money(data['arr'])} of ARR is at risk within {data['horizon_days']} days on {day(data['date'])}, by each account's "
        f"{'probability of leaving' if data['calibrated'] else 'risk points, which are no probability'}"
    )
    rows = [f"{one['account_name']} ({money(one['arr_at_risk'])})" for one in data["accounts"]]
    writing.say(f"The most of it: {listed(rows)}")


def _heard(writing: Writing, measure: str) -> None:
    """Statements, coverage, themes and NPS of a month, or of one account."""
    account = writing.named.account
    if account is not None:
        data = writing.call("account_facts", account=account.id).data
        said, nps = data["feedback"], data["nps"]
        if measure == "nps":
            if not nps:
                writing.absent(f"The data holds no NPS answer of {account.name}.")
                return
            writing.say(
                f"{account.name} gave {nps['latest_score']:g} on {day(nps['latest'])}, {nps['mean_score']:g} on average over {counted(nps['answers'], 'answer')}"
            )
            return
        tally = f" ({kinds(said['kinds'])})" if said["statements"] else ""
        open_tickets = f", {counted(data['open_tickets'], 'ticket')} open" if data["open_tickets"] else ""
        writing.say(
            f"{account.name}: {counted(said['statements'], 'statement')} in the window{tally}{open_tickets}"
        )
        return
    found = writing.call(
        "list_themes",
        month=_month(writing),
        kind=writing.named.kind or None,
        source=writing.named.source or None,
        limit=3,
    )
    data = found.data
    heard = data["coverage"]
    if measure == "nps":
        _nps(writing, data)
        return
    if measure == "themes":
        writing.say(f"{counted(data['themes_found'], 'theme')} in {month(data['month'])}")
    writing.say(
        f"In {month(data['month'])} {counted(heard['statements'], 'statement')} came from {heard['accounts']} of {counted(heard['accounts_total'], 'account')}, "
        f"{share(heard['arr_share'], 0)} of ARR"
    )


def _nps(writing: Writing, data: Value) -> None:
    nps = data["coverage"].get("nps")
    if nps is None:
        writing.absent(f"The NPS of {month(data['month'])} is not in the data: too few answers.")
        return
    writing.say(
        f"NPS in {month(data['month'])} is {nps['value']:.0f} points, of {counted(data['coverage']['answers'], 'answer')}"
    )


def _accounts(writing: Writing) -> None:
    named = writing.named
    tier = named.tiers[0] if named.tiers else None
    segment = named.segments[0] if named.segments else None
    owner = named.owners[0] if named.owners else None
    found = writing.call("list_accounts", tier=tier, segment=segment, owner=owner, sort="arr", limit=3)
    data = found.data
    of = listed([part for part in (segment, tier) if part])
    owned = f" of {owner}" if owner else ""
    many = data["accounts_found"]
    writing.say(
        f"{counted(many, 'account')}{f' in {of}' if of else ''}{owned} {'pays' if many == 1 else 'pay'} on {day(data['date'])}, {money(data['arr'])} of ARR together"
    )
    rows = [f"{one['account_name']} ({money(one['arr'])})" for one in data["accounts"]]
    if rows:
        writing.say(f"The largest: {listed(rows)}")


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
        who = listed([part for part in (data["tier"], data["segment"]) if part])
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
    found = _metrics(writing, by=by)
    if found is None:
        return
    held = {one[by].casefold(): one for one in found.data["parts"]}
    for name in wanted[:3]:
        writing.part()
        part = held.get(name.casefold())
        if part is None:
            writing.leave_out(f"{name}: no revenue is known of it")
            continue
        writing.say(_part_line(part, by))
        _churned(writing, part)
        themes = writing.call("list_themes", limit=3, **{by: name})
        tops = [
            f"{one['label']} ({counted(one['statements'], 'statement')}, {short_money(one['arr'])})"
            for one in themes.data["themes"]
        ]
        if tops:
            writing.say(f"Top themes: {listed(tops)}")
