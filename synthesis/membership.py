"""Who belongs to a theme and who stays out: the honest edge of clustering.

Smoothing draws every text to some group; here each is held against its group by its own, raw vector. A text
that is far from everything is alone; one that is about as near to two themes as to none is between them.
The rescue is as conservative: a text outside joins the nearest theme only when it is close to it and clearly
closer than to the next.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthesis.grouping import means
from synthesis.neighbours import in_threads, unit
from synthesis.themes import UnclusteredReason, Vectors

_WORD = re.compile(r"\w*[^\W\d_]\w*")
_ANY_LETTER = re.compile(r"[^\W\d_]")
CLOSE = 0.45
"""Cosine with a centre above which a text outside may join."""
ABOUT_AS_CLOSE = 0.05
"""Difference of cosines by which a theme must be nearer than the next to be the nearer one."""
_KEEP = 0.38  # cosine with the own centre below which a text leaves its theme
_BLOCK = 8192
_NEAR_AT_ALL = (
    0.30  # cosine under which a text has nothing to do with a theme, even where it is wished in one
)
_FEW = 50  # texts under which density alone does not tell a group from chance
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


@dataclass(frozen=True, slots=True)
class Nearness:
    """For each row the two nearest of ``themes`` centres and the cosines with them (-1 where there is no such
    centre)."""

    themes: int
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    first_score: Vectors
    second_score: Vectors


def best_two(vectors: Vectors, centroids: Vectors) -> Nearness:
    """The nearest two centres of each row, ties by number; in blocks, so that a million rows need no matrix."""
    rows, themes = len(vectors), len(centroids)
    first = np.zeros(rows, dtype=np.int64)
    second = np.zeros(rows, dtype=np.int64)
    scores = np.full((2, rows), -1.0, dtype=np.float32)
    if not themes:
        return Nearness(0, first, second, scores[0], scores[1])

    def fill(start: int) -> None:
        block = slice(start, min(start + _BLOCK, rows))
        found = vectors[block] @ centroids.T
        own = np.arange(len(found))
        first[block] = found.argmax(axis=1)
        scores[0, block] = found[own, first[block]]
        if themes > 1:
            found[own, first[block]] = -np.inf
            second[block] = found.argmax(axis=1)
            scores[1, block] = found[own, second[block]]

    in_threads(fill, range(0, rows, _BLOCK))
    return Nearness(themes, first, second, scores[0], scores[1])


def settle(vectors: Vectors, texts: Sequence[str], labels: NDArray[np.int64], min_texts: int) -> Membership:
    """From raw groups (-1 for none) to themes of at least ``min_texts`` distinct texts, and the rest."""
    wordless = _wordless(texts)
    current = _drop_small(np.where(wordless, -1, labels), min_texts)
    if len(labels) < _FEW:
        own = _among_others(vectors, current)
    else:
        own = own_scores(vectors, _centroids(vectors, current), current)
    current = _drop_small(np.where(own < _KEEP, -1, current), min_texts)
    nearness = best_two(vectors, _centroids(vectors, current))
    return _membership(vectors, texts, _rescue(nearness, current, wordless))


def keep_only(found: Membership, lasting: list[int], vectors: Vectors, texts: Sequence[str]) -> Membership:
    """Only the themes of ``lasting``, in that order; a text of a dissolved one joins the nearest that is left
    when it is near enough to be a member there, else it stays out."""
    number = {label: place for place, label in enumerate(lasting)}
    current = np.array([number.get(int(label), -1) for label in found.labels], dtype=np.int64)
    nearness = best_two(vectors, found.centroids[lasting])
    homeless = (found.labels >= 0) & (current < 0) & (nearness.first_score >= _KEEP)
    return _membership(vectors, texts, np.where(homeless, nearness.first, current))


def assign(vectors: Vectors, centroids: Vectors, texts: Sequence[str]) -> Membership:
    """Standing themes take new texts that are as near as a member has to be; nothing is refitted."""
    nearness = best_two(vectors, centroids)
    fits = (nearness.first_score >= _KEEP) & ~_wordless(texts)
    labels: NDArray[np.int64] = np.where(fits, nearness.first, -1)
    similarity = np.maximum(nearness.first_score, 0)
    return Membership(labels, _reasons(texts, labels, nearness), similarity, centroids)


def stretch(
    found: Membership, vectors: Vectors, texts: Sequence[str], times: NDArray[np.int64], most: float
) -> Membership:
    """The nearest of those outside join until at most the share ``most`` of what was said stays out; ``times``
    is how often each text was.

    It ends earlier where those who are left have nothing to do with any theme: they stay out, whatever was
    wished. Centres stay, so no theme is bent by what it was made to take.
    """
    outside = np.flatnonzero(found.labels < 0)
    surplus = int(times[outside].sum()) - math.floor(most * int(times.sum()))
    if surplus <= 0 or not len(found.centroids):
        return found
    nearness = best_two(vectors[outside], found.centroids)
    wordless = _wordless([texts[row] for row in outside.tolist()])
    willing = np.flatnonzero((nearness.first_score >= _NEAR_AT_ALL) & ~wordless)
    order = willing[np.argsort(-nearness.first_score[willing].round(5), kind="stable")]
    order = order[: int(np.searchsorted(times[outside[order]].cumsum(), surplus)) + 1]
    labels, similarity = found.labels.copy(), found.similarity.copy()
    labels[outside[order]] = nearness.first[order]
    similarity[outside[order]] = nearness.first_score[order]
    joined = set(outside[order].tolist())
    reasons = {row: reason for row, reason in found.reasons.items() if row not in joined}
    return Membership(labels, reasons, similarity, found.centroids)


def _membership(vectors: Vectors, texts: Sequence[str], labels: NDArray[np.int64]) -> Membership:
    centroids = _centroids(vectors, labels)
    nearness = best_two(vectors, centroids)
    similarity = np.maximum(nearness.first_score, 0)
    inside = labels >= 0
    similarity[inside] = own_scores(vectors, centroids, labels)[inside]
    return Membership(labels, _reasons(texts, labels, nearness), similarity, centroids)


def _wordless(texts: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([_ANY_LETTER.search(text) is None for text in texts], dtype=bool)


def own_scores(vectors: Vectors, centroids: Vectors, labels: NDArray[np.int64]) -> Vectors:
    """Cosine of each row with the centre of its label; 0 outside."""
    result = np.zeros(len(vectors), dtype=np.float32)
    for start in range(0, len(vectors), _BLOCK):
        block = slice(start, start + _BLOCK)
        inside = labels[block] >= 0
        pairs = vectors[block][inside], centroids[labels[block][inside]]
        result[block][inside] = np.einsum("ij,ij->i", *pairs) if inside.any() else 0
    return result


def _among_others(vectors: Vectors, labels: NDArray[np.int64]) -> Vectors:
    """Cosine of each row with the mean of the others of its label, 0 outside, 1 where there are none: a centre is
    near to each of few texts that have nothing in common, for it is made of them."""
    count = int(labels.max(initial=-1)) + 1
    sizes = np.bincount(labels[labels >= 0], minlength=count)
    lengths = np.linalg.norm(means(vectors, labels, count), axis=1) * sizes  # of the sums of unit rows
    own = own_scores(vectors, _centroids(vectors, labels), labels).astype(np.float64)
    whole = np.where(labels >= 0, lengths[labels], 0.0) if count else np.zeros(len(labels))
    rest = np.sqrt(np.maximum(whole * whole - 2 * own * whole + 1, 0))
    alone = (labels >= 0) & (sizes[labels] < 2) if count else np.zeros(len(labels), dtype=bool)
    result = np.divide(own * whole - 1, rest, out=np.zeros_like(rest), where=rest > 1e-6)
    return np.where(labels < 0, 0.0, np.where(alone, 1.0, result)).astype(np.float32)


def _reasons(texts: Sequence[str], labels: NDArray[np.int64], near: Nearness) -> dict[int, UnclusteredReason]:
    """Why each row outside is: too few words, about as close to two themes, or close to none."""
    undecided = (near.first_score >= _KEEP) & (near.first_score - near.second_score < ABOUT_AS_CLOSE)
    return {row: _reason(texts[row], bool(undecided[row])) for row in np.flatnonzero(labels < 0).tolist()}


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
    return unit(means(vectors, labels, int(labels.max(initial=-1)) + 1))


def _rescue(nearness: Nearness, labels: NDArray[np.int64], wordless: NDArray[np.bool_]) -> NDArray[np.int64]:
    if not nearness.themes:
        return labels
    margin = nearness.first_score - nearness.second_score
    fits = (labels < 0) & ~wordless & (nearness.first_score >= CLOSE) & (margin >= ABOUT_AS_CLOSE)
    return np.where(fits, nearness.first, labels)


def _reason(text: str, undecided: bool) -> UnclusteredReason:
    if len(_WORD.findall(text)) < _SHORT_WORDS:
        return UnclusteredReason.TOO_SHORT
    return UnclusteredReason.BETWEEN if undecided else UnclusteredReason.ALONE
