"""An account brief as Markdown: one page, facts only, in the order in which a talk is prepared."""

from __future__ import annotations

from foundation.articles import with_article
from foundation.money import amount, count, percent
from foundation.months import day_title
from playbooks.account_brief import (
    AccountBrief,
    BriefHealth,
    BriefOpening,
    BriefRisk,
)
from playbooks.signs import SignKind
from reports.brief_promises import promises_lines, quoted
from reports.plain_markdown import safe, section, sentence

_LOST = 0.5
_SIGNALS = 3
_MOVED = 0.1
_TELLING = 0.02
_HIGH = 0.2
_LOW_AND_DUE = (
    "That is low: its renewal stands as at risk by the days left and its health, not by this model."
)
_MARKS = {
    "emergency": "an emergency: Tier 1 at high risk",
    "poor fit": "a poor fit, so no save play",
    "payment": "a payment is overdue",
    "silent": "it used to talk and stopped",
    "single champion": "it hangs on a single champion",
    "single champion, a contact left": "it hangs on a single champion, and a contact left lately",
}


def brief_markdown(brief: AccountBrief, opening: BriefOpening | None = None) -> str:
    """The page; with an ``opening`` that comes before the facts and says who wrote it."""
    parts = [
        f"# {safe(brief.name)} ({safe(brief.account)}), {day_title(brief.as_of)}",
        _who(brief),
        section("In short", _opening(opening)) if opening else "",
        section("Health", _health(brief)),
        section("Risk of leaving", _risk(brief)),
        section("What they say", _says(brief)),
        section("Promises open", promises_lines(brief)),
        section("Contacts", _contacts(brief)),
        section("Use" if brief.departure is None else "Use before it left", _use(brief)),
        section("Onboarding", [sentence(brief.onboarding)] if brief.onboarding else []),
        section("Expansion", _expansion(brief)),
        section("What is due", _plays(brief)),
        section("Ask them", [f"{at}. {safe(text)}" for at, text in enumerate(brief.questions, 1)]),
        section("Not known", [f"- {safe(words)}" for words in brief.unknown]),
        _figures(brief),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _opening(opening: BriefOpening) -> list[str]:
    text = "\n\n".join(safe(paragraph) for paragraph in opening.paragraphs)
    by = f"Written by {safe(opening.model)} with {safe(opening.prompt)} from the facts below, checked against them."
    sources = [f"- {safe(one)}" for one in opening.sources]
    return [text, "", *([*sources, ""] if sources else []), by]


def _money(value: float, brief: AccountBrief) -> str:
    return amount(value, brief.currency)


def _who(brief: AccountBrief) -> str:
    kind = " ".join(part for part in (brief.tier, safe(brief.segment), safe(brief.industry)) if part)
    since = f", a customer since {day_title(brief.started)}" if brief.started else ""
    told = with_article(f"{kind} account" if kind else "customer")
    lines = [f"{told[:1].upper()}{told[1:]}{since}."]
    if brief.departure is not None:
        gone = brief.departure
        when = f"Left on {day_title(gone.day)}" if gone.day else "Has left; the day is not on record"
        fit = f" Fit: {safe(gone.fit)}." if gone.fit else ""
        paid = f" Paid {_money(brief.arr_before, brief)} a year until then." if brief.arr_before else ""
        lines.append(f"**{when}.**{paid} Reason on record: {safe(gone.reason) or 'none'}.{fit}")
    if brief.arr is not None:
        lines.append(f"**{_money(brief.arr, brief)} of ARR**{_year(brief)}.")
    elif brief.departure is None:
        lines.append(f"Pays nothing on {day_title(brief.as_of)}.")
    if brief.departure is None:
        lines.append(_renewal(brief))
    owner = f"Owner: {safe(brief.owner)}." if brief.owner else "No owner on record."
    sponsor = f" Executive sponsor: {safe(brief.executive_sponsor)}." if brief.executive_sponsor else ""
    return " ".join([*lines, owner + sponsor])


def _year(brief: AccountBrief) -> str:
    if brief.arr_year_ago is None or brief.arr is None:
        return ""
    change = brief.arr - brief.arr_year_ago
    if abs(change) < 1:
        return ", as a year ago"
    return f", {'up' if change > 0 else 'down'} from {_money(brief.arr_year_ago, brief)} a year ago"


def _renewal(brief: AccountBrief) -> str:
    days = brief.days_to_renewal
    if brief.renewal is None or days is None:
        return "No renewal date on record."
    if days < 0:
        return (
            f"Its renewal of {day_title(brief.renewal)} passed {count(-days, 'day')} ago; no newer date is "
            "on record."
        )
    return "Renews today." if days == 0 else f"Renews in {count(days, 'day')}, on {day_title(brief.renewal)}."


def _health(brief: AccountBrief) -> list[str]:
    held = brief.health
    if held is None:
        return []
    if held.score is None:
        return [f"Not enough data for a score: {percent(held.known, 0)} of its weight is known."]
    known = "" if held.known >= 0.995 else f" ({percent(held.known, 0)} of its weight is known)"
    lines = [f"**{held.score:.1f} of 100, {held.band}**{known}{_trend(held)}."]
    worst = sorted((one for one in held.signals if one.costs >= _LOST), key=lambda one: -one.costs)[:_SIGNALS]
    lines += [f"- {one.name.capitalize()} costs {one.costs:.1f} points: {safe(one.why)}" for one in worst]
    unknown = [one.name for one in held.signals if one.score is None]
    if unknown:
        lines.append(f"- Not known: {', '.join(unknown)}")
    return lines


def _trend(held: BriefHealth) -> str:
    parts = [
        f"{'up' if points > 0 else 'down'} {abs(points):.1f} points in {days} days"
        for points, days in ((held.trend_30, 30), (held.trend_90, 90))
        if points is not None and abs(points) >= 0.05
    ]
    return f", {' and '.join(parts)}" if parts else ""


def _risk(brief: AccountBrief) -> list[str]:
    held = brief.risk
    if held is None:
        return []
    if held.risk is None:
        return [sentence(held.why_not)]
    lines = [_risk_line(held, brief)]
    raising = [f"- {safe(why)}" for why in held.drivers]
    if not held.calibrated or held.risk >= _TELLING:
        lines += ["What raises it:", *raising] if raising else ["Nothing raises it."]
    elif any(one.play == SignKind.RENEWAL_AT_RISK for one in brief.plays):
        lines.append(_LOW_AND_DUE)
    marks = [_MARKS.get(mark, mark) for mark in held.marks]
    if marks:
        lines.append(f"To mind: {'; '.join(marks)}.")
    return [
        "\n".join(lines)
        .replace("\nWhat raises it:", "\n\nWhat raises it:\n")
        .replace("\nTo mind", "\n\nTo mind")
    ]


def _risk_line(held: BriefRisk, brief: AccountBrief) -> str:
    risk = held.risk or 0.0
    if held.calibrated:
        shown = "Under 1 %" if risk < 0.01 else percent(risk, 0)
        worth = f", or {_money(held.arr_at_risk, brief)} of its ARR" if held.arr_at_risk >= 1 else ""
        return f"**{shown} within {held.horizon_days} days**, a calibrated probability{worth}."
    return f"**{risk:.2f} risk points of 1**, by the scorecard: no probability (horizon {held.horizon_days} days)."


def _says(brief: AccountBrief) -> list[str]:
    said = brief.feedback
    lines = []
    heard = []
    if said.statements:
        parts = [
            f"{number} of praise" if kind == "praise" else count(number, kind)
            for kind, number in said.kinds.items()
        ]
        heard.append(f"{count(said.statements, 'statement')} in the window ({', '.join(parts)})")
    if said.last_heard:
        ago = f"{count(said.days_since, 'day')} ago, " if said.days_since else ""
        heard.append(f"last heard {ago}on {day_title(said.last_heard)}")
    if said.scores:
        day, score = said.scores[-1]
        before = f", {said.scores[-2][1]:g} before" if len(said.scores) > 1 else ""
        heard.append(f"NPS score {score:g} on {day_title(day)}{before}")
    if said.open_tickets:
        oldest = f", the oldest since {day_title(said.oldest_ticket)}" if said.oldest_ticket else ""
        heard.append(f"{count(said.open_tickets, 'ticket')} open{oldest}")
    lines.append(sentence("; ".join(heard)) if heard else "Nothing that it said is on record.")
    for theme in brief.themes:
        others = f"; {count(theme.others, 'other account')} this month" if theme.others else ""
        own = "" if theme.statements == 1 else f", {count(theme.statements, 'statement')}"
        lines.append(f"- **{safe(theme.label)}** ({theme.kind}{own}{others})")
        lines += [f"  - {quoted(quote)}" for quote in theme.quotes]
    if brief.loose:
        lines.append("- In no theme")
        lines += [f"  - {quoted(quote)}" for quote in brief.loose]
    return lines


def _contacts(brief: AccountBrief) -> list[str]:
    held = brief.contacts
    if held is None:
        return []
    known = (
        "Nobody is known"
        if not held.known
        else f"{count(held.known, 'contact')} known, in {held.filled} of nine cells of level and function"
    )
    champions = "" if held.champions is None else f"; {count(held.champions, 'champion')}"
    last = (
        f"; an executive was last spoken to on {day_title(held.last_executive)}"
        if held.last_executive
        else ""
    )
    lines = [f"{known}{champions}{last}."]
    if held.gaps:
        lines.append(f"- Missing: {safe('; '.join(held.gaps))}")
    lines += [f"- {safe(name)} left on {day_title(day)}" for name, day in held.left]
    return lines


def _use(brief: AccountBrief) -> list[str]:
    lines = []
    for line in brief.use:
        moved = (
            ""
            if line.change is None or abs(line.change) < _MOVED
            else f"{'up' if line.change > 0 else 'down'} {percent(abs(line.change), 0)} in 90 days"
        )
        limit = "" if line.of_limit is None else f"{percent(line.of_limit, 0)} of the plan's limit"
        told = ", ".join(part for part in (moved, limit) if part)
        if told:
            reading = (
                "no reading in the last 90 days"
                if line.now is None
                else f"{line.now:,.0f} a reading on average of 90 days"
            )
            lines.append(f"- {safe(line.metric.replace('_', ' '))}: {reading}, {told}")
    if brief.health is not None and any(line.of_limit is not None for line in brief.use):
        lines += (
            ["- Health counts the last 30 days alone, so that its share of seats may differ."]
            if lines
            else []
        )
    if brief.use and not lines:
        lines.append("Steady: nothing it uses moved by a tenth in 90 days.")
    if brief.unused:
        names = ", ".join(name.replace("_", " ") for name in brief.unused)
        lines.append(f"- Not used, and used by most others: {safe(names)}")
    return lines


def _expansion(brief: AccountBrief) -> list[str]:
    held = brief.expansion
    if held is None:
        return []
    if held.state == "none":
        return ["No sign of growth in use, features, team, stakeholders or milestones."]
    lead = "Ripe to grow:" if held.state == "lead" else "Signs of growth, but not now:"
    lines = [lead, "", *(f"- {safe(sign)}" for sign in held.signs)]
    lines += [f"- Held back: {safe(reason)}" for reason in held.reasons]
    risk = brief.risk.risk if brief.risk and brief.risk.calibrated else None
    if risk is not None and risk >= _HIGH and held.state == "lead":
        lines.append(f"- To mind: with {percent(risk, 0)} risk of leaving, keep it first")
    if held.estimate and held.state == "lead":
        lines.append(f"- Estimate: {safe(held.estimate)}")
    return lines


def _plays(brief: AccountBrief) -> list[str]:
    if brief.departure is not None:
        return []
    if not brief.plays:
        return ["No play is due."] if brief.arr is not None else []
    return [
        f"- **{safe(one.play.capitalize())}**{f', {safe(one.owner)}' if one.owner else ''}, by "
        f"{day_title(one.due)}: {safe(one.why)}"
        for one in brief.plays
    ]


def _figures(brief: AccountBrief) -> str:
    """Every figure that can be opened."""
    found = [brief.arr_figure]
    found += [
        held.figure
        for held in (brief.health, brief.risk, brief.contacts, brief.expansion, brief.feedback, *brief.themes)
        if held is not None
    ]
    shown = [f"`{one}`" for one in found if one]
    return f"Open a figure with `nrr explain`: {', '.join(shown)}." if shown else ""
