"""Features as the numbers that models take; everything learned here is learned from the rows fitted on.

Numbers: for the linear part, standardised and cut at three deviations, or cubic splines on quantile knots
(``curved``); for trees the bare value, with gaps. Categories: one column a level; where there are many levels, the
level's share of the outcome, shrunken towards that of all and learned from other customers, so that a rare level
does not tell its own answer. A level that few customers have is no level of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accounts.churn.table import Feature, FeatureTable, Floats, Ints, Texts

_MOST_LEVELS = 30
_LEAST_IN_LEVEL = 20
_KNOTS = 7
_FEW_VALUES = 8
_SHRINK = 20.0
_FURTHEST = 3.0
_SEED = 20260101


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """Rows as two matrices, and which of their columns (start, end) come of each feature."""

    linear: Floats
    trees: Floats
    linear_spans: tuple[tuple[int, int], ...]
    trees_spans: tuple[tuple[int, int], ...]

    def swapped(self, other: Encoded, at: int) -> Encoded:
        """The same rows with one feature as in the rows of another."""
        linear, trees = self.linear.copy(), self.trees.copy()
        (low, high), (first, last) = self.linear_spans[at], self.trees_spans[at]
        linear[:, low:high] = other.linear[:, low:high]
        trees[:, first:last] = other.trees[:, first:last]
        return Encoded(linear, trees, self.linear_spans, self.trees_spans)


@dataclass(slots=True)
class _Column:
    """How one feature is turned into numbers; filled while fitting."""

    levels: Texts | None = None
    shares: Floats | None = None
    overall: float = 0.0
    middle: float = 0.0
    spline: Any = None
    shift: float = 0.0
    scale: float = 1.0
    gaps: bool = False
    void: bool = False


@dataclass(slots=True)
class Encoder:
    """Turns tables with the columns fitted on into matrices. ``curved``: numbers as splines."""

    curved: bool = True
    columns: list[_Column] = field(default_factory=list)

    def fit(self, table: FeatureTable, outcome: NDArray[np.bool_], groups: Ints | None = None) -> Encoded:
        """Learn from these rows, of which those of one group are one customer's, and return them encoded."""
        self.columns, parts = [], []
        for feature in table.features:
            column, encoded = _fitted(feature, outcome, groups, self.curved)
            self.columns.append(column)
            parts.append((_linear(column, encoded), encoded))
        return _side_by_side(parts, table.rows)

    def transform(self, table: FeatureTable) -> Encoded:
        """Other rows encoded."""
        parts = []
        for column, feature in zip(self.columns, table.features, strict=True):
            encoded = _encoded(column, feature)
            parts.append((_linear(column, encoded), encoded))
        return _side_by_side(parts, table.rows)


def _side_by_side(parts: list[tuple[Floats, Floats]], rows: int) -> Encoded:
    none = np.zeros((rows, 1))  # a matrix is never without a column
    return Encoded(
        linear=np.hstack([*(linear for linear, _ in parts), none]),
        trees=np.hstack([*(trees for _, trees in parts), none]),
        linear_spans=_spans([linear for linear, _ in parts]),
        trees_spans=_spans([trees for _, trees in parts]),
    )


def _spans(parts: list[Floats]) -> tuple[tuple[int, int], ...]:
    ends = np.cumsum([part.shape[1] for part in parts]).tolist()
    return tuple(zip([0, *ends], ends, strict=False))


def _fitted(
    feature: Feature, outcome: NDArray[np.bool_], groups: Ints | None, curved: bool
) -> tuple[_Column, Floats]:
    column = _Column(gaps=bool(feature.missing().any()))
    if feature.texts is None:
        column.void = bool(feature.missing().all())  # nothing was learned of it, whatever comes later
        encoded = _encoded(column, feature)
        _fit_number(column, encoded[~np.isnan(encoded[:, 0]), 0], curved)
        return column, encoded
    levels, counts = _levels(feature.texts, groups)
    total = len(feature.texts) if groups is None else len(np.unique(groups))
    kept = levels[counts >= min(_LEAST_IN_LEVEL, max(2, total // 20))]
    if len(levels) > _MOST_LEVELS:
        column.levels, column.overall = levels, float(outcome.mean())
        encoded = _shares_of_others(column, feature.texts, outcome, groups)
        column.shares = _shares(column, feature.texts, outcome)
        _fit_number(column, encoded[:, 0], curved)
        return column, encoded
    column.levels = kept[1:] if len(kept) == len(levels) == 2 else kept
    return column, _encoded(column, feature)


def _shares(column: _Column, texts: Texts, outcome: NDArray[np.bool_]) -> Floats:
    """The share that left of each level, and last that of a level never seen."""
    place = np.searchsorted(_known(column), texts)
    left = np.bincount(place, weights=outcome, minlength=len(_known(column)))
    count = np.bincount(place, minlength=len(_known(column)))
    shrunk = (left + _SHRINK * column.overall) / (count + _SHRINK)
    return np.append(shrunk, column.overall)


def _shares_of_others(
    column: _Column, texts: Texts, outcome: NDArray[np.bool_], groups: Ints | None
) -> Floats:
    """Each row's level by the share among customers of the other four of five parts."""
    names = np.arange(len(texts)) if groups is None else np.unique(groups, return_inverse=True)[1]
    part = np.random.default_rng(_SEED).integers(0, 5, int(names.max()) + 1)[names]
    found = np.zeros((len(texts), 1))
    for at in range(5):
        others, own = part != at, part == at
        shares = _shares(column, texts[others], outcome[others])
        found[own, 0] = shares[np.searchsorted(_known(column), texts[own])]
    return found


def _known(column: _Column) -> Texts:
    return np.array([], dtype=np.str_) if column.levels is None else column.levels


def _levels(texts: Texts, groups: Ints | None) -> tuple[Texts, Ints]:
    """The levels, and how many customers have each."""
    levels, code = np.unique(texts, return_inverse=True)
    if groups is None:
        return levels, np.bincount(code, minlength=len(levels))
    pairs = np.unique(np.column_stack([code, groups]), axis=0)
    return levels, np.bincount(pairs[:, 0], minlength=len(levels))


def _fit_number(column: _Column, known: Floats, curved: bool) -> None:
    """A spline where there are values enough, else the standardised value alone."""
    from sklearn.preprocessing import SplineTransformer

    if not len(known):
        return
    column.middle, column.shift = float(np.median(known)), float(known.mean())
    column.scale = float(known.std()) or 1.0
    knots = np.unique(np.quantile(known, np.linspace(0, 1, _KNOTS)))
    if curved and len(knots) >= 4 and len(np.unique(known)) > _FEW_VALUES:
        spline = SplineTransformer(
            knots=knots[:, None], degree=3, extrapolation="constant", include_bias=False
        )
        column.spline = spline.fit(known[:, None])


def _encoded(column: _Column, feature: Feature) -> Floats:
    if feature.texts is None:
        if feature.numbers is None or column.void:
            return np.zeros((len(feature.missing()), 1))
        return feature.numbers[:, None]
    levels = _known(column)
    if column.shares is not None:
        place = np.minimum(np.searchsorted(levels, feature.texts), len(levels) - 1)
        unknown = levels[place] != feature.texts
        return column.shares[np.where(unknown, len(levels), place)][:, None]
    same: Floats = (feature.texts[:, None] == levels[None, :]).astype(np.float64)
    return same


def _linear(column: _Column, encoded: Floats) -> Floats:
    if column.levels is not None and column.shares is None:
        return encoded
    missing = np.isnan(encoded[:, 0])
    filled = np.where(missing, column.middle, encoded[:, 0])[:, None]
    if column.spline is not None:
        parts = [column.spline.transform(filled)]
    else:
        parts = [np.clip((filled - column.shift) / column.scale, -_FURTHEST, _FURTHEST)]
    if column.gaps and column.shares is None:
        parts.append(missing[:, None].astype(np.float64))
    found: Floats = np.hstack(parts)
    return found
