"""What there is to search: statements with their vectors and the fields that a search may be limited by.

Every retriever is made from it, so that all can be held to one contract.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from foundation.months import Month
from synthesis.retrieval import Facts, SearchFilter
from synthesis.themes import Statement, Vectors

Mask: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Column:
    """A field of all statements: row ``r`` holds ``values[codes[r]]``; ``values`` are distinct and sorted."""

    values: tuple[str, ...]
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, held: Iterable[str]) -> Column:
        """From one value a row."""
        rows = list(held)
        values = tuple(sorted(set(rows)))
        place = {value: code for code, value in enumerate(values)}
        return cls(values, np.fromiter((place[one] for one in rows), np.int32, len(rows)))

    def __getitem__(self, row: int) -> str:
        return self.values[int(self.codes[row])]

    def within(self, wanted: frozenset[str]) -> Mask:
        """Which rows hold one of ``wanted``."""
        chosen = np.fromiter((value in wanted for value in self.values), np.bool_, len(self.values))
        return chosen[self.codes] if chosen.size else np.zeros(self.codes.size, dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Statements in order of id. ``months`` count months since year 0; an unknown account and no theme are empty
    texts; ``vectors`` are unit rows, float32, shape (statements, dimension), or zeros where a statement has none."""

    ids: tuple[str, ...]
    accounts: Column
    sources: Column
    months: NDArray[np.int64]
    themes: Column
    kinds: Column
    vectors: Vectors
    unread: NDArray[np.intp] = field(init=False)
    """The rows without a vector."""

    def __post_init__(self) -> None:
        rows = np.arange(len(self.vectors), dtype=np.intp)
        if self.vectors.size:
            rows = np.flatnonzero(self.vectors[:, 0] == 0)
            rows = rows[~self.vectors[rows].any(axis=1)]
        object.__setattr__(self, "unread", rows)

    @classmethod
    def of(
        cls,
        statements: Sequence[Statement],
        vectors: Vectors,
        themes: Mapping[str, str] | None = None,
    ) -> Corpus:
        """From statements and their vectors, row by row, in any order; ``themes`` by statement id."""
        order = sorted(range(len(statements)), key=lambda row: statements[row].id)
        return cls.from_facts(
            [statements[row].id for row in order],
            [facts_of(statements[row], themes or {}) for row in order],
            np.ascontiguousarray(vectors[order], dtype=np.float32),
        )

    @classmethod
    def from_facts(cls, ids: Sequence[str], facts: Sequence[Facts], vectors: Vectors) -> Corpus:
        """From what is known of each statement; ``ids`` are sorted, and ``vectors`` in their order."""
        return cls(
            ids=tuple(ids),
            accounts=Column.of(one.account for one in facts),
            sources=Column.of(one.source for one in facts),
            months=np.fromiter((one.month.ordinal for one in facts), np.int64, len(facts)),
            themes=Column.of(one.theme for one in facts),
            kinds=Column.of(one.kind for one in facts),
            vectors=vectors,
        )

    def __len__(self) -> int:
        return len(self.ids)

    def fitting(self, where: SearchFilter) -> NDArray[np.intp] | None:
        """The rows within ``where``, ascending; None where it leaves nothing out."""
        fits: list[Mask] = []
        for wanted, column in (
            (where.accounts, self.accounts),
            (where.sources, self.sources),
            (where.themes, self.themes),
            (where.kinds, self.kinds),
        ):
            if wanted:
                fits.append(column.within(wanted))
        if where.since is not None:
            fits.append(self.months >= where.since.ordinal)
        if where.until is not None:
            fits.append(self.months <= where.until.ordinal)
        return np.flatnonzero(np.logical_and.reduce(fits)) if fits else None


def facts_of(said: Statement, themes: Mapping[str, str]) -> Facts:
    """What a filter may ask of a statement."""
    return Facts(
        account=said.account_id or "",
        source=said.source.value,
        month=Month.of(said.day),
        theme=themes.get(said.id, ""),
        kind=said.kind.value,
    )
