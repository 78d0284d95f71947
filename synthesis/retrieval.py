"""The ``Retriever`` port: statements nearest to a vector, within accounts or a span of months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from foundation.months import Month
from synthesis.themes import Vectors


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Only statements that fit all that is set. Empty means no limit."""

    accounts: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    since: Month | None = None
    until: Month | None = None


EVERYTHING = SearchFilter()


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement found; ``similarity`` is the cosine, -1 to 1."""

    statement_id: str
    similarity: float


class Retriever(Protocol):
    """Finds statements by meaning."""

    def search(self, vector: Vectors, limit: int, where: SearchFilter = EVERYTHING) -> list[Hit]:
        """The ``limit`` nearest statements that fit ``where``, nearest first, ties by id."""
        ...
