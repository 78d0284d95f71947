"""Exact nearest neighbours by cosine, and vectors smoothed over them.

Smoothing moves each text towards what is said around it, so that wording averages out and meaning stays; it
is what makes density clustering work on sentence vectors (docs/themes.md has the figures). The rule kept:
the same vectors give the same bytes with any number of threads, because every block has a fixed shape and
each block is computed by one thread.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthesis.themes import Vectors

_BLOCK = 512


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For each row its nearest other rows, nearest first: ``index`` and cosine, both (n, k)."""

    index: NDArray[np.int64]
    similarity: Vectors


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """Rows scaled to length one; rows of zeros stay zero."""
    norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64))[:, None]
    scaled: Vectors = np.divide(vectors, norms, out=np.zeros(vectors.shape), where=norms > 0).astype(
        np.float32
    )
    return scaled


def nearest(vectors: Vectors, count: int) -> Neighbours:
    """The ``count`` nearest other rows of each unit row (fewer when there are fewer), ties by row number.

    Exact, in blocks of rows: about 2 n² d operations and a few MB a thread. Call it with BLAS limited to one
    thread; blocks are spread over the CPUs here.
    """
    rows = len(vectors)
    count = max(0, min(count, rows - 1))
    index = np.zeros((rows, count), dtype=np.int64)
    similarity = np.zeros((rows, count), dtype=np.float32)
    if count == 0:
        return Neighbours(index, similarity)

    def fill(start: int) -> None:
        stop = min(start + _BLOCK, rows)
        scores = vectors[start:stop] @ vectors.T
        scores[np.arange(stop - start), np.arange(start, stop)] = -np.inf
        part = np.argpartition(scores, rows - count, axis=1)[:, rows - count :]
        part.sort(axis=1)
        values = np.take_along_axis(scores, part, axis=1)
        order = np.argsort(-values, axis=1, kind="stable")
        index[start:stop] = np.take_along_axis(part, order, axis=1)
        similarity[start:stop] = np.take_along_axis(values, order, axis=1)

    with ThreadPoolExecutor(max_workers=max(1, min(4, os.cpu_count() or 1))) as pool:
        list(pool.map(fill, range(0, rows, _BLOCK)))
    return Neighbours(index, similarity)


def smooth(vectors: Vectors, neighbours: Neighbours, rounds: int) -> Vectors:
    """Each unit row replaced, ``rounds`` times, by the direction of itself plus its neighbours by similarity.

    Neighbours are those of the raw vectors throughout (a low-pass filter on the neighbour graph).
    """
    if neighbours.index.shape[1] == 0:
        return vectors
    from scipy.sparse import csr_array

    rows, count = neighbours.index.shape
    weights = np.maximum(neighbours.similarity, 0).ravel()
    starts = np.arange(0, rows * count + 1, count)
    graph = csr_array((weights, neighbours.index.ravel(), starts), shape=(rows, rows))
    current = vectors
    for _ in range(rounds):
        current = unit(current + graph @ current)
    return current
