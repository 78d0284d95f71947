"""Answers about one account: why it is at risk, how it does, whether it is happy, why it left."""

from __future__ import annotations

from assistant.offline.vocabulary import NamedAccount
from assistant.offline.words import (
    Value,
    amount_of,
    counted,
    day,
    kinds,
    listed,
    money,
    move,
    plain,
    share,
)
from assistant.offline.writing import Writing
from assistant.tools import Evidence, ToolResult
from foundation.errors import SettingsError

_LOW = ("critical", "at risk")
_SIGNALS = 3
_DRIVERS = 3
_TELLING = 0.02
_PROMOTER, _DETRACTOR = 9, 6


def why_at_risk(writing: Writing, account: NamedAccount) -> None:
    """Health and risk with what drives each, in numbers, then what the customer says itself."""
    facts = writing.call("account_facts", account=account.id)
    if not facts.data.get("arr"):
        gone(writing, facts)
        return
    health = _tried(writing, "health", account)
    churn = _tried(writing, "churn", account)
    if health is None and churn is None:
        writing.absent(
            f"Why {account.name} is at risk is not in the data: neither health nor risk can be worked out for it."
        )
        return
    if health is not None:
        _standing(writing, health, facts)
    if churn is not None:
        _risk(writing, churn)
    writing.part()
    if health is not None:
        _costs(writing, health)
    _drivers(writing, churn)
    if health is not None and health.data["band"] not in _LOW:
        writing.no_objection(health.disagree)
    _words(writing, churn if churn is not None and churn.evidence else health)
    _due(writing, health)


def _tried(writing: Writing, tool: str, account: NamedAccount) -> ToolResult | None:
    try:
        return writing.call(tool, account=account.id)
    except SettingsError as error:
        writing.leave_out(f"{tool}: {error.what}")
        return None


def _standing(writing: Writing, health: ToolResult, facts: ToolResult) -> None:
    data = health.data
    name, score = data["account_name"], data["score"]
    who = _who(facts.data)
    if score is None:
        known = share(data["share_of_weight_known"], 0)
        writing.say(f"{name}{who} has no health score: only {known} of what makes one is known.")
        return
    trend = listed([move(_plain(data["trend_30"]), 30), move(_plain(data["trend_90"]), 90)])
    verdict = "which is at risk" if data["band"] == "at risk" else data["band"]
    writing.say(
        f"{name}{who} has a health score of {score['value']:.1f} on {day(data['date'])}, {verdict}"
        + (f", {trend}" if trend else "")
    )


def _who(data: Value) -> str:
    parts = [str(data.get("tier") or ""), str(data.get("segment") or "")]
    parts.append(f"{money(data['arr'])} of ARR" if data.get("arr") else "")
    held = ", ".join(part for part in parts if part)
    return f" ({held})" if held else ""


def _plain(value: Value | None) -> float | None:
    return None if value is None else float(value["value"])


def _risk(writing: Writing, churn: ToolResult) -> None:
    data = churn.data
    risk = data["risk"]
    if risk is None:
        writing.say(
            f"Its risk of leaving cannot be told: {data['why_not']}, within the {data['horizon_days']} days "
            "that are judged."
        )
        return
    if data["calibrated"]:
        low = risk["value"] < 0.02
        writing.say(
            f"{'The model sees little risk' if low else 'The model sees a risk'}: a probability of "
            f"{share(risk)} that it "
            f"leaves within {data['horizon_days']} days"
            + (f", or {money(data['arr_at_risk'])} of its ARR" if amount_of(data["arr_at_risk"]) >= 1 else "")
        )
    else:
        writing.say(
            f"The scorecard gives it {risk['value']:.2f} risk points, where 0 is none; they are points and no "
            "probability"
        )
    marks = [mark for mark in data["marks"] if mark != "emergency"]
    days = data["days_to_renewal"]
    beside = [_MARKS.get(mark, mark) for mark in marks]
    if days is not None and days >= 0:
        beside.append(f"it renews in {counted(days, 'day')}, on {day(data['renewal'])}")
    if beside and days is not None:
        writing.say(f"To mind: {listed(beside)}.")


_MARKS = {
    "silent": "it used to talk and stopped",
    "single champion": "it hangs on a single champion",
    "single champion, a contact left": "it hangs on a single champion and a contact left lately",
    "payment": "a payment is overdue",
    "poor fit": "it is a poor fit",
}


def _costs(writing: Writing, health: ToolResult) -> None:
    signals = sorted(health.data["signals"], key=lambda one: -one["costs_points"])
    worst = [one for one in signals if one["costs_points"] >= 0.5][:_SIGNALS]
    for one in worst:
        writing.line(f"Lost to {one['signal']}: {one['costs_points']:.1f} points of health; {one['why']}")


def _drivers(writing: Writing, churn: ToolResult | None) -> None:
    if churn is None or (churn.data["calibrated"] and amount_of(churn.data["risk"]) < _TELLING):
        return
    raising = [plain(one["why"]) for one in churn.data["drivers"] if one["raises"]][:_DRIVERS]
    if raising and any(char.isdigit() for why in raising for char in why):
        writing.line(
            f"What raises its risk in the {'model' if churn.data['calibrated'] else 'scorecard'}: {'; '.join(raising)}"
        )


def _words(writing: Writing, result: ToolResult | None) -> None:
    if result is None:
        return
    if not writing.quote(result.evidence, 3):
        writing.leave_out("what it says itself: nothing that it said is on record in the window")


def _due(writing: Writing, health: ToolResult | None) -> None:
    due = health.data["plays_due"] if health else ()
    if due:
        first = due[0]
        whose = f", for {first['owner']}" if first["owner"] else ""
        writing.line(
            f"The play that is due: {first['play']}{whose}, by {day(first['due'])} ({first['window']})"
        )


def gone(writing: Writing, facts: ToolResult) -> None:
    """Of an account that pays nothing: when and why it left, and what it said before."""
    data = facts.data
    name = data["account_name"]
    if data["status"] != "left" and not data["churned"]:
        writing.absent(
            f"{name} pays nothing on {day(data['date'])} and no departure is on record, so its risk is not in the data."
        )
        return
    when = f" left on {day(data['churned'])}" if data["churned"] else " has left"
    reason = (
        f"the reason on record: {data['churn_reason']}" if data["churn_reason"] else "no reason is on record"
    )
    writing.say(f"{name}{when}; {reason}")
    said = data["feedback"]
    if said["statements"]:
        writing.say(
            f"In the window it made {counted(said['statements'], 'statement')}: {kinds(said['kinds'])}."
        )
        own = account_words(writing, data)
        writing.quote(own, 3)
    else:
        writing.leave_out("what it said before: nothing is on record in the window")


def account_words(writing: Writing, data: Value) -> list[Evidence]:
    """What it complained of, what speaks of the reason that it left for first."""
    own = data["account"]
    found: list[Evidence] = []
    if data["churn_reason"]:
        about = writing.call(
            "search_feedback", words=data["churn_reason"], account=own, kind="complaint", limit=3
        )
        found += about.evidence
    return [*found, *writing.call("list_themes", account=own, kind="complaint", limit=4).evidence]


def health_of(writing: Writing, account: NamedAccount) -> None:
    """The score, its trend, what costs and what helps."""
    facts = writing.call("account_facts", account=account.id)
    if not facts.data.get("arr"):
        gone(writing, facts)
        return
    health = writing.call("health", account=account.id)
    _standing(writing, health, facts)
    known = [one for one in health.data["signals"] if one["score"] is not None]
    if known:
        best = max(known, key=lambda one: (one["score"], one["signal"]))
        writing.say(f"Strongest is {best['signal']} at {best['score']:.0f} of 100 points: {best['why']}")
    _costs(writing, health)
    writing.quote(health.evidence, 2)
    _due(writing, health)


def happy(writing: Writing, account: NamedAccount) -> None:
    """Praise against complaints, scores, health."""
    facts = writing.call("account_facts", account=account.id)
    data = facts.data
    name, said, nps = data["account_name"], data["feedback"], data["nps"]
    if not said["statements"] and not nps:
        writing.absent(f"Whether {name} is happy is not in the data: no feedback of it is on record.")
        return
    health = _tried(writing, "health", account) if data.get("arr") else None
    _mood(writing, data, health)
    praise = writing.call(
        "search_feedback", words=f"good love great {name}", account=account.id, kind="praise", limit=3
    )
    pain = writing.call(
        "search_feedback", words=f"bad problem {name}", account=account.id, kind="complaint", limit=3
    )
    own_praise = _own(praise, "praise", health)
    own_pain = _own(pain, "complaint", health) or [one for one in facts.evidence if one not in own_praise]
    writing.quote(own_praise, 2)
    writing.quote(own_pain, 2)


def _own(found: ToolResult, kind: str, health: ToolResult | None) -> list[Evidence]:
    low = health is not None and health.data["band"] in _LOW
    held = list(found.evidence)
    if health is not None and not held:
        more = health.evidence if (kind == "complaint") == (low or not health.disagree) else health.disagree
        held = list(more)
    return held


def _mood(writing: Writing, data: Value, health: ToolResult | None) -> None:
    name, said, nps = data["account_name"], data["feedback"], data["nps"]
    complaints, praise = said["kinds"].get("complaint", 0), said["kinds"].get("praise", 0)
    score = nps.get("latest_score")
    low = health is not None and health.data["band"] in _LOW
    if complaints > 2 * praise or low or (score is not None and score <= _DETRACTOR):
        verdict = "does not sound happy" if not praise else "sounds rather unhappy"
        if score is not None and score >= _PROMOTER:
            verdict = "is of two minds"
    elif praise > complaints and (score is None or score > _DETRACTOR):
        verdict = "sounds happy"
    else:
        verdict = "is of two minds"
    parts = (
        [f"{counted(said['statements'], 'statement')} in the window ({kinds(said['kinds'])})"]
        if said["statements"]
        else []
    )
    if nps:
        parts.append(
            f"latest NPS score {score:g} on {day(nps['latest'])}, {nps['mean_score']:g} on average over "
            f"{counted(nps['answers'], 'answer')}"
        )
    if health is not None and health.data["score"]:
        parts.append(f"health {health.data['score']['value']:.1f} ({health.data['band']})")
    few = " Few words carry this." if said["statements"] + nps.get("answers", 0) < 4 else ""
    writing.say(f"{name} {verdict}: {'; '.join(parts)}.{few}")
