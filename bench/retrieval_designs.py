"""The ways of making two rankings one that ``bench.retrieval --designs`` compares; the product's own is the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bench.retrieval_tasks import Asked, Task
from synthesis.exact_retriever import Rows, Scores, best_first, cosines
from synthesis.hybrid import Fusion, HybridRetriever, Question, fused_ranks

_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Rankings:
    """Both rankings of a question's corpus, best first, and of ``found``, the rows of either, both scores."""

    by_meaning: Rows
    by_words: Rows
    found: Rows
    cosine: Scores
    bm25: Scores
    terms: tuple[str, ...]


Design = Callable[[Rankings], Scores]


def rankings(task: Task, asked: Asked) -> Rankings:
    """What the designs start from."""
    rows = task.corpus.fitting(asked.where)
    within = np.arange(len(task.corpus)) if rows is None else rows
    cosine = cosines(task.corpus.vectors, asked.vector, rows)
    bm25 = task.keywords.scores(task.keywords.asked(asked.terms))
    held = within[bm25[within] > 0]
    by_meaning = best_first(within, cosine, _DEPTH)[0]
    by_words = best_first(held, bm25[held], _DEPTH)[0]
    found = np.union1d(by_meaning, by_words)
    near = cosine[np.searchsorted(within, found)]
    return Rankings(by_meaning, by_words, found, near, bm25[found], asked.terms)


def _ranks(k: int, weight: float) -> Design:
    fusion = Fusion(k=k, rank_weight=weight)
    return lambda one: fused_ranks(one.found, one.by_meaning, one.by_words, fusion)


def _short_ranks(k: int) -> Design:
    """The words' ranks weigh less the more words there are."""

    def design(one: Rankings) -> Scores:
        fusion = Fusion(k=k, rank_weight=min(1.0, 2 / max(1, len(set(one.terms)))))
        return fused_ranks(one.found, one.by_meaning, one.by_words, fusion)

    return design


def _between(scores: Scores) -> Scores:
    spread = float(np.ptp(scores)) if scores.size else 0.0
    return (scores - scores.min()) / spread if spread else np.zeros_like(scores)


def _standard(scores: Scores) -> Scores:
    spread = float(scores.std()) if scores.size else 0.0
    return (scores - scores.mean()) / spread if spread else np.zeros_like(scores)


def _mixed(share: float, normal: Callable[[Scores], Scores]) -> Design:
    return lambda one: (1 - share) * normal(one.cosine) + share * normal(one.bm25)


def _damped(share: float) -> Design:
    return lambda one: (1 - share) * one.cosine + share * one.bm25 / (one.bm25 + 4.0)


DESIGNS: dict[str, Design] = {
    "reciprocal ranks, k 60": _ranks(60, 1.0),
    "reciprocal ranks, k 20, words at 0.3": _ranks(20, 0.3),
    "reciprocal ranks, k 20, words at 2 / terms": _short_ranks(20),
    "scores between 0 and 1, words 0.2": _mixed(0.2, _between),
    "standard scores, words 0.2": _mixed(0.2, _standard),
    "cosine and damped BM25, words 0.2": _damped(0.2),
    "cosine and damped BM25, words 0.5": _damped(0.5),
}


def ranked(design: Design, one: Rankings) -> Sequence[int]:
    """Rows, best first, ties by row."""
    scores = np.round(design(one), 9)
    found: list[int] = one.found[np.lexsort((one.found, -scores))].tolist()
    return found


def products(task: Task, asked: Asked, fusion: Fusion | None = None) -> Sequence[int]:
    """Rows as the product ranks them."""
    place = {one: row for row, one in enumerate(task.corpus.ids)}
    retriever = HybridRetriever(task.corpus, task.keywords, fusion or Fusion())
    hits = retriever.search(Question(asked.vector, asked.terms), _DEPTH, asked.where)
    return [place[hit.statement_id] for hit in hits]
