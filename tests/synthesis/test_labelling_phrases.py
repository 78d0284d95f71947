"""Labels say what is asked, wanted or wrong, as a whole phrase: no half question, no torn compound."""

from __future__ import annotations

import re

import numpy as np
import pytest

from synthesis.labelling import label_clusters
from synthesis.themes import Cluster

OTHERS = [
    ["The weather in the north is mild.", "Mild weather up here.", "It rained in the north."],
    ["Our cat sleeps on the desk.", "The cat likes the desk.", "A cat on my desk again."],
]


def label_of(texts: list[str], *others: list[str]) -> str:
    said: dict[str, str] = {}
    clusters = []
    for number, group in enumerate([texts, *others, *OTHERS]):
        ids = tuple(f"{number}-{place:03d}" for place in range(len(group)))
        said.update(zip(ids, group, strict=True))
        clusters.append(Cluster(ids, np.ones(2, dtype=np.float32), 1.0))
    return label_clusters(clusters, said)[0].label


ASKED = {
    "Activate my card": [
        "How do I activate my card?",
        "I want to activate my card",
        "Please help me to activate my card.",
        "Where can I activate the card?",
        "I can't activate my card",
    ],
    "Get a refund": [
        "I would like to get a refund.",
        "How can I get a refund?",
        "Can I get a refund please?",
        "When will I get a refund",
    ],
    "No audit log": [
        "There is no audit log.",
        "Good, but no audit log",
        "We have no audit log at all",
        "no audit log, so nobody knows who changed it",
    ],
    "Card hasn't arrived": [
        "My card hasn't arrived.",
        "The card hasn't arrived yet",
        "Why hasn't my card arrived?",
        "Card hasn't arrived after two weeks",
    ],
    "Reminder e-mails end up in spam": [
        "Reminder e-mails end up in spam.",
        "Our reminder e-mails end up in spam again",
        "The reminder e-mails all end up in spam",
        "why do reminder e-mails end up in spam?",
    ],
    "More fresh air": [
        "More fresh air.",
        "We want more fresh air",
        "More fresh air please",
        "more fresh air and walks",
    ],
    "Tickets wait for a reply": [
        "Our tickets wait for a reply.",
        "Tickets wait for a reply for days",
        "All tickets wait for a reply",
    ],
}


@pytest.mark.parametrize("label", sorted(ASKED))
def test_a_label_is_what_is_asked_wanted_or_wrong(label: str) -> None:
    assert label_of(ASKED[label]) == label


def test_half_a_question_is_no_label() -> None:
    label = label_of(
        [
            "Can my daughter open an account?",
            "Could my daughter open an account here?",
            "May my daughter open an account?",
            "Would my daughter open an account in a branch?",
        ]
    )
    assert not re.match("(?i)daughter open", label)


def test_words_that_belong_together_are_not_torn() -> None:
    label = label_of(
        [
            "I top up with Google Pay.",
            "Does Google Pay work for a top-up?",
            "Google Pay does not work",
            "My Google Pay top-up failed",
            "Google Pay, top up, failed again",
        ]
    ).casefold()
    assert ("google" in label) == ("pay" in label)


def test_themes_on_one_subject_are_told_apart() -> None:
    late = ["The invoice arrives late.", "Invoice arrives late again", "Every invoice arrives late"]
    wrong = ["The invoice is wrong.", "Invoice is wrong again", "Every invoice is wrong"]
    assert label_of(late, wrong) == "Invoice arrives late"
    assert label_of(wrong, late) == "Invoice is wrong"


def test_what_most_say_in_the_same_words_is_the_name() -> None:
    texts = ["No complaints.", "No complaints", "no complaints", "No complaints!", "I am happy with the van."]
    assert label_of(texts) == "No complaints"


def test_a_misspelling_is_not_the_name() -> None:
    texts = ["Change my plan."] * 2 + [
        "I want to change my plan",
        "change my plann",
        "Please change my plan now",
    ]
    assert label_of(texts) == "Change my plan"
