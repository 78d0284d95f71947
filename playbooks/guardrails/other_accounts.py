"""What belongs to other accounts, looked up word by word: their names, ids, people, addresses and words.

Keeps the rule that a draft for one account holds nothing of another, at a cost that does not grow with the book.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from ingest.recognisers.scan import fold
from playbooks.guardrails.everyday import everyday_words
from synthesis.stopwords import STOP_WORDS

RUN = 8
"""Words in a row that two writers do not share by chance."""
SHORTEST = 5
"""Words of a statement that is somebody's own as a whole."""
_TELLING = 3
_TELLING_RUN = 2
PHRASE = 4
"""Words in a row, one of which names a matter, that are not this account's own where only others wrote them."""
_LONG_ENOUGH = 4
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FORMS = frozenset(
    ("inc", "ltd", "llc", "gmbh", "ag", "kg", "plc", "corp", "co", "sa", "sarl", "bv", "ab", "oy")
)

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Others:
    """``names`` and ``people``: by their first word, folded, the words of each that begins so; ``ids`` and
    ``domains``, folded; ``said``: runs of their words, folded (``telling_runs``, ``phrases_said``)."""

    names: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    people: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    said: Container[Run] = frozenset()


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


def words_of(text: str) -> list[str]:
    """The words of ``text``, folded."""
    return [_folded(word) for word in _TOKEN.findall(text)]


@cache
def _folded(word: str) -> str:
    return fold(word)


def phrases_said(text: str) -> list[tuple[Run, int, int]]:
    """Each ``PHRASE`` of words that names a matter, with where it starts and ends: a word that any letter to any
    account could hold names none."""
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


def telling_runs(text: str) -> list[tuple[Run, int, int]]:
    """Each run of ``RUN`` words, or of fewer that a short statement could be, with where it starts and ends; runs that
    say too little are left out."""
    words = [(fold(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    return [run for length in range(SHORTEST, RUN) for run in _runs(words, length, _TELLING)] + _runs(
        words, RUN, _TELLING_RUN
    )


def _runs(words: list[tuple[str, int, int]], length: int, telling: int) -> list[tuple[Run, int, int]]:
    found = []
    for at in range(len(words) - length + 1):
        run = words[at : at + length]
        if sum(word not in STOP_WORDS and len(word) > 2 for word, _, _ in run) >= telling:
            found.append((tuple(word for word, _, _ in run), run[0][1], run[-1][2]))
    return found
