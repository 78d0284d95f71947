"""Copies but for a name or a number are found; texts that say other things are not; order changes nothing."""

from __future__ import annotations

import random
import time

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.near_duplicates import near_duplicates

TEMPLATE = (
    "Hello {}, your request {} has been received and a member of our team will come back to you within "
    "{} business days, please do not answer this message because the box is not read"
)


def groups(texts: list[str]) -> list[int]:
    return [int(first) for first in near_duplicates(texts)]


def test_a_template_filled_with_names_and_numbers_is_one_text() -> None:
    filled = [TEMPLATE.format(f"<PERSON_{n}>", 10_000 + n, n % 5) for n in range(40)]
    assert groups(filled) == [0] * 40


def test_a_forwarded_copy_with_a_changed_word_is_a_copy() -> None:
    first = (
        "The nightly export of contracts stops at row five thousand and the file on the server stays empty"
    )
    assert groups([first, first.replace("stays empty", "stays empty again")]) == [0, 0]


def test_other_matters_and_short_texts_stay_apart() -> None:
    texts = [
        "The nightly export of contracts stops at row five thousand and the file stays empty",
        "The nightly import of contacts runs fine now and the file on the server is complete",
        "error 500 again",
        "error 404 again",
        "",
    ]
    assert groups(texts) == [0, 1, 2, 3, 4]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(alphabet="ab cde\n1<>_", max_size=60), max_size=20), st.randoms(use_true_random=False)
)
def test_a_group_is_named_by_its_first_and_order_changes_no_group(
    texts: list[str], chance: random.Random
) -> None:
    found = near_duplicates(texts)
    assert all(found[first] == first <= index for index, first in enumerate(found.tolist()))
    order = list(range(len(texts)))
    chance.shuffle(order)
    again = near_duplicates([texts[index] for index in order])
    pairs = {(order[a], order[b]) for a in order for b in order if again[a] == again[b]}
    assert pairs == {(a, b) for a in order for b in order if found[a] == found[b]}


def test_surrogates_and_other_odd_text_are_taken() -> None:
    odd = "\ud800 " * 12
    assert groups([odd, odd + "\udfff"]) in ([0, 0], [0, 1])


def test_twenty_thousand_texts_take_seconds() -> None:
    chance = random.Random(3)
    words = ["".join(chance.choices("abcdefghij", k=6)) for _ in range(400)]
    texts = [" ".join(chance.choices(words, k=30)) for _ in range(10_000)]
    texts += [TEMPLATE.format(chance.choice(words), n, n % 7) for n in range(10_000)]
    started = time.process_time()
    found = near_duplicates(texts)
    assert time.process_time() - started < 20
    assert np.unique(found).size == 10_001
