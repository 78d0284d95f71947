"""What a sentence that somebody put in speaks of: money, law, the state of the product, what its reader ought to do.

These need a source. The words of the play's own file and of the account's quotes are one; whoever rewords a sentence
of the play may keep its words. A question of money or law is asked, not promised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbooks.guardrails.findings import Finding
from playbooks.guardrails.own_words import is_own_words
from playbooks.guardrails.passage import Passage, is_question, sentences
from playbooks.guardrails.patterns import wordings
from playbooks.guardrails.releases import is_fact, only_asks
from playbooks.guardrails.sheet import FactsSheet

_TERMS = (
    ("offer", wordings("money"), "it speaks of money or terms, and the facts sheet does not"),
    ("legal", wordings("duty"), "it speaks of law or duty, and the facts sheet does not"),
    ("release", wordings("state"), "no released fact on the sheet says so"),
    ("tone", wordings("reader"), "it blames, threatens or presses the reader"),
)
_WE_ACT = re.compile(
    r"\b(?:(?:can|could|shall|should|may|might) (?:i|we)|if (?:i|we)|(?:können|dürfen|sollen) wir|wenn wir"
    r"|pouvons-nous|si nous|podemos|si le)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(?:whether|not yet|don't know|do not know|cannot say|can't say|no idea|unsure|ob|noch nicht|encore pas"
    r"|pas encore|"
    r"todavía no|aún no|not gone|isn't|is not|are not|still)\b",
    re.IGNORECASE,
)

_ASKS_WHO = re.compile(
    r"\W*(?:and |so )?(?:who|which|where|when|wer|wen|welche\w*|qui|quel\w*|quién\w*|qué)\b", re.IGNORECASE
)
_IF = re.compile(r"\b(?:if|whether|si|wenn|falls|ob)\b[^,;:]*\Z", re.IGNORECASE)


def term_findings(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    """What the account reads of these, where neither the play nor the account says it."""
    if not passage.part.outward:
        return
    for sentence, start in sentences(passage.rest.replace("’", "'")):
        for rule, pattern, why in _TERMS:
            found = _found(rule, pattern, sentence, sheet)
            if found is not None:
                yield passage.finding(rule, start + found.start(), start + found.end(), why)


def _found(rule: str, pattern: re.Pattern[str], sentence: str, sheet: FactsSheet) -> re.Match[str] | None:
    for found in pattern.finditer(sentence):
        if is_own_words(sentence, *found.span(), sheet) or _is_theirs(found[0], rule, sheet):
            continue
        if (rule != "tone" and _is_asked(sentence)) or is_fact(sentence, sheet):
            continue
        if rule == "tone" and _ASKS_WHO.match(sentence) and sentence.rstrip().endswith("?"):
            continue
        if found[0].lower().startswith("cost") and only_asks(sentence):
            continue
        if rule == "release" and (
            only_asks(sentence) or _HEDGED.search(sentence) or _IF.search(sentence[: found.start()])
        ):
            continue
        return found
    return None


def _is_asked(sentence: str) -> bool:
    return is_question(sentence) and _WE_ACT.search(sentence) is None


def _is_theirs(words: str, rule: str, sheet: FactsSheet) -> bool:
    """Whether the account or the title of a theme says these words."""
    if rule not in ("offer", "legal"):
        return False
    low = words.casefold()
    return any(re.search(rf"\b{re.escape(low)}\b", one.casefold()) for one in sheet.titles)
