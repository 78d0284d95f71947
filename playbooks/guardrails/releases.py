"""No feature, fix or plan is named but those that the facts sheet holds as released.

What is to come is never on the sheet, so nothing that says "will" of the product passes. What is said to be done passes
where a released fact says it: most of the sentence's telling words are that fact's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbooks.guardrails.english_claims import english_claims
from playbooks.guardrails.findings import Finding
from playbooks.guardrails.own_words import is_own_words
from playbooks.guardrails.passage import Passage, sentences
from playbooks.guardrails.patterns import alternatives, wordings
from playbooks.guardrails.sheet import FactsSheet
from synthesis.stems import stem_of
from synthesis.stopwords import STOP_WORDS

_TO_COME = wordings("to_come")
_CLAIMED = wordings("claimed")
_ASKS = re.compile(
    r"\s*(?:and |but |so |or |y |und |et |also |¿)*(?:has|have|is|are|did|was|were|what|when|which|how|do|does|could|"
    r"would|can|who|where|"
    r"whether|may|should|if|ist|sind|hat|haben|wurde|was|wann|wie|est|avez|quand|comment|qu|está|ha|han"
    r"|cuándo|cómo|qué)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:did you know|have you (?:seen|heard|tried|noticed)|(?:do|did) you (?:see|notice|hear)|aware|know that|"
    r"wussten sie|saviez|"
    r"sabía|that we|we(?:'ve|'ll| have| will| just)|our new|now that)\b",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"\bi(?:'ll| will|'ve| have)?(?: \w+ly| also| just)? (?:add|bring|provid|drop|shar|support|complet|"
    r"arrang|publish)\w* "
    r"(?!(?:[^.!?]* )?(?:features?|product|app|platform|fix|release|version|export|integration|button"
    r"|option|module)\b)"
    r"|\b(?:fix|set|find|agree on|settle) (?:a|the) (?:time|date|day|slot|meeting|call|moment)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:i|we)(?: am| are|'m|'re)? (?:do not|don't|cannot|can't|did not|didn't|not)(?: yet| really)? \Z"
    r"|\A(?:i|we)(?: am|'m| are|'re) not (?:going|trying|planning|intending|about) to",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|whether|in case|whenever|falls|wenn|ob|si|s')\b[^,;:]*\Z", re.IGNORECASE)
_OWN_PLAN = re.compile(
    r"(?:i|we)(?:'m| am|'re| are)? (?:\w+ly )?(?:going|about|ready|planning|plan|intend|aim) to\b",
    re.IGNORECASE,
)
_TELLING = re.compile(r"[^\W\d_]{4,}")
_MADE = re.compile(rf"{alternatives('claimed', 'DONE')}|now|supports?|works?", re.IGNORECASE)
_ENOUGH = 0.6
_FEWEST = 2


def release_findings(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    """Plans, and releases that no fact on the sheet is about, in what the account reads."""
    if not passage.part.outward:
        return
    for whole, start in sentences(passage.rest.replace("’", "'")):
        sentence = _HARMLESS.sub(lambda found: " " * len(found[0]), whole)
        found = _TO_COME.search(sentence)
        denied = found and (_DENIED.search(sentence[: found.start()]) or _DENIED.match(found[0]))
        if found and _OWN_PLAN.match(found[0]) and not any(english_claims(sentence)):
            found = None
        if found and not denied and not is_own_words(whole, *found.span(), sheet):
            why = "nothing that is still to come is on the facts sheet"
            yield passage.finding("release", start + found.start(), start + found.end(), why)
        elif (
            (done := _CLAIMED.search(sentence))
            and not only_asks(sentence)
            and not _IF.search(sentence[: done.start()])
            and not is_fact(sentence, sheet)
            and not is_own_words(whole, *done.span(), sheet)
        ):
            why = "no released fact on the sheet says so"
            yield passage.finding("release", start + done.start(), start + done.end(), why)


def only_asks(sentence: str) -> bool:
    """Whether a question leaves open whether it is so, and does not tell it in passing."""
    return (
        sentence.rstrip(' \n”"»)').endswith("?")
        and _ASKS.match(sentence) is not None
        and _TELLS.search(sentence) is None
    )


def is_fact(sentence: str, sheet: FactsSheet) -> bool:
    own = _stems(f"{sheet.name} {sheet.company}")
    said = _stems(_MADE.sub(" ", sentence)) - own
    for fact in sheet.released:
        held = _stems(f"{fact.text} {fact.theme}")
        shared = said & held
        if len(shared) >= min(_FEWEST, len(held)) and len(shared) >= _ENOUGH * len(said):
            return True
    return False


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem_of(word) for word in _TELLING.findall(text.casefold()) if word not in STOP_WORDS)
