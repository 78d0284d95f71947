"""Composes what a play says to one account, from the facts of its brief alone: a draft, never a thing sent.

Keeps the rules that every number, name and quote is the brief's, that quotes are whole sentences of the account's own
as it wrote them, and that what is not known is left out and not filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from foundation.text import one_line
from playbooks.account_brief import AccountBrief, BriefPerson, BriefQuote
from playbooks.languages import Language
from playbooks.play_facts import facts_for, quotes_for
from playbooks.plays import CSM, EXECUTIVE_SPONSOR, Play, Stance, Step, alternatives, held_in
from playbooks.signs import SignKind
from playbooks.situations import situation
from playbooks.tones import Tone

_ALWAYS = frozenset(("hello", "regards", "signature"))
_SATURDAY = 5
_ON_RENEWAL = frozenset((SignKind.RENEWAL, SignKind.RENEWAL_AT_RISK))
_ASKED = 4


@dataclass(frozen=True, slots=True)
class DraftStep:
    """A step with its day, which is none of a weekend. ``kind``, ``subject`` and ``body`` are empty where the step
    writes or says nothing to the account; ``to`` is None where nobody is known there."""

    day: date
    who: str
    do: str
    kind: str = ""
    to: BriefPerson | None = None
    subject: str = ""
    body: str = ""


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


@dataclass(frozen=True, slots=True)
class _Occasion:
    """What every step of a draft is made of: the account's facts, when it starts, how it speaks."""

    brief: AccountBrief
    facts: Mapping[str, str]
    start: date
    tone: Tone
    language: Language
    fits: tuple[int, int] | None = None

    def day(self, after: int) -> date:
        """``after`` days from the start; the Monday after, where that is a weekend. Where the days of the play do not
        ``fit`` before the renewal (as days there are, days it takes), all steps come closer together, and the Friday
        before a weekend is taken."""
        if self.fits is None:
            return _workday(self.start + timedelta(days=after))
        room, takes = self.fits
        day = self.start + timedelta(days=after * room // takes)
        return max(_workday(self.start), day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1)))

    def who(self, role: str) -> str:
        """Who does a step: the owner and the executive sponsor by name where they are known."""
        return self._named(role) or role

    def spoken_to(self, step: Step) -> tuple[BriefPerson | None, dict[str, str]]:
        """Who reads or hears a step's message, and the facts with its first and last lines."""
        to = None
        if step.message is not None:
            to = self.brief.executive if step.message.to == "executive" else self.brief.champion
        hello = self.tone.hello(to.name if to else "", self.language)
        regards = self.tone.regards_in(self.language)
        signs = (regards, self._named(step.who), self.facts.get("company", ""))
        signature = "\n".join(filter(None, signs))
        return to, {**self.facts, "hello": hello, "regards": regards, "signature": signature}

    def is_nameless(self, role: str) -> bool:
        """Whether the account should name who has ``role``, and does not."""
        return role in (CSM, EXECUTIVE_SPONSOR) and not self._named(role)

    def _named(self, role: str) -> str:
        if role == CSM:
            return one_line(self.brief.owner)
        return one_line(self.brief.executive_sponsor) if role == EXECUTIVE_SPONSOR else ""


def draft_play(
    play: Play,
    brief: AccountBrief,
    company: str,
    start: date,
    tone: Tone = Tone.PLAIN,
    language: Language = Language.EN,
) -> PlayDraft:
    """``play`` for the account of ``brief``, begun on ``start``; ``company`` is who writes; ``language`` is
    that of the play's messages."""
    inside = facts_for(brief, company)
    spoken = inside if language is Language.EN else facts_for(brief, company, language)
    occasion = _Occasion(brief, spoken, start, tone, language, _fits(play, brief, start))
    steps = tuple(_step(one, occasion, inside) for one in play.step)
    own = _known_lines(play.questions, inside)
    general = () if play.stance is Stance.GROW else brief.questions[: max(0, _ASKED - len(own))]
    return PlayDraft(
        account=brief.account,
        name=brief.name,
        play=play.name,
        goal=play.goal,
        situation=situation(brief, play),
        steps=steps,
        talk=_known_lines(play.talk, inside),
        questions=(*own, *general),
        asks=_known_lines(play.asks, inside),
        risks=_known_lines(play.risks, inside),
        measure=play.measure,
        measured=_workday(start + timedelta(days=play.measure_days)),
        leave=play.leave,
        quotes=_quoted(steps, spoken, brief),
        unknown=tuple(sorted(name.replace("_", " ") for name in set(_lacking(play, occasion)))),
        warnings=("its steps come closer together, to be done before the renewal",) if occasion.fits else (),
    )


def _fits(play: Play, brief: AccountBrief, start: date) -> tuple[int, int] | None:
    """The days before the renewal and those that a play on the renewal takes, where these are more."""
    takes = play.step[-1].day
    if brief.renewal is None or not _ON_RENEWAL & set(play.trigger.signs):
        return None
    room = (brief.renewal - start).days - 1
    return (max(room, 0), takes) if -1 <= room < takes else None


def _workday(day: date) -> date:
    """``day``, or the Monday after where it is on a weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() >= _SATURDAY else 0)


def _step(step: Step, occasion: _Occasion, inside: Mapping[str, str]) -> DraftStep:
    day, who = occasion.day(step.day), occasion.who(step.who)
    do = _filled(step.do, inside) or step.do
    if step.message is None:
        return DraftStep(day, who, do)
    to, facts = occasion.spoken_to(step)
    return DraftStep(
        day=day,
        who=who,
        do=do,
        kind=step.message.kind,
        to=to,
        subject=_filled(step.message.subject, facts) or facts["account"],
        body="\n\n".join(_known_lines(step.message.blocks, facts)),
    )


def _quoted(
    steps: tuple[DraftStep, ...], facts: Mapping[str, str], brief: AccountBrief
) -> tuple[BriefQuote, ...]:
    """The account's statements that its messages quote."""
    written = "\n".join(one.body for one in steps)
    held = quotes_for(brief)
    return tuple(dict.fromkeys(quote for name, quote in held.items() if facts.get(name, "\0") in written))


def _lacking(play: Play, occasion: _Occasion) -> Iterator[str]:
    """Facts that the messages would have held where all were known, and who signs them."""
    for step in play.step:
        texts = (step.message.subject, *step.message.blocks) if step.message else ()
        for text in texts:
            yield from held_in(alternatives(text)[0]) - set(occasion.facts) - _ALWAYS
        if any("signature" in held_in(text) for text in texts) and occasion.is_nameless(step.who):
            yield f"who signs as {step.who}"


def _known_lines(lines: tuple[str, ...], facts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(text for line in lines if (text := _filled(line, facts)))


def _filled(text: str, facts: Mapping[str, str]) -> str:
    """The first alternative of ``text`` whose facts are all known, with them; nothing where there is none."""
    for one in alternatives(text):
        if held_in(one) <= set(facts):
            return one.format_map(facts)
    return ""
