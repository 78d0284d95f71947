"""Search by meaning and by words at once: two rankings of the same statements made one.

By scores, the default: the cosine and a BM25 score damped to 0-1, each with its share. By ranks: reciprocal-rank fusion
(Cormack, Clarke and Büttcher 2009). docs/search.md holds the designs that were tried and how the defaults were chosen
on the development halves. Ties go by id, so that the same question finds the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

import numpy as np

from synthesis.calm_threads import one_thread
from synthesis.corpus import Corpus
from synthesis.exact_retriever import Rows, Scores, best_first, cosines
from synthesis.keywords import KeywordIndex
from synthesis.retrieval import EVERYTHING, Hit, SearchFilter
from synthesis.themes import Vectors

_PLACES = 9


class FoundBy(StrEnum):
    """What led to a statement."""

    MEANING = "meaning"
    WORDS = "words"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Fusion:
    """How two rankings become one; of each the first ``depth`` are looked at.

    ``scores``: cosine times the rest of ``words`` plus BM25 / (BM25 + ``half``) times ``words``, which is
    ``words_if_few`` where the question has at most ``few`` terms or one that nobody wrote, misspelt perhaps: the
    meaning of such a question is told badly by its vector. ``ranks``: rank r of a ranking (from 1) adds
    ``weight / (k + r)``, with a weight of 1 for the meaning and ``rank_weight`` for the words.
    """

    by: Literal["scores", "ranks"] = "scores"
    words: float = 0.2
    words_if_few: float = 0.5
    few: int = 3
    half: float = 4.0
    k: int = 20
    rank_weight: float = 0.3
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
    fusion: Fusion = field(default_factory=Fusion)

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
        asked = self.keywords.asked(question.terms)
        words = self.keywords.scores(asked)
        by_words = _ranked_words(words, rows, depth)
        by_meaning = self._near(question, rows, depth, nearest)
        found = np.union1d(by_meaning, by_words)
        near = self._cosines(question, found)
        read = question.vector is not None and self.corpus.vectors.size > 0
        unread = frozenset(self.corpus.unread.tolist())
        if self.fusion.by == "ranks":
            scores = fused_ranks(found, by_meaning, by_words, self.fusion)
        else:
            scores = fused_scores(near, words[found], self._words_share(question), self.fusion.half)
        order = np.lexsort((found, -scores))[:limit]
        meant, said = frozenset(by_meaning.tolist()), frozenset(by_words.tolist())
        return [
            HybridHit(
                self.corpus.ids[row],
                float(scores[at]),
                float(near[at]) if read and row not in unread else None,
                float(words[row]),
                _found_by(row in meant, row in said),
            )
            for at, row in zip(order.tolist(), found[order].tolist(), strict=True)
        ]

    def _words_share(self, question: Question) -> float:
        if question.vector is None:
            return 1.0
        few = len(set(question.terms)) <= self.fusion.few or self.keywords.lacks_one_of(question.terms)
        return self.fusion.words_if_few if few else self.fusion.words

    def _cosines(self, question: Question, rows: Rows) -> Scores:
        if question.vector is None or not self.corpus.vectors.size:
            return np.zeros(rows.size, dtype=np.float64)
        with one_thread():
            return cosines(self.corpus.vectors, question.vector, rows)

    def _near(self, question: Question, rows: Rows | None, depth: int, nearest: Sequence[Hit] | None) -> Rows:
        if question.vector is None or not self.corpus.vectors.size:
            return np.zeros(0, dtype=np.intp)
        if nearest is not None:
            return self._known([hit.statement_id for hit in nearest])
        with one_thread():
            scores = cosines(self.corpus.vectors, question.vector, rows)
        near = np.arange(len(self.corpus)) if rows is None else rows
        if self.corpus.unread.size:
            known = ~np.isin(near, self.corpus.unread)
            near, scores = near[known], scores[known]
        return best_first(near, scores, depth)[0]

    def _known(self, ids: Sequence[str]) -> Rows:
        places = [(bisect_left(self.corpus.ids, one), one) for one in ids]
        held = [at for at, one in places if at < len(self.corpus) and self.corpus.ids[at] == one]
        return np.array(held, dtype=np.intp)


def _found_by(meant: bool, said: bool) -> FoundBy:
    if meant and said:
        return FoundBy.BOTH
    return FoundBy.MEANING if meant else FoundBy.WORDS


def _ranked_words(words: Scores, rows: Rows | None, depth: int) -> Rows:
    held = np.flatnonzero(words) if rows is None else rows[words[rows] > 0]
    return best_first(held, words[held], depth)[0]


def fused_scores(cosine: Scores, bm25: Scores, share: float, half: float) -> Scores:
    """What ``Fusion`` calls scores: ``share`` is that of the words."""
    fused = (1.0 - share) * cosine + share * bm25 / (bm25 + half)
    return np.round(fused, _PLACES)


def fused_ranks(found: Rows, by_meaning: Rows, by_words: Rows, fusion: Fusion) -> Scores:
    """Reciprocal-rank scores of ``found``, ascending rows of two rankings that are best first each."""
    scores = np.zeros(found.size, dtype=np.float64)
    for ranking, weight in ((by_meaning, 1.0), (by_words, fusion.rank_weight)):
        scores[np.searchsorted(found, ranking)] += weight / (fusion.k + 1.0 + np.arange(ranking.size))
    return np.round(scores, _PLACES)
