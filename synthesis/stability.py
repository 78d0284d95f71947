"""How sure a theme is: refit without some of the texts and see whether it comes back (Hennig 2007).

The share kept is 80 % of distinct texts; a theme's figure is the mean, over refits, of its best overlap
(Jaccard) with a refitted group, counted over the texts that were kept.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.int64]
_KEPT = 0.8


def stability(
    labels: Labels, refit: Callable[[NDArray[np.int64]], Labels], resamples: int, seed: int = 20_26
) -> list[float]:
    """One figure, 0 to 1, for each theme of ``labels`` (-1 is outside).

    ``refit`` takes sorted row numbers and gives a group for each.
    """
    themes = int(labels.max()) + 1 if len(labels) else 0
    totals = np.zeros(themes)
    seen = np.zeros(themes)
    rng = np.random.default_rng(seed)
    for _ in range(resamples):
        kept = np.sort(rng.permutation(len(labels))[: max(1, round(_KEPT * len(labels)))])
        best, present = _best_overlap(labels[kept], refit(kept), themes)
        totals[present] += best[present]
        seen += present
    return [float(total / count) if count else 0.0 for total, count in zip(totals, seen, strict=True)]


def _best_overlap(
    before: Labels, after: Labels, themes: int
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    groups = int(after.max()) + 1 if len(after) else 0
    table = np.zeros((themes, groups + 1))
    inside = before >= 0
    np.add.at(table, (before[inside], np.where(after[inside] < 0, groups, after[inside])), 1)
    sizes = np.bincount(before[inside], minlength=themes).astype(float)
    others = np.bincount(after[after >= 0], minlength=groups).astype(float)
    shared = table[:, :groups]
    union = sizes[:, None] + others[None, :] - shared
    overlap = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    best = overlap.max(axis=1) if groups else np.zeros(themes)
    return best, sizes > 0
