"""Picks the sentence that stands for a theme: words that one of its members wrote, unchanged.

It holds the label's words and many of the theme's, stands near the centre and reads as a whole sentence. Of a
member that says more than one thing, the sentence that says this one is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from foundation.text import one_line
from synthesis.naming import stems_of
from synthesis.reading import is_shouted
from synthesis.stems import stem_of
from synthesis.worth import Said

_LOOKED_AT = 100  # distinct texts nearest the centre
_HELD = 40  # weightiest stems that count
_READABLE = (5, 26)  # words
_BREVITY = 0.25  # power of its words that a sentence pays
_NEXT = re.compile(r"[.!?…]\s+\w")
_SENTENCE = re.compile(r"\S[^\n]*?(?:[.!?…]+(?=\s|$)|(?=\n)|$)")
_BLANKED = re.compile(r"<[A-Z_]+_?\d*>|x{2,}|[\[{]", re.IGNORECASE)


def summary_of(texts: Sequence[str], theme: Said, label: str) -> str:
    """A stretch of one of ``texts`` (nearest the centre first) on one line; empty when all are blank."""
    wanted = dict(list(theme.weights.items())[:_HELD])
    heaviest = max(theme.weights.values(), default=0.0)
    for stem in stems_of(label):
        wanted[stem] = wanted.get(stem, 0.0) + heaviest
    distinct = list(dict.fromkeys(texts))[:_LOOKED_AT]
    best = (-1.0, 0, "")
    for rank, text in enumerate(distinct):
        near = 1.0 - 0.5 * rank / len(distinct)
        for sentence in _sentences(text):
            stems = {stem_of(word.casefold().strip(".,;:!?\"'()")) for word in sentence.split()}
            held = sum(weight for stem, weight in wanted.items() if stem in stems) + 1e-6
            best = max(
                best,
                (
                    round(held * near * _reads(sentence) / len(sentence.split()) ** _BREVITY, 12),
                    -rank,
                    sentence,
                ),
            )
    return best[2]


def _sentences(text: str) -> Iterator[str]:
    """The text, and its single sentences where it has more; only what stands on one clean line."""
    whole = text.strip()
    if not whole:
        return
    if one_line(whole) == whole:
        yield whole
        if not _NEXT.search(whole):
            return
    for found in _SENTENCE.finditer(whole):
        sentence = found.group().strip()
        if len(sentence.split()) >= _READABLE[0] and one_line(sentence) == sentence:
            yield sentence


def _reads(text: str) -> float:
    """How well a text reads as a sentence: whole, of a sensible length, nothing blanked, not shouted."""
    low, high = _READABLE
    worth = 1.0 if low <= len(text.split()) <= high else 1e-4
    if not (text[0].isupper() and text[-1] in ".!?…"):
        worth *= 0.8
    if _NEXT.search(text):
        worth *= 0.75  # more than one sentence
    if is_shouted(text):
        worth *= 0.3
    return worth * (0.2 if _BLANKED.search(text) else 1.0)
