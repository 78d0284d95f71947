"""The labelled sample is well formed, and the figures of docs/statements.md still hold."""

from __future__ import annotations

import pytest

from bench.statements import Message, by_sentence, half, measure, ours, read_corpus, whole
from ingest.items import Source

_CORPUS = read_corpus()


def test_the_sample_is_large_and_wholly_labelled() -> None:
    assert len(_CORPUS) >= 170
    assert {item.genre for item in _CORPUS} == {"ticket", "email", "nps", "call", "asr", "language"}
    assert {item.language for item in _CORPUS} >= {"de", "fr", "es", "pt", "it", "nl", "ja"}
    for item in _CORPUS:
        for message in item.messages:
            edges = [edge for start, end, _ in message.stretches for edge in (start, end)]
            assert edges[0] == 0
            assert edges[-1] == len(message.text)
            assert edges[1:-1:2] == edges[2::2]
            assert "{s}" not in message.text


@pytest.mark.parametrize("held_out", [False, True])
def test_the_splitter_beats_both_baselines(held_out: bool) -> None:
    items = half(_CORPUS, held_out)
    score = measure(items, ours)
    assert score.f1 >= 0.86
    assert score.chatter_kept <= 0.1 * score.chatter
    assert score.lost <= 0.02 * score.substance
    assert score.f1 > measure(items, by_sentence).f1 + 0.2
    assert measure(items, whole).f1 == 0


def test_blanks_punctuation_and_list_numbers_are_tolerated_and_words_are_not() -> None:
    text = "Hello, \n1. slow search\n2. no undo"
    message = Message(text, ((0, 8, False), (8, 23, True), (23, len(text), True)))
    exact = measure([_CORPUS[0]._replace(messages=(message,))], lambda text, source: [(11, 22), (26, 33)])
    assert (exact.labelled, exact.found, exact.right, exact.lost, exact.chatter_kept) == (2, 2, 2, 0, 0)
    late = measure([_CORPUS[0]._replace(messages=(message,))], lambda text, source: [(11, 22), (29, 33)])
    assert (late.found, late.right, late.lost) == (3, 2, 2)


def test_figures_are_the_same_twice() -> None:
    assert measure(_CORPUS, ours) == measure(_CORPUS, ours)
    assert ours("The search is slow.", Source.TICKET) == ours("The search is slow.", Source.TICKET)
