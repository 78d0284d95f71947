"""Features as the numbers that models take; everything learned here is learned from the rows fitted on.

Numbers: cubic splines on quantile knots for the linear part, the bare value (with gaps) for trees. Categories:
one column a level; where there are many levels, the level's shrunken share of the outcome, learned out of fold
(``TargetEncoder``), so that a rare level does not tell its own answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accounts.churn.table import Feature, FeatureTable, Floats, Texts

_MOST_LEVELS = 30
_LEAST_IN_LEVEL = 5
_KNOTS = 7
_FEW_VALUES = 8
_SEED = 20260101


@dataclass(slots=True)
class _Column:
    """How one feature is turned into numbers; filled by ``fit``."""

    name: str
    levels: Texts | None = None
    shares: Any = None
    middle: float = 0.0
    spline: Any = None
    shift: Floats = field(default_factory=lambda: np.zeros(0))
    scale: Floats = field(default_factory=lambda: np.ones(0))
    gaps: bool = False


@dataclass(slots=True)
class Encoder:
    """Turns tables with the columns fitted on into two matrices: for the linear part and for trees."""

    columns: list[_Column] = field(default_factory=list)

    def fit(self, table: FeatureTable, outcome: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """Learn from these rows and return their two matrices."""
        self.columns = []
        linear, trees = [], []
        for feature in table.features:
            column, encoded = _fitted(feature, outcome)
            self.columns.append(column)
            linear.append(_linear(column, encoded))
            trees.append(encoded)
        return _side_by_side(linear, table.rows), _side_by_side(trees, table.rows)

    def transform(self, table: FeatureTable) -> tuple[Floats, Floats]:
        """The two matrices of other rows."""
        linear, trees = [], []
        for column, feature in zip(self.columns, table.features, strict=True):
            encoded = _encoded(column, feature)
            linear.append(_linear(column, encoded))
            trees.append(encoded)
        return _side_by_side(linear, table.rows), _side_by_side(trees, table.rows)


def _side_by_side(parts: list[Floats], rows: int) -> Floats:
    return np.hstack(parts) if parts else np.zeros((rows, 0))


def _fitted(feature: Feature, outcome: NDArray[np.bool_]) -> tuple[_Column, Floats]:
    column = _Column(feature.name, gaps=bool(feature.missing().any()))
    if feature.texts is not None:
        levels, counts = np.unique(feature.texts, return_counts=True)
        if len(levels) > _MOST_LEVELS:
            from sklearn.preprocessing import TargetEncoder

            column.shares = TargetEncoder(target_type="binary", random_state=_SEED)
            encoded = np.asarray(column.shares.fit_transform(feature.texts[:, None], outcome.astype(int)))
            _fit_spline(column, encoded[:, 0])
            return column, encoded
        kept = levels[counts >= min(_LEAST_IN_LEVEL, max(1, len(outcome) // 20))]
        column.levels = kept if len(kept) > 2 else kept[-1:]
        return column, _encoded(column, feature)
    encoded = _encoded(column, feature)
    known = encoded[~np.isnan(encoded[:, 0]), 0]
    column.middle = float(np.median(known)) if len(known) else 0.0
    _fit_spline(column, known)
    return column, encoded


def _fit_spline(column: _Column, known: Floats) -> None:
    """Splines where there are values enough, else the standardised value alone."""
    from sklearn.preprocessing import SplineTransformer

    if column.shares is not None:
        column.middle = float(np.median(known))
    distinct = np.unique(known)
    if len(distinct) > _FEW_VALUES:
        knots = np.unique(np.quantile(known, np.linspace(0, 1, _KNOTS)))
        if len(knots) >= 4:
            column.spline = SplineTransformer(knots=knots[:, None], degree=3, extrapolation="linear")
            column.spline.set_params(include_bias=False).fit(known[:, None])
    bare = known[:, None]
    column.shift, spread = bare.mean(axis=0, keepdims=True)[0] if len(bare) else np.zeros(1), bare.std(axis=0)
    column.scale = np.where(spread > 0, spread, 1.0) if len(bare) else np.ones(1)


def _encoded(column: _Column, feature: Feature) -> Floats:
    if feature.texts is None:
        numbers = np.zeros(0) if feature.numbers is None else feature.numbers
        return numbers[:, None]
    if column.shares is not None:
        return np.asarray(column.shares.transform(feature.texts[:, None]), dtype=np.float64)
    levels = np.array([], dtype=np.str_) if column.levels is None else column.levels
    return (feature.texts[:, None] == levels[None, :]).astype(np.float64)


def _linear(column: _Column, encoded: Floats) -> Floats:
    if column.levels is not None:
        return encoded
    missing = np.isnan(encoded[:, 0])
    filled = np.where(missing, column.middle, encoded[:, 0])[:, None]
    parts = (
        [(filled - column.shift) / column.scale]
        if column.spline is None
        else [column.spline.transform(filled)]
    )
    if column.gaps and column.shares is None:
        parts.append(missing[:, None].astype(np.float64))
    return np.hstack(parts)
