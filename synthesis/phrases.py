"""Reads what the members of one theme say as runs of words, and finds in them the phrases that can name it.

A phrase is a run of two to six words as a customer wrote it, that starts and ends with words that mean
something and is cut where a reader would pause. Two are the same when only inflection or small words differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from foundation.text import one_line
from synthesis.word_classes import (
    AUXILIARIES,
    BREAKS,
    CONJUNCTIONS,
    DENIALS,
    DETERMINERS,
    FUNCTION,
    OPENERS,
    PARTICLES,
    PERIODS,
    PREDICATES,
    PREPOSITIONS,
    PRONOUNS,
    STATES,
    VAGUE,
)

LONGEST = 6  # words of a label
DENIED = "not"  # stands among the stems for no, never, cannot and their like
_TOKEN = re.compile(r"<[A-Z_]+_?\d*>|\[[^\]]{1,40}\]|\w+(?:[-'’./&+]\w+)*|[^\w\s]")
HIDDEN = re.compile(r"(?:[A-Z]+_\d+|x{2,}.*|.*x{4,}.*|_+)$", re.IGNORECASE)
_SHOUTED = 0.6  # share of capitals among the letters
_SUFFIXES = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a run: as written, folded, and its stem."""

    written: str
    folded: str
    stem: str
    means: bool  # names something: no function word


@dataclass(slots=True)
class Phrase:
    """The ways one phrase is written, each with how well its places are cut, summed
    over the texts that hold it."""

    stems: tuple[str, ...]
    forms: Counter[tuple[str, ...]] = field(default_factory=Counter)
    written: dict[tuple[str, ...], Counter[tuple[str, ...]]] = field(default_factory=dict)
    places: int = 0
    cut: float = 0.0


@dataclass(slots=True)
class Reading:
    """One theme's texts, in order: runs of words, and for each stem the texts that hold it, as bits."""

    runs: list[list[list[Word]]] = field(default_factory=list)
    shouted: list[bool] = field(default_factory=list)
    holders: dict[str, int] = field(default_factory=dict)
    spellings: dict[str, Counter[str]] = field(default_factory=dict)

    def count(self, stem: str) -> int:
        return self.holders.get(stem, 0).bit_count()

    def together(self, stems: Sequence[str]) -> int:
        """Texts that hold all the stems, in whatever order."""
        bits = -1
        for stem in stems:
            bits &= self.holders.get(stem, 0)
        return bits.bit_count() if stems else 0

    def sharing(self, stems: Sequence[str]) -> int:
        """Texts that hold at least two of the stems."""
        once = twice = 0
        for stem in stems:
            bits = self.holders.get(stem, 0)
            twice |= once & bits
            once |= bits
        return (twice if len(stems) > 1 else once).bit_count()


def read(texts: Sequence[str], casing: dict[str, Counter[str]]) -> Reading:
    """The distinct ones of ``texts``, read. How words are written in running text is added to ``casing``."""
    reading = Reading()
    for number, text in enumerate(dict.fromkeys(one_line(text) for text in texts)):
        runs = list(_runs(text))
        reading.runs.append(runs)
        shouted = is_shouted(text)
        reading.shouted.append(shouted)
        for run in runs:
            for place, word in enumerate(run):
                for stem, spelling in _told(run, place):
                    reading.holders[stem] = reading.holders.get(stem, 0) | (1 << number)
                    reading.spellings.setdefault(stem, Counter())[spelling] += 1
                if not shouted:
                    weight = 1 if place == 0 else 100  # a capital at a sentence's start says little
                    casing.setdefault(word.folded, Counter())[word.written] += weight
    return reading


def _told(run: list[Word], place: int) -> Iterator[tuple[str, str]]:
    """The stems that stand at one place, with their spelling; a verb and its particle are one more."""
    word = run[place]
    if word.folded in DENIALS:
        yield DENIED, word.folded
    elif word.means:
        yield word.stem, word.folded
        if place + 1 < len(run) and run[place + 1].folded in PARTICLES:
            yield f"{word.stem} {run[place + 1].folded}", f"{word.folded} {run[place + 1].folded}"


def is_shouted(text: str) -> bool:
    """Mostly capitals, and more than an acronym or two."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 12 and sum(char.isupper() for char in letters) > _SHOUTED * len(letters)


@lru_cache(maxsize=200_000)
def stem_of(folded: str) -> str:
    """A rough stem, the same for the inflections of one English word: syncs, synced, syncing."""
    word = folded.replace("’", "'").removesuffix("'s").replace("-", "").replace("'", "")
    if len(word) <= 3 or not word.isascii():
        return word
    for suffix, instead in _SUFFIXES:
        base = word.removesuffix(suffix)
        if base == word or len(base) < 3 or not re.search("[aeiouy]", base):
            continue
        if suffix == "s" and base[-1] in "sui":
            continue
        word = base + instead
        if suffix in ("ing", "ed") and len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
            word = word[:-1]
        break
    return word.removesuffix("e") if len(word) > 3 else word


PREDICATE_STEMS = frozenset(stem_of(word) for word in PREDICATES)


def tells(stem: str) -> bool:
    """Whether a stem says what is wrong, wanted or praised, denies, or is a verb with its particle."""
    return stem == DENIED or stem in PREDICATE_STEMS or stem.endswith((" out", " off", " down"))


PERIOD_STEMS = frozenset(stem_of(word) for word in PERIODS)


def _runs(text: str) -> Iterator[list[Word]]:
    """Words without a mark, a number, a courtesy or a blanked name between them."""
    run: list[Word] = []
    for token in _TOKEN.findall(text):
        if token[0] in "\"'“”‘’„«»":
            continue
        folded = token.casefold().replace("’", "'")
        if not token[0].isalpha() or folded in BREAKS or HIDDEN.match(token) or "." in token:
            if run:
                yield run
            run = []
            continue
        run.append(Word(token, folded, stem_of(folded), folded not in FUNCTION and len(token) > 1))
    if run:
        yield run


def phrases(reading: Reading, telling: frozenset[str]) -> dict[tuple[str, ...], Phrase]:
    """Every phrase whose meaning words are all ``telling`` stems, by those stems."""
    found: dict[tuple[str, ...], Phrase] = {}
    for runs, shouted in zip(reading.runs, reading.shouted, strict=True):
        seen: set[tuple[str, ...]] = set()
        for run in runs:
            for start, stop, stems in _windows(run, telling):
                phrase = found.setdefault(stems, Phrase(stems))
                quality = _left(run, start) * _right(run, stop) * _inside(run[start:stop])
                form = tuple(word.folded for word in run[start:stop])
                phrase.forms[form] += round(1000 * quality)
                if not shouted:
                    spelled = tuple(word.written for word in run[start:stop])
                    phrase.written.setdefault(form, Counter())[spelled] += 1
                if stems not in seen:
                    seen.add(stems)
                    phrase.places += 1
                    phrase.cut += quality
    return found


def _windows(run: list[Word], telling: frozenset[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    for start, first in enumerate(run):
        if first.folded not in OPENERS and not (first.stem in telling and first.folded not in VAGUE):
            continue
        stems: list[str] = []
        for stop in range(start + 1, min(start + LONGEST, len(run)) + 1):
            last = run[stop - 1]
            if last.means:
                if last.stem in stems or (last.stem not in telling and last.folded not in VAGUE):
                    break
                stems.append(last.stem)
            elif last.folded in DENIALS:
                stems.append(DENIED)
            elif last.folded in PARTICLES and stop - start > 1 and run[stop - 2].means:
                if f"{stems[-1]} {last.folded}" not in telling:
                    break
                stems[-1] += f" {last.folded}"
            if stop - start > 1 and _ends_well(run, start, stop) and any(one != DENIED for one in stems):
                yield start, stop, tuple(stems)


def _ends_well(run: list[Word], start: int, stop: int) -> bool:
    last = run[stop - 1]
    if last.means:
        return last.folded not in VAGUE
    return last.folded in PARTICLES and stop - 2 >= start and run[stop - 2].means


def _left(run: list[Word], start: int) -> float:
    """How naturally a reader starts here."""
    if start == 0:
        return 1.0
    if run[start - 1].means:
        return 0.6
    before = start - 1
    while before > 0 and run[before].folded in DETERMINERS:
        before -= 1
    folded = run[before].folded
    if folded in DENIALS:
        return 0.3  # cut off, it would say the opposite
    return 0.75 if folded in PRONOUNS or folded in AUXILIARIES or run[start - 1].folded == "to" else 1.0


def _right(run: list[Word], stop: int) -> float:
    """How naturally a reader stops here."""
    if stop == len(run):
        return 1.0
    after = run[stop]
    if after.means:
        return 0.45
    if after.folded in DETERMINERS:
        return 0.55
    if after.folded == "of" and run[stop - 1].folded in PARTICLES:
        return 0.1
    if after.folded in PARTICLES:
        return 0.4
    return 0.75 if after.folded in PREPOSITIONS or after.folded in AUXILIARIES else 0.95


def _inside(words: list[Word]) -> float:
    """How well the words hold together: pronouns and conjunctions start another thought."""
    quality = 0.6 if words[0].folded in STATES and words[1].folded in ("for", "on", "in", "with") else 1.0
    if words[0].folded.endswith(("'s", "s'")):
        quality *= 0.7  # whose it is tells less than what it is
    for word, following in pairwise(words):
        if word.folded == following.folded:
            return 0.0
        if word.folded in ("and", "or") and not following.means:
            quality *= 0.5
        if word.folded in AUXILIARIES and following.folded in PRONOUNS:
            quality *= 0.5  # a question turned round
    for word in words:
        quality *= _ease(word)
    return quality


def _ease(word: Word) -> float:
    """How little a word inside a phrase distracts from it."""
    folded = word.folded
    if folded in ("be", "been", "being"):
        return 0.7
    if folded == "too":
        return 0.6
    if word.means or folded in ("and", "or", "to") or folded in PARTICLES:
        return 0.7 if folded in VAGUE else 1.0
    if folded in ("your", "my", "his", "her"):
        return 0.85
    if folded in PRONOUNS or folded in CONJUNCTIONS:
        return 0.6
    return 0.88 if folded in PREPOSITIONS and folded != "of" else 0.95
