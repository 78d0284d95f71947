"""Finds in what the members of one theme say the phrases that can name it.

A phrase is a run of up to six words as a customer wrote it, of a shape that reads as a label and cut where a
reader would pause. Two are the same when only inflection or small words differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from synthesis.grammar import Grammar
from synthesis.reading import DENIED, Reading, Run, Word
from synthesis.shapes import cut_quality, kind_of
from synthesis.stems import stem_of
from synthesis.word_classes import DENIALS, LIGHT_VERBS, PARTICLES, PERIODS, PREDICATES, VAGUE

_DEGREES = frozenset({"too", "still", "more", "less", "fewer"})  # small adverbs that may begin a label
LONGEST = 6  # words of a label
_POOR = 0.25  # a worse cut is no phrase
_PREDICATE_STEMS = frozenset(stem_of(word) for word in PREDICATES)
PERIOD_STEMS = frozenset(stem_of(word) for word in PERIODS)
VAGUE_STEMS = frozenset(stem_of(word) for word in VAGUE)


@dataclass(slots=True)
class Phrase:
    """The ways one phrase is written, each with how well its places are cut, summed over the texts that hold
    it; ``kind`` is what it says (see ``shapes``)."""

    stems: tuple[str, ...]
    kind: str
    forms: Counter[tuple[str, ...]] = field(default_factory=Counter)
    written: dict[tuple[str, ...], Counter[tuple[str, ...]]] = field(default_factory=dict)
    places: int = 0
    cut: float = 0.0


def tells(stem: str) -> bool:
    """Whether a stem says what is wrong, wanted or praised, denies, or is a verb with its particle."""
    return stem == DENIED or stem in _PREDICATE_STEMS or stem.endswith((" out", " off", " down"))


def phrases(
    reading: Reading, shapes: list[list[str]], telling: frozenset[str], grammar: Grammar
) -> dict[tuple[tuple[str, ...], str], Phrase]:
    """Every phrase whose meaning words are all ``telling`` stems, by those stems and its kind."""
    found: dict[tuple[tuple[str, ...], str], Phrase] = {}
    for runs, shaped, shouted in zip(reading.runs, shapes, reading.shouted, strict=True):
        seen: set[tuple[tuple[str, ...], str]] = set()
        for run, shape in zip(runs, shaped, strict=True):
            if not any(word.stem in telling for word in run):
                continue
            for start, stop, stems in _windows(run, shape, telling):
                quality = cut_quality(shape[:start][-3:], shape[start:stop], shape[stop : stop + 1])
                quality *= _inside(run[start:stop]) * _says(run[start:stop], shape[start:stop])
                if quality >= _POOR:
                    before, after = run[start - 1] if start else None, run[stop] if stop < len(run) else None
                    quality *= 1.0 - grammar.torn(before, run[start:stop], after)
                if quality < _POOR:
                    continue
                key = (stems, kind_of(shape[start:stop]))
                phrase = found.get(key)
                if phrase is None:
                    phrase = found[key] = Phrase(*key)
                form = tuple(word.folded for word in run[start:stop])
                phrase.forms[form] += round(1000 * quality)
                if not shouted:
                    spelled = tuple(word.written for word in run[start:stop])
                    if form not in phrase.written:
                        phrase.written[form] = Counter()
                    phrase.written[form][spelled] += 1
                if key not in seen:
                    seen.add(key)
                    phrase.places += 1
                    phrase.cut += quality
    return found


def _windows(run: Run, shape: str, telling: frozenset[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Where phrases stand. One verb inside a phrase may be its writer's own, the rest are the theme's words."""
    for start, first in enumerate(run):
        if not _opens(first, shape[start : start + 3], telling):
            continue
        stems: list[str] = []
        free = 0
        for stop in range(start + 1, min(start + LONGEST, len(run)) + 1):
            last = run[stop - 1]
            if last.folded in DENIALS:
                stems.append(DENIED)
            elif last.means:
                if last.stem in stems:
                    break
                free += not _useful(last, telling)
                if free > 1 or (not _useful(last, telling) and shape[stop - 1] not in "VSE"):
                    break
                stems.append(last.stem)
            elif stems and f"{stems[-1]} {last.folded}" in telling:
                stems[-1] += f" {last.folded}"
            known = len(stems) - free - (DENIED in stems)
            own = free and not _useful(last, telling)
            if known > (1 if free else 0) and not own and kind_of(shape[start:stop]):
                yield start, stop, tuple(stems)


def _opens(first: Word, shape: str, telling: frozenset[str]) -> bool:
    """Whether a label may begin with the word."""
    if shape[0] in "DPORTMCA&Q#" or (shape[0] == "B" and first.folded not in _DEGREES):
        return False
    if shape[1:3] == "OV" and shape[0] in "NE" and not tells(first.stem):
        return False  # "ready to use" is a label, "customers to sign" is none
    return not first.means or _useful(first, telling)


def _useful(word: Word, telling: frozenset[str]) -> bool:
    return word.stem in telling or word.folded in VAGUE


def _inside(words: Run) -> float:
    """How little the words inside a phrase distract from it."""
    quality = 1.0
    for word, following in pairwise(words):
        if word.folded == following.folded:
            return 0.0
        quality *= _ease(word.folded, word.means)
    return quality * (0.5 if words[-1].folded in VAGUE else _ease(words[-1].folded, words[-1].means))


def _says(words: Run, shape: str) -> float:
    """How much its first word says: light verbs say little, their -ing nothing, a period only when."""
    if words[0].stem in PERIOD_STEMS and shape[1:2] == "P":
        return 0.6
    if shape[0] in "GE" and words[0].stem in VAGUE_STEMS:
        return 0.6
    return 0.9 if shape[0] == "V" and words[0].folded in LIGHT_VERBS else 1.0


@lru_cache(maxsize=100_000)
def _ease(folded: str, means: bool) -> float:
    if folded in VAGUE:
        return 0.7
    if means or folded in ("and", "or", "to", "my", "a", "the") or folded in PARTICLES:
        return 0.7 if folded.endswith(("'s", "s'")) else 1.0
    return 0.8 if folded in ("be", "been", "being", "your", "his", "her", "this", "that", "these") else 0.95
