"""Exact search: the cosine with every stored vector. Always there, and the oracle for the index's recall.

Similarities are rounded to six places before they are ordered, because the last bits of a matrix product
depend on a row's place in it; so equal statements come in order of id.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthesis.corpus import Corpus, month_number
from synthesis.retrieval import EVERYTHING, Hit, SearchFilter
from synthesis.themes import Vectors

PLACES = 6


def unit_row(vector: Vectors) -> Vectors:
    """``vector`` as one row of length 1, shape (dim,); a zero vector stays zero."""
    row = np.asarray(vector, dtype=np.float32).reshape(-1)
    length = float(np.linalg.norm(row))
    return row / np.float32(length) if length else row


def rounded(similarity: float) -> float:
    """A cosine within -1 and 1, to six places."""
    return round(min(1.0, max(-1.0, float(similarity))), PLACES)


@dataclass(frozen=True, slots=True)
class ExactRetriever:
    """Searches all of ``corpus``: 100,000 statements of 384 dimensions in about 10 ms."""

    corpus: Corpus

    def search(self, vector: Vectors, limit: int, where: SearchFilter = EVERYTHING) -> list[Hit]:
        """The ``limit`` nearest statements that fit ``where``, nearest first, ties by id."""
        rows = self._fitting(where)
        if limit <= 0 or not rows.size:
            return []
        similarities = np.round((self.corpus.vectors @ unit_row(vector))[rows].astype(np.float64), PLACES)
        if limit < rows.size:
            least = np.partition(similarities, rows.size - limit)[rows.size - limit]
            near = similarities >= least
            rows, similarities = rows[near], similarities[near]
        order = np.lexsort((rows, -similarities))[:limit]
        return [Hit(self.corpus.ids[rows[at]], rounded(similarities[at])) for at in order]

    def _fitting(self, where: SearchFilter) -> NDArray[np.intp]:
        corpus = self.corpus
        fits = np.ones(len(corpus), dtype=np.bool_)
        if where.accounts:
            fits &= np.fromiter((one in where.accounts for one in corpus.accounts), np.bool_, len(corpus))
        if where.sources:
            fits &= np.fromiter((one in where.sources for one in corpus.sources), np.bool_, len(corpus))
        months = np.asarray(corpus.months, dtype=np.int64)
        if where.since is not None:
            fits &= months >= month_number(where.since)
        if where.until is not None:
            fits &= months <= month_number(where.until)
        return np.flatnonzero(fits)
