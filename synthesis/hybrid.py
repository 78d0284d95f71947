"""Search by meaning and by words at once: two rankings of the same statements, fused by their ranks.

Reciprocal-rank fusion (Cormack, Clarke and Büttcher 2009) with a weight for the words; docs/search.md holds the
designs that were tried and how the defaults were chosen. Ties go by id, so that the same question finds the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from synthesis.calm_threads import one_thread
from synthesis.corpus import Corpus
from synthesis.exact_retriever import Rows, Scores, best_first, cosines
from synthesis.keywords import KeywordIndex
from synthesis.retrieval import EVERYTHING, Hit, SearchFilter
from synthesis.themes import Vectors


class FoundBy(StrEnum):
    """What led to a statement."""

    MEANING = "meaning"
    WORDS = "words"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Fusion:
    """How two rankings become one: a statement at rank r of a ranking (from 1) gets ``weight / (k + r)`` from it,
    1 for the meaning and ``words`` for the words; each ranking counts to ``depth``."""

    k: int = 60
    words: float = 1.0
    depth: int = 100


@dataclass(frozen=True, slots=True)
class Question:
    """``vector`` is the question's meaning, None to search by words alone; ``terms`` are its words, as the keyword
    index knows words."""

    vector: Vectors | None
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HybridHit:
    """A statement found: its fused score, the cosine of its meaning (None where it was not asked for or the
    statement has no vector), its BM25 score (0 where it holds no word asked for)."""

    statement_id: str
    score: float
    similarity: float | None
    bm25: float
    by: FoundBy


@dataclass(frozen=True, slots=True)
class HybridRetriever:
    """Searches ``corpus`` exactly by meaning and, row for row, ``keywords`` by words."""

    corpus: Corpus
    keywords: KeywordIndex
    fusion: Fusion = Fusion()

    def search(
        self,
        question: Question,
        limit: int,
        where: SearchFilter = EVERYTHING,
        nearest: Sequence[Hit] | None = None,
    ) -> list[HybridHit]:
        """The ``limit`` best statements that fit ``where``, best first, ties by id. ``nearest``: the ranking by
        meaning where another retriever has it already."""
        if limit <= 0 or not len(self.corpus):
            return []
        depth = max(limit, self.fusion.depth)
        rows = self.corpus.fitting(where)
        words = self.keywords.scores(self.keywords.asked(question.terms))
        by_words = _ranked_words(words, rows, depth)
        by_meaning = self._near(question, rows, depth, nearest)
        found, scores = fused(by_meaning, by_words, self.fusion)
        order = np.lexsort((found, -scores))[:limit]
        return self._hits(question, found[order], scores[order], (by_meaning, by_words), words)

    def _near(self, question: Question, rows: Rows | None, depth: int, nearest: Sequence[Hit] | None) -> Rows:
        if question.vector is None or not self.corpus.vectors.size:
            return np.zeros(0, dtype=np.intp)
        if nearest is not None:
            return self._known([hit.statement_id for hit in nearest])
        with one_thread():
            scores = cosines(self.corpus.vectors, question.vector, rows)
        near = np.arange(len(self.corpus)) if rows is None else rows
        known = scores != 0.0  # a row of zeros stands for no vector
        return best_first(near[known], scores[known], depth)[0]

    def _known(self, ids: Sequence[str]) -> Rows:
        places = [(bisect_left(self.corpus.ids, one), one) for one in ids]
        held = [at for at, one in places if at < len(self.corpus) and self.corpus.ids[at] == one]
        return np.array(held, dtype=np.intp)

    def _hits(
        self,
        question: Question,
        rows: Rows,
        scores: Scores,
        rankings: tuple[Rows, Rows],
        words: Scores,
    ) -> list[HybridHit]:
        similar: list[float | None] = [None] * rows.size
        if question.vector is not None and self.corpus.vectors.size and rows.size:
            near = (self.corpus.vectors[rows] @ question.vector).astype(np.float64)
            similar = [round(float(one), 6) if one else None for one in np.clip(near, -1.0, 1.0)]
        meant, said = (frozenset(one.tolist()) for one in rankings)
        return [
            HybridHit(
                self.corpus.ids[row],
                float(score),
                likeness,
                float(words[row]),
                FoundBy.BOTH
                if row in meant and row in said
                else FoundBy.MEANING
                if row in meant
                else FoundBy.WORDS,
            )
            for row, score, likeness in zip(rows.tolist(), scores.tolist(), similar, strict=True)
        ]


def _ranked_words(words: Scores, rows: Rows | None, depth: int) -> Rows:
    held = np.flatnonzero(words) if rows is None else rows[words[rows] > 0]
    return best_first(held, words[held], depth)[0]


def fused(by_meaning: Rows, by_words: Rows, fusion: Fusion) -> tuple[NDArray[np.intp], Scores]:
    """The rows of two rankings, best first each, ascending, with their reciprocal-rank scores."""
    found = np.union1d(by_meaning, by_words)
    scores = np.zeros(found.size, dtype=np.float64)
    for ranking, weight in ((by_meaning, 1.0), (by_words, fusion.words)):
        shares = weight / (fusion.k + 1.0 + np.arange(ranking.size))
        scores[np.searchsorted(found, ranking)] += shares
    return found, np.round(scores, 12)
