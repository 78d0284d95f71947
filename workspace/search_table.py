"""All that a search is made of: vectors and word weights of the newest run's statements, and what filters ask of them.

Vectors and weights follow from the run alone, so they may lie in files (``workspace.search_files``); whose a
statement is and in which theme it stands is read from the store each time, so that a file can never say it wrongly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from foundation.months import Month
from synthesis.corpus import Column, Corpus
from synthesis.keywords import KeywordIndex
from synthesis.retrieval import Facts
from synthesis.themes import Vectors
from workspace.store.embeddings import load_vectors, text_hash
from workspace.store.keyword_terms import count_terms
from workspace.store.search_rows import SearchRow, search_texts

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class TableSpec:
    """What a table is made from: the run whose statements it holds and the model of their vectors."""

    run_id: str
    model: str


@dataclass(frozen=True, slots=True)
class SearchTable:
    """Row ``r`` of ``vectors`` (zeros where the model has none) and of ``keywords`` is statement ``ids[r]``; ids are
    sorted. ``stored`` says whether it was read from files."""

    spec: TableSpec
    ids: tuple[str, ...]
    vectors: Vectors
    keywords: KeywordIndex
    stored: bool = False

    def corpus(self, rows: Sequence[SearchRow], counted: Mapping[str, str]) -> Corpus:
        """With what the store says of each statement; ``counted`` leads accounts to those they count for."""
        months = {text: Month.parse(text).ordinal for text in {row.month for row in rows}}
        return Corpus(
            ids=self.ids,
            accounts=Column.of(counted.get(row.account, row.account) for row in rows),
            sources=Column.of(row.source for row in rows),
            months=np.fromiter((months[row.month] for row in rows), np.int64, len(rows)),
            themes=Column.of(row.theme for row in rows),
            kinds=Column.of(row.kind for row in rows),
            vectors=self.vectors,
        )


def make_table(conn: Connection, spec: TableSpec, ids: Sequence[str]) -> SearchTable:
    """The table of these statements, from the store: about a second for each 20,000."""
    texts = search_texts(conn, ids)
    keys = [text_hash(texts[one]) for one in ids]
    vectors = load_vectors(conn, spec.model, dict.fromkeys(keys))
    dimension = next((vector.shape[0] for vector in vectors.values()), 0)
    rows = np.zeros((len(ids), dimension), dtype=np.float32)
    for at, key in enumerate(keys):
        if key in vectors:
            rows[at] = vectors[key]
    return SearchTable(spec, tuple(ids), rows, KeywordIndex.of(count_terms([texts[one] for one in ids])))


def facts_in(row: SearchRow, counted: Mapping[str, str]) -> Facts:
    """What a filter may ask of a statement, as the store says it."""
    return Facts(
        account=counted.get(row.account, row.account),
        source=row.source,
        month=Month.parse(row.month),
        theme=row.theme,
        kind=row.kind,
    )
