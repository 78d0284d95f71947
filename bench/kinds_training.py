"""Learns the coefficients of ``synthesis/kind_head.json``: ``python -m bench.kinds --train``.

Kind: multinomial logistic regression over the vector, the form and a first guess of the sentiment, on own and real
development statements; its log-odds are then stretched by one number so that probabilities hold on folds by subject.
Sentiment: ridge regression on nhs-feedback and the own statements. Severity: ridge regression on the own
statements. All are linear, so they fold into one table of coefficients. The settings below were chosen by folds
over the development halves; nothing held out was looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from bench.kinds_data import Labelled
from synthesis.kind_features import FEATURE_NAMES, features_of
from synthesis.kind_head import OUTPUTS, UNIT, Floats
from synthesis.themes import ThemeKind, Vectors

_KINDS = tuple(ThemeKind)
_TONE_OF_PAIN = (-0.3, -0.4, -0.75, -1.0)  # sentiment of a complaint by its severity
_TONES = {ThemeKind.PRAISE: 1.0, ThemeKind.REQUEST: -0.1, ThemeKind.QUESTION: 0.0}
_WORDS = 0.5  # scale of the form's figures, each first brought to a spread of about 1
_KIND_VECTORS, _TONE_VECTORS, _PAIN_VECTORS = 3.0, 2.0, 1.0  # scale of the vectors for each output
_GUESS = 2.0
_PENALTY_KIND, _PENALTY_TONE, _PENALTY_PAIN = 0.2, 10.0, 3.0
_FOLDS = 10
_STRETCHES = np.arange(0.6, 2.01, 0.05)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one set: the form's figures and the vectors, which have no column where they are not to be used."""

    words: Floats
    vectors: Floats

    def scaled(self, vectors: float) -> Floats:
        return np.hstack([self.vectors * vectors, self.words * _WORDS])


@dataclass(frozen=True, slots=True)
class Material:
    """Labelled statements with their vectors, and verbatims with theirs and people's sentiment on -1 to 1."""

    labelled: Sequence[Labelled]
    labelled_vectors: Vectors
    verbatims: Sequence[str]
    verbatim_vectors: Vectors
    tones: Floats


@dataclass(frozen=True, slots=True)
class _Linear:
    """Weights over a table's columns and the bias, for one or more outputs."""

    vectors: Floats
    words: Floats
    bias: Floats


def learn(material: Material, model: str) -> dict[str, Any]:
    """What ``heads_from`` reads: both heads in whole numbers, ``model`` being the embedder's name."""
    whole = learn_head(material, words=True, vectors=True)
    return bound(model, whole, learn_head(material, words=True, vectors=False))


def bound(model: str, with_vectors: dict[str, Any], words_alone: dict[str, Any]) -> dict[str, Any]:
    """Two learnt heads as ``heads_from`` reads them."""
    return {
        "model": model.partition("+")[0],
        "outputs": list(OUTPUTS),
        "features": list(FEATURE_NAMES),
        "with_vectors": with_vectors,
        "words_alone": words_alone,
    }


def fold(material: Material, rows: NDArray[np.int64]) -> Material:
    """The material with these verbatims only."""
    return replace(
        material,
        verbatims=[material.verbatims[row] for row in rows],
        verbatim_vectors=material.verbatim_vectors[rows],
        tones=material.tones[rows],
    )


def learn_head(material: Material, words: bool, vectors: bool) -> dict[str, Any]:
    """One head over the form's figures, the vectors, or both; what it does not read has weight 0 or no rows."""
    spread, labelled, verbatims = _tables(material, words, vectors)
    with threadpool_limits(limits=1):
        parts = [
            _kind(material, labelled, verbatims),
            _tone(material, labelled, verbatims),
            _pain(material, labelled),
        ]
    whole = {
        "bias": np.concatenate([part.bias for part in parts]),
        "words": np.hstack([part.words for part in parts]) * spread[:, None],
        "vectors": np.hstack([part.vectors for part in parts]),
    }
    return {name: np.rint(values * UNIT).astype(int).tolist() for name, values in whole.items()}


def _tables(material: Material, words: bool, vectors: bool) -> tuple[Floats, Table, Table]:
    form = features_of([one.text for one in material.labelled])
    spread = 1 / (form.std(axis=0) + 0.1) * float(words)
    more = features_of(material.verbatims)
    width = material.labelled_vectors.shape[1] if vectors else 0
    return (
        spread,
        Table(form * spread, material.labelled_vectors[:, :width].astype(np.float64)),
        Table(more * spread, material.verbatim_vectors[:, :width].astype(np.float64)),
    )


def _kind(material: Material, labelled: Table, verbatims: Table) -> _Linear:
    """Four log-odds. The guess of the sentiment is itself linear, so its weights go into the others'."""
    weights, _ = _ridge(verbatims.scaled(_TONE_VECTORS), material.tones, _PENALTY_TONE)
    guess = labelled.scaled(_TONE_VECTORS) @ weights * _GUESS
    rows = np.hstack([labelled.scaled(_KIND_VECTORS), guess[:, None]])
    kinds = np.array([_KINDS.index(one.kind) for one in material.labelled])
    stretch = _stretch(rows, kinds, _subjects(material.labelled))
    coefficients, bias = _logistic(rows, kinds)
    coefficients, bias = coefficients * stretch, bias * stretch
    width = labelled.vectors.shape[1]
    by_guess = np.outer(weights * _GUESS, coefficients[-1])
    return _Linear(
        coefficients[:width] * _KIND_VECTORS + by_guess[:width] * _TONE_VECTORS,
        (coefficients[width:-1] + by_guess[width:]) * _WORDS,
        bias,
    )


def _tone(material: Material, labelled: Table, verbatims: Table) -> _Linear:
    own = [index for index, one in enumerate(material.labelled) if one.severity is not None]
    target = np.array([_tone_of(material.labelled[index]) for index in own])
    rows = np.vstack([verbatims.scaled(_TONE_VECTORS), labelled.scaled(_TONE_VECTORS)[own]])
    weights, bias = _ridge(rows, np.r_[material.tones, target], _PENALTY_TONE)
    return _one(weights, bias, labelled.vectors.shape[1], _TONE_VECTORS)


def _pain(material: Material, labelled: Table) -> _Linear:
    own = [index for index, one in enumerate(material.labelled) if one.severity is not None]
    target = np.array([(material.labelled[index].severity or 0) / 3 for index in own])
    weights, bias = _ridge(labelled.scaled(_PAIN_VECTORS)[own], target, _PENALTY_PAIN)
    return _one(weights, bias, labelled.vectors.shape[1], _PAIN_VECTORS)


def _one(weights: Floats, bias: float, width: int, scale: float) -> _Linear:
    column = weights[:, None]
    return _Linear(column[:width] * scale, column[width:] * _WORDS, np.array([bias]))


def _tone_of(one: Labelled) -> float:
    return _TONES.get(one.kind, _TONE_OF_PAIN[one.severity or 0])


def _subjects(labelled: Sequence[Labelled]) -> NDArray[np.int64]:
    """Own statements of one subject stay together; each real one is a subject of its own."""
    names = [
        one.subject if one.severity is not None else f"real {index}" for index, one in enumerate(labelled)
    ]
    known = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([known[name] for name in names])


def _stretch(rows: Floats, kinds: NDArray[np.int64], subjects: NDArray[np.int64]) -> float:
    """The factor on log-odds under which left-out subjects are likeliest (temperature scaling, Guo et al. 2017)."""
    from sklearn.model_selection import GroupKFold

    odds = np.zeros((len(kinds), len(_KINDS)))
    for train, test in GroupKFold(_FOLDS).split(rows, kinds, subjects):
        coefficients, bias = _logistic(rows[train], kinds[train])
        odds[test] = rows[test] @ coefficients + bias
    losses = []
    for stretch in _STRETCHES:
        stretched = odds * stretch
        total = np.log(np.exp(stretched - stretched.max(axis=1, keepdims=True)).sum(axis=1))
        losses.append(float((total + stretched.max(axis=1) - stretched[np.arange(len(kinds)), kinds]).mean()))
    return float(_STRETCHES[int(np.argmin(losses))])


def _logistic(rows: Floats, kinds: NDArray[np.int64]) -> tuple[Floats, Floats]:
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=_PENALTY_KIND, max_iter=2000).fit(rows, kinds)
    return fitted.coef_.T, fitted.intercept_


def _ridge(rows: Floats, target: Floats, penalty: float) -> tuple[Floats, float]:
    from sklearn.linear_model import Ridge

    fitted = Ridge(penalty, solver="cholesky").fit(rows, target)
    return fitted.coef_, float(fitted.intercept_)
