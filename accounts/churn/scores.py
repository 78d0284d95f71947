"""How good risks are against what happened, and risks of rows that no model of them has seen.

AUC: the chance that a customer who left was given the higher risk of two. Average precision: the area under
precision by recall. Brier: mean squared gap of risk and outcome. ECE: over ten bins of risk, the mean gap
between the bin's mean risk and the share that left, weighted by rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from accounts.churn.model import LEAST_OF_EACH
from accounts.churn.table import FeatureTable, Floats, Ints
from accounts.churn.tuning import Outcome
from foundation.errors import SettingsError

Predict = Callable[[FeatureTable], Floats]
Learn = Callable[[FeatureTable, Outcome, Ints | None], Predict]

_BINS = 10
_FOLDS = 5
_SEED = 20260101


@dataclass(frozen=True, slots=True)
class Scores:
    """The four figures of this module for one set of risks."""

    auc: float
    average_precision: float
    brier: float
    ece: float


def scores(outcome: Outcome, risk: Floats) -> Scores:
    """The figures of risks whose outcomes are known. Both outcomes must occur."""
    from sklearn.metrics import average_precision_score, roc_auc_score

    return Scores(
        auc=float(roc_auc_score(outcome, risk)),
        average_precision=float(average_precision_score(outcome, risk)),
        brier=float(np.mean((risk - outcome) ** 2)),
        ece=count_error(outcome, risk),
    )


def count_error(outcome: Outcome, risk: Floats) -> float:
    """ECE over ten bins of as many rows each."""
    gaps = (abs(risk[part].mean() - outcome[part].mean()) * len(part) for part in equal_bins(risk))
    return float(sum(gaps) / len(risk))


def equal_bins(risk: Floats) -> list[Ints]:
    """The rows of ten bins of as many rows each, lowest risk first; none is empty."""
    order = np.argsort(risk, kind="stable")
    return [part for part in np.array_split(order, _BINS) if len(part)]


def width_error(outcome: Outcome, risk: Floats) -> float:
    """ECE over ten bins of equal width, empty ones left out."""
    bins = np.minimum((risk * _BINS).astype(np.int64), _BINS - 1)
    gaps = np.bincount(bins, weights=risk - outcome, minlength=_BINS)
    return float(np.abs(gaps).sum() / len(risk))


def weighted_area(score: Floats, left: Outcome, weights: Floats) -> Floats:
    """AUC of one score under many weightings of its rows (weightings, rows)."""
    won, pairs = won_pairs(score, left, weights)
    return np.asarray(won / np.maximum(pairs, 1e-12))


def won_pairs(score: Floats, left: Outcome, weights: Floats) -> tuple[Floats, Floats]:
    """Under many weightings of the rows (weightings, rows): the weight of pairs of one who left and one who stayed
    in which the first has the higher score (half of it where they tie), and that of all such pairs."""
    _, place = np.unique(score, return_inverse=True)
    order = np.argsort(place, kind="stable")
    ends = np.flatnonzero(np.diff(place[order], append=-1))
    positive, negative = (
        np.diff(np.cumsum(weights[:, order] * side[order], axis=1)[:, ends], axis=1, prepend=0.0)
        for side in (left, ~left)
    )
    below = np.cumsum(negative, axis=1) - negative
    won = (positive * (below + negative / 2)).sum(axis=1)
    return np.asarray(won), np.asarray(positive.sum(axis=1) * negative.sum(axis=1))


def out_of_fold(table: FeatureTable, outcome: Outcome, learn: Learn, groups: Ints | None = None) -> Floats:
    """Each row's risk by what was learned from the other four of five stratified folds. ``groups``: which rows are
    one customer's, by number; those never part into both sides of a fold.

    Raises SettingsError where the rarer outcome is too rare for that.
    """
    from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

    few = int(min(outcome.sum(), (~outcome).sum()))
    need = LEAST_OF_EACH * _FOLDS // (_FOLDS - 1) + 1
    if few < need:
        raise SettingsError(
            f"five folds need at least {need} rows of each outcome, here one has {few}",
            hint="Bring more rows.",
        )
    if not table.features:
        raise SettingsError("no column is left to learn from", hint="Bring columns that differ between rows.")
    risk = np.zeros(table.rows)
    kind = StratifiedKFold if groups is None else StratifiedGroupKFold
    folds = kind(_FOLDS, shuffle=True, random_state=_SEED)
    for train, test in folds.split(np.zeros((table.rows, 1)), outcome, groups):
        own = None if groups is None else groups[train]
        risk[test] = learn(table.take(train), outcome[train], own)(table.take(test))
    return risk
