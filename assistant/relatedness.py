"""Whether a sentence speaks of what the evidence it cites says: by shared words, or by closeness of vectors.

A citation that exists and a claim that has nothing to do with it is the forgery that no look-up finds. This tells
matter apart, not truth: "exports work" is related to "exports fail". The limits were set on one half of a set of
pairs and are reported on the other (``python -m bench.relatedness``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.wording import SAYS, stems_in

if TYPE_CHECKING:
    from synthesis.embedder import Embedder

_PIECES = re.compile(r"(?<=[.!?;])\s+|\n+")
_ENOUGH_SHARED = 3
_ENOUGH_SHARE = 0.34
_PREFIX = 5
CLOSE = 0.26
"""Cosine from which two sentences speak of one matter, for MiniLM vectors."""


@dataclass(frozen=True, slots=True)
class Relatedness:
    """A ``Related``: with an ``embedder`` it knows a paraphrase that shares no word."""

    embedder: Embedder | None = None
    close: float = CLOSE

    def __call__(self, sentence: str, texts: Sequence[str]) -> bool:
        """Whether ``sentence`` speaks of what any of ``texts`` says."""
        if any(shares_words(sentence, text) for text in texts):
            return True
        return self.embedder is not None and self.closeness(sentence, texts) >= self.close

    def closeness(self, sentence: str, texts: Sequence[str]) -> float:
        """The highest cosine of ``sentence`` with a text or one of its sentences; 0 without an embedder."""
        pieces = [
            piece for text in texts for piece in dict.fromkeys([text, *_PIECES.split(text)]) if piece.strip()
        ]
        if self.embedder is None or not pieces:
            return 0.0
        vectors = self.embedder.embed([sentence, *pieces])
        return float((vectors[1:] @ vectors[0]).max())


def shares_words(sentence: str, text: str) -> bool:
    """Whether a third of what ``sentence`` says, or three of its words, stand in ``text``."""
    said = frozenset(stems_in(sentence)) - SAYS
    held = frozenset(stems_in(text))
    shared = [stem for stem in said if stem in held or any(_alike(stem, other) for other in held)]
    return bool(shared) and (len(shared) >= _ENOUGH_SHARED or len(shared) >= _ENOUGH_SHARE * len(said))


def _alike(one: str, other: str) -> bool:
    """Whether two stems begin alike: reliability, reliable."""
    return len(one) > _PREFIX and len(other) > _PREFIX and one[: _PREFIX + 1] == other[: _PREFIX + 1]
