"""Equal texts and near copies become one before clustering, so that a template or a bulk mail neither makes a
theme nor weighs in its shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foundation.text import one_line
from synthesis.near_duplicates import near_duplicates
from synthesis.neighbours import unit
from synthesis.themes import Vectors


@dataclass(frozen=True, slots=True)
class Collapsed:
    """``ids`` in order; ``group[i]`` is the row of ``texts`` and ``vectors`` (one a distinct text, by
    first id) that stands for ``ids[i]``."""

    ids: tuple[str, ...]
    group: NDArray[np.int64]
    texts: tuple[str, ...]
    vectors: Vectors


def collapse(ids: Sequence[str], texts: Sequence[str], vectors: Vectors) -> Collapsed:
    """Sort by id and join texts that are equal but for case, white space and marks at the end, or near copies.

    Vectors are scaled to unit length; values that are not numbers count as zero.
    """
    order = sorted(range(len(ids)), key=lambda index: ids[index])
    rows: dict[str, int] = {}
    first: list[int] = []
    group = np.zeros(len(ids), dtype=np.int64)
    for place, index in enumerate(order):
        key = one_line(texts[index]).casefold().rstrip(" .!…")
        if key not in rows:
            rows[key] = len(first)
            first.append(index)
        group[place] = rows[key]
    first, group = _joined(texts, first, group)
    chosen = np.nan_to_num(np.asarray(vectors, dtype=np.float32))[first] if first else np.zeros((0, 1))
    return Collapsed(
        tuple(ids[index] for index in order),
        group,
        tuple(texts[index] for index in first),
        unit(chosen),
    )


def _joined(
    texts: Sequence[str], first: list[int], group: NDArray[np.int64]
) -> tuple[list[int], NDArray[np.int64]]:
    """The rows that stand for themselves, and the groups renumbered to them."""
    stands = near_duplicates([texts[index] for index in first])
    kept, renumbered = np.unique(stands, return_inverse=True)
    return [first[row] for row in kept.tolist()], renumbered.ravel()[group].astype(np.int64)
