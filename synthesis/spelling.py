"""Words spelt nearly like one that nobody wrote. Product codes and numbers are never guessed at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SPELT = 4  # letters from which a word that nobody wrote is taken for a misspelt one
_TWICE = 8  # letters from which it may have two faults
_ENDING = 3  # letters that an ending has at most
_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Spelling:
    """The terms that are made of letters alone, sorted, with how many statements hold each, and by length."""

    terms: tuple[str, ...]
    held_by: dict[str, int]
    by_length: dict[int, tuple[str, ...]]

    @classmethod
    def of(cls, terms: Sequence[str], starts: NDArray[np.int64]) -> Spelling:
        """From an index's sorted terms and where the statements of each start."""
        held_by: dict[str, int] = {}
        by_length: dict[int, list[str]] = {}
        for term, count in zip(terms, (starts[1:] - starts[:-1]).tolist(), strict=True):
            if len(term) >= SPELT - 1 and term.isalpha():
                held_by[term] = count
                by_length.setdefault(len(term), []).append(term)
        return cls(tuple(held_by), held_by, {size: tuple(words) for size, words in by_length.items()})

    def near(self, term: str) -> list[str]:
        """Up to three terms that differ from ``term`` by a letter or two, or go on where it ends (a misspelt ending is
        cut off as one, a right one is not); the nearest, and of these the most usual."""
        if len(term) < SPELT or not term.isalpha():
            return []
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        most = 2 if len(term) >= _TWICE else 1
        found: list[tuple[int, int, str]] = []
        for size in range(len(term) - most, len(term) + most + 1):
            words = self.by_length.get(size, ())
            near = extract(term, words, scorer=OSA.distance, score_cutoff=most, limit=None)
            found += [(int(faults), -self.held_by[word], word) for word, faults, _ in near]
        found = found or self._longer(term)
        least = min(found, default=(0, 0, ""))[0]
        return [word for faults, _, word in sorted(found) if faults == least][:_OFFERED]

    def _longer(self, term: str) -> list[tuple[int, int, str]]:
        found = []
        for at in range(bisect_left(self.terms, term), len(self.terms)):
            word = self.terms[at]
            if not word.startswith(term):
                break
            if len(term) > SPELT and len(word) <= len(term) + _ENDING:
                found.append((0, -self.held_by[word], word))
        return found
