"""The embedder that needs no model: words and character n-grams hashed into a fixed number of signed slots.

It finds shared wording, not shared meaning, so its themes are coarser than the model's; it serves tests,
machines without the weights, and as the offline version of the ``Embedder`` port. It keeps the rule that a
text's vector depends on the text alone: nothing is fitted to a collection.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from foundation.progress import Progress, silent
from foundation.text import safe_text
from synthesis.stopwords import STOP_WORDS
from synthesis.themes import Vectors

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_DIMENSION = 384
_GRAM_SIZES = (3, 4, 5)
_WORD_WEIGHT = 1.0
_PAIR_WEIGHT = 0.5
_GRAM_WEIGHT = 0.35
_STOP_WEIGHT = 0.15


@lru_cache(maxsize=1 << 16)
def _slot(feature: str) -> tuple[int, float]:
    """Slot and sign of a feature: signed hashing keeps collisions from adding up (Weinberger et al. 2009)."""
    digest = hashlib.blake2b(feature.encode("utf-8"), digest_size=8).digest()
    number = int.from_bytes(digest, "big")
    return (number >> 1) % _DIMENSION, 1.0 if number & 1 else -1.0


def _features(text: str) -> Iterator[tuple[str, float]]:
    words = [match.group().casefold() for match in _WORD.finditer(text)]
    for word in words:
        weight = _STOP_WEIGHT if word in STOP_WORDS else _WORD_WEIGHT
        yield f"w:{word}", weight
        if word in STOP_WORDS:
            continue
        padded = f"<{word}>"
        for size in _GRAM_SIZES:
            for start in range(len(padded) - size + 1):
                yield f"g:{padded[start : start + size]}", _GRAM_WEIGHT
    content = [word for word in words if word not in STOP_WORDS]
    for left, right in pairwise(content):
        yield f"p:{left} {right}", _PAIR_WEIGHT
    if not words:
        yield f"r:{text}", _WORD_WEIGHT


@dataclass(frozen=True, slots=True)
class HashingEmbedder:
    """384 dimensions, unit length, the same on every machine."""

    @property
    def name(self) -> str:
        return "hashing-384-v1"

    @property
    def dimension(self) -> int:
        return _DIMENSION

    def embed(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        """One unit row a text, float32, shape (len(texts), 384); weights grow with 1 + log of the count."""
        rows = np.zeros((len(texts), _DIMENSION), dtype=np.float64)
        for index, text in enumerate(texts):
            weights = dict(_features(safe_text(text)))
            counts = Counter(feature for feature, _ in _features(safe_text(text)))
            for feature, count in counts.items():
                slot, sign = _slot(feature)
                rows[index, slot] += sign * weights[feature] * (1.0 + math.log(count))
            if not rows[index].any():
                rows[index, _slot("empty")[0]] = 1.0
        norms = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
        progress("embed", len(texts), len(texts))
        unit: Vectors = (rows / norms).astype(np.float32)
        return unit
