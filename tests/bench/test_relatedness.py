"""The pairs that relatedness is measured on, and that shared words alone rarely mistake a citation."""

from __future__ import annotations

from assistant.relatedness import Relatedness, shares_words
from bench.relatedness import rates, read_pairs
from synthesis.hashing_embedder import HashingEmbedder


def test_pairs_are_many_and_halves_differ() -> None:
    tuned, reported = read_pairs()
    assert len(tuned) + len(reported) >= 120
    assert not {pair.sentence for pair in tuned} & {pair.sentence for pair in reported}


def test_shared_words_rarely_back_a_wrong_citation() -> None:
    for half in read_pairs():
        assert rates(half, Relatedness()).caught >= 0.95


def test_words_or_vectors_relate() -> None:
    assert shares_words("Large CSV exports fail.", "The CSV export fails for large reports.")
    assert not shares_words("Support is friendly.", "The CSV export fails for large reports.")
    near = Relatedness(HashingEmbedder(), close=0.2)
    assert near("The exporting failed", ["The export fails. We like you."])
    assert Relatedness().closeness("a", ["b"]) == 0.0
