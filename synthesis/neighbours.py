"""Exact nearest neighbours by cosine, and vectors smoothed over them.

Smoothing moves each text towards what is said around it, so that wording averages out and meaning stays; it
is what makes density clustering work on sentence vectors (docs/themes.md has the figures). The rule kept:
the same vectors give the same bytes with any number of threads, because every block has a fixed shape and
each block is computed by one thread.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from synthesis.themes import Vectors

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_BLOCK = 256
_ROWS = 16_384
_STRAND = 32
_SHARPNESS = 4  # power of the cosine that a neighbour weighs by


@dataclass(frozen=True, slots=True)
class Neighbours:
    """For each row its nearest other rows, nearest first: ``index`` and cosine, both (n, k)."""

    index: NDArray[np.int64]
    similarity: Vectors


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """Rows scaled to length one; rows of zeros stay zero."""
    scaled = np.zeros(vectors.shape, dtype=np.float32)
    for start in range(0, len(vectors), _ROWS):
        part = vectors[start : start + _ROWS]
        norms = np.sqrt(np.einsum("ij,ij->i", part, part, dtype=np.float64))[:, None]
        scaled[start : start + _ROWS] = part * np.divide(1, norms, out=np.zeros_like(norms), where=norms > 0)
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
        index[start:stop], similarity[start:stop] = _largest(scores, count)

    in_threads(fill, range(0, rows, _BLOCK))
    return Neighbours(index, similarity)


def _largest(scores: Vectors, count: int) -> tuple[NDArray[np.int64], Vectors]:
    """Columns and values of the ``count`` largest scores of each row, largest first, ties by column.

    The columns are laid into strands; the ``count``-th largest of the strands' maxima is a bar that at least
    ``count`` scores reach, so only the few above it are sorted.
    """
    rows, columns = scores.shape
    strands = max(count, columns // _STRAND)
    whole = columns - columns % strands
    tops = scores[:, :whole].reshape(rows, -1, strands).max(axis=1)
    bar = np.partition(tops, strands - count, axis=1)[:, strands - count]
    row, column = np.nonzero(scores >= bar[:, None])
    value = scores[row, column]
    order = np.lexsort((column, -value, row))
    starts = np.searchsorted(row[order], np.arange(rows))
    chosen = order[starts[:, None] + np.arange(count)]
    return column[chosen], value[chosen]


def in_threads(work: Callable[[int], None], starts: Sequence[int]) -> None:
    """Do ``work`` for each start, one thread a CPU; each call writes its own rows only."""
    with ThreadPoolExecutor(max_workers=max(1, min(4, os.cpu_count() or 1))) as pool:
        list(pool.map(work, starts))


def smooth(vectors: Vectors, neighbours: Neighbours, rounds: int) -> Vectors:
    """Each unit row replaced, ``rounds`` times, by the direction of itself plus its neighbours.

    Two rows are neighbours when either counts the other among its nearest; they weigh by a power of their raw
    cosine, scaled by the degrees of both so that a text which is near to many does not draw all of them (a
    low-pass filter on the symmetrically normalised neighbour graph).
    """
    if neighbours.index.shape[1] == 0:
        return vectors
    graph = _graph(neighbours)
    current = vectors
    for _ in range(rounds):
        current = unit(current + graph @ current)
    return current


def _graph(neighbours: Neighbours) -> csr_array:
    from scipy.sparse import csr_array, diags_array

    rows, count = neighbours.index.shape
    weights = np.maximum(neighbours.similarity.astype(np.float64), 0) ** _SHARPNESS
    starts = np.arange(0, rows * count + 1, count)
    directed = csr_array((weights.ravel(), neighbours.index.ravel(), starts), shape=(rows, rows))
    both = directed.maximum(directed.T).tocsr()
    degrees = np.asarray(both.sum(axis=1)).ravel()
    scale = np.divide(1.0, np.sqrt(degrees), out=np.zeros(rows), where=degrees > 0)
    return csr_array((diags_array(scale) @ both @ diags_array(scale)) * float(count)).astype(np.float32)
