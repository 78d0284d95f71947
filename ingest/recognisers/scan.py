"""One reading of a text that all recognisers share: its words tell which of them can find anything at all.

Most feedback holds nothing to redact, so what a text costs is what it costs to learn that. The words are read
once; a recogniser runs only at the places of its own cue words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_DIGIT_RUNS = re.compile(r"\d(?:\D{0,3}\d){5}")


def _level_table() -> dict[int, str]:
    table = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
    table |= dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63), "-")
    table |= dict.fromkeys((0x2018, 0x2019, 0x201B, 0x2032, 0x02BC, 0xB4), "'")
    table |= dict.fromkeys((0x201C, 0x201D, 0x201E, 0x2033, 0xAB, 0xBB), '"')
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50):
        table |= {zero + digit: str(digit) for digit in range(10)}
    return table


_LEVEL = _level_table()
_UNDECOMPOSED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i"})
_ASCII_WORDS = {code: " " for code in range(128) if not chr(code).isalnum()}


def level(text: str) -> str:
    """``text`` of the same length with one kind of blank, dash, quotation mark and digit: full-width,
    Arabic and Indic figures become ASCII."""
    return text if text.isascii() else text.translate(_LEVEL)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case without accents: ``Núñez`` -> ``nunez``."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_UNDECOMPOSED)


@dataclass(frozen=True, slots=True)
class Scan:
    """A text's lower-case form (same length), its words as written and without accents, where the words that
    hold figures begin, whether six figures stand close together, and the length of its longest run without blank."""

    lower: str
    words: frozenset[str]
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: tuple[int, ...] = ()
    long_number: bool = False
    longest: int = 0

    def has(self, words: frozenset[str]) -> bool:
        """Whether any of ``words`` stands in the text."""
        return not words.isdisjoint(self.words)

    def places(self, phrases: Iterable[str]) -> Iterator[int]:
        """Where one of the ``phrases`` begins, at the start of a word."""
        lower = self.lower
        for phrase in phrases:
            at = lower.find(phrase)
            while at >= 0:
                if at == 0 or not lower[at - 1].isalnum():
                    yield at
                at = lower.find(phrase, at + 1)

    def starts(self, words: frozenset[str]) -> Iterator[int]:
        """Where one of ``words`` (folded) begins, in order."""
        return iter(sorted({*self.places(self.written(words))}))

    def written(self, words: frozenset[str]) -> Iterator[str]:
        """Those of ``words`` (folded) that the text has, as it writes them in lower case."""
        for word in words & self.words:
            yield word
            yield from self.forms.get(word, ())


@lru_cache(maxsize=4)
def scan(text: str) -> Scan:
    """What a levelled text holds. The last few answers are kept: one text is asked about twice on its way."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    words = set(lower.translate(_ASCII_WORDS).split() if lower.isascii() else _WORD.findall(lower))
    forms: dict[str, tuple[str, ...]] = {}
    if not lower.isascii():
        for word in [word for word in words if not word.isascii()]:
            folded = fold(word)
            if folded != word:
                words.add(folded)
                forms[folded] = (*forms.get(folded, ()), word)
    numbers = _number_starts(text)
    long_number = len(numbers) > 0 and bool(_DIGIT_RUNS.search(text))
    return Scan(lower, frozenset(words), forms, numbers, long_number, max(map(len, text.split()), default=0))


def _number_starts(text: str) -> tuple[int, ...]:
    """Where the runs of letters and figures begin that hold a figure."""
    first = _DIGIT.search(text)
    if first is None:
        return ()
    starts: list[int] = []
    end = 0
    for match in _DIGIT.finditer(text, first.start()):
        if match.start() < end:
            continue
        start = match.start()
        while start > end and text[start - 1].isalnum():
            start -= 1
        starts.append(start)
        run = _WORD.match(text, match.start())
        end = run.end() if run else match.end()
    return tuple(starts)
