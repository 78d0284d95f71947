"""Reads what the members of one theme say as runs of words: the stretches of a text that no mark,
courtesy or blanked name interrupts. A label is cut from one run, so it never spans two thoughts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from foundation.text import one_line
from synthesis.small_words import NUMBER, small_part
from synthesis.stems import stem_of
from synthesis.word_classes import COURTESIES, DENIALS, FUNCTION, NUMBERS

DENIED = "not"  # stands among the stems for no, never, cannot and their like
HIDDEN = re.compile(r"(?:[A-Z]+_\d+|x{2,}.*|.*x{4,}.*|_+)$", re.IGNORECASE)
_TOKEN = re.compile(r"<[^<>]{1,40}>|\[[^\]]{1,40}\]|https?://\S+|\w+(?:[-'’./&+]\w+)*|[^\w\s]")
_SHOUTED = 0.6  # share of capitals among the letters
_LONGEST_WORD = 30  # letters; longer ones are keys, paths and noise
_READ = 4_000  # characters of a text that are read


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a run."""

    written: str
    folded: str
    stem: str
    means: bool  # names something: no function word
    part: str  # of a small word (see ``grammar``), empty for one that means something


Run = list[Word]


@dataclass(slots=True)
class Reading:
    """One theme's distinct texts, in order: their runs, how often each is said in just these words, and for
    each stem the texts that hold it, as bits. ``places`` leads from a text back to its members."""

    texts: list[str] = field(default_factory=list)
    places: list[list[int]] = field(default_factory=list)
    runs: list[list[Run]] = field(default_factory=list)
    shouted: list[bool] = field(default_factory=list)
    holders: dict[str, int] = field(default_factory=dict)
    spellings: dict[str, Counter[str]] = field(default_factory=dict)

    def count(self, stem: str) -> int:
        return self.holders.get(stem, 0).bit_count()

    def holding(self, stems: Sequence[str]) -> int:
        """The texts that hold all the stems, in whatever order, as bits."""
        bits = -1
        for stem in stems:
            bits &= self.holders.get(stem, 0)
        return bits if stems else 0

    def together(self, stems: Sequence[str]) -> int:
        return self.holding(stems).bit_count()

    def sharing(self, stems: Sequence[str]) -> int:
        """The texts that hold at least half of the stems, and two where there are two, as bits."""
        once = twice = thrice = 0
        for stem in stems:
            bits = self.holders.get(stem, 0)
            thrice |= twice & bits
            twice |= once & bits
            once |= bits
        return once if len(stems) < 2 else twice if len(stems) < 4 else thrice


def read(texts: Sequence[str], casing: dict[str, Counter[str]]) -> Reading:
    """The distinct ones of ``texts``, read. How words are written in running text is added to ``casing``."""
    reading = Reading()
    numbers: dict[str, int] = {}
    for place, original in enumerate(texts):
        text = one_line(original[:_READ])
        if text in numbers:
            reading.places[numbers[text]].append(place)
            continue
        number = numbers[text] = len(numbers)
        runs = list(runs_of(text))
        shouted = is_shouted(text)
        reading.texts.append(text)
        reading.places.append([place])
        reading.runs.append(runs)
        reading.shouted.append(shouted)
        for run in runs:
            _hold(reading, run, 1 << number)
            if not shouted:
                _note(casing, run)
    return reading


def _note(casing: dict[str, Counter[str]], run: Run) -> None:
    weight = 1  # a capital at a sentence's start says little
    for word in run:
        spellings = casing.get(word.folded)
        if spellings is None:
            spellings = casing[word.folded] = Counter()
        spellings[word.written] += weight
        weight = 100


def _hold(reading: Reading, run: Run, bit: int) -> None:
    """Adds a run's stems; a verb and its particle are one more."""
    last = None
    for word in run:
        if word.folded in DENIALS:
            _held(reading, DENIED, word.folded, bit)
        elif word.means:
            _held(reading, word.stem, word.folded, bit)
        if last is not None and last.means and word.part == "T":
            _held(reading, f"{last.stem} {word.folded}", f"{last.folded} {word.folded}", bit)
        last = word


def _held(reading: Reading, stem: str, spelling: str, bit: int) -> None:
    reading.holders[stem] = reading.holders.get(stem, 0) | bit
    spellings = reading.spellings.get(stem)
    if spellings is None:
        spellings = reading.spellings[stem] = Counter()
    spellings[spelling] += 1


def is_shouted(text: str) -> bool:
    """Mostly capitals, and more than an acronym or two."""
    shouted = sum(map(str.isupper, text))
    return shouted > 12 * _SHOUTED and shouted > _SHOUTED * max(12, sum(map(str.isalpha, text)))


def runs_of(text: str) -> Iterator[Run]:
    """Words without a mark, a courtesy or a blanked name between them; a number is one of them."""
    run: Run = []
    for token in _TOKEN.findall(text):
        if token[0] in "\"'“”‘’„«»":
            continue
        word = _word(token)
        if word is None:
            if run:
                yield run
            run = []
        elif word.folded == "cent" and run and run[-1].folded == "per":
            run[-1] = Word(token, NUMBER, "", False, NUMBER)
        else:
            run.append(word)
    if run:
        yield run


@lru_cache(maxsize=100_000)
def _word(token: str) -> Word | None:
    """None for what a reader would pause at."""
    folded = token.casefold().replace("’", "'")
    if folded in NUMBERS or token[0].isdigit():
        return Word(token, NUMBER, "", False, NUMBER)
    if not token[0].isalpha() or folded in COURTESIES or "." in token or len(token) > _LONGEST_WORD:
        return None
    if HIDDEN.match(token):
        return None
    return Word(token, folded, stem_of(folded), folded not in FUNCTION and len(token) > 1, small_part(folded))
