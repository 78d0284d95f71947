"""A turn cut into sentences and clauses, each with its place, so that a promise is quoted verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from playbooks.promises.due_numbers import MONTH_NUMBER

_ABBREVIATION = re.compile(
    r"(?:\b(?:a\.m|p\.m|e\.g|i\.e|mr|mrs|ms|dr|approx|no|vs|z\.b|bzw|ca|st|nr|[a-z]))\.$", re.IGNORECASE
)
_END = re.compile(r"[.!?…]+[\"”’)]*(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*•>A-ZÀ-Þ]|\d+[.)]))")
_DAY = re.compile(r"(?<!\d)\d{1,2}\.$")
_NEXT = re.compile(r"\s*([^\W\d_]+)")
_QUOTED = re.compile(
    r"“[^”]{0,600}”|\"[^\"\n]{0,600}\"|„[^“”]{0,600}[“”]|«[^»]{0,600}»|^[ \t]*>.*$", re.MULTILINE
)
_SUBJECT = (
    r"(?:(?:i|we|you|it|that|this|they|he|she)(?:['’](?:ll|m|re|ve|d|s)|\s+(?:will|am|are|is|shall|can|"
    r"could|may|might|would|should|"
    r"get|have|keep|send|look|talk|need|promise|commit))|(?:our|my|the|an?|one\s+of\s+(?:our|"
    r"my))\s+(?:[\w-]+\s+){1,4}?(?:will|['’]ll|is\s+going|are\s+going)|"
    r"let\s+me|someone\s+will|somebody\s+will|if\s+you|put\s|ich\s|wir\s|je\s|nous\s|vous\s)"
)
_CUT = re.compile(
    rf"\s*;\s+|\s+[–—-]{{1,2}}\s+|:\s+|\s*,\s+(?:(?:and|but|so|then|und|aber|et|mais|y|"
    rf"pero)\s+)*(?:then\s+|also\s+)?(?={_SUBJECT})|"
    rf"\s+(?:and|but|und|aber|et|y)\s+(?:then\s+|also\s+)?(?={_SUBJECT})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Its words."""
        return text[self.start : self.end]


def without_quotes(text: str) -> str:
    """The text with blanks where others' words are quoted, everything else in its place."""
    return _QUOTED.sub(lambda match: re.sub(r"\S", " ", match[0]), text)


def sentences(text: str) -> Iterator[Span]:
    """Its sentences; a line of its own is one too."""
    start = 0
    for match in _END.finditer(text):
        if match[0] == "." and _goes_on(text, start, match.end()):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether the full stop at ``end`` belongs to an abbreviation or to a day (“bis zum 15. Dezember”)."""
    before, following = text[max(start, end - 7) : end], _NEXT.match(text, end)
    if _ABBREVIATION.search(before):
        return True
    word = following[1] if following else ""
    return _DAY.search(before) is not None and (word[:1].islower() or word.casefold() in MONTH_NUMBER)


def clauses(text: str, sentence: Span) -> list[Span]:
    """The sentence's clauses, each from its subject on."""
    found: list[Span] = []
    start = sentence.start
    for match in _CUT.finditer(text, sentence.start, sentence.end):
        found += _trimmed(text, start, match.start())
        start = match.end()
    return [*found, *_trimmed(text, start, sentence.end)]


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip(" \t\n\r-*•>"))
    if piece[lead:].strip():
        yield Span(start + lead, start + len(piece.rstrip()))
