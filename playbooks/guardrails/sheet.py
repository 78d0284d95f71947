"""The facts sheet of one account: all that a draft for it may say, and what it may not name.

Keeps the rule that a check reads nothing but this: what is not on the sheet is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from foundation.text import one_line
from playbooks.account_brief import AccountBrief, BriefPerson, BriefQuote
from playbooks.draft_parts import parts_of
from playbooks.drafting import draft_play
from playbooks.guardrails.brief_figures import days_of, numbers_of, texts_of
from playbooks.guardrails.lines import lines_of, marked_in
from playbooks.guardrails.other_accounts import Others
from playbooks.guardrails.phrases import phrases_of
from playbooks.known import Known
from playbooks.languages import Language
from playbooks.play_library import library
from playbooks.plays import Play
from playbooks.tones import Tone
from playbooks.translations import in_language


@dataclass(frozen=True, slots=True)
class ReleasedFact:
    """What the team may say is released: ``text``, since ``day``; ``theme``: the one that it answers, or empty."""

    text: str
    day: date
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What a sheet holds beside the brief. ``company`` writes, in the name of ``sender`` (empty: the owner);
    ``addressees`` are all whom we know at the account; ``said``: its own words beyond those of the brief; ``own``: the
    words of other files of the team's own from which a draft was made."""

    company: str
    today: date
    sender: str = ""
    play: Play | None = None
    addressees: tuple[BriefPerson, ...] = ()
    said: tuple[BriefQuote, ...] = ()
    released: tuple[ReleasedFact, ...] = ()
    own: tuple[str, ...] = ()
    domains: frozenset[str] = frozenset()
    others: Others = field(default_factory=Others)


@dataclass(frozen=True, slots=True)
class FactsSheet:
    """``quotes``: the account's own words; ``titles``: what else may stand in quotation marks; ``people``: who may be
    named in what the account reads, beside the addressee; ``names``: every name that may stand there; ``told``:
    numbers and days for what the account reads, ``inside``: for the team's own parts, with ``phrases`` of each: a
    number with the word behind it; ``own``: the team's words as its files hold them, ``inside_texts``: what our code
    says of the account to the team; ``lines``: sentences as the play's own file gives them with this account's facts;
    ``bound``: the day of what a sentence may speak of, by the name of it; ``domains``: ours and the account's."""

    account: str
    name: str
    company: str
    today: date
    addressees: tuple[BriefPerson, ...]
    people: frozenset[str]
    names: frozenset[str]
    quotes: tuple[BriefQuote, ...]
    titles: frozenset[str]
    told: Known
    inside: Known
    phrases: frozenset[str]
    inside_phrases: frozenset[str]
    own: tuple[str, ...]
    inside_texts: tuple[str, ...]
    lines: frozenset[str]
    bound: Mapping[str, frozenset[str]]
    released: tuple[ReleasedFact, ...]
    domains: frozenset[str]
    others: Others


def sheet_of(brief: AccountBrief, given: Given) -> FactsSheet:
    """The sheet of ``brief``'s account."""
    quotes = _own_words(brief, given.said)
    own = (*_play_words(given.play), *given.own)
    outward, inward = texts_of(brief)
    people = _people(brief, given)
    released = frozenset(one.day.isoformat() for one in given.released) | _our_days(brief)
    days, all_days = days_of(brief, quotes)
    labels = [*(one.label for one in brief.themes), *(one.theme for one in given.released), *_ours(brief)]
    names = frozenset(
        one_line(one)
        for one in (brief.name, given.company, *people, *labels, *brief.unused, brief.industry, brief.segment)
        if one.strip()
    )
    said = [one.text for one in quotes if one in set(_brief_quotes(brief))]
    told = frozenset(one for one in phrases_of(said) if one[:1].isdigit())
    return FactsSheet(
        account=brief.account,
        name=one_line(brief.name),
        company=one_line(given.company),
        today=given.today,
        addressees=given.addressees or tuple(one for one in (brief.champion, brief.executive) if one),
        people=people,
        names=names,
        quotes=quotes,
        titles=_titles(brief, given.company, labels),
        told=Known(numbers_of(brief, outward=True), days | released, names),
        inside=Known(
            numbers_of(brief, outward=False), all_days | released | {given.today.isoformat()}, names
        ),
        phrases=told | phrases_of((*own, *outward, *(one.text for one in given.released))),
        inside_phrases=told | phrases_of((*own, *outward, *inward)),
        own=own,
        inside_texts=inward,
        lines=_lines(brief, given),
        bound=_bound(brief),
        released=given.released,
        domains=given.domains,
        others=given.others,
    )


def _titles(brief: AccountBrief, company: str, labels: Iterable[str]) -> frozenset[str]:
    """What is no quote and may stand in marks: names, and what the brief's own questions put there."""
    reason = brief.departure.reason if brief.departure is not None else ""
    told = [one.text for one in brief.changed]
    held = (*labels, brief.name, company, *brief.unused, reason, *told, *marked_in(brief.questions))
    return frozenset(one_line(one) for one in held if one.strip())


def _ours(brief: AccountBrief) -> tuple[str, ...]:
    """What may stand in quotation marks and is ours: a promise in our words, the name of what was mended."""
    promise = (brief.late.text.strip(" ."),) if brief.late is not None else ()
    return (*promise, *((brief.mended.theme,) if brief.mended is not None else ()))


def _our_days(brief: AccountBrief) -> frozenset[str]:
    late, mended = brief.late, brief.mended
    days = [*((late.said, late.due) if late else ()), *((mended.day,) if mended else ())]
    return frozenset(day.isoformat() for day in days if day is not None)


def _own_words(brief: AccountBrief, said: Iterable[BriefQuote]) -> tuple[BriefQuote, ...]:
    return tuple(dict.fromkeys((*_brief_quotes(brief), *said)))


def _brief_quotes(brief: AccountBrief) -> tuple[BriefQuote, ...]:
    held = (
        *(quote for theme in brief.themes for quote in theme.quotes),
        *brief.loose,
        *brief.promises,
        *brief.words.all,
    )
    return tuple(dict.fromkeys(held))


def _people(brief: AccountBrief, given: Given) -> frozenset[str]:
    """Who may be named to anybody there: ours, and who left."""
    left = brief.contacts.left[:1] if brief.contacts is not None else ()
    held = (brief.owner, brief.executive_sponsor, given.sender, *(name for name, _ in left))
    return frozenset(one_line(one) for one in held if one.strip())


def _play_words(play: Play | None) -> tuple[str, ...]:
    """Every text of the play's file, its placeholders open."""
    if play is None:
        return ()
    texts = [play.audience, play.goal, play.measure, play.leave, *play.talk, *play.questions, *play.asks]
    texts += [*play.risks, *(step.do for step in play.step)]
    for one in (play, *_spoken(play).values()):
        for step in one.step:
            texts += (step.message.subject, *step.message.blocks) if step.message else ()
    return tuple(texts)


def _spoken(play: Play) -> dict[Language, Play]:
    """``play`` in the other languages that it ships in; none for a team's own."""
    if library().get(play.name) != play:
        return {}
    found = {one: in_language(play, one) for one in Language if one is not Language.EN}
    return {one: spoken for one, spoken in found.items() if spoken is not None}


def _lines(brief: AccountBrief, given: Given) -> frozenset[str]:
    """The sentences of the play as its file gives them, in each tone, and those of the team's other files."""
    found: set[str] = set()
    for text in given.own:
        found |= set(lines_of(text))
    if given.play is not None:
        drafts = [draft_play(given.play, brief, given.company, given.today, tone) for tone in Tone]
        for language, play in _spoken(given.play).items():
            drafts.append(draft_play(play, brief, given.company, given.today, Tone.PLAIN, language))
            found |= {line for tone in Tone for line in (tone.hello("", language), tone.regards_in(language))}
        for draft in drafts:
            for part in parts_of(draft):
                found |= set(lines_of(part.text))
    return frozenset(found)


def _bound(brief: AccountBrief) -> dict[str, frozenset[str]]:
    """Days that belong to one matter, ISO, by its name; those that are not known have none."""
    left = brief.departure.day if brief.departure is not None else None
    held = {
        "renewal": [brief.renewal] if brief.renewal else [],
        "left": [left] if left else [],
        "heard": [brief.feedback.last_heard] if brief.feedback.last_heard else [],
        "score": [day for day, _ in brief.feedback.scores],
        "ticket": [brief.feedback.oldest_ticket] if brief.feedback.oldest_ticket else [],
    }
    return {name: frozenset(day.isoformat() for day in days) for name, days in held.items()}
