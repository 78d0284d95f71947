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

from accounts.churn.encoding import Encoded, Encoder
from accounts.churn.table import Feature, FeatureTable, Floats, Ints
from accounts.churn.tuning import Choice, Outcome, boosting, chosen, log_odds, logistic, mixed, squashed
from foundation.errors import SettingsError

LEAST_OF_EACH = 10
_SEED = 20260101
_BACKGROUND = 400
_LEAST_EFFECT = 0.005


@dataclass(frozen=True, slots=True)
class Effect:
    """What one column does to one row's log odds against the average row, and its value in words."""

    name: str
    effect: float
    why: str


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
        linear = log_odds(self.linear, rows.linear)
        trees = np.mean([log_odds(one, rows.trees) for one in self.trees], axis=0) if self.trees else linear
        return np.asarray(self.choice.intercept + self.choice.slope * mixed(linear, trees, self.choice.share))

    def predict(self, table: FeatureTable) -> Floats:
        """The probability of each row, 0-1."""
        with one_thread():
            return squashed(self.logits(table))

    def effects(self, table: FeatureTable) -> Floats:
        """Effects in log odds (rows, columns); with ``level`` they add up to ``logits``."""
        with one_thread():
            return self._against_typical(table) - self.centres

    def parts(self, table: FeatureTable, at: int) -> dict[str, float]:
        """Of the one row of a table the log odds that the effect of a column is made of:
        effect = (alone - typical + whole - without) / 2 - average."""
        with one_thread():
            row = self.encoder.transform(table)
            usual = self.encoder.transform(self.typical)
            return {
                "alone": float(self._logits(usual.swapped(row, at))[0]),
                "typical": float(self._logits(usual)[0]),
                "whole": float(self._logits(row)[0]),
                "without": float(self._logits(row.swapped(usual, at))[0]),
                "average": float(self.centres[at]),
            }

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


def fit(
    table: FeatureTable, outcome: Outcome, groups: Ints | None = None, choice: Choice | None = None
) -> ChurnModel:
    """The model of these rows. ``groups``: which rows belong together (accounts), by number. ``choice``: what ``best``
    found for these rows; without it that is found first, which takes nearly all of the time.

    Raises SettingsError with fewer than ten rows of either outcome, or without a column to learn from.
    """
    found = choice or best(table, outcome, groups)
    with one_thread():
        return _fitted(table, outcome, groups, found)


def best(table: FeatureTable, outcome: Outcome, groups: Ints | None = None) -> Choice:
    """How strong the parts of the model of these rows are to be. Raises SettingsError as ``fit`` does."""
    few = int(min(outcome.sum(), (~outcome).sum()))
    if few < LEAST_OF_EACH:
        raise SettingsError(
            f"a model needs at least {LEAST_OF_EACH} rows of each outcome, here one has {few}",
            hint="Bring more rows, or use the scorecard.",
        )
    if not table.features:
        raise SettingsError("no column is left to learn from", hint="Bring columns that differ between rows.")
    with one_thread():
        return chosen(table, outcome, groups)


def one_thread() -> Any:
    """Keeps the models' threads to one: tables here are small, and threads that wait for each other on a busy
    machine cost more than they bring."""
    from threadpoolctl import threadpool_limits

    return threadpool_limits(limits=1)


def _fitted(table: FeatureTable, outcome: Outcome, groups: Ints | None, choice: Choice) -> ChurnModel:
    encoder = Encoder(choice.curved)
    rows = encoder.fit(table, outcome, groups)
    linear = logistic(choice.ridge).fit(rows.linear, outcome)
    trees = tuple(
        boosting(choice.trees, seed).fit(rows.trees, outcome) for seed in range(2) if choice.share > 0
    )
    bare = ChurnModel(choice, encoder, linear, trees, _typical(table), np.zeros(len(table.features)), 0.0)
    sample = np.random.default_rng(_SEED).permutation(table.rows)[:_BACKGROUND].astype(np.int64)
    centres = bare._against_typical(table.take(sample)).mean(axis=0)
    level = float(bare.logits(bare.typical)[0] + centres.sum())
    return ChurnModel(choice, encoder, linear, trees, bare.typical, centres, level)


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
