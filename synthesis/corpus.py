"""What there is to search: statements with their vectors and the fields that a search may be limited by.

Both retrievers are made from it, so that they can be held to one contract.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from foundation.months import Month
from synthesis.themes import Statement, Vectors


@dataclass(frozen=True, slots=True)
class Corpus:
    """Statements in order of id. ``months`` count months since year 0; an unknown account is an empty text;
    ``vectors`` are unit rows, float32, shape (statements, dimension)."""

    ids: tuple[str, ...]
    accounts: tuple[str, ...]
    sources: tuple[str, ...]
    months: tuple[int, ...]
    vectors: Vectors

    @classmethod
    def of(cls, statements: Sequence[Statement], vectors: Vectors) -> Corpus:
        """From statements and their vectors, row by row, in any order."""
        order = sorted(range(len(statements)), key=lambda row: statements[row].id)
        said = [statements[row] for row in order]
        return cls(
            ids=tuple(one.id for one in said),
            accounts=tuple(one.account_id or "" for one in said),
            sources=tuple(one.source.value for one in said),
            months=tuple(month_number(Month.of(one.day)) for one in said),
            vectors=np.ascontiguousarray(vectors[order], dtype=np.float32),
        )

    def __len__(self) -> int:
        return len(self.ids)


def month_number(month: Month) -> int:
    """Months since year 0, so that spans are comparisons of numbers."""
    return month.year * 12 + month.number - 1
