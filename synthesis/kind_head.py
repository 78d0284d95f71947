"""The head that reads kind, sentiment and severity off a statement: six linear sums over its form and its vector.

Its coefficients are learnt by ``python -m bench.kinds --train`` and lie in ``kind_head.json`` as whole numbers.
Features and vectors are made whole numbers too before they are multiplied, so that every sum is exact in float64:
the result is the same in any order, batch and number of threads. The vectors' part belongs to one embedding
model; for any other the second set of coefficients, over the form alone, answers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from synthesis.kind_features import FEATURE_NAMES
from synthesis.themes import ThemeKind, Vectors

OUTPUTS = (*(str(kind) for kind in ThemeKind), "sentiment", "severity")
UNIT = 1 << 10  # of coefficients and features
_VECTOR_UNIT = 1 << 14

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Head:
    """Coefficients in units of 1/1024: ``bias`` has shape (6,), ``words`` (features, 6), ``vectors``
    (dimension, 6), without rows where the head reads no vector; columns are ``OUTPUTS``."""

    bias: Floats
    words: Floats
    vectors: Floats

    def sums(self, features: Floats, vectors: Vectors | None) -> Floats:
        """Shape (n, 6): four log-odds of the kinds, then sentiment and severity, neither of them clipped."""
        whole = np.rint(features * UNIT)
        found: Floats = self.bias / UNIT + (whole @ self.words) / UNIT**2
        if vectors is not None and len(self.vectors):
            found += (np.rint(vectors.astype(np.float64) * _VECTOR_UNIT) @ self.vectors) / (
                UNIT * _VECTOR_UNIT
            )
        return found


@dataclass(frozen=True, slots=True)
class Heads:
    """``model`` (``name@hash``) is the embedding model whose vectors ``with_vectors`` reads."""

    model: str
    with_vectors: Head
    words_alone: Head

    def read(self, features: Floats, vectors: Vectors | None, model: str) -> Floats:
        """The sums of the head that fits: with vectors only where they are of its model and dimension."""
        if (
            vectors is not None
            and self.reads(model)
            and vectors.shape[1:] == self.with_vectors.vectors.shape[:1]
        ):
            return self.with_vectors.sums(features, vectors)
        return self.words_alone.sums(features, None)

    def reads(self, model: str) -> bool:
        """Whether ``model`` (``name@hash+precision``) has the head's weights, under any name and precision."""
        return "@" in model and _weights(model) == _weights(self.model)


def heads_from(stored: dict[str, Any]) -> Heads:
    """The heads as written by the training; raises ValueError when they were made for other features."""
    if stored["features"] != list(FEATURE_NAMES) or stored["outputs"] != list(OUTPUTS):
        raise ValueError("the coefficients were made for other features; train the head again")
    return Heads(stored["model"], _head(stored["with_vectors"]), _head(stored["words_alone"]))


@lru_cache(maxsize=1)
def shipped_heads() -> Heads:
    """The heads of the package, read once."""
    text = files("synthesis").joinpath("kind_head.json").read_text(encoding="utf-8")
    return heads_from(json.loads(text))


def _weights(model: str) -> str:
    return model.partition("+")[0].rpartition("@")[2]


def _head(stored: dict[str, Any]) -> Head:
    return Head(
        bias=np.array(stored["bias"], dtype=np.float64),
        words=np.array(stored["words"], dtype=np.float64),
        vectors=np.array(stored["vectors"], dtype=np.float64).reshape(-1, len(OUTPUTS)),
    )
