"""Several questions of one account asked in one breath, each read for itself: "how much do they pay, and when".

Keeps the rule that nothing asked is passed over in silence: without this, the family that is tried first would answer
for all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.matters import stems
from assistant.offline.entities import Entities, in_month, read_entities
from assistant.offline.intents import Asked, Intent, read_intent
from assistant.offline.writing import Writing

_BETWEEN = re.compile(
    r"[,;?]\s*|\band\b(?=\s+(?:also\s+)?(?:what|when|how|who|which|why|whether|do|does|is|are|should)\b)",
    re.IGNORECASE,
)
_JOINED = frozenset(
    {
        Intent.WHY_AT_RISK,
        Intent.HEALTH,
        Intent.HAPPY,
        Intent.HOW_MUCH,
        Intent.RENEWALS,
        Intent.CONTACTS,
        Intent.FACTS,
        Intent.WHAT_CHANGED,
        Intent.TOP_THEMES,
        Intent.ABOUT,
        Intent.NEXT,
    }
)
_HELD_IN = {
    Intent.WHY_AT_RISK: {Intent.HEALTH, Intent.HAPPY, Intent.ABOUT, Intent.TOP_THEMES},
    Intent.TOP_THEMES: {Intent.ABOUT},
}
"""What the answer of one family tells already."""
_WORSE = re.compile(
    r"\b(?:got|gotten|getting|become|became|is it) (?:any )?(?:worse|better)\b", re.IGNORECASE
)

_LEAST = 3
"""Words of a question; fewer are a name or a remark."""


@dataclass(frozen=True, slots=True)
class OneQuestion:
    """A part of a question with what the rules read in it."""

    text: str
    asked: Asked
    named: Entities


def questions_in(writing: Writing) -> tuple[OneQuestion, ...]:
    """The questions of the one account that ``writing`` names, in the order asked; empty where it asks one."""
    own = writing.named.accounts
    found: dict[Intent, OneQuestion] = {}
    for text in _BETWEEN.split(writing.text):
        if len(text.split()) < _LEAST:
            continue
        named = read_entities(text, writing.vocabulary)
        if named.unknown or named.subject[:1].isupper() or any(one not in own for one in named.accounts):
            continue
        named = in_month(replace(named, accounts=own), writing.scope.month)
        asked = replace(read_intent(text, named), matter="")
        if _WORSE.search(text):
            asked = replace(asked, intent=Intent.WHAT_CHANGED)
        if asked.intent in _JOINED and not (asked.intent is Intent.ABOUT and stems(named.matter)):
            found.setdefault(asked.intent, OneQuestion(text, asked, named))
    told = {held for intent in found for held in _HELD_IN.get(intent, set())}
    kept = tuple(one for intent, one in found.items() if intent not in told)
    return kept if len(kept) > 1 else ()
