"""What belongs to other accounts, looked up word by word: their names, ids, people, addresses and words.

Keeps the rule that a draft for one account holds nothing of another, at a cost that does not grow with the book.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b

from ingest.recognisers.scan import fold
from playbooks.guardrails.everyday import everyday_words
from synthesis.stopwords import STOP_WORDS

RUN = 8
"""Words in a row that two writers do not share by chance."""
_SHORTEST = 5
_TELLING = 3
_TELLING_RUN = 2
PHRASE = 4
"""Words in a row that are somebody's own where one account alone wrote them and one of them names a matter."""
_LONG_ENOUGH = 4
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FORMS = frozenset(
    ("inc", "ltd", "llc", "gmbh", "ag", "kg", "plc", "corp", "co", "sa", "sarl", "bv", "ab", "oy")
)


@dataclass(frozen=True, slots=True)
class Others:
    """``names`` and ``people``: by their first word, folded, the words of each that begins so; ``ids`` and
    ``domains``, folded; ``said``: what stands for runs of their words (``runs_of``, ``phrases_said``)."""

    names: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    people: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    said: Container[int] = frozenset()


def by_first_word(names: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """``names`` as ``Others`` holds them; a firm's legal form at the end is left out, and what is too short to tell."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        words = [fold(match[0]) for match in _TOKEN.finditer(name)]
        while len(words) > 1 and words[-1] in _FORMS:
            words.pop()
        if words and len("".join(words)) > 2:
            found.setdefault(words[0], set()).add(tuple(words))
    return {first: tuple(sorted(held, key=lambda one: (-len(one), one))) for first, held in found.items()}


def told_ids(ids: Iterable[str]) -> frozenset[str]:
    """The ids that could be nothing else: with letters and digits, or of five digits and more."""
    return frozenset(
        fold(one.strip())
        for one in ids
        if (len(one.strip()) > 2 and any(map(str.isdigit, one)) and any(map(str.isalpha, one)))
        or (one.strip().isdigit() and len(one.strip()) >= 5)
    )


def runs_of(text: str) -> list[tuple[int, int, int]]:
    """What stands for each run of ``RUN`` words of ``text``, and for the whole where it is shorter, with where the run
    starts and ends; runs that say too little are left out."""
    words = [(fold(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    if _SHORTEST <= len(words) < RUN:
        return _runs(words, len(words), _TELLING)
    return _runs(words, RUN, _TELLING_RUN)


def phrases_said(text: str) -> list[tuple[int, int, int]]:
    """As ``runs_of``, for each ``PHRASE`` of words that names a matter: a word that any letter to any account could
    hold names none."""
    words = [(fold(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    return [
        run
        for at in range(len(words) - PHRASE + 1)
        if any(_names_matter(word) for word, _, _ in words[at : at + PHRASE])
        for run in _runs(words[at : at + PHRASE], PHRASE, 0)
    ]


@cache
def _names_matter(word: str) -> bool:
    return len(word) >= _LONG_ENOUGH and word not in STOP_WORDS and word not in everyday_words()


def short_runs(text: str) -> list[tuple[int, int, int]]:
    """As ``runs_of``, for each run that a short statement could be."""
    words = [(fold(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    return [run for length in range(_SHORTEST, RUN) for run in _runs(words, length, _TELLING)] + _runs(
        words, RUN, _TELLING_RUN
    )


def _runs(words: list[tuple[str, int, int]], length: int, telling: int) -> list[tuple[int, int, int]]:
    found = []
    for at in range(len(words) - length + 1):
        run = words[at : at + length]
        if sum(word not in STOP_WORDS and len(word) > 2 for word, _, _ in run) >= telling:
            mark = blake2b(" ".join(word for word, _, _ in run).encode("utf-8", "replace"), digest_size=8)
            found.append((int.from_bytes(mark.digest(), "big"), run[0][1], run[-1][2]))
    return found
