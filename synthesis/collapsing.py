"""Equal texts and near copies become one before clustering, so that a template or a bulk mail neither makes a
theme nor weighs in its shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foundation.ids import content_id
from foundation.text import one_line
from synthesis.near_duplicates import near_duplicates
from synthesis.neighbours import unit
from synthesis.themes import Vectors

_BLOCK = 16_384


@dataclass(frozen=True, slots=True)
class Collapsed:
    """``ids`` in order; ``group[i]`` is the row of ``texts`` and ``vectors`` (one a distinct text, by
    first id) that stands for ``ids[i]``. ``sample`` are the rows to fit to, all unless there are too many."""

    ids: tuple[str, ...]
    group: NDArray[np.int64]
    texts: tuple[str, ...]
    vectors: Vectors
    sample: NDArray[np.int64]


def collapse(ids: Sequence[str], texts: Sequence[str], vectors: Vectors, limit: int) -> Collapsed:
    """Sort by id and join texts that are equal but for case, white space and marks at the end, or near copies.

    Of more than ``limit`` equal texts a sample by content hash is to be fitted, and near copies are looked for
    in it alone. Vectors are scaled to unit length; values that are not numbers count as zero.
    """
    order = sorted(range(len(ids)), key=lambda index: ids[index])
    rows: dict[str, int] = {}
    first: list[int] = []
    group = np.zeros(len(ids), dtype=np.int64)
    for place, index in enumerate(order):
        key = same_words(texts[index])
        if key not in rows:
            rows[key] = len(first)
            first.append(index)
        group[place] = rows[key]
    sample = _sample([texts[index] for index in first], limit)
    stands = np.arange(len(first))
    stands[sample] = sample[near_duplicates([texts[first[row]] for row in sample])]
    kept, renumbered = np.unique(stands, return_inverse=True)
    first = [first[row] for row in kept.tolist()]
    return Collapsed(
        tuple(ids[index] for index in order),
        renumbered.ravel()[group].astype(np.int64),
        tuple(texts[index] for index in first),
        _rows(vectors, first),
        np.flatnonzero(np.isin(kept, sample)),
    )


def _rows(vectors: Vectors, chosen: Sequence[int]) -> Vectors:
    """The chosen rows as unit rows; in blocks, for a million rows are large enough once."""
    result = np.zeros((len(chosen), vectors.shape[1] if len(chosen) else 1), dtype=np.float32)
    for start in range(0, len(chosen), _BLOCK):
        part = np.asarray(vectors[chosen[start : start + _BLOCK]], dtype=np.float32)
        result[start : start + _BLOCK] = unit(np.nan_to_num(part))
    return result


def same_words(text: str) -> str:
    """What two texts have in common that differ in case, white space or marks at the end."""
    return one_line(text).casefold().rstrip(" .!…")


def _sample(texts: Sequence[str], limit: int) -> NDArray[np.int64]:
    """All rows, or the ``limit`` whose texts hash lowest: the same sample whatever else is there."""
    if len(texts) <= limit:
        return np.arange(len(texts))
    order = sorted(range(len(texts)), key=lambda row: content_id(texts[row]))
    return np.array(sorted(order[:limit]), dtype=np.int64)
