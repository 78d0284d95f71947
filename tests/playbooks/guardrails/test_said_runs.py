"""Runs of words that customers wrote: found wherever they stand, never over the end of a text."""

from __future__ import annotations

import random

import pytest

from playbooks.guardrails.other_accounts import words_of
from playbooks.guardrails.said_runs import SaidRuns

_LONG = "The Export of every larger report fails, and we start it again by hand each Friday night."
_SHORT = "Our route planner loses vans."
_SAID = SaidRuns([_LONG, _SHORT, "", "Übergabe dauert zu lange hier"])


@pytest.mark.parametrize("length", [4, 8])
def test_every_run_of_the_two_lengths_is_there(length: int) -> None:
    words = words_of(_LONG)
    for at in range(len(words) - length + 1):
        assert tuple(words[at : at + length]) in _SAID


def test_a_short_text_is_there_as_a_whole_only() -> None:
    words = tuple(words_of(_SHORT))
    assert words in _SAID
    assert words[:4] in _SAID
    assert tuple(words_of(_LONG)[:5]) not in _SAID
    assert tuple(words_of("Übergabe dauert zu lange hier")) in _SAID


def test_no_run_reaches_over_the_end_of_a_text() -> None:
    assert (*words_of(_LONG)[-2:], *words_of(_SHORT)[:2]) not in _SAID


def test_unknown_words_other_lengths_and_other_orders_are_not_there() -> None:
    words = tuple(words_of(_LONG))
    assert words[:3] not in _SAID
    assert words[:6] not in _SAID
    assert tuple(reversed(words[:4])) not in _SAID
    assert ("never", "written", "by", "anyone") not in _SAID
    assert "the export of every" not in _SAID
    assert words[:4] not in SaidRuns([])


def test_many_texts_answer_as_a_plain_search_does() -> None:
    rng = random.Random(5)
    texts = [[rng.choice("abcdefgh") for _ in range(rng.randrange(0, 14))] for _ in range(3000)]
    said = SaidRuns(" ".join(text) for text in texts)
    fours = {tuple(text[at : at + 4]) for text in texts for at in range(len(text) - 3)}
    wholes = {tuple(text) for text in texts if len(text) == 6}
    for _ in range(3000):
        four = tuple(rng.choice("abcdefghi") for _ in range(4))
        six = tuple(rng.choice("abcdefgh") for _ in range(6))
        assert (four in said) == (four in fours)
        assert (six in said) == (six in wholes)
    assert all(whole in said for whole in wholes)
