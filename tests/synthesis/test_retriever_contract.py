"""One contract for every retriever: exact search and the vector index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.errors import StoreError
from foundation.months import Month
from ingest.items import Source
from synthesis.chroma_index import ChromaIndex, check
from synthesis.corpus import Corpus
from synthesis.exact_retriever import ExactRetriever
from synthesis.retrieval import Hit, Retriever, SearchFilter
from synthesis.themes import Statement, Vectors

_SOURCES = (Source.TICKET, Source.NPS, Source.CALL)


def random_rows(count: int, dimension: int = 16, seed: int = 0) -> Vectors:
    rows = np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def said(number: int) -> Statement:
    return Statement(
        id=f"s{number:05d}",
        item_id="i",
        part_id="p",
        account_id=None if number % 4 == 0 else f"a{number % 4}",
        source=_SOURCES[number % 3],
        day=date(2026, number % 12 + 1, 5),
        start=0,
        end=1,
        text="x",
    )


ROWS = random_rows(300)
ROWS[40] = ROWS[20]  # two statements that say the same
STATEMENTS = [said(number) for number in range(300)]
CORPUS = Corpus.of(STATEMENTS, ROWS)


@pytest.fixture(scope="module", params=["exact", "chroma"])
def retriever(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Retriever]:
    if request.param == "exact":
        yield ExactRetriever(CORPUS)
        return
    index = ChromaIndex.build(tmp_path_factory.mktemp("index") / "chroma", CORPUS)
    yield index
    index.close()


def test_a_statement_finds_itself_first(retriever: Retriever) -> None:
    for number in (0, 7, 299):
        assert retriever.search(ROWS[number], 1) == [Hit(f"s{number:05d}", 1.0)]


def test_nearest_first_and_as_many_as_asked_for(retriever: Retriever) -> None:
    hits = retriever.search(ROWS[3], 12)
    assert len(hits) == 12
    assert [hit.similarity for hit in hits] == sorted((hit.similarity for hit in hits), reverse=True)


def test_equals_come_in_order_of_id(retriever: Retriever) -> None:
    assert [hit.statement_id for hit in retriever.search(ROWS[40], 2)] == ["s00020", "s00040"]
    assert [hit.statement_id for hit in retriever.search(ROWS[40], 1)] == ["s00020"]


def test_the_length_of_the_question_does_not_matter(retriever: Retriever) -> None:
    long, short = (retriever.search(ROWS[5] * np.float32(size), 5) for size in (7, 0.5))
    assert [hit.statement_id for hit in long] == [hit.statement_id for hit in short]
    assert all(abs(one.similarity - two.similarity) < 1e-5 for one, two in zip(long, short, strict=True))


@pytest.mark.parametrize(
    "where",
    [
        SearchFilter(accounts=frozenset({"a1", "a3"})),
        SearchFilter(sources=frozenset({"nps"})),
        SearchFilter(since=Month(2026, 4)),
        SearchFilter(until=Month(2026, 2)),
        SearchFilter(since=Month(2026, 3), until=Month(2026, 3)),
        SearchFilter(frozenset({"a2"}), frozenset({"ticket", "call"}), Month(2026, 2), Month(2026, 9)),
    ],
)
def test_only_what_fits_is_found_and_all_of_it(retriever: Retriever, where: SearchFilter) -> None:
    fitting = {
        one.id
        for one in STATEMENTS
        if (not where.accounts or one.account_id in where.accounts)
        and (not where.sources or one.source.value in where.sources)
        and (where.since is None or Month.of(one.day) >= where.since)
        and (where.until is None or Month.of(one.day) <= where.until)
    }
    hits = retriever.search(ROWS[9], 300, where)
    assert fitting
    assert {hit.statement_id for hit in hits} == fitting
    assert len(hits) == len(fitting)


def test_nothing_fits_nothing_is_found(retriever: Retriever) -> None:
    assert retriever.search(ROWS[0], 5, SearchFilter(accounts=frozenset({"nobody"}))) == []
    assert retriever.search(ROWS[0], 0) == []


def test_asking_for_more_than_there_is_gives_all(retriever: Retriever) -> None:
    assert len(retriever.search(ROWS[0], 10_000)) == 300


def test_similarities_are_cosines(retriever: Retriever) -> None:
    hits = retriever.search(ROWS[0], 300)
    cosines = {one.id: float(ROWS[row] @ ROWS[0]) for row, one in enumerate(STATEMENTS)}
    assert all(abs(hit.similarity - cosines[hit.statement_id]) < 1e-5 for hit in hits)


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 10_000), limit=st.integers(1, 40), order=st.permutations(range(30)))
def test_exact_search_does_not_depend_on_the_order_of_the_rows(
    seed: int, limit: int, order: list[int]
) -> None:
    rows = random_rows(30, 6, seed)
    rows[7], rows[21] = rows[3], rows[3]
    straight = ExactRetriever(Corpus.of(STATEMENTS[:30], rows))
    shuffled = ExactRetriever(Corpus.of([STATEMENTS[at] for at in order], rows[order]))
    found = straight.search(rows[3], limit)
    assert [hit.statement_id for hit in found[:3]] == ["s00003", "s00007", "s00021"][:limit]
    assert found == shuffled.search(rows[3], limit)


def test_an_empty_corpus_finds_nothing(tmp_path: Path) -> None:
    empty = Corpus.of([], np.zeros((0, 16), dtype=np.float32))
    index = ChromaIndex.build(tmp_path / "chroma", empty)
    assert ExactRetriever(empty).search(ROWS[0], 3) == index.search(ROWS[0], 3) == []
    assert index.count() == 0
    index.close()


def test_the_index_recalls_what_exact_search_finds(tmp_path: Path) -> None:
    rows, questions = random_rows(2000, 384, 1), random_rows(100, 384, 2)
    corpus = Corpus.of([said(number) for number in range(2000)], rows)
    exact, index = ExactRetriever(corpus), ChromaIndex.build(tmp_path / "chroma", corpus)
    found = 0
    for question in questions:
        wanted = {hit.statement_id for hit in exact.search(question, 10)}
        found += len(wanted & {hit.statement_id for hit in index.search(question, 10)})
    index.close()
    assert found / 1000 >= 0.95


def test_the_health_check_sees_what_is_missing(tmp_path: Path) -> None:
    ChromaIndex.build(tmp_path / "chroma", CORPUS).close()
    assert check(tmp_path / "chroma", 300, ["s00000", "s00299"]) == ""
    assert check(tmp_path / "chroma", 301, []) == "it holds 300 of 301 statements"
    assert check(tmp_path / "chroma", 300, ["absent"]) == "a statement's vector is gone"


def test_a_folder_that_is_no_index_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no search index"):
        ChromaIndex(tmp_path / "absent")
    (tmp_path / "chroma.sqlite3").write_bytes(b"garbage" * 100)
    with pytest.raises(StoreError, match="search index failed"):
        ChromaIndex(tmp_path)


def test_a_statement_without_account_is_found_by_no_account(retriever: Retriever) -> None:
    nameless = SearchFilter(accounts=frozenset({"a1", "a2", "a3"}))
    found = {hit.statement_id for hit in retriever.search(ROWS[4], 300, nameless)}
    assert STATEMENTS[4].id not in found
    assert len(found) == 225
