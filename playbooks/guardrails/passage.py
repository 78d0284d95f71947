"""One text of a draft as the rules read it: as it is seen, and without its quotes and the play's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from playbooks.account_brief import BriefPerson
from playbooks.citations import quotes_at
from playbooks.draft_parts import DraftPart
from playbooks.guardrails.findings import Finding
from playbooks.guardrails.lines import own_spans
from playbooks.guardrails.seen_text import SeenText, see
from playbooks.guardrails.sheet import FactsSheet

_BLOCK_QUOTE = re.compile(r"(?m)(?:^|(?<=[\s:.,;!?)]))[ \t]*>+[ \t]?([^\n>]+)")
_DOUBLED = re.compile(r"''|``|,,")
_OPENS = re.compile(r"[“„«\"「『‹»”]")
_SENTENCE = re.compile(r"[^\n.!?]*(?:[.!?](?![\s”»\"“]|\Z)[^\n.!?]*)*[.!?]*[”»\"“)]*")


@dataclass(frozen=True, slots=True)
class Quoted:
    """``words`` between marks that stand, with them, from ``start`` to ``end`` of the text as seen."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """``seen``: the whole; ``said``: without quotes; ``rest``: without quotes and the sentences that the play's own
    file gives. ``to``: who reads it, None for nobody who is known; ``subject``: that it is one."""

    part: DraftPart
    seen: SeenText
    said: str
    rest: str
    quotes: tuple[Quoted, ...]
    to: BriefPerson | None = None

    @property
    def subject(self) -> bool:
        return self.part.name.endswith(" subject")

    def finding(self, rule: str, start: int, end: int, why: str) -> Finding:
        """That ``rule`` does not allow what stands from ``start`` to ``end`` of the text as seen."""
        first, last = self.seen.place(start, end)
        return Finding(self.part.name, first, last, rule, self.part.text[first:last], why)


def passage_of(part: DraftPart, sheet: FactsSheet, to: BriefPerson | None) -> Passage:
    """``part`` as the rules read it."""
    seen = see(part.text)
    quotes = tuple(_quoted(seen.text))
    spans = [(one.start, one.end) for one in quotes]
    own = own_spans(seen.text, sheet.lines)
    return Passage(part, seen, seen.blanked(spans).text, seen.blanked((*spans, *own)).text, quotes, to)


def sentence_at(text: str, start: int) -> tuple[int, int]:
    """Where the sentence of ``text`` that holds ``start`` starts and ends."""
    for found in _SENTENCE.finditer(text):
        if found.start() <= start < found.end():
            return found.span()
    return start, len(text)


def sentences(text: str) -> Iterable[tuple[str, int]]:
    """The sentences of ``text`` and where each starts."""
    for found in _SENTENCE.finditer(text):
        if found[0].strip():
            yield found[0], found.start()


def is_question(sentence: str) -> bool:
    """Whether ``sentence`` ends as one, within quotation marks too."""
    return sentence.rstrip(' \n”"»)').endswith("?")


def _quoted(text: str) -> Iterable[Quoted]:
    """What stands in marks of any kind or as a block quote; a mark that nothing closes quotes the rest of its
    paragraph."""
    text = _DOUBLED.sub('" ', text)
    rest = text
    for words, start, end in quotes_at(text):
        if any(char.isalnum() for char in words):
            yield Quoted(words, start, end)
        rest = f"{rest[:start]}{' ' * (end - start)}{rest[end:]}"
    for found in _BLOCK_QUOTE.finditer(rest):
        if found[1].strip():
            yield Quoted(found[1], *found.span())
        rest = f"{rest[: found.start()]}{' ' * len(found[0])}{rest[found.end() :]}"
    opened = _OPENS.search(rest)
    if opened is not None:
        end = rest.find("\n\n", opened.end())
        end = len(rest) if end < 0 else end
        if rest[opened.end() : end].strip(" \n.,;:!?"):
            yield Quoted(rest[opened.end() : end], opened.start(), end)
