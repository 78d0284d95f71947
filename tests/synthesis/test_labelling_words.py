"""What a label may never be: shouted, a placeholder, a greeting, the opposite of what is said."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.labelling import label_clusters
from synthesis.naming import stems_of
from synthesis.stems import stem_of
from synthesis.themes import Cluster, ThemeLabel

FILLING = [
    ["The weather in the north is mild.", "Mild weather up here.", "It rained in the north."],
    ["Our cat sleeps on the desk.", "The cat likes the desk.", "A cat on my desk again."],
]


def named(*groups: list[str]) -> list[ThemeLabel]:
    texts: dict[str, str] = {}
    clusters = []
    for prefix, group in enumerate(groups):
        ids = tuple(f"{prefix}-{number:04d}" for number in range(len(group)))
        texts.update(zip(ids, group, strict=True))
        clusters.append(Cluster(ids, np.ones(2, dtype=np.float32), 1.0))
    return label_clusters(clusters, texts)


def test_a_shouted_text_lends_its_words_but_not_its_voice() -> None:
    label = named(
        [
            "PHOTO UPLOAD FAILED AGAIN ON EVERY TABLET.",
            "PHOTO UPLOAD FAILED, TAP TO RETRY",
            "the photo upload failed for two of us",
            "Photo upload failed on site.",
        ],
        *FILLING,
    )[0].label
    assert label == "Photo upload failed"


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (["Wrong VAT on the invoice.", "The wrong VAT again", "It prints the wrong VAT."], "VAT"),
        (
            ["We use the Google Calendar sync daily.", "the Google Calendar sync", "Google Calendar sync"],
            "Google",
        ),
    ],
)
def test_acronyms_and_names_keep_their_capitals(texts: list[str], kept: str) -> None:
    assert kept in named(texts, *FILLING)[0].label


def test_placeholders_numbers_weekdays_and_greetings_name_nothing() -> None:
    label = named(
        [
            "<PERSON_1>, kind regards, the invoice total is wrong on Tuesday.",
            "Hello <PERSON_1>, Tuesday sixty nine: the invoice total is wrong",
            "Kind regards <PERSON_1> Tuesday sixty nine",
            "Hello, invoice total wrong sixty nine times, <EMAIL_1>",
        ],
        *FILLING,
    )[0].label
    assert label == "Invoice total is wrong"


def test_a_denial_is_not_cut_off() -> None:
    label = named(
        [
            "The recipient hasn't received the money.",
            "Why hasn't the recipient received the money?",
            "My recipient has not received the money yet",
            "recipient never received the money",
        ],
        *FILLING,
    )[0].label
    assert not re.match(r"(?i)(recipient )?received the money", label)


def test_singular_and_plural_are_one_word() -> None:
    (label, *_others) = named(
        ["All the phones.", "One phone.", "Both phones, mostly.", "My phone."],
        *FILLING,
    )
    assert label.label.casefold().count("phone") <= 1
    spelled = [stem_of(term.casefold()) for term, _weight in label.terms]
    assert len(set(spelled)) == len(spelled)


def test_a_bare_noun_is_given_what_is_said_of_it() -> None:
    label = named(
        [
            "The dispatch board at head office, it is slow.",
            "Slow again: the dispatch board.",
            "Our dispatch board. Slow!",
            "the dispatch board, slow as ever",
            "dispatch board",
        ],
        *FILLING,
    )[0].label
    assert stems_of(label) >= {stem_of("dispatch"), stem_of("board"), stem_of("slow")}


def test_a_summary_is_whole_calm_and_names_nobody() -> None:
    summary = named(
        [
            "EXPORT TO CSV TIMES OUT ON EVERY REPORT I HAVE.",
            "<PERSON_1> says that the export to CSV times out on large reports.",
            "The export to CSV times out on large reports.",
            "export to CSV",
        ],
        *FILLING,
    )[0].summary
    assert summary == "The export to CSV times out on large reports."


SAID = "invoice sync fails the a of to not never slow phone phones OK CSV <PERSON_1> nine Monday it is and"
WORDS = st.sampled_from(SAID.split())
TEXTS = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=1, max_size=12), min_size=1, max_size=6))
def test_labels_are_short_distinct_and_made_of_the_members_words(groups: list[list[str]]) -> None:
    labels = named(*groups)
    assert labels == named(*groups)
    assert len({one.label.casefold() for one in labels}) == len(labels)
    for group, one in zip(groups, labels, strict=True):
        assert 1 <= len(one.label.split()) <= 6
        assert "PERSON" not in one.label
        assert one.summary in group
        said = {word.casefold() for text in group for word in text.split()} | {"other", "remarks"}
        assert {word.strip(":").casefold() for word in one.label.split() if word[0] != "("} <= said
