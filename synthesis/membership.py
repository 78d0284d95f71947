"""Who belongs to a theme and who stays out: the honest edge of clustering.

Smoothing draws every text to some group; here each is held against its group by its own, raw vector. A text
that is far from everything is alone; one that is about as near to two themes as to none is between them.
The rescue is as conservative: a text outside joins the nearest theme only when it is close to it and clearly
closer than to the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthesis.neighbours import unit
from synthesis.themes import UnclusteredReason, Vectors

_WORD = re.compile(r"\w*[^\W\d_]\w*")
_ANY_LETTER = re.compile(r"[^\W\d_]")
_KEEP = 0.38  # cosine with the own centre below which a text leaves its theme
_RESCUE = 0.45  # cosine with a centre above which a text outside may join
_MARGIN = 0.05  # by which that theme must be nearer than the next
_SHORT_WORDS = 2


@dataclass(frozen=True, slots=True)
class Membership:
    """``labels`` per distinct text, -1 outside; themes are numbered without gaps. ``reasons`` for those
    outside, ``similarity`` is the cosine with the own (outside: the nearest) centre; ``centroids`` are unit.
    """

    labels: NDArray[np.int64]
    reasons: dict[int, UnclusteredReason]
    similarity: Vectors
    centroids: Vectors


def settle(vectors: Vectors, texts: Sequence[str], labels: NDArray[np.int64], min_texts: int) -> Membership:
    """From raw groups (-1 for none) to themes of at least ``min_texts`` distinct texts, and the rest."""
    wordless = np.array([_ANY_LETTER.search(text) is None for text in texts], dtype=bool)
    current = np.where(wordless, -1, labels)
    current = _drop_small(current, min_texts)
    scores = vectors @ _centroids(vectors, current).T
    own = _own(scores, current)
    current = np.where(own < _KEEP, -1, current)
    current = _drop_small(current, min_texts)
    centroids = _centroids(vectors, current)
    scores = vectors @ centroids.T
    current = _rescue(scores, current, wordless)
    centroids = _centroids(vectors, current)
    scores = vectors @ centroids.T
    similarity = (
        _own(scores, np.where(current < 0, scores.argmax(axis=1), current))
        if len(centroids)
        else (np.zeros(len(vectors), dtype=np.float32))
    )
    reasons = {
        int(row): _reason(texts[int(row)], float(similarity[row])) for row in np.flatnonzero(current < 0)
    }
    return Membership(current, reasons, similarity, centroids)


def keep_only(found: Membership, lasting: list[int], vectors: Vectors, texts: Sequence[str]) -> Membership:
    """Only the themes of ``lasting``, in that order; a text of a dissolved one joins the nearest that is left
    when it is near enough to be a member there, else it stays out."""
    number = {label: place for place, label in enumerate(lasting)}
    current = np.array([number.get(int(label), -1) for label in found.labels], dtype=np.int64)
    scores = vectors @ found.centroids[lasting].T
    homeless = (found.labels >= 0) & (current < 0) & (scores.max(axis=1) >= _KEEP)
    current = np.where(homeless, scores.argmax(axis=1), current)
    centroids = _centroids(vectors, current)
    scores = vectors @ centroids.T
    similarity = _own(scores, np.where(current < 0, scores.argmax(axis=1), current))
    reasons = {
        int(row): _reason(texts[int(row)], float(similarity[row])) for row in np.flatnonzero(current < 0)
    }
    return Membership(current, reasons, similarity, centroids)


def assign(vectors: Vectors, centroids: Vectors, texts: Sequence[str]) -> Membership:
    """Standing themes take new texts under the rescue's rule; nothing is refitted."""
    outside = np.full(len(vectors), -1, dtype=np.int64)
    if not len(centroids) or not len(vectors):
        reasons = {row: _reason(text, 0.0) for row, text in enumerate(texts)}
        return Membership(outside, reasons, np.zeros(len(vectors), dtype=np.float32), centroids)
    wordless = np.array([_ANY_LETTER.search(text) is None for text in texts], dtype=bool)
    scores = vectors @ centroids.T
    labels = _rescue(scores, outside, wordless)
    similarity = scores.max(axis=1)
    reasons = {
        int(row): _reason(texts[int(row)], float(similarity[row])) for row in np.flatnonzero(labels < 0)
    }
    return Membership(labels, reasons, similarity, centroids)


def _drop_small(labels: NDArray[np.int64], least: int) -> NDArray[np.int64]:
    """Groups under ``least`` dissolve; the others are numbered by their first row."""
    result = np.full(len(labels), -1, dtype=np.int64)
    numbers: dict[int, int] = {}
    sizes = {
        int(label): int(size) for label, size in zip(*np.unique(labels, return_counts=True), strict=True)
    }
    for row, label in enumerate(labels.tolist()):
        if label >= 0 and sizes[label] >= least:
            result[row] = numbers.setdefault(label, len(numbers))
    return result


def _centroids(vectors: Vectors, labels: NDArray[np.int64]) -> Vectors:
    count = int(labels.max()) + 1 if len(labels) else 0
    sums = np.zeros((count, vectors.shape[1]), dtype=np.float64)
    inside = labels >= 0
    np.add.at(sums, labels[inside], vectors[inside])
    return unit(sums)


def _own(scores: Vectors, labels: NDArray[np.int64]) -> Vectors:
    if scores.shape[1] == 0:
        return np.zeros(len(labels), dtype=np.float32)
    own: Vectors = scores[np.arange(len(labels)), np.maximum(labels, 0)]
    return own


def _rescue(scores: Vectors, labels: NDArray[np.int64], wordless: NDArray[np.bool_]) -> NDArray[np.int64]:
    if scores.shape[1] == 0:
        return labels
    best = scores.argmax(axis=1)
    top = scores.max(axis=1)
    second = np.partition(scores, -2, axis=1)[:, -2] if scores.shape[1] > 1 else np.full(len(top), -1.0)
    fits = (labels < 0) & ~wordless & (top >= _RESCUE) & (top - second >= _MARGIN)
    return np.where(fits, best, labels)


def _reason(text: str, similarity: float) -> UnclusteredReason:
    if len(_WORD.findall(text)) < _SHORT_WORDS:
        return UnclusteredReason.TOO_SHORT
    return UnclusteredReason.BETWEEN if similarity >= _RESCUE else UnclusteredReason.ALONE
