"""Search by words: BM25 as SQLite's FTS5 computes it, from a matrix of weights that is worked out once.

FTS5 splits texts into terms and counts them (``workspace.store.keyword_terms``); its own ``bm25()`` then counts each
word of a question anew over all statements that hold it, which took 570 ms of 100,000. Here every pair of a term
and a statement has its share of the score ready, so a question is the sum of a few columns. A test holds scores
and order equal to FTS5's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from synthesis.spelling import SPELT, Spelling

Scores = NDArray[np.float64]

_K1 = 1.2
_B = 0.75
_LEAST_IDF = 1e-6
"""FTS5's own constants; a term that more than half of the statements hold weighs next to nothing."""
_MISSPELT = 0.7  # what a word counts that is only nearly the one asked for


@dataclass(frozen=True, slots=True)
class TermCounts:
    """How often which statement says what: ``terms`` sorted; entry ``i`` says that statement ``rows[i]`` holds
    term ``owners[i]`` ``counts[i]`` times. Entries are in order of term, then row. ``size`` statements in all."""

    terms: tuple[str, ...]
    owners: NDArray[np.int64]
    rows: NDArray[np.int64]
    counts: NDArray[np.int64]
    size: int


@dataclass(frozen=True, slots=True)
class KeywordIndex:
    """Entries ``starts[t]`` to ``starts[t + 1]`` of ``rows`` and ``weights`` are the statements that hold term ``t``
    and what it adds to their scores. ``size`` statements in all, in the order of their corpus."""

    terms: tuple[str, ...]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: Scores
    size: int
    spelling: Spelling

    @classmethod
    def of(cls, counted: TermCounts) -> KeywordIndex:
        """The weights of BM25 (k1 1.2, b 0.75; Robertson and Zaragoza 2009, as sqlite.org/fts5.html gives it)."""
        rows, size = counted.rows, counted.size
        lengths = np.bincount(rows, weights=counted.counts, minlength=size)
        held_by = np.bincount(counted.owners, minlength=len(counted.terms)).astype(np.float64)
        rarity = np.log((size - held_by + 0.5) / (held_by + 0.5))
        rarity[rarity <= 0] = _LEAST_IDF
        mean = lengths.sum() / size if size else 1.0
        often = counted.counts.astype(np.float64)
        damped = often + _K1 * (1 - _B + _B * lengths[rows] / mean)
        starts = np.concatenate([[0], np.cumsum(held_by)]).astype(np.int64)
        return cls(
            terms=counted.terms,
            starts=starts,
            rows=rows.astype(np.int32),
            weights=rarity[counted.owners] * ((often * (_K1 + 1.0)) / damped),
            size=size,
            spelling=Spelling.of(counted.terms, starts),
        )

    def number(self, term: str) -> int | None:
        """The place of ``term`` among the terms; None where no statement holds it."""
        at = bisect_left(self.terms, term)
        return at if at < len(self.terms) and self.terms[at] == term else None

    def scores(self, asked: Mapping[str, float]) -> Scores:
        """The score of every statement, 0 where it holds no term asked for; each term counts as ``asked`` says."""
        found = np.zeros(self.size, dtype=np.float64)
        for term, share in asked.items():
            at = self.number(term)
            if at is None:
                continue
            held = slice(int(self.starts[at]), int(self.starts[at + 1]))
            weights = self.weights[held]
            found[self.rows[held]] += weights if share == 1.0 else weights * share
        return found

    def asked(self, terms: Sequence[str]) -> dict[str, float]:
        """What to look for: the terms, and in place of a word that nobody wrote the words spelt nearly so."""
        wanted: dict[str, float] = {}
        for term in dict.fromkeys(terms):
            if self.number(term) is not None:
                wanted[term] = 1.0
                continue
            for near in self.spelling.near(term):
                wanted.setdefault(near, _MISSPELT)
        return wanted

    def lacks_one_of(self, terms: Sequence[str]) -> bool:
        """Whether one of these terms, long enough to be a word that matters, is in no statement."""
        return any(len(term) >= SPELT and self.number(term) is None for term in terms)


def merged_terms(parts: Sequence[tuple[str, NDArray[np.int64]]], size: int) -> TermCounts:
    """Counts from each term's statements, one entry an occurrence, in any order."""
    found = [
        (term, *np.unique(rows, return_counts=True)) for term, rows in sorted(parts, key=lambda one: one[0])
    ]
    lengths = np.fromiter((rows.size for _, rows, _ in found), np.int64, len(found))
    empty = np.zeros(0, dtype=np.int64)
    return TermCounts(
        terms=tuple(term for term, _, _ in found),
        owners=np.repeat(np.arange(len(found), dtype=np.int64), lengths),
        rows=np.concatenate(list(chain([empty], (rows for _, rows, _ in found)))),
        counts=np.concatenate(list(chain([empty], (counts for _, _, counts in found)))),
        size=size,
    )
