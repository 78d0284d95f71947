"""What the churn model's parts are, and the choice of their strength: out of fold, within the rows fitted on.

Rows of one group (one account at several days) never part into both sides of a fold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accounts.churn.encoding import Encoder
from accounts.churn.table import FeatureTable, Floats, Ints

Outcome = NDArray[np.bool_]

_TREES_FROM_ROWS, _TREES_FROM_EVENTS = 400, 40
_TREES_FROM_CUSTOMERS = (
    200  # where a customer has several rows, which are slow to learn from and tell little more
)
_RIDGES = (0.001, 0.01, 0.1, 1.0)
_TREE_COUNTS = (25, 50, 80, 120, 170)
_MORE_TREES = (170, 240, 330, 450)
_CLEARLY_BETTER = 0.99
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
_FOLDS = 5
_HARDLY_WORSE = 1.001
_FURTHEST = 12.0  # log odds beyond which a model of this kind knows nothing
_SEED = 20260101


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


def chosen(table: FeatureTable, outcome: Outcome, groups: Ints | None) -> Choice:
    """What does best out of fold on these rows, simplest first."""
    folds = inner_folds(outcome, groups)
    lines = _lines(table, outcome, groups, folds)
    ridge, curved = _simplest(lines, outcome)
    line = lines[ridge, curved]
    mixes, count = {0.0: line}, 0
    if _enough_for_trees(outcome, groups):
        count, forest = _forest(table, outcome, groups, folds, _TREE_COUNTS)
        if count == _TREE_COUNTS[-1] and _loss(forest, outcome) < _CLEARLY_BETTER * _loss(line, outcome):
            count, forest = _forest(table, outcome, groups, folds, _MORE_TREES)
        mixes = {share: mixed(line, forest, share) for share in _SHARES}
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
                model = logistic(ridge).fit(rows.linear, outcome[train])
                found[ridge, curved][test] = log_odds(model, others.linear)
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
        grown = boosting(counts[-1], 0).fit(rows.trees, outcome[train])
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
    return len(outcome) >= _TREES_FROM_ROWS and min(map(len, each)) >= (
        _TREES_FROM_EVENTS if groups is None else _TREES_FROM_CUSTOMERS
    )


def logistic(ridge: float) -> Any:
    """The linear part, not fitted."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=ridge, solver="newton-cholesky", max_iter=200)


def boosting(count: int, seed: int) -> Any:
    """Trees two splits deep, not fitted."""
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


def log_odds(model: Any, matrix: Floats) -> Floats:
    """What a fitted part says of rows, within bounds."""
    return np.clip(np.ravel(model.decision_function(matrix)), -_FURTHEST, _FURTHEST)


def mixed(linear: Floats, trees: Floats, share: float) -> Floats:
    """Both parts averaged; ``share`` is the trees\'."""
    return (1 - share) * linear + share * trees


def squashed(logits: Floats) -> Floats:
    """Log odds as probabilities."""
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
        risk = squashed(free + shift)
        shift += float((outcome.mean() - risk.mean()) / max(1e-9, float((risk * (1 - risk)).mean())))
    return shift, slope
