"""The ``Reranker`` port: how well each of a few texts answers a question, read together with it. A cross-encoder of
sentence-transformers is the live one; none is used unless the settings name it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Reranker(Protocol):
    """Scores texts against a question."""

    @property
    def name(self) -> str:
        """The model, for the record."""
        ...

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """One number a text, higher is better; only their order means something. Raises ModelError."""
        ...
