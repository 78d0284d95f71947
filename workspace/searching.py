"""Searching, kept warm: vectors, word weights and the model are loaded once and serve every question after.

Keeps the rules that a filter is part of the query and is checked again on what came back, against the store of this
moment; that whatever changes the store is seen by the next question; and that a search never writes. Safe to use from
several threads.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from foundation.errors import SettingsError, StoreError
from foundation.months import Month
from synthesis.hybrid import Fusion, HybridHit, HybridRetriever, Question
from synthesis.questions import LONGEST, QuestionReader
from synthesis.retrieval import EVERYTHING, Hit, SearchFilter, check_within
from workspace.account_book import account_names, counted_accounts
from workspace.index_folder import IndexSpec, OpenedRetriever, open_index
from workspace.search import Found, SearchQuery, SearchResult
from workspace.search_failing import Unreadable, reading
from workspace.search_files import read_table
from workspace.search_filters import Accounts, Filters
from workspace.search_table import SearchTable, TableSpec, facts_in, make_table
from workspace.store import runs
from workspace.store.erasing import index_holds_erased
from workspace.store.keyword_terms import terms_of
from workspace.store.search_rows import hit_rows, search_rows
from workspace.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from synthesis.reranking import Reranker
    from synthesis.themes import Vectors

INDEX_PAYS_FROM = 250_000
"""Statements above which a question without a filter goes through the vector index; below, and with a filter at any
size, exact search is quicker."""
_TERMS = 64
"""Words of a question that are looked for at most."""

_Stamp = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Opened:
    """What is searched, as of one moment of the store. ``meaning``: vectors too; ``erased``: the vector index may
    still hold what the store does not."""

    stamp: _Stamp
    meaning: bool
    spec: TableSpec
    retriever: HybridRetriever
    accounts: Accounts
    filters: Filters
    table: SearchTable
    erased: bool


class Searcher:
    """Answers questions on one workspace; close it when done (it holds the vector index where that was opened)."""

    def __init__(self, workspace: Workspace, reranker: Reranker | None = None) -> None:
        settings = workspace.settings
        self._workspace = workspace
        self._store = workspace.store()
        self._reader = QuestionReader(settings.embedding.model, settings.embedding.allow_download)
        self._reranker = reranker
        self._turn = threading.RLock()
        self._state: _Opened | None = None
        self._stack = ExitStack()
        self._index: OpenedRetriever | None = None

    def search(self, query: SearchQuery) -> SearchResult:
        """What ``query`` asks for, best first; by words alone where it asks for both and the model cannot be used.
        Raises SettingsError for what is not known, StoreError where a statement outside the filters came back twice,
        and for a search by meaning alone what is wrong with the model: SettingsError or ModelError."""
        if not query.words.strip():
            raise SettingsError("there is nothing to search for", hint="Give some words.")
        with self._turn:
            try:
                return self._asked(query)
            except Unreadable as unreadable:
                why = unreadable.why
                if query.by == "meaning":
                    raise why from unreadable
            result = self._asked(replace(query, by="words"))
            return replace(result, index=f"{result.index} alone: {why}")

    def _asked(self, query: SearchQuery) -> SearchResult:
        meaning = query.by != "words"
        opened = self._open(meaning)
        try:
            result = self._answer(opened, query)
            if self._stamp() == opened.stamp:
                return result
        except StoreError:
            if self._stamp() == opened.stamp:
                raise
        return self._answer(self._open(meaning), query)  # somebody wrote to the store in between

    def close(self) -> None:
        """Let everything go."""
        with self._turn:
            self._let_go()

    def _let_go(self) -> None:
        self._state, self._index = None, None
        self._stack.close()

    def _answer(self, opened: _Opened, query: SearchQuery) -> SearchResult:
        where = opened.filters.of(query)
        corpus = opened.retriever.corpus
        rows = corpus.fitting(where) if where else None
        searched = 0 if where is None else len(corpus) if rows is None else int(rows.size)
        months = [Month.from_ordinal(int(one(corpus.months))) for one in (np.min, np.max) if len(corpus)]
        result = SearchResult((), "no account is in all that was asked for", searched, len(corpus), *months)
        if where is None:
            return result
        words = query.words[:LONGEST]
        terms = () if query.by == "meaning" else tuple(dict.fromkeys(terms_of(words)))[:_TERMS]
        vector = (
            self._vector(words) if query.by != "words" and searched and opened.table.vectors.size else None
        )
        nearest, how = self._nearest(opened, query, vector, where, searched)
        limit = self._candidates(query.limit)
        hits = opened.retriever.search(Question(vector, terms), limit, where, nearest)
        found = self._found(opened, hits, where)
        if self._reranker is not None and query.by != "words":
            found = self._reranked(words, found)
            how = f"{how}; the first {limit} in the order of {self._reranker.name}"
        return replace(result, hits=tuple(found[: max(0, query.limit)]), index=how)

    def _vector(self, words: str) -> Vectors:
        with reading():
            return self._reader.vector(words)

    def _candidates(self, limit: int) -> int:
        return limit if self._reranker is None else max(limit, self._workspace.settings.search.rerank)

    def _found(self, opened: _Opened, hits: list[HybridHit], where: SearchFilter) -> list[Found]:
        """The hits as the store has them now, all of them within ``where``."""
        with self._store.read() as connection:
            rows = hit_rows(connection, opened.spec.run_id, [hit.statement_id for hit in hits])
        accounts = opened.accounts
        facts = {key: facts_in(row, accounts.counted) for key, (_, row) in rows.items()}
        check_within(facts.values(), where)
        return [
            Found(
                statement=rows[hit.statement_id][0],
                account_name=accounts.names.get(facts[hit.statement_id].account, ""),
                similarity=hit.similarity,
                account_id=facts[hit.statement_id].account,
                theme_id=facts[hit.statement_id].theme,
                by=hit.by,
                score=hit.score,
            )
            for hit in hits
            if hit.statement_id in rows
        ]

    def _reranked(self, words: str, found: list[Found]) -> list[Found]:
        assert self._reranker is not None
        scores = self._reranker.scores(words, [one.statement.text for one in found])
        order = sorted(
            zip(scores, found, strict=True),
            key=lambda pair: (-round(float(pair[0]), 6), pair[1].statement.id),
        )
        return [one for _, one in order]

    def _nearest(
        self,
        opened: _Opened,
        query: SearchQuery,
        vector: Vectors | None,
        where: SearchFilter,
        searched: int,
    ) -> tuple[list[Hit] | None, str]:
        """The ranking by meaning where the vector index makes it, and what searched, in words."""
        if query.by == "words":
            return None, "a search by words"
        also = " and a search by words" if query.by == "both" else ""
        count = len(opened.retriever.corpus)
        if not count:
            return None, "nothing has been synthesized yet" if not opened.spec.run_id else "no statements"
        if not opened.table.vectors.size:
            missing = "no statement has a vector of the model in the settings; `nrr synthesize` makes them"
            return None, f"{also[5:] or 'nothing'}: {missing}"
        wanted = query.use_index
        if wanted is None:
            wanted = where == EVERYTHING and count > INDEX_PAYS_FROM
        if not wanted or vector is None or opened.erased:
            reason = "the search index still holds words that are gone" if wanted and opened.erased else ""
            some = "" if searched == count else f"{searched:,} of "
            reason = reason or f"{some}{count:,} statements"
            return None, f"exact search over the store: {reason}{also}"
        index = self._vector_index(opened)
        if not index.exact:
            depth = max(self._candidates(query.limit), self._workspace.settings.search.depth)
            hits = index.search(vector, depth, where)
            if not index.exact:
                return hits, f"{index.in_words}{also}"
        return None, f"{index.in_words}{also}"

    def _vector_index(self, opened: _Opened) -> OpenedRetriever:
        if self._index is None or self._index.exact:
            self._stack.close()
            spec = IndexSpec(opened.spec.model, opened.table.vectors.shape[1], opened.spec.run_id)
            context = open_index(self._workspace.index_path, spec, lambda: opened.retriever.corpus)
            self._index = self._stack.enter_context(context)
        return self._index

    def _stamp(self) -> _Stamp:
        """What changes whenever somebody writes to the store."""
        path = self._workspace.store_path
        stats = []
        for file in (path, path.with_name(path.name + "-wal")):
            try:
                stat = file.stat()
                stats.append((stat.st_mtime_ns, stat.st_size))
            except OSError:
                stats.append((0, 0))
        return tuple(stats)

    def _open(self, meaning: bool) -> _Opened:
        """What is searched now; without ``meaning`` nothing of the model is looked at."""
        stamp, before = self._stamp(), self._state
        if before is not None and before.stamp == stamp and (before.meaning or not meaning):
            return before
        self._let_go()
        with self._store.read() as connection:
            self._state = self._load(connection, stamp, meaning, before)
        return self._state

    def _load(self, connection: Connection, stamp: _Stamp, meaning: bool, before: _Opened | None) -> _Opened:
        run_id, made_with = runs.newest_run(connection) or ("", "")
        with reading():
            model = self._reader.vectors_name(made_with) if meaning and made_with else made_with
        spec = TableSpec(run_id, model)
        rows = search_rows(connection, run_id)
        ids = tuple(row.id for row in rows)
        erased = index_holds_erased(connection)
        table = before.table if before and (before.table.spec, before.table.ids) == (spec, ids) else None
        if table is None and not erased:
            stored, _ = read_table(self._workspace.index_path, spec)
            table = stored if stored is not None and stored.ids == ids else None
        if table is None:
            table = make_table(connection, spec if meaning else TableSpec(run_id, ""), ids)
        accounts = Accounts(account_names(connection), counted_accounts(self._workspace, connection))
        settings = self._workspace.settings.search
        fusion = Fusion(
            by=settings.fusion,
            words=settings.words_share,
            words_if_few=settings.words_share_short,
            k=settings.rank_k,
            rank_weight=settings.rank_weight,
            depth=settings.depth,
        )
        corpus = table.corpus(rows, accounts.counted)
        retriever = HybridRetriever(corpus, table.keywords, fusion)
        filters = Filters(self._workspace, accounts)
        return _Opened(stamp, meaning, spec, retriever, accounts, filters, table, erased)


def searcher_of(workspace: Workspace) -> Searcher:
    """A searcher with the reranker that the settings name; whoever asks for one closes it, unless no question of
    theirs goes through the vector index. Nothing is loaded before the first question. Raises StoreError where there
    is no store, SettingsError for a reranker that is not there."""
    settings = workspace.settings
    reranker = None
    if settings.search.reranker:
        from synthesis.cross_encoder import load_reranker

        reranker = load_reranker(settings.search.reranker, settings.embedding.allow_download)
    return Searcher(workspace, reranker)


@contextmanager
def open_search(workspace: Workspace) -> Iterator[Searcher]:
    """A searcher for the block. Raises as ``searcher_of`` does."""
    searcher = searcher_of(workspace)
    try:
        yield searcher
    finally:
        searcher.close()
