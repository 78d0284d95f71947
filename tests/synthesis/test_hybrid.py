"""Two rankings made one: what leads to a hit, ties, filters, and that order never matters."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.errors import StoreError
from foundation.months import Month
from ingest.items import Source
from synthesis.corpus import Corpus
from synthesis.hashing_embedder import HashingEmbedder
from synthesis.hybrid import FoundBy, Fusion, HybridRetriever, Question, fused_ranks
from synthesis.keywords import KeywordIndex
from synthesis.retrieval import Facts, Hit, SearchFilter, check_within
from synthesis.themes import Statement, ThemeKind
from workspace.store.keyword_terms import count_terms, terms_of

EMBEDDER = HashingEmbedder()
TEXTS = [
    "The export of large reports times out",
    "Exporting takes an hour",
    "The calendar shows every visit twice",
    "Calendar sync makes duplicates",
    "Support answered at once",
    "Nobody answers our tickets",
    "The invoice has the wrong tax",
    "ERR_LEDGER_MAP again",
]


def said(number: int, text: str) -> Statement:
    return Statement(
        id=f"s{number:03d}",
        item_id=f"i{number}",
        part_id="p",
        account_id=None if number == 7 else f"a{number % 3}",
        source=(Source.TICKET, Source.NPS)[number % 2],
        day=date(2026, number % 12 + 1, 3),
        start=0,
        end=1,
        text=text,
        kind=(ThemeKind.COMPLAINT, ThemeKind.PRAISE)[number % 2],
    )


def retriever(texts: list[str], fusion: Fusion | None = None) -> HybridRetriever:
    statements = [said(number, text) for number, text in enumerate(texts)]
    corpus = Corpus.of(statements, EMBEDDER.embed(texts), {"s000": "t0", "s001": "t0", "s002": "t1"})
    return HybridRetriever(corpus, KeywordIndex.of(count_terms(texts)), fusion or Fusion())


def question(words: str) -> Question:
    return Question(EMBEDDER.embed([words])[0], tuple(terms_of(words)))


def test_a_hit_says_what_led_to_it() -> None:
    fusion = Fusion(depth=2)
    found = {
        hit.statement_id: hit for hit in retriever(TEXTS, fusion).search(question("export times out"), 8)
    }
    assert found["s000"].by is FoundBy.BOTH
    by_words = retriever(TEXTS).search(Question(None, ("err_ledger_map",)), 5)
    assert [hit.statement_id for hit in by_words] == []
    by_words = retriever(TEXTS).search(Question(None, tuple(terms_of("ERR_LEDGER_MAP"))), 5)
    assert [(hit.statement_id, hit.by, hit.similarity) for hit in by_words] == [("s007", FoundBy.WORDS, None)]
    by_meaning = retriever(TEXTS).search(Question(EMBEDDER.embed(["export"])[0], ()), 3)
    assert {hit.by for hit in by_meaning} == {FoundBy.MEANING}
    near = [hit.similarity for hit in by_meaning if hit.similarity is not None]
    assert len(near) == len(by_meaning) == 3
    assert near == sorted(near, reverse=True)


@pytest.mark.parametrize("by", ["scores", "ranks"])
def test_equals_come_in_order_of_id(by: str) -> None:
    fusion = Fusion(by="scores" if by == "scores" else "ranks", rank_weight=1.0)
    same = retriever(["Export is slow"] * 5 + ["else"], fusion)
    found = same.search(question("export slow"), 6)
    assert [hit.statement_id for hit in found[:5]] == sorted(hit.statement_id for hit in found[:5])


@given(
    order=st.permutations(range(len(TEXTS))),
    words=st.sampled_from(["export", "calendar twice", "tax", "who answers"]),
    limit=st.integers(1, 8),
    by_ranks=st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_rows_does_not_matter(
    order: list[int], words: str, limit: int, by_ranks: bool
) -> None:
    fusion = Fusion(by="ranks" if by_ranks else "scores")
    statements = [said(number, text) for number, text in enumerate(TEXTS)]
    rows = EMBEDDER.embed(TEXTS)
    shuffled = Corpus.of([statements[at] for at in order], rows[list(order)])
    assert shuffled.ids == tuple(one.id for one in statements)
    again = HybridRetriever(shuffled, KeywordIndex.of(count_terms(TEXTS)), fusion)
    assert again.search(question(words), limit) == retriever(TEXTS, fusion).search(question(words), limit)


@pytest.mark.parametrize(
    ("where", "fitting"),
    [
        (SearchFilter(accounts=frozenset({"a1"})), {1, 4}),
        (SearchFilter(sources=frozenset({"nps"}), kinds=frozenset({"praise"})), {1, 3, 5, 7}),
        (SearchFilter(themes=frozenset({"t0"})), {0, 1}),
        (SearchFilter(since=Month(2026, 3), until=Month(2026, 4)), {2, 3}),
        (SearchFilter(accounts=frozenset({"nobody"})), set()),
    ],
)
def test_only_what_fits_is_found(where: SearchFilter, fitting: set[int]) -> None:
    found = retriever(TEXTS).search(question("the export, the calendar, support, tax and tickets"), 50, where)
    assert {hit.statement_id for hit in found} == {f"s{number:03d}" for number in fitting}


def test_statements_without_a_vector_are_found_by_words_alone() -> None:
    statements = [said(number, text) for number, text in enumerate(TEXTS)]
    rows = EMBEDDER.embed(TEXTS)
    rows[1] = 0
    corpus = Corpus.of(statements, rows)
    found = HybridRetriever(corpus, KeywordIndex.of(count_terms(TEXTS))).search(question("exporting"), 50)
    hit = next(hit for hit in found if hit.statement_id == "s001")
    assert (hit.by, hit.similarity) == (FoundBy.WORDS, None)


def test_reciprocal_ranks_are_those_of_the_paper() -> None:
    found = np.array([2, 5, 9])
    scores = fused_ranks(found, np.array([5, 2]), np.array([9, 5]), Fusion(k=60, rank_weight=0.5))
    wanted = [1 / 62, 1 / 61 + 0.5 / 62, 0.5 / 61]
    assert scores.tolist() == pytest.approx(wanted, abs=1e-9)


def test_a_ranking_from_elsewhere_is_taken_and_strangers_in_it_are_not() -> None:
    ours = retriever(TEXTS)
    hits = ours.search(question("export"), 3, nearest=[Hit("s004", 0.9), Hit("zz", 0.8), Hit("s0031", 0.7)])
    assert "s004" in {hit.statement_id for hit in hits}
    assert {hit.statement_id for hit in hits} <= set(ours.corpus.ids)


def test_what_a_filter_leaves_out_is_an_error_not_a_hit() -> None:
    facts = Facts("a1", "nps", Month(2026, 3), "t0", "praise")
    check_within([facts], SearchFilter(accounts=frozenset({"a1"}), until=Month(2026, 3)))
    for where in (
        SearchFilter(accounts=frozenset({"a2"})),
        SearchFilter(sources=frozenset({"call"})),
        SearchFilter(since=Month(2026, 4)),
        SearchFilter(until=Month(2026, 2)),
        SearchFilter(themes=frozenset({"t1"})),
        SearchFilter(kinds=frozenset({"request"})),
    ):
        with pytest.raises(StoreError, match="1 statements that its filter leaves out"):
            check_within([facts], where)
