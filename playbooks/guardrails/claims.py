"""No promise that nobody has agreed to, whatever words it is made of.

Looks only at what was changed: the sentences of the play's own file pass, and so does one that says nearly the same.
What we do for the account, what its reader will get and what will happen to a thing is a promise, unless it is an act
of contact or courtesy or a released fact says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbooks.guardrails.english_claims import english_claims
from playbooks.guardrails.findings import Finding
from playbooks.guardrails.foreign_claims import french_claims, german_claims, spanish_claims
from playbooks.guardrails.foreign_statements import language_by_words
from playbooks.guardrails.own_words import is_own_words
from playbooks.guardrails.passage import Passage, sentences
from playbooks.guardrails.releases import is_fact
from playbooks.guardrails.sheet import FactsSheet
from synthesis.languages import language_of

_SPANISH = re.compile(
    r"\b(?:el|los|las|del|su|sus|le|nos|con|y|usted|ustedes|para|más|por|al|está|una|un)\b", re.IGNORECASE
)
_FRENCH = re.compile(
    r"\b(?:le|les|des|du|vous|votre|vos|nous|notre|nos|on|tout|vont|va|sera|et|est|pour|avec|je|j'\w+|une|au"
    r"|aux|ce|cette)\b",
    re.IGNORECASE,
)
_BY_LANGUAGE = (
    (
        "de",
        re.compile(r"\b(?:ich|wir|sie|ihr\w*|unser\w*|mein\w*|der|die|das|es)\b", re.IGNORECASE),
        german_claims,
    ),
    ("fr", _FRENCH, french_claims),
)


def claim_findings(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    """Promises in what the account reads."""
    if not passage.part.outward or passage.subject:
        return
    whole = language_of(passage.said) if passage.rest.strip() else ""
    for sentence, start in sentences(passage.rest.replace("’", "'")):
        for first, last in _claims(sentence, whole or ""):
            if not is_own_words(sentence, first, last, sheet) and not is_fact(sentence, sheet):
                why = "nobody has agreed to it: the facts sheet holds no such promise"
                yield passage.finding("promise", start + first, start + last, why)
                break


def _claims(sentence: str, whole: str) -> Iterator[tuple[int, int]]:
    by_words = language_by_words(sentence, whole)
    if "en" in (by_words, whole):
        yield from english_claims(sentence)
    for language, knows, claims in _BY_LANGUAGE:
        if knows.search(sentence) and by_words in (language, "en"):
            yield from claims(sentence)
    spanish = len(_SPANISH.findall(sentence)) > len(_FRENCH.findall(sentence))
    if spanish or whole == "es":
        yield from spanish_claims(sentence)
