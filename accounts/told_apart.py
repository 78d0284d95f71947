"""Counts the pairs that an AUC is the share of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from accounts.explanation import Input

AUC_FORMULA = "(won + tied / 2) / max(pairs, 1)"
"""Over the inputs of ``pair_inputs``."""


def told_apart(left: NDArray[np.bool_], risk: NDArray[np.float64]) -> tuple[int, int, int]:
    """Pairs of a row that ``left`` and one that did not in which the first has the higher risk, those in which both
    have the same, and all of them."""
    stayed, gone = np.sort(risk[~left]), risk[left]
    below = np.searchsorted(stayed, gone, side="left")
    upto = np.searchsorted(stayed, gone, side="right")
    return int(below.sum()), int((upto - below).sum()), len(stayed) * len(gone)


def pair_inputs(counts: tuple[int, int, int]) -> tuple[Input, ...]:
    """The counts of ``told_apart`` as the inputs of ``AUC_FORMULA``."""
    return tuple(
        Input(name, float(count), "pairs of account-months")
        for name, count in zip(("won", "tied", "pairs"), counts, strict=True)
    )
