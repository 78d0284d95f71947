"""What the placeholders of a play stand for, from the facts of an account's brief alone.

Keeps the rules that quotes are whole sentences of the account's own as it wrote them, that each is on the matter of
its placeholder, and that what is not known is missing and not filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from foundation.nps import is_detractor
from foundation.text import one_line
from playbooks.account_brief import AccountBrief, BriefQuote
from playbooks.languages import Language
from playbooks.quote_choice import Chosen, choose, stems_of
from playbooks.sentences import is_calm

_FELL = -0.15
_FULL = 0.85
_NAMED = 3
_TO_MEND = ("complaint", "request")
_LONGEST_PROMISE = 200
_MONEY = re.compile(
    r"\b(?:pric\w+|discount\w*|refund\w*|credit note|cheaper|payments?|"
    r"rabatt\w*|preis\w*|prix|remise|precios?|descuento\w*)\b",
    re.IGNORECASE,
)
"""A request for money is none for a feature."""
_NO_NAME = "my company"  # what a workspace is called before its team says otherwise


@dataclass(slots=True)
class _Gathered:
    """Facts by name, and the quotes that are among them; ``ordering``: items that give orders to a reader."""

    language: Language
    facts: dict[str, str] = field(default_factory=dict)
    quotes: dict[str, BriefQuote] = field(default_factory=dict)
    ordering: frozenset[str] = frozenset()

    def clean(self, said: Iterable[BriefQuote]) -> list[BriefQuote]:
        """What of ``said`` comes from an item that gives no orders to a reader."""
        return [one for one in said if one.item not in self.ordering]

    def quote(self, name: str, chosen: Chosen | None) -> None:
        """A chosen sentence and its day under ``name``; nothing where there is none."""
        if chosen is not None:
            self.facts |= {
                name: chosen.words,
                f"{name.removesuffix('_quote')}_day": self.language.day(chosen.quote.day),
            }
            self.quotes[name] = chosen.quote

    def names(self, name: str, found: Iterable[str]) -> None:
        """What is in use or not, listed; nothing where there is none."""
        words = [one_line(one).replace("_", " ") for one in found]
        self.facts[name] = self.language.listed(words[:_NAMED])


def facts_for(brief: AccountBrief, company: str, language: Language = Language.EN) -> dict[str, str]:
    """What placeholders stand for; those that are not known are missing. Days and lists are written in ``language``.

    ``quote`` and ``theme``: the latest complaint, or else request, that can be quoted, and what it is about;
    ``praise``, ``request``, ``price_quote``: the latest of that matter; ``score``: the last NPS score where it is a
    detractor's, ``score_quote``: its own words; ``ticket_day``: the day of the oldest open ticket, ``reported``:
    its words, or those of ``quote`` where no ticket is open; ``unused``: features that it pays for and does not
    use; ``fallen``: what it uses less, ``full``: what is close to its plan's limit; ``departed``: who left it;
    ``onboarding``: where that stands, ``milestone``: what it has not reached. Of an account that left:
    ``left_day``; ``reason_quote``: its latest words on the matter that it is on record to have left for, or else
    ``last_words``: its latest complaint; ``changed``: what it left for that was mended since. ``promise``: our
    words that we are late with, given on ``promise_day`` and due on ``promise_due``; ``mended_theme``: a theme
    marked as mended on ``mended_day``, ``raised_quote``: what the account had said of it.
    """
    return _gathered(brief, company, language).facts


def quotes_for(brief: AccountBrief) -> dict[str, BriefQuote]:
    """The account's statements that the facts of the same names quote."""
    return _gathered(brief, "", Language.EN).quotes


def _gathered(brief: AccountBrief, company: str, language: Language) -> _Gathered:
    everything = (*brief.words.all, *_said(brief))
    held = _Gathered(language, ordering=frozenset(one.item for one in everything if one.instructs))
    writes = one_line(company)
    held.facts |= {
        "account": one_line(brief.name),
        "company": "" if writes.casefold() == _NO_NAME else writes,
        "owner": one_line(brief.owner),
        "onboarding": one_line(brief.onboarding),
        "milestone": one_line(brief.milestone),
    }
    _contract(brief, held)
    _voice(brief, held)
    _use(brief, held)
    _why_it_left(brief, held)
    _ours(brief, held)
    held.facts = {name: text for name, text in held.facts.items() if text}
    return held


def _contract(brief: AccountBrief, held: _Gathered) -> None:
    day = held.language.day
    if brief.renewal is not None and (brief.days_to_renewal or 0) >= 0:
        held.facts |= {"renewal": day(brief.renewal), "renewal_days": f"{brief.days_to_renewal}"}
    if brief.feedback.last_heard is not None:
        held.facts["last_heard"] = day(brief.feedback.last_heard)
    if brief.contacts is not None and brief.contacts.left:
        held.facts["departed"] = one_line(brief.contacts.left[0][0])


def _voice(brief: AccountBrief, held: _Gathered) -> None:
    """Its words by matter."""
    words = brief.words
    about = stems_of(" ".join(one.label for one in brief.themes if one.kind in _TO_MEND))
    complaint = choose(held.clean((*words.complaint, *_of_kind(brief, "complaint"))), about, to_mend=True)
    wished = held.clean((*words.request, *_of_kind(brief, "request")))
    wished = [one for one in wished if not _MONEY.search(one.text)]
    request = choose(wished, about, wishing=True, to_mend=True)
    held.quote("request", request)
    shown = complaint or request
    if shown is not None:
        held.quote("quote", shown)
        held.facts["theme"] = _theme_of(shown.quote, brief)
    held.quote("praise", choose(held.clean((*words.praise, *_of_kind(brief, "praise"))), praising=True))
    held.quote("price_quote", choose(held.clean(words.price)))
    if brief.feedback.scores and is_detractor(brief.feedback.scores[-1][1]):
        day, score = brief.feedback.scores[-1]
        held.quote("score_quote", choose(held.clean(words.score), about))
        held.facts |= {"score": held.language.score(score), "score_day": held.language.day(day)}
    if brief.feedback.oldest_ticket is not None:
        held.quote("reported", choose(held.clean(words.ticket), about, to_mend=True))
        held.facts["ticket_day"] = held.language.day(brief.feedback.oldest_ticket)
    else:
        held.quote("reported", complaint)


def _use(brief: AccountBrief, held: _Gathered) -> None:
    fallen = [one for one in brief.use if one.change is not None and one.change <= _FELL]
    full = [one for one in brief.use if (one.of_limit or 0.0) >= _FULL]
    held.names("unused", brief.unused)
    held.names(
        "fallen", (one.metric for one in sorted(fallen, key=lambda one: (one.change or 0, one.metric)))
    )
    held.names(
        "full", (one.metric for one in sorted(full, key=lambda one: (-(one.of_limit or 0), one.metric)))
    )


def _why_it_left(brief: AccountBrief, held: _Gathered) -> None:
    """When it left, and its latest words on the reason on record, where a sentence shares a word with it."""
    departure = brief.departure
    if departure is None or departure.day is None:
        return
    held.facts["left_day"] = held.language.day(departure.day)
    if brief.changed:
        change = max(brief.changed, key=lambda one: (one.day, one.text))
        held.facts |= {"changed": one_line(change.text), "changed_day": held.language.day(change.day)}
    reason = stems_of(departure.reason)
    said = [
        one
        for one in held.clean((*brief.words.all, *_said(brief)))
        if one.day <= departure.day and one.kind in _TO_MEND
    ]
    chosen = choose(said, reason, need_about=True)
    held.quote("reason_quote", chosen)
    if chosen is not None:
        held.facts["reason_quote_day"] = held.facts.pop("reason_day")
    else:
        held.quote("last_words", choose(said))


def _ours(brief: AccountBrief, held: _Gathered) -> None:
    """What we promised and are late with, and what is marked as mended."""
    if brief.late is not None:
        words = one_line(brief.late.text).strip(" .")
        if len(words) <= _LONGEST_PROMISE and is_calm(words):
            held.facts |= {"promise": words}
        held.facts["promise_day"] = held.language.day(brief.late.said)
        if brief.late.due is not None:
            held.facts["promise_due"] = held.language.day(brief.late.due)
    if brief.mended is not None:
        day = held.language.day(brief.mended.day)
        held.facts |= {"mended_theme": one_line(brief.mended.theme), "mended_day": day}
        raised = [one for one in (brief.mended.raised,) if one is not None and not one.instructs]
        held.quote("raised_quote", choose(raised, stems_of(brief.mended.theme), least=0))


def _of_kind(brief: AccountBrief, kind: str) -> list[BriefQuote]:
    return [one for one in _said(brief) if one.kind == kind]


def _said(brief: AccountBrief) -> list[BriefQuote]:
    return [*(quote for theme in brief.themes for quote in theme.quotes), *brief.loose]


def _theme_of(quote: BriefQuote, brief: AccountBrief) -> str:
    return next((one_line(theme.label) for theme in brief.themes if quote in theme.quotes), "")
