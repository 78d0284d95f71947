"""How texts fall into terms for a search by words: SQLite's FTS5 tells, and nothing else, so that what is asked and
what is searched are always split alike. It works in memory; nothing of it is kept in the store's file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from foundation.text import safe_text
from synthesis.keywords import TermCounts, merged_terms
from synthesis.unspaced import spaced
from workspace.store.connections import in_words

TOKENIZER = "porter unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
"""Words without case and accents, by their English stem; marks are letters, as Hindi and Thai cannot be read
without theirs."""


@contextmanager
def _terms() -> Iterator[sqlite3.Connection]:
    raw = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with in_words(Path("full-text search")):
            raw.execute(f"CREATE VIRTUAL TABLE said USING fts5(text, content='', tokenize=\"{TOKENIZER}\")")
            raw.execute("CREATE VIRTUAL TABLE term USING fts5vocab(said, 'instance')")
            yield raw
    finally:
        raw.close()


def count_terms(texts: Sequence[str]) -> TermCounts:
    """The terms of ``texts``, each a row of the counts. Raises StoreError where this SQLite has no FTS5."""
    with _terms() as raw:
        raw.execute("BEGIN")
        raw.executemany(
            "INSERT INTO said(rowid, text) VALUES (?, ?)",
            ((at, spaced(safe_text(text))) for at, text in enumerate(texts)),
        )
        found = raw.execute("SELECT term, group_concat(doc) FROM term GROUP BY term")
        return merged_terms(
            [(term, np.array(held.split(","), dtype=np.int64)) for term, held in found], len(texts)
        )


def terms_of(text: str) -> list[str]:
    """The terms of one text in order, as often as they stand there."""
    with _terms() as raw:
        raw.execute("INSERT INTO said(rowid, text) VALUES (1, ?)", (spaced(safe_text(text)),))
        return [str(row[0]) for row in raw.execute("SELECT term FROM term ORDER BY offset")]
