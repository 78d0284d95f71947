"""Searching what the store holds: the statements of the newest run, by the index where it is well and fits,
else exactly over the stored vectors. The store stays the record; the index is made from it, never the other
way round."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from sqlalchemy import Connection

from foundation.errors import StoreError
from foundation.progress import Progress, silent
from synthesis.corpus import Corpus
from workspace.index_folder import (
    IndexSpec,
    IndexState,
    OpenedRetriever,
    examine_index,
    open_index,
    rebuild_index,
)
from workspace.search_files import write_table
from workspace.search_table import SearchTable, TableSpec, make_table
from workspace.store import runs
from workspace.store.embeddings import dimension_of, load_vectors, text_hash
from workspace.store.engine import Store
from workspace.store.erasing import index_holds_erased, note_index
from workspace.store.runs import newest_run, statements_of
from workspace.store.search_rows import search_rows

KEPT_FROM = 5_000
"""Statements from which a synthesis leaves search files; fewer are made ready in memory within a second."""


def write_search_files(store: Store, folder: Path, model: str = "") -> int:
    """Write the search table of the newest run's statements into ``folder``; returns how many statements it holds.

    ``model`` is an embedder's name, by default the one that the run was made with. Raises StoreError when another
    process uses the index or the files cannot be written.
    """

    def make() -> SearchTable:
        with store.read() as conn:
            run_id, made_with = newest_run(conn) or ("", "")
            ids = [row.id for row in search_rows(conn, run_id)]
            return make_table(conn, TableSpec(run_id, model or made_with), ids)

    return write_table(folder, make)


def keep_up(store: Store, folder: Path, model: str, statements: int) -> str:
    """After a synthesis: write the search files where there are so many statements that it pays. Returns why it was
    not done, in words: a search then makes in memory what it needs."""
    if statements < KEPT_FROM:
        return ""
    try:
        write_search_files(store, folder, model)
    except StoreError as error:
        return error.what
    return ""


@contextmanager
def open_retriever(
    store: Store, folder: Path, model: str = "", *, use_index: bool = True, timeout: float = 30.0
) -> Iterator[OpenedRetriever]:
    """A retriever over the newest run's statements, with the vectors of ``model``: the name of the
    embedder that the question is embedded with, by default the newest run's.

    ``retriever.in_words`` says what searches, and why if it is not the index. Opening the index
    takes two to three seconds, health check included, and its lock is held for the block;
    ``use_index=False`` goes straight to exact search, which is quicker for a single question. Raises
    StoreError for the store's sake only.
    """
    spec = index_spec(store, model)

    def corpus() -> Corpus:
        with store.read() as conn:
            return load_corpus(conn, spec.run_id, spec.model)

    with open_index(folder, spec, corpus, use_index=use_index, timeout=timeout) as retriever:
        yield retriever


def rebuild(
    store: Store, folder: Path, model: str = "", progress: Progress = silent, timeout: float = 600.0
) -> int:
    """Make the index anew from the store and swap it in; returns how many statements it holds.

    ``model`` is an embedder's name, by default the one that the newest run was made with. Raises StoreError
    when the index cannot be built, is in use elsewhere, or cannot be written; the old one then stays as it
    was, and exact search goes on answering.
    """
    spec = index_spec(store, model)
    write_search_files(store, folder, model)
    with store.read() as conn:
        corpus = load_corpus(conn, spec.run_id, spec.model)
        erased = index_holds_erased(conn)
    state = rebuild_index(folder, spec, corpus, progress, timeout)
    if not state.sound:
        raise StoreError(
            f"the search index was not rebuilt: {state.reason}",
            where=str(folder),
            hint="Searches go on without it, exactly over the store.",
        )
    if erased:
        with store.write("note that the index is new") as conn:
            note_index(conn, holds_erased=False)
    return state.count


def inspect(
    store: Store, folder: Path, model: str = "", *, check: bool = True, timeout: float = 30.0
) -> IndexState:
    """Whether index and store agree, in words; ``check`` also opens the index in a process of its own."""
    return examine_index(folder, index_spec(store, model), check=check, timeout=timeout)


def load_corpus(conn: Connection, run_id: str, model: str) -> Corpus:
    """The statements of a run with their stored vectors; a statement without one is left out.

    The vectors' shape is (0, 0) when there are none.
    """
    said = statements_of(conn, run_id)
    keys = [text_hash(one.text) for one in said]
    vectors = load_vectors(conn, model, dict.fromkeys(keys))
    known = [(one, vectors[key]) for one, key in zip(said, keys, strict=True) if key in vectors]
    rows = np.stack([vector for _, vector in known]) if known else np.zeros((0, 0), dtype=np.float32)
    return Corpus.of([one for one, _ in known], rows, runs.themes_by_statement(conn, run_id))


def index_spec(store: Store, model: str) -> IndexSpec:
    """What an index of the newest run is made from; ``model`` by default the run's own."""
    with store.read() as conn:
        run_id, made_with = newest_run(conn) or ("", "")
        name = model or made_with
        return IndexSpec(name, dimension_of(conn, name), run_id)
