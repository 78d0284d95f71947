"""Words without marks that are nearly what the account wrote: then they must be so, word for word.

Keeps the rule that no quote is altered by leaving out its marks: behind a colon, or as a whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from playbooks.citations import is_verbatim
from playbooks.guardrails.findings import Finding
from playbooks.guardrails.passage import Passage, sentences
from playbooks.guardrails.seen_text import see
from playbooks.guardrails.sheet import FactsSheet

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TAIL = re.compile(r":\s+(?=\S)")
_YOURS = re.compile(
    r"\b(?:your (?:own )?(?:words?|sentence|comment|remark|line|statement|quote)|(?:you"
    r"|your team) (?:\w+ )?(?:wrote|said|put it)"
    r"|from (?:you|your team|your side)|von ihnen|de votre part|de (?:usted(?:es)?|su parte)"
    r"|sie (?:schrieben|sagten)|ihre? (?:worte|satz|bemerkung)|vos mots|votre (?:phrase|remarque)"
    r"|vous (?:avez |aviez )?(?:écri\w+|dit|disiez)"
    r"|sus palabras|su (?:frase|comentario)|(?:usted |ustedes )?(?:escribió|escribieron|dijo"
    r"|dijeron))[^:\n.!?]{0,30}:\s{1,2}(?=\S)",
    re.IGNORECASE,
)
_GAP = re.compile(r"…|\.{2,}")
_FEWEST_TOLD = 3
_FEWEST = 5
_FEWEST_ALONE = 7
_SHARED = 0.7
_RUN = 3


def near_quote_findings(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    """What nearly says what a statement of the account says."""
    for sentence, start in sentences(passage.rest):
        yield from _told(passage, sentence, start, sheet)
        lead = _TAIL.search(sentence)
        at = lead.end() if lead is not None else 0
        said = sentence[at:].strip()
        words = [one.casefold() for one in _WORD.findall(said)]
        if len(words) < (_FEWEST if lead is not None else _FEWEST_ALONE) or not _is_near(words, _held(sheet)):
            continue
        if not any(is_verbatim(said, see(one.text).text) for one in sheet.quotes):
            first = start + at + len(sentence[at:]) - len(sentence[at:].lstrip())
            why = "it is nearly what the account wrote, and not word for word"
            yield passage.finding("quote", first, first + len(said), why)


def _told(passage: Passage, sentence: str, start: int, sheet: FactsSheet) -> Iterator[Finding]:
    """What stands behind a colon that gives it as the reader's words."""
    lead = _YOURS.search(sentence)
    if lead is None:
        return
    said = sentence[lead.end() :].strip()
    held = any(is_verbatim(said, see(one.text).text) for one in sheet.quotes) and _GAP.search(said) is None
    if len(_WORD.findall(said)) >= _FEWEST_TOLD and not held and said not in sheet.titles:
        why = "it is given as the account's words, and no statement of it says so"
        first = start + lead.end()
        yield passage.finding("quote", first, first + len(sentence[lead.end() :].rstrip()), why)


def _is_near(words: list[str], held: tuple[tuple[frozenset[str], frozenset[tuple[str, ...]]], ...]) -> bool:
    runs = {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
    least = _SHARED * len(words)
    return any(
        sum(one in known for one in words) >= least and len(runs & seen) >= len(runs) / 3
        for known, seen in held
    )


def _held(sheet: FactsSheet) -> tuple[tuple[frozenset[str], frozenset[tuple[str, ...]]], ...]:
    return _words_of(tuple(one.text for one in sheet.quotes))


@lru_cache(maxsize=64)
def _words_of(texts: tuple[str, ...]) -> tuple[tuple[frozenset[str], frozenset[tuple[str, ...]]], ...]:
    found = []
    for text in texts:
        words = [one.casefold() for one in _WORD.findall(see(text).text)]
        runs = frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
        found.append((frozenset(words), runs))
    return tuple(found)
