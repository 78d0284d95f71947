"""The only door to chromadb: a folder with a vector index, built once, then only read.

The index is disposable: it did not survive kills or a second writer, and it can fail natively. So it is
built and checked in a process of its own (``python -m synthesis.chroma_index``), never appended to, and its
exceptions leave here as StoreError. Who may open a folder, and when, is decided by ``workspace.index``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from foundation.errors import StoreError
from foundation.progress import Progress, silent
from foundation.text import one_line
from synthesis.corpus import Column, Corpus
from synthesis.exact_retriever import rounded, unit_row
from synthesis.retrieval import EVERYTHING, Hit, SearchFilter
from synthesis.themes import Vectors

_COLLECTION = "statements"
_COLUMNS = ("accounts", "sources", "themes", "kinds")
_BATCH = 5000
_SPARE = 10
"""How many more are asked for than wanted, so that equals at the edge can be put in order."""
_SELF_SIMILARITY = 0.999
_GRAPH = {"space": "cosine", "ef_construction": 100, "ef_search": 400, "max_neighbors": 16}
"""The library's own graph, searched four times as widely: recall at 10 of 2,000 random vectors rises from
0.91 to 1.00 for a millisecond a question, and building takes half as long as with a denser graph."""


@contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, OSError) as error:
        raise StoreError(
            f"the search index failed: {one_line(str(error), 160) or type(error).__name__}",
            where=str(folder),
            hint="Run `nrr index rebuild`.",
        ) from error


def _client(folder: Path) -> Any:
    from chromadb import PersistentClient
    from chromadb.config import Settings

    return PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))


class ChromaIndex:
    """A built index, opened for searching. Implements the ``Retriever`` port; close it when done."""

    def __init__(self, folder: Path) -> None:
        """Open what ``build`` left in ``folder``. Raises StoreError."""
        if not folder.is_dir():
            raise StoreError("there is no search index", where=str(folder), hint="Run `nrr index rebuild`.")
        self._folder = folder
        with _in_words(folder):
            self._client = _client(folder)
            self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)

    @classmethod
    def build(cls, folder: Path, corpus: Corpus, progress: Progress = silent) -> ChromaIndex:
        """Index ``corpus`` in ``folder``, which must not be there yet. Raises StoreError."""
        with _in_words(folder):
            folder.mkdir(parents=True)
            client = _client(folder)
            collection = client.create_collection(
                _COLLECTION, embedding_function=None, configuration={"hnsw": _GRAPH}
            )
            for start in range(0, len(corpus), _BATCH):
                rows = range(start, min(start + _BATCH, len(corpus)))
                collection.add(
                    ids=[corpus.ids[row] for row in rows],
                    embeddings=corpus.vectors[start : rows.stop],
                    metadatas=[
                        {
                            "account": corpus.accounts[row],
                            "source": corpus.sources[row],
                            "month": int(corpus.months[row]),
                            "theme": corpus.themes[row],
                            "kind": corpus.kinds[row],
                        }
                        for row in rows
                    ],
                )
                progress("index", rows.stop, len(corpus))
            client.close()
        return cls(folder)

    def close(self) -> None:
        """Let the folder go."""
        with _in_words(self._folder):
            self._client.close()

    def count(self) -> int:
        """How many statements it holds."""
        with _in_words(self._folder):
            return int(self._collection.count())

    def vector(self, statement_id: str) -> Vectors | None:
        """The vector that it holds of a statement, None when it does not know it."""
        with _in_words(self._folder):
            found = self._collection.get(ids=[statement_id], include=["embeddings"])["embeddings"]
            if found is None or not len(found):
                return None
            return np.asarray(found[0], dtype=np.float32)

    def search(self, vector: Vectors, limit: int, where: SearchFilter = EVERYTHING) -> list[Hit]:
        """About the ``limit`` nearest statements that fit ``where``, nearest first, ties by id.

        Approximate: recall against exact search is measured by a test. Raises StoreError.
        """
        if limit <= 0:
            return []
        with _in_words(self._folder):
            found = self._collection.query(
                query_embeddings=unit_row(vector)[None, :],
                n_results=limit + _SPARE,
                where=_condition(where),
                include=["distances"],
            )
            distances = found["distances"]
            if distances is None:
                raise ValueError("no distances came back")
            hits = [
                Hit(key, rounded(1.0 - distance))
                for key, distance in zip(found["ids"][0], distances[0], strict=True)
            ]
        return sorted(hits, key=lambda hit: (-hit.similarity, hit.statement_id))[:limit]


def _condition(where: SearchFilter) -> Any:
    terms: list[dict[str, object]] = []
    for field, wanted in (
        ("account", where.accounts),
        ("source", where.sources),
        ("theme", where.themes),
        ("kind", where.kinds),
    ):
        if wanted:
            terms.append({field: {"$in": sorted(wanted)}})
    if where.since is not None:
        terms.append({"month": {"$gte": where.since.ordinal}})
    if where.until is not None:
        terms.append({"month": {"$lte": where.until.ordinal}})
    return {"$and": terms} if len(terms) > 1 else terms[0] if terms else None


_PROBED = 50  # a longer list makes the index look further, which statements that differ by a number need
_LOST = 0.5  # share of the probes that a sound index may miss: it is approximate, and a broken one finds none


def check(folder: Path, count: int, probes: Sequence[str]) -> str:
    """What is wrong with the index in ``folder``, in words; empty when it counts ``count`` statements, holds the
    vector of each probe and finds most of them by it."""
    index = ChromaIndex(folder)
    try:
        held = index.count()
        if held != count:
            return f"it holds {held} of {count} statements"
        lost = 0
        for probe in probes:
            vector = index.vector(probe)
            if vector is None:
                return "a statement's vector is gone"
            nearest = index.search(vector, _PROBED)
            lost += not nearest or nearest[0].similarity < _SELF_SIMILARITY
        if lost > _LOST * len(probes):
            return f"it does not find {lost} of {len(probes)} statements by their own vectors"
    finally:
        index.close()
    return ""


def save_corpus(path: Path, corpus: Corpus) -> None:
    """Write ``corpus`` for a building process to read."""
    columns: dict[str, Any] = {}
    for name in _COLUMNS:
        column: Column = getattr(corpus, name)
        columns[f"{name}_values"] = np.array(column.values, dtype=np.str_)
        columns[f"{name}_codes"] = column.codes
    with path.open("wb") as stream:
        np.savez(
            stream,
            ids=np.array(corpus.ids, dtype=np.str_),
            months=corpus.months,
            vectors=corpus.vectors,
            **columns,
        )


def _load_corpus(path: Path) -> Corpus:
    with np.load(path, allow_pickle=False) as held:
        columns = {
            name: Column(tuple(held[f"{name}_values"].tolist()), held[f"{name}_codes"]) for name in _COLUMNS
        }
        return Corpus(
            ids=tuple(held["ids"].tolist()), months=held["months"], vectors=held["vectors"], **columns
        )


def main(arguments: Sequence[str], say: Callable[[str], None]) -> int:
    """``build FOLDER CORPUS`` or ``check FOLDER COUNT PROBE...``, in a process of its own.

    Says how many are done, one number a line, or what is wrong; returns the process's exit code.
    """
    verb, folder, *rest = arguments
    try:
        if verb == "build":
            index = ChromaIndex.build(
                Path(folder), _load_corpus(Path(rest[0])), lambda _stage, done, _total: say(f"{done}\n")
            )
            index.close()
            return 0
        fault = check(Path(folder), int(rest[0]), rest[1:])
    except StoreError as error:
        fault = error.what
    if fault:
        say(f"{fault}\n")
    return 1 if fault else 0


def _say(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], _say))
