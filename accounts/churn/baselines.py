"""What the churn model is measured against: two models as anyone would first set them up."""

from __future__ import annotations

from typing import Any

import numpy as np

from accounts.churn.scores import Predict
from accounts.churn.table import FeatureTable, Floats, Ints
from accounts.churn.tuning import Outcome

_MOST_LEVELS = 30


def logistic(table: FeatureTable, outcome: Outcome, _groups: Ints | None = None) -> Predict:
    """Logistic regression with its defaults on standardised numbers and one column a level."""
    from sklearn.linear_model import LogisticRegression

    return _learned(LogisticRegression(max_iter=2000), table, outcome)


def gradient_boosting(table: FeatureTable, outcome: Outcome, _groups: Ints | None = None) -> Predict:
    """Gradient boosting with its defaults (100 trees, three splits deep) on the same columns."""
    from sklearn.ensemble import GradientBoostingClassifier

    return _learned(GradientBoostingClassifier(random_state=0), table, outcome)


def _learned(model: Any, table: FeatureTable, outcome: Outcome) -> Predict:
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    numbers = [at for at, feature in enumerate(table.features) if feature.numeric]
    words = [at for at, feature in enumerate(table.features) if not feature.numeric]
    levels = OneHotEncoder(
        handle_unknown="infrequent_if_exist", max_categories=_MOST_LEVELS, sparse_output=False
    )
    columns = ColumnTransformer(
        [("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers)]
        * bool(numbers)
        + [("levels", levels, words)] * bool(words)
    )
    chain = make_pipeline(columns, model).fit(_matrix(table), outcome)

    def predict(other: FeatureTable) -> Floats:
        return np.asarray(chain.predict_proba(_matrix(other))[:, 1])

    return predict


def _matrix(table: FeatureTable) -> np.ndarray[tuple[int, int], np.dtype[np.object_]]:
    cells = np.empty((table.rows, len(table.features)), dtype=object)
    for at, feature in enumerate(table.features):
        cells[:, at] = feature.texts if feature.numbers is None else feature.numbers
    return cells
