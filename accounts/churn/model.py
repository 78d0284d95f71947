"""The churn model: a calibrated probability for each row of a table, and the columns that drive it.

Two models are averaged on the logit scale: a ridge logistic regression on splines and levels, and gradient
boosting of trees two splits deep. Strength of the ridge, number of trees and their share are chosen, and the
average is calibrated (a line on the logit scale), out of fold within the rows fitted on; nothing is looked up on
rows that are predicted. Rows of one group (one account at several days) never part into both sides of a fold.

    risk = 1 / (1 + exp(-z)),  z = typical + sum of the effects of the columns

Trees two splits deep know pairs of columns at most, so the mean of "this column alone set to its value, in a
typical row" and "this column alone set back to typical, in this row" is its exact Shapley value, and the effects
add up to z. They are centred on the rows fitted on: an effect is against the average customer, in log odds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accounts.churn.encoding import Encoded, Encoder
from accounts.churn.table import Feature, FeatureTable, Floats, Ints
from foundation.errors import SettingsError

Outcome = NDArray[np.bool_]

LEAST_OF_EACH = 10
_TREES_FROM_ROWS, _TREES_FROM_EVENTS = 400, 40
_RIDGES = (0.001, 0.01, 0.1, 1.0)
_TREE_COUNTS = (25, 50, 80, 120, 170)
_MORE_TREES = (170, 240, 330, 450)
_CLEARLY_BETTER = 0.99
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
_FOLDS = 5
_SEED = 20260101
_HARDLY_WORSE = 1.001
_FURTHEST = 12.0  # log odds beyond which a model of this kind knows nothing
_BACKGROUND = 400
_LEAST_EFFECT = 0.005


@dataclass(frozen=True, slots=True)
class Effect:
    """What one column does to one row's log odds against the average row, and its value in words."""

    name: str
    effect: float
    why: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen out of fold: ``ridge`` (C), whether numbers are ``curved``, how many ``trees``, the trees'
    ``share``, and the line to calibrate."""

    ridge: float
    curved: bool
    trees: int
    share: float
    intercept: float
    slope: float


@dataclass(frozen=True, slots=True, eq=False)
class ChurnModel:
    """A fitted model; make one with ``fit``."""

    choice: Choice
    encoder: Encoder
    linear: Any
    trees: tuple[Any, ...]
    typical: FeatureTable
    centres: Floats
    level: float

    def logits(self, table: FeatureTable) -> Floats:
        """Calibrated log odds of each row."""
        return self._logits(self.encoder.transform(table))

    def _logits(self, rows: Encoded) -> Floats:
        linear = _line(self.linear, rows.linear)
        trees = np.mean([_line(one, rows.trees) for one in self.trees], axis=0) if self.trees else linear
        return np.asarray(
            self.choice.intercept + self.choice.slope * _mixed(linear, trees, self.choice.share)
        )

    def predict(self, table: FeatureTable) -> Floats:
        """The probability of each row, 0-1."""
        with one_thread():
            return _squashed(self.logits(table))

    def effects(self, table: FeatureTable) -> Floats:
        """Effects in log odds (rows, columns); with ``level`` they add up to ``logits``."""
        with one_thread():
            return self._against_typical(table) - self.centres

    def _against_typical(self, table: FeatureTable) -> Floats:
        """Shapley values of the rows against the typical row."""
        rows = self.encoder.transform(table)
        usual = self.encoder.transform(self.typical.take(np.zeros(table.rows, dtype=np.int64)))
        whole, none = self._logits(rows), self._logits(usual)
        found = np.zeros((table.rows, len(table.features)))
        for at in range(len(table.features)):
            first = self._logits(usual.swapped(rows, at)) - none
            last = whole - self._logits(rows.swapped(usual, at))
            found[:, at] = (first + last) / 2
        return found

    def drivers(self, table: FeatureTable, most: int = 5) -> list[tuple[Effect, ...]]:
        """For each row its strongest columns, largest absolute effect first, with their values in words; columns
        that do nothing to speak of are left out."""
        found = []
        for row, effects in enumerate(self.effects(table)):
            told = [at for at in range(len(effects)) if abs(effects[at]) >= _LEAST_EFFECT]
            order = sorted(told, key=lambda at: (-abs(effects[at]), at))[:most]
            found.append(
                tuple(
                    Effect(self.typical.names[at], float(effects[at]), self._why(table.features[at], row))
                    for at in order
                )
            )
        return found

    def _why(self, feature: Feature, row: int) -> str:
        words = f"{feature.name}: {feature.told(row)}"
        usual = next(one for one in self.typical.features if one.name == feature.name)
        return f"{words} (typical: {usual.told(0)})" if usual.told(0) != feature.told(row) else words


def fit(table: FeatureTable, outcome: Outcome, groups: Ints | None = None) -> ChurnModel:
    """The model of these rows. ``groups``: which rows belong together (accounts), by number.

    Raises SettingsError with fewer than ten rows of either outcome, or without a column to learn from.
    """
    few = int(min(outcome.sum(), (~outcome).sum()))
    if few < LEAST_OF_EACH:
        raise SettingsError(
            f"a model needs at least {LEAST_OF_EACH} rows of each outcome, here one has {few}",
            hint="Bring more rows, or use the scorecard.",
        )
    if not table.features:
        raise SettingsError("no column is left to learn from", hint="Bring columns that differ between rows.")
    with one_thread():
        return _fitted(table, outcome, groups, _chosen(table, outcome, groups))


def one_thread() -> Any:
    """Keeps the models' threads to one: tables here are small, and threads that wait for each other on a busy
    machine cost more than they bring."""
    from threadpoolctl import threadpool_limits

    return threadpool_limits(limits=1)


def _fitted(table: FeatureTable, outcome: Outcome, groups: Ints | None, choice: Choice) -> ChurnModel:
    encoder = Encoder(choice.curved)
    rows = encoder.fit(table, outcome, groups)
    linear = _logistic(choice.ridge).fit(rows.linear, outcome)
    trees = tuple(
        _boosting(choice.trees, seed).fit(rows.trees, outcome) for seed in range(2) if choice.share > 0
    )
    bare = ChurnModel(choice, encoder, linear, trees, _typical(table), np.zeros(len(table.features)), 0.0)
    sample = np.random.default_rng(_SEED).permutation(table.rows)[:_BACKGROUND].astype(np.int64)
    centres = bare._against_typical(table.take(sample)).mean(axis=0)
    level = float(bare.logits(bare.typical)[0] + centres.sum())
    return ChurnModel(choice, encoder, linear, trees, bare.typical, centres, level)


def _chosen(table: FeatureTable, outcome: Outcome, groups: Ints | None) -> Choice:
    folds = inner_folds(outcome, groups)
    lines = _lines(table, outcome, groups, folds)
    ridge, curved = _simplest(lines, outcome)
    line = lines[ridge, curved]
    mixes, count = {0.0: line}, 0
    if _enough_for_trees(outcome, groups):
        count, forest = _forest(table, outcome, groups, folds, _TREE_COUNTS)
        if count == _TREE_COUNTS[-1] and _loss(forest, outcome) < _CLEARLY_BETTER * _loss(line, outcome):
            count, forest = _forest(table, outcome, groups, folds, _MORE_TREES)
        mixes = {share: _mixed(line, forest, share) for share in _SHARES}
    share = min(mixes, key=lambda one: (round(_loss(mixes[one], outcome), 5), abs(one - 0.5)))
    intercept, slope = _calibration(mixes[share], outcome)
    return Choice(ridge, curved, count, share, intercept, slope)


def _lines(
    table: FeatureTable, outcome: Outcome, groups: Ints | None, folds: list[tuple[Ints, Ints]]
) -> dict[tuple[float, bool], Floats]:
    """Out-of-fold log odds of the linear part, by ridge and whether numbers are curved, simplest first."""
    found = {(ridge, curved): np.zeros(table.rows) for curved in (False, True) for ridge in _RIDGES}
    for train, test in folds:
        for curved in (False, True):
            encoder = Encoder(curved)
            rows = encoder.fit(table.take(train), outcome[train], _some(groups, train))
            others = encoder.transform(table.take(test))
            for ridge in _RIDGES:
                model = _logistic(ridge).fit(rows.linear, outcome[train])
                found[ridge, curved][test] = _line(model, others.linear)
    return found


def _forest(
    table: FeatureTable,
    outcome: Outcome,
    groups: Ints | None,
    folds: list[tuple[Ints, Ints]],
    counts: tuple[int, ...],
) -> tuple[int, Floats]:
    """The best of some numbers of trees, and its out-of-fold log odds."""
    found = {count: np.zeros(table.rows) for count in counts}
    for train, test in folds:
        encoder = Encoder(curved=False)
        rows = encoder.fit(table.take(train), outcome[train], _some(groups, train))
        grown = _boosting(counts[-1], 0).fit(rows.trees, outcome[train])
        others = encoder.transform(table.take(test)).trees
        for number, stage in enumerate(grown.staged_decision_function(others), start=1):
            if number in found:
                found[number][test] = np.clip(np.ravel(stage), -_FURTHEST, _FURTHEST)
    best = min(found, key=lambda one: _loss(found[one], outcome))
    return best, found[best]


def _some(groups: Ints | None, rows: Ints) -> Ints | None:
    return None if groups is None else groups[rows]


def _simplest(lines: dict[tuple[float, bool], Floats], outcome: Outcome) -> tuple[float, bool]:
    """The first in order of simplicity (straight before curved, strong ridge before weak) that is hardly worse
    than the best out of fold."""
    losses = {key: _loss(found, outcome) for key, found in lines.items()}
    least = min(losses.values())
    return next(key for key, loss in losses.items() if loss <= least * _HARDLY_WORSE)


def _loss(logits: Floats, outcome: Outcome) -> float:
    """Log loss a row."""
    return float(np.mean(np.logaddexp(0, np.where(outcome, -logits, logits))))


def inner_folds(outcome: Outcome, groups: Ints | None, seed: int = _SEED) -> list[tuple[Ints, Ints]]:
    """Five folds (fewer where an outcome is rarer), stratified by outcome, groups whole."""
    from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

    rows = np.zeros((len(outcome), 1))
    if groups is None:
        few = int(min(outcome.sum(), (~outcome).sum()))
        folds = StratifiedKFold(min(_FOLDS, few), shuffle=True, random_state=seed).split(rows, outcome)
    else:
        few = min(len(np.unique(groups[outcome])), len(np.unique(groups[~outcome])))
        parts = max(2, min(_FOLDS, few))
        folds = StratifiedGroupKFold(parts, shuffle=True, random_state=seed).split(rows, outcome, groups)
    return [(train, test) for train, test in folds if len(set(outcome[train])) == 2]


def _enough_for_trees(outcome: Outcome, groups: Ints | None) -> bool:
    """Whether there are rows enough, and enough customers of either outcome: one customer's months count once."""
    each = [
        np.flatnonzero(outcome == one) if groups is None else np.unique(groups[outcome == one])
        for one in (True, False)
    ]
    return len(outcome) >= _TREES_FROM_ROWS and min(map(len, each)) >= _TREES_FROM_EVENTS


def _logistic(ridge: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=ridge, solver="newton-cholesky", max_iter=200)


def _boosting(count: int, seed: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        max_iter=count,
        learning_rate=0.08,
        max_depth=2,
        max_features=0.3,
        min_samples_leaf=30,
        l2_regularization=10.0,
        early_stopping=False,
        random_state=_SEED + seed,
    )


def _line(model: Any, matrix: Floats) -> Floats:
    return np.clip(np.ravel(model.decision_function(matrix)), -_FURTHEST, _FURTHEST)


def _mixed(linear: Floats, trees: Floats, share: float) -> Floats:
    return (1 - share) * linear + share * trees


def _squashed(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logits)))


def _calibration(logits: Floats, outcome: Outcome) -> tuple[float, float]:
    """Intercept and slope of the line on the logit scale that fits the outcome best out of fold; the slope
    stays within 0 and 1.5, so that few rows cannot turn the model about or make it sure of itself."""
    from sklearn.linear_model import LogisticRegression

    line = LogisticRegression(C=1e3, solver="newton-cholesky").fit(logits[:, None], outcome)
    slope = float(np.clip(line.coef_[0, 0], 0.0, 1.5))
    free = logits * slope
    shift = 0.0
    for _ in range(50):  # Newton's steps for the intercept alone: the mean risk is the share that left
        risk = _squashed(free + shift)
        shift += float((outcome.mean() - risk.mean()) / max(1e-9, float((risk * (1 - risk)).mean())))
    return shift, slope


def _typical(table: FeatureTable) -> FeatureTable:
    """One row: the median of each number, the most common of each category."""
    return FeatureTable(1, tuple(_middle(feature) for feature in table.features))


def _middle(feature: Feature) -> Feature:
    if feature.numbers is not None:
        known = np.sort(feature.numbers[~np.isnan(feature.numbers)])
        value = known[(len(known) - 1) // 2] if len(known) else np.nan
        return Feature(feature.name, numbers=np.array([value]), unit=feature.unit)
    texts = np.array([], dtype=np.str_) if feature.texts is None else feature.texts
    levels, counts = np.unique(texts, return_counts=True)
    return Feature(feature.name, texts=levels[[int(counts.argmax())]], unit=feature.unit)
