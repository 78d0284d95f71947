"""What a changed sentence states as so, where nothing on the sheet says it: work done, a thing's state, what other
customers do, a person's private matters.

Looks only at what was changed, as ``claims`` does; a question states nothing unless it tells in passing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from playbooks.guardrails.english_past import english_past
from playbooks.guardrails.findings import Finding
from playbooks.guardrails.foreign_statements import language_by_words, strange_words
from playbooks.guardrails.own_words import is_own_words, stems_of
from playbooks.guardrails.passage import Passage, is_question, sentences
from playbooks.guardrails.patterns import without, wordings
from playbooks.guardrails.releases import is_fact, only_asks
from playbooks.guardrails.sheet import FactsSheet
from playbooks.guardrails.statements import english_statements
from synthesis.languages import language_of

_COMPARED = wordings("compared")
_PRIVATE = wordings("private")
_READ = frozenset(("en", "de", "fr", "es"))
_DONE = "nothing on the facts sheet says that this was done"
_STATED = "nothing on the facts sheet says so"
_OTHERS = "what other customers do is on no facts sheet"


def assertion_findings(passage: Passage, sheet: FactsSheet) -> Iterator[Finding]:
    """What is stated in what the account reads."""
    if not passage.part.outward:
        return
    whole = language_of(passage.said)
    for sentence, start in sentences(passage.rest.replace("’", "'")):
        for found in _PRIVATE.finditer(sentence):
            if not is_own_words(sentence, *found.span(), sheet):
                why = "it is a private matter of a person"
                yield passage.finding("personal", start + found.start(), start + found.end(), why)
        if passage.subject or is_fact(sentence, sheet):
            continue
        for rule, why, first, last in _stated(sentence, whole, sheet):
            if not is_own_words(sentence, first, last, sheet):
                yield passage.finding(rule, start + first, start + last, why)
                break


def _stated(sentence: str, whole: str, sheet: FactsSheet) -> Iterator[tuple[str, str, int, int]]:
    if not only_asks(sentence):
        for found in _COMPARED.finditer(without(sentence, "empathy")):
            yield "foreign", _OTHERS, *found.span()
    language = language_by_words(sentence, whole)
    if language != "en":
        if whole in _READ and not is_question(sentence):
            for span in strange_words(sentence, language, _theirs(sheet)):
                yield "release", _STATED, *span
        return
    for span in english_past(sentence):
        yield "promise", _DONE, *span
    yield from english_statements(sentence, _theirs(sheet))


def _theirs(sheet: FactsSheet) -> frozenset[str]:
    people = sorted(sheet.people | {one.name for one in sheet.addressees})
    held = (*sorted(sheet.names), *sorted(sheet.titles), *sorted(sheet.lines), *people)
    return _stems((*held, *(one.text for one in sheet.quotes)))


@lru_cache(maxsize=64)
def _stems(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(stems_of(one) for one in texts))
