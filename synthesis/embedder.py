"""The ``Embedder`` port: texts in, unit vectors out. The live one is sentence-transformers, the offline one
hashes character n-grams; both pass the same contract test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from foundation.progress import Progress, silent
from synthesis.themes import Vectors


class Embedder(Protocol):
    """Turns texts into vectors. The vector of a text depends on the text alone, not on its neighbours."""

    @property
    def name(self) -> str:
        """Identifies the model, its weights and its precision; part of every cache key."""
        ...

    @property
    def dimension(self) -> int: ...

    def embed(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        """One unit row a text, float32, shape (len(texts), dimension). Raises ModelError."""
        ...
