"""Answers about how much: retention, revenue, what is at risk, counts."""

from __future__ import annotations

import re

from assistant.offline.composing.cuts import how_many
from assistant.offline.composing.heard import heard
from assistant.offline.composing.months import month_asked
from assistant.offline.vocabulary import NamedAccount
from assistant.offline.words import (
    Value,
    amount_of,
    counted,
    day,
    listed,
    money,
    month,
    share,
)
from assistant.offline.writing import Writing
from assistant.tools import ToolResult
from foundation.months import Month

_MOVES = 4
_AVERAGE = r"\baverage\b|\bmean\b|\bper (?:account|customer|client)\b|\barpa\b|\bacv\b|\btypical\b"


def how_much(writing: Writing) -> None:
    """The measure that is asked for."""
    measure = writing.asked.measure
    account = writing.named.account
    if measure == "at risk":
        _at_risk(writing)
    elif measure in ("statements", "coverage", "themes", "nps"):
        heard(writing, measure)
    elif measure == "accounts":
        _accounts(writing)
    elif account is not None:
        _pays(writing, account)
    elif writing.named.segments or writing.named.tiers:
        _part(writing)
    else:
        _book(writing, measure)


def metrics_of(writing: Writing, **more: object) -> ToolResult | None:
    """Revenue of the month asked for; None where the data does not reach it, which is then said."""
    asked = month_asked(writing)
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
    if _course(writing):
        return
    found = metrics_of(writing)
    if found is None:
        return
    data = found.data
    when = month(data["month"])
    lead = {
        "churn": (
            f"{money(data['churn_mrr'])} of MRR was lost to churn in {when}, of "
            f"{money(data['start_mrr'])} at its start"
        ),
        "expansion": f"{money(data['expansion_mrr'])} of MRR was won by expansion in {when}",
        "contraction": f"{money(data['contraction_mrr'])} of MRR was lost to contraction in {when}",
        "new": f"{money(data['new_mrr'])} of MRR was new in {when}",
        "mrr": (
            f"MRR at the end of {when} is {money(data['end_mrr'])}, that is {money(data['end_arr'])} a "
            f"year, of {counted(data['accounts'], 'account')}"
        ),
        "arr": (
            f"ARR at the end of {when} is {money(data['end_arr'])}, 12 times an MRR of "
            f"{money(data['end_mrr'])}, of {counted(data['accounts'], 'account')}"
        ),
    }.get(measure, "")
    if measure in ("arr", "mrr") and re.search(_AVERAGE, writing.text.casefold()) and data["arr_per_account"]:
        lead = (
            f"{money(data['arr_per_account'])} of ARR an account on average at the end of {when}: "
            f"{money(data['end_arr'])} of {counted(data['accounts'], 'account')}"
        )
    if lead:
        writing.say(lead)
    if data["nrr"] is None:
        writing.say(f"NRR and GRR have no base: {money(data['start_mrr'])} of MRR at the start of {when}")
        return
    writing.say(
        f"In {when} NRR is {share(data['nrr'])} and GRR {share(data['grr'])}, with "
        f"{share(data['logo_retention'])} of accounts kept"
    )
    if data["nrr_trailing"]:
        writing.say(
            f"Over the 12 months to {when} NRR is {share(data['nrr_trailing'])}, GRR "
            f"{share(data['grr_trailing'])} and logo retention {share(data['logo_retention_trailing'])}"
        )
    _moves(writing, data, measure)


def _course(writing: Writing) -> bool:
    """The months of a span one after the other, where one is named that is no year; nothing is added up here."""
    periods = writing.named.times.periods
    if not periods or periods[0].since == periods[-1].until or periods[-1].until == periods[0].since.plus(11):
        return False
    first = max(one for one in (periods[0].since, writing.vocabulary.first_revenue) if one)
    last = min(periods[-1].until, first.plus(_MONTHS - 1))
    while first <= last:
        data = writing.call("revenue_metrics", month=str(first)).data
        if data.get("nrr"):
            writing.line(
                f"{first.title}: NRR {share(data['nrr'])}, GRR {share(data['grr'])}; MRR {money(data['end_mrr'])} at "
                f"its end, {money(data['expansion_mrr'])} won by expansion, {money(data['contraction_mrr'])} lost to "
                f"contraction and {money(data['churn_mrr'])} to churn"
            )
        first = first.plus(1)
    if last < periods[-1].until:
        writing.leave_out(f"months after {last.title}")
    return True


_MONTHS = 12


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
    found = metrics_of(writing, account=account.id)
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
    found = metrics_of(writing, by=by)
    if found is None:
        return
    part = next((one for one in found.data["parts"] if one[by].casefold() == wanted.casefold()), None)
    if part is None:
        writing.absent(f"There is no revenue of {wanted} in the data of {month(found.data['month'])}.")
        return
    writing.say(part_line(part, by))
    lost_and_won(writing, part)


def part_line(part: Value, by: str) -> str:
    ratios = (
        f"NRR {share(part['nrr'])}, GRR {share(part['grr'])}" if part["nrr"] else "no NRR for want of a base"
    )
    trailing = (
        f"; over 12 months NRR {share(part['nrr_trailing'])}, GRR {share(part['grr_trailing'])}"
        if part["nrr_trailing"]
        else ""
    )
    return (
        f"{part[by]} in {month(part['month'])}: {money(part['end_arr'])} of ARR from "
        f"{counted(part['accounts'], 'account')}, {ratios}{trailing}"
    )


def lost_and_won(writing: Writing, part: Value) -> None:
    if amount_of(part["churn_mrr"]) or amount_of(part["expansion_mrr"]):
        writing.say(
            f"In that month it lost {money(part['churn_mrr'])} of MRR to churn and won "
            f"{money(part['expansion_mrr'])} by expansion"
        )


def _at_risk(writing: Writing) -> None:
    """ARR at risk of a theme, of an account, or of the book."""
    named = writing.named
    if named.theme is not None:
        found = writing.call("show_theme", theme=named.theme.id, limit=3)
        data = found.data
        if "arr_at_risk" in data:
            writing.say(
                f"{data['label']}: {money(data['arr_at_risk'])} of ARR at risk in {month(data['month'])}, "
                f"somewhere from {money(data['arr_at_risk_low'])} to "
                f"{money(data['arr_at_risk_high'])}, of {money(data['arr'])} exposed at "
                f"{counted(data['accounts'], 'account')}"
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
            f"{data['account_name']}: {money(data['arr_at_risk'])} of {money(data['arr'])} of ARR is at risk "
            f"within {data['horizon_days']} days ({risk})"
        )
        return
    found = writing.call("churn", limit=3)
    data = found.data
    writing.say(
        f"{money(data['arr_at_risk'])} of {money(data['arr'])} of ARR is at risk within {data['horizon_days']} "
        f"days on {day(data['date'])}, by each account's "
        f"{'probability of leaving' if data['calibrated'] else 'risk points, which are no probability'}"
    )
    rows = [f"{one['account_name']} ({money(one['arr_at_risk'])})" for one in data["accounts"]]
    writing.say(f"The most of it: {listed(rows)}")


_LEAST = r"\bpays?(?: us)? (?:the )?least\b|\bsmallest\b|\b(?:lowest|least|worst)[ -]paying\b|\blowest\b"


def _accounts(writing: Writing) -> None:
    named = writing.named
    tier = named.tiers[0] if named.tiers else None
    segment = named.segments[0] if named.segments else None
    owner = named.owners[0] if named.owners else None
    least = re.search(_LEAST, writing.text.casefold()) is not None
    found = writing.call(
        "list_accounts",
        tier=tier,
        segment=segment,
        owner=owner,
        sort="least-arr" if least else "arr",
        limit=how_many(writing.text, 3),
    )
    data = found.data
    of = listed([part for part in (segment, tier) if part])
    owned = f" of {owner}" if owner else ""
    many = data["accounts_found"]
    writing.say(
        f"{counted(many, 'account')}{f' in {of}' if of else ''}{owned} {'pays' if many == 1 else 'pay'} on "
        f"{day(data['date'])}, {money(data['arr'])} of ARR together"
    )
    rows = [f"{one['account_name']} ({money(one['arr'])})" for one in data["accounts"]]
    if rows:
        writing.say(f"The {'smallest' if least else 'largest'}: {listed(rows)}")
