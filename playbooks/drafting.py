"""Composes what a play says to one account, from the facts of its brief alone: a draft, never a thing sent.

Keeps the rules that every number, name and quote is the brief's, that quotes are whole sentences of the account's own
as it wrote them, and that what is not known is left out and not filled in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from foundation.money import amount
from foundation.months import day_title
from foundation.text import one_line
from playbooks.account_brief import AccountBrief, BriefPerson, BriefQuote
from playbooks.plays import Message, Play, Step, held_in
from playbooks.sentences import short_quote
from playbooks.tones import Tone
from synthesis.stems import stem_of
from synthesis.stopwords import STOP_WORDS

_ALWAYS = frozenset(("hello", "regards"))
_LOW = 6.0  # on the scale of 0 to 10; a passive or a promoter is no detractor


@dataclass(frozen=True, slots=True)
class DraftStep:
    """A step with its day. ``kind``, ``subject`` and ``body`` are empty where the step writes or says nothing to the
    account; ``to`` is None where nobody is known there."""

    day: date
    who: str
    do: str
    kind: str = ""
    to: BriefPerson | None = None
    subject: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class _Addressed:
    to: BriefPerson | None
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlayDraft:
    """A play for one account. ``situation`` is three sentences; ``quotes`` are the account's own words that it holds;
    ``unknown``: facts that its messages would have held and that are not known. ``warnings``: what to mind before it
    is used at all. ``about``: the id of the theme that it tells of, where it tells of one; ``model`` and ``prompt``
    that wrote part of it, empty where none did."""

    account: str
    name: str
    play: str
    goal: str
    situation: tuple[str, ...]
    steps: tuple[DraftStep, ...]
    talk: tuple[str, ...]
    questions: tuple[str, ...]
    asks: tuple[str, ...]
    risks: tuple[str, ...]
    measure: str
    measured: date
    leave: str
    quotes: tuple[BriefQuote, ...]
    unknown: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    about: str = ""
    model: str = ""
    prompt: str = ""


def draft_play(
    play: Play, brief: AccountBrief, company: str, start: date, tone: Tone = Tone.PLAIN
) -> PlayDraft:
    """``play`` for the account of ``brief``, begun on ``start``; ``company`` is who writes."""
    facts = facts_for(brief, company)
    steps = tuple(_step(one, _addressed(one, facts, brief, tone), start) for one in play.step)
    lacking = {name for one in play.step if one.message for name in _lacks(one.message, facts)}
    written = " ".join(one.body for one in steps)
    quotes = [one for one in _quotes(brief) if short_quote(one.text) and short_quote(one.text) in written]
    return PlayDraft(
        account=brief.account,
        name=brief.name,
        play=play.name,
        goal=play.goal,
        situation=situation(brief),
        steps=steps,
        talk=_known_lines(play.talk, facts),
        questions=(*brief.questions, *_known_lines(play.questions, facts)),
        asks=_known_lines(play.asks, facts),
        risks=_known_lines(play.risks, facts),
        measure=play.measure,
        measured=start + timedelta(days=play.measure_days),
        leave=play.leave,
        quotes=tuple(dict.fromkeys(quotes)),
        unknown=tuple(sorted(name.replace("_", " ") for name in lacking)),
    )


def facts_for(brief: AccountBrief, company: str) -> dict[str, str]:
    """What placeholders stand for; those that are not known are missing.

    ``quote`` and ``theme``: the latest complaint or request and what it is about; ``praise``: the latest praise.
    Of an account that left: ``left_day``; ``reason_quote``: its latest words on the matter that it is on record to have
    left for, or else ``last_words``: its latest complaint; ``changed``: what it left for that was mended since.
    ``score``: the last NPS score where it is a detractor's; ``ticket_day``: the day of the oldest open ticket;
    ``unused``: features that it pays for and does not use; ``departed``: who left it.
    """
    facts = {"account": one_line(brief.name), "company": one_line(company), "owner": one_line(brief.owner)}
    if brief.renewal is not None and (brief.days_to_renewal or 0) >= 0:
        facts |= {"renewal": day_title(brief.renewal), "renewal_days": f"{brief.days_to_renewal}"}
    if brief.feedback.last_heard is not None:
        facts["last_heard"] = day_title(brief.feedback.last_heard)
    said = _quotes(brief)
    for name, kinds in (("quote", ("complaint", "request")), ("praise", ("praise",))):
        own = [one for one in said if one.kind in kinds and short_quote(one.text)]
        if own:
            latest = max(own, key=lambda one: (one.day, one.item))
            facts |= {name: short_quote(latest.text), f"{name}_day": day_title(latest.day)}
            if name == "quote" and (theme := _theme_of(latest, brief)):
                facts["theme"] = theme
    if brief.departure is not None:
        facts |= _why_it_left(brief, said)
    if brief.feedback.scores and brief.feedback.scores[-1][1] <= _LOW:
        day, score = brief.feedback.scores[-1]
        facts |= {"score": f"{score:g} of 10", "score_day": day_title(day)}
    if brief.feedback.oldest_ticket is not None:
        facts["ticket_day"] = day_title(brief.feedback.oldest_ticket)
    if brief.unused:
        facts["unused"] = ", ".join(one_line(one) for one in brief.unused[:3])
    if brief.contacts is not None and brief.contacts.left:
        facts["departed"] = one_line(brief.contacts.left[0][0])
    if brief.onboarding:
        facts["onboarding"] = one_line(brief.onboarding)
    return {name: text for name, text in facts.items() if text}


def _why_it_left(brief: AccountBrief, said: list[BriefQuote]) -> dict[str, str]:
    """When it left, and its latest words on the reason on record, where some share a word with it."""
    departure = brief.departure
    if departure is None or departure.day is None:
        return {}
    reason = _stems(departure.reason)
    on_it = [one for one in said if short_quote(one.text) and reason & _stems(short_quote(one.text))]
    facts = {"left_day": day_title(departure.day)}
    if brief.changed:
        latest_change = max(brief.changed, key=lambda one: (one.day, one.text))
        facts |= {"changed": one_line(latest_change.text), "changed_day": day_title(latest_change.day)}
    if on_it:
        latest = max(on_it, key=lambda one: (one.day, one.item))
        facts |= {"reason_quote": short_quote(latest.text), "reason_quote_day": day_title(latest.day)}
    elif complaints := [one for one in said if one.kind == "complaint" and short_quote(one.text)]:
        latest = max(complaints, key=lambda one: (one.day, one.item))
        facts |= {"last_words": short_quote(latest.text), "last_words_day": day_title(latest.day)}
    return facts


def _stems(text: str) -> frozenset[str]:
    """Stems of the words that could name a matter."""
    words = re.findall(r"[^\W\d_]{4,}", text.casefold())
    return frozenset(stem_of(word) for word in words if word not in STOP_WORDS)


def situation(brief: AccountBrief) -> tuple[str, ...]:
    """Three sentences at most: what it pays and until when, how it stands, what it says."""
    pays = f"{brief.name} does not pay now."
    if brief.arr is not None:
        pays = f"{brief.name} pays {amount(brief.arr, brief.currency)} a year"
        if brief.renewal is not None and brief.days_to_renewal is not None and brief.days_to_renewal >= 0:
            pays += f" and renews in {brief.days_to_renewal} days, on {day_title(brief.renewal)}"
        pays += "."
    lines = [pays]
    if brief.departure is not None and brief.departure.day is not None:
        reason = f" ({one_line(brief.departure.reason)})" if brief.departure.reason else ""
        lines.append(f"It left on {day_title(brief.departure.day)}{reason}.")
    elif brief.health is not None and brief.health.score is not None:
        worst = max(brief.health.signals, key=lambda one: one.costs, default=None)
        why = f" What costs it most is {worst.name}: {worst.why}." if worst and worst.costs > 0 else ""
        lines.append(f"Its health is {brief.health.score:.1f} of 100, {brief.health.band}.{why}")
    complaints = [one for one in brief.themes if one.kind in ("complaint", "request")]
    if complaints:
        lines.append(f"It speaks most of “{one_line(complaints[0].label)}”, a {complaints[0].kind}.")
    elif brief.feedback.last_heard is not None:
        lines.append(f"It was last heard on {day_title(brief.feedback.last_heard)}.")
    return tuple(lines)


def _addressed(step: Step, facts: Mapping[str, str], brief: AccountBrief, tone: Tone) -> _Addressed:
    to = None
    if step.message is not None:
        to = brief.executive if step.message.to == "executive" else brief.champion
    return _Addressed(to, {**facts, "hello": tone.hello(to.name if to else ""), "regards": tone.regards})


def _step(step: Step, addressed: _Addressed, start: date) -> DraftStep:
    facts = addressed.facts
    day = start + timedelta(days=step.day)
    who = facts.get("owner", step.who) if step.who == "CSM" else step.who
    if step.message is None:
        return DraftStep(day, who, _filled(step.do, facts) or step.do)
    blocks = _known_lines(step.message.blocks, facts)
    subject = _filled(step.message.subject, facts) or facts["account"]
    return DraftStep(
        day=day,
        who=who,
        do=_filled(step.do, facts) or step.do,
        kind=step.message.kind,
        to=addressed.to,
        subject=subject,
        body="\n\n".join(blocks),
    )


def _lacks(message: Message, facts: Mapping[str, str]) -> set[str]:
    held = {name for text in (message.subject, *message.blocks) for name in held_in(text)}
    return held - set(facts) - _ALWAYS


def _known_lines(lines: tuple[str, ...], facts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(text for line in lines if (text := _filled(line, facts)))


def _filled(text: str, facts: Mapping[str, str]) -> str:
    """``text`` with its facts; nothing where one is not known."""
    return text.format_map(facts) if held_in(text) <= set(facts) else ""


def _quotes(brief: AccountBrief) -> list[BriefQuote]:
    return [*(quote for theme in brief.themes for quote in theme.quotes), *brief.loose]


def _theme_of(quote: BriefQuote, brief: AccountBrief) -> str:
    return next((one_line(theme.label) for theme in brief.themes if quote in theme.quotes), "")
