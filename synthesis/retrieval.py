"""What a search may be limited by, what it finds, and the ``Retriever`` port: statements nearest to a vector.

Keeps the rule that a filter is applied in the query and checked again on what came back (``check_within``), so that
no index can hand one account's words to a question about another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from foundation.errors import StoreError
from foundation.months import Month
from synthesis.themes import Vectors


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Only statements that fit all that is set. Empty means no limit; ``themes`` are ids, ``kinds`` are what a
    customer does by saying it, months those of the day on which it was said."""

    accounts: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    since: Month | None = None
    until: Month | None = None
    themes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


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


@dataclass(frozen=True, slots=True)
class Facts:
    """What the store says of a statement, of all that a filter may ask for. An unknown account and no theme are
    empty texts."""

    account: str
    source: str
    month: Month
    theme: str
    kind: str


def fits(facts: Facts, where: SearchFilter) -> bool:
    """Whether a statement is within ``where``."""
    return (
        (not where.accounts or facts.account in where.accounts)
        and (not where.sources or facts.source in where.sources)
        and (where.since is None or facts.month >= where.since)
        and (where.until is None or facts.month <= where.until)
        and (not where.themes or facts.theme in where.themes)
        and (not where.kinds or facts.kind in where.kinds)
    )


def check_within(found: Iterable[Facts], where: SearchFilter) -> None:
    """Raises StoreError where something was found that ``where`` leaves out: nothing may be shown then."""
    outside = sum(not fits(facts, where) for facts in found)
    if outside:
        raise StoreError(
            f"a search handed back {outside} statements that its filter leaves out",
            hint="Nothing of it is shown. Run `nrr index rebuild`, then search again.",
        )
