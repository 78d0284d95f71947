"""What ``nrr expansion`` prints, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.expansion.explained import expansion_figure
from accounts.expansion.inputs import Family
from accounts.revenue.standing import month_known_on
from cli.churn_text import risk_text
from cli.output import table, wrapped
from foundation.money import amount, count
from foundation.text import one_line
from workspace.explain_growth import expansion_figures

if TYPE_CHECKING:
    from datetime import date

    from accounts.expansion.inputs import Lead
    from accounts.explanation import RowKey
    from workspace.expansion import ExpansionView, LeadView

_FIRST_STEP = {
    Family.USAGE: "show them their own use against the limit and agree what comes when it is reached",
    Family.FEATURE: "ask what they want to do with it, and show that one case on their own data",
    Family.TEAM: "ask who joins and what for, and plan the new people's first week with them",
    Family.STAKEHOLDER: "meet the newcomer with the value so far on one page, and ask for their goal",
    Family.MILESTONE: "say thank you with the numbers, and ask what the next goal is",
}


def view_shape(view: ExpansionView, suppressed: bool) -> dict[str, object]:
    """``nrr expansion --json``: ``leads`` are those asked for, each with its reasons where it is held back."""
    return {
        "date": view.as_of.isoformat(),
        "currency": view.currency,
        "counts": {
            "leads": view.leads,
            "suppressed": view.suppressed,
            "families": view.counts,
            "estimated_mrr": view.estimated,
            "figures": expansion_figures(view.as_of),
        },
        "account": view.account or None,
        "suppressed": suppressed,
        "risk_method": "model" if view.risk_calibrated else "scorecard",
        "leads": [_lead_shape(one, view.as_of) for one in view.shown],
        "more": view.more,
        "not_judged": list(view.notes),
    }


def _lead_shape(one: LeadView, as_of: date) -> dict[str, object]:
    lead = one.lead
    return {
        "account": lead.account,
        "name": one.name,
        "owner": one.owner,
        "plan": lead.plan,
        "mrr": lead.mrr,
        "health": lead.health,
        "risk": lead.risk,
        "figures": _figures(lead, as_of),
        "suppressed": bool(lead.reasons),
        "reasons": list(lead.reasons),
        "notes": list(lead.notes),
        "families": list(lead.families),
        "triggers": [
            {
                "family": trigger.family.value,
                "rule": trigger.rule,
                "subject": trigger.subject,
                "why": trigger.why,
                "rows": _rows_shape(trigger.rows),
            }
            for trigger in lead.triggers
        ],
        "estimate": {
            "mrr": lead.estimate.mrr,
            "plan": lead.estimate.plan,
            "why": lead.estimate.words,
            "figure": expansion_figure(lead.account, as_of),
        },
        "play": f"expansion: {lead.trigger.family.value}",
        "first_step": _FIRST_STEP[lead.trigger.family],
        "value_story": [
            {"kind": point.kind, "text": point.text, "date": point.day, "rows": _rows_shape(point.rows)}
            for point in one.story
        ],
    }


def _figures(lead: Lead, as_of: date) -> dict[str, str]:
    found = {"mrr": f"mrr:{lead.account}@{month_known_on(as_of)}"}
    if lead.health is not None:
        found["health"] = f"health:{lead.account}@{as_of}"
    if lead.risk is not None:
        found["risk"] = f"churn:{lead.account}@{as_of}"
    return found


def _rows_shape(rows: tuple[RowKey, ...]) -> list[dict[str, object]]:
    return [{"kind": row.kind, "key": list(row.key)} for row in rows]


def leads_text(view: ExpansionView, suppressed: bool) -> str:
    """The leads as a table with the reason for each, or those held back with what is in the way."""
    families = ", ".join(f"{name} {number:,}" for name, number in view.counts.items())
    worth = (
        f" worth {amount(view.estimated, view.currency)} a month by the plan table" if view.has_plans else ""
    )
    head = (
        f"Expansion on {view.as_of}: {count(view.leads, 'lead')}{worth}, {view.suppressed:,} held back "
        f"(triggers: {families})"
    )
    blocks = [wrapped(head, "  ")]
    if not view.shown:
        blocks.append("Nobody is held back." if suppressed else _none_text(view))
    elif suppressed:
        rows = [
            (one.name, _worth(one, view.currency), _first(one), one_line("; ".join(one.lead.reasons)))
            for one in view.shown
        ]
        blocks += [_held_text(row) for row in rows]
    else:
        lines = [
            (
                one.name,
                _worth(one, view.currency),
                amount(one.lead.mrr, view.currency),
                "" if one.lead.health is None else f"{one.lead.health:.0f}",
                risk_text(one.lead.risk, view.risk_calibrated),
                ", ".join(one.lead.families),
                one.owner,
            )
            for one in view.shown
        ]
        heads = ("Account", "Est. MRR", "MRR now", "Health", "Risk", "Triggers", "Owner")
        blocks.append(table(heads, lines, "lrrrrll"))
        blocks += [_short_text(one) for one in view.shown]
    if view.more:
        blocks.append(f"{count(view.more, 'more account')}; --limit shows them.")
    return "\n\n".join(blocks)


def _none_text(view: ExpansionView) -> str:
    if not view.suppressed:
        return "No account has a trigger."
    return "No lead passes the gates; nrr expansion --suppressed says what is in the way."


def _worth(one: LeadView, currency: str) -> str:
    return "?" if one.lead.estimate.mrr is None else amount(one.lead.estimate.mrr, currency)


def _first(one: LeadView) -> str:
    return one.lead.trigger.why


def _held_text(row: tuple[str, str, str, str]) -> str:
    name, worth, why, reasons = row
    lines = (f"{name} ({worth} a month): {why}", f"  Held back: {reasons}")
    return "\n".join(wrapped(line, "    ") for line in lines)


def _short_text(one: LeadView) -> str:
    lead = one.lead
    others = len(lead.triggers) - 1
    more = f" (and {count(others, 'more trigger')})" if others else ""
    lines = [f"{one.name} ({lead.account}): {lead.trigger.why}{more}", f"  {_estimate_text(one)}"]
    lines += [f"  Mind: {note}" for note in lead.notes]
    return "\n".join(wrapped(line, "    ") for line in lines)


def _estimate_text(one: LeadView) -> str:
    words = one.lead.estimate.words
    return f"{words[0].upper()}{words[1:]}."


def account_text(view: ExpansionView) -> str:
    """One account in full, held back or not."""
    if not view.shown:
        return f"{view.account_name} ({view.account}) has no expansion trigger on {view.as_of}."
    one = view.shown[0]
    lead = one.lead
    state = "held back" if lead.reasons else "a lead"
    plan = f", plan {lead.plan}" if lead.plan else ""
    lines = [
        f"{one.name} ({lead.account}) on {view.as_of}: {state}; pays {amount(lead.mrr, view.currency)} a month{plan}",
        f"Health {_health(lead.health)}, churn risk {_risk_words(lead.risk, view.risk_calibrated)}",
    ]
    lines += [f"Held back: {reason}" for reason in lead.reasons]
    lines += [f"Mind: {note}" for note in lead.notes]
    lines += ["", "Triggers"]
    lines += [f"  {trigger.family.value}: {trigger.why}" for trigger in lead.triggers]
    lines += ["", f"Estimate: {_worth(one, view.currency)} a month. {_estimate_text(one)}"]
    lines += [f"  {lead.estimate.formula}"] if lead.estimate.formula else []
    lines += [f"  {part.name} = {part.value:,.6g} {part.unit}" for part in lead.estimate.inputs]
    owner = one.owner or "nobody yet"
    lines += ["", f"Play: expansion, {lead.trigger.family.value}; owner: {owner}"]
    lines += [f"First step: {_FIRST_STEP[lead.trigger.family]}", ""]
    if one.story:
        lines.append("Value so far")
        lines += [f"  {_point(point.kind, point.text, point.day, point.rows)}" for point in one.story]
    else:
        lines.append(
            "Value so far: no growth of use, milestone or praise is on record; find it before the talk."
        )
    lines += ["", f"Figure: {expansion_figure(lead.account, view.as_of)}"]
    return "\n".join(wrapped(line, "    ") for line in lines)


def _health(score: float | None) -> str:
    return "not known" if score is None else f"{score:.0f}"


def _risk_words(risk: float | None, calibrated: bool) -> str:
    if risk is None:
        return "not known"
    if calibrated:
        return f"{risk_text(risk, calibrated)} (calibrated)"
    return f"{100 * risk:.0f} of 100 points (scorecard, not calibrated)"


def _point(kind: str, text: str, day: date, rows: tuple[RowKey, ...]) -> str:
    if kind != "quote":
        return text
    return f"“{one_line(text)}” ({day}, item {rows[0].key[0]})"
