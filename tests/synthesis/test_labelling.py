"""Labels read like customers, are distinct and short; summaries are real sentences."""

from __future__ import annotations

import numpy as np

from synthesis.labelling import label_clusters
from synthesis.themes import Cluster

EXPORTS = [
    "Export to CSV times out on large reports.",
    "the export to CSV times out every single time",
    "Our export to CSV times out since the update",
    "export to CSV times out for anything over 10k rows",
    "When I export to CSV it just hangs and then fails.",
]
LOGINS = [
    "SSO login loops back to the sign-in page.",
    "We get an SSO login loop with Okta",
    "the SSO login loops for half of our team",
    "SSO login loop again this morning",
    "SSO login never completes, it loops",
]
PRICES = [
    "The price increase at renewal was a shock.",
    "a price increase of 30 % is hard to defend",
    "price increase again, no new features",
    "Nobody warned us about the price increase",
    "our CFO will not accept another price increase",
]


def clusters() -> tuple[list[Cluster], dict[str, str]]:
    texts: dict[str, str] = {}
    groups = []
    for prefix, sentences in (("e", EXPORTS), ("l", LOGINS), ("p", PRICES)):
        ids = tuple(f"{prefix}{number}" for number in range(len(sentences)))
        texts.update(zip(ids, sentences, strict=True))
        groups.append(Cluster(ids, np.ones(3, dtype=np.float32), 1.0))
    return groups, texts


def test_labels_are_phrases_that_customers_wrote() -> None:
    groups, texts = clusters()
    labels = label_clusters(groups, texts)
    assert labels[0].label == "Export to CSV times out"
    assert labels[1].label.startswith("SSO login")
    assert "price increase" in labels[2].label.casefold()
    for group, label in zip(groups, labels, strict=True):
        assert any(label.label.casefold() in texts[one].casefold() for one in group.members)


def test_labels_are_short_and_distinct_even_for_the_same_texts() -> None:
    groups, texts = clusters()
    labels = [one.label for one in label_clusters([*groups, groups[0], groups[0]], texts)]
    assert len(set(labels)) == len(labels)
    assert all(1 <= len(label.split()) <= 6 for label in labels)


def test_a_summary_is_a_sentence_of_a_member() -> None:
    groups, texts = clusters()
    for group, label in zip(groups, label_clusters(groups, texts), strict=True):
        assert label.summary in {texts[one] for one in group.members}


def test_themes_without_words_still_have_a_name() -> None:
    odd = Cluster(("a", "b"), np.ones(3, dtype=np.float32), 0.0)
    label = label_clusters([odd], {"a": "it was what it was", "b": "???"})[0]
    assert label.label
    assert label.summary


def test_nothing_gives_nothing() -> None:
    assert label_clusters([], {}) == []
