"""The shipped head gives the figures that docs/kinds.md prints, on statements it has never seen; and it can be
learnt again from the corpora beside the bench."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bench import kinds_data
from bench.kinds import Part, held_out, judged, ruled
from bench.kinds_data import Labelled
from bench.kinds_measures import THEME_RULES, Found, calibration, score_kinds, severity_ranks
from bench.kinds_training import Material, learn, learn_head
from synthesis.embedder import Embedder
from synthesis.hashing_embedder import HashingEmbedder
from synthesis.kind_head import heads_from, shipped_heads
from synthesis.kinds import judge
from synthesis.sentence_embedder import default_embedder
from synthesis.themes import ThemeKind


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return default_embedder()


@pytest.fixture(scope="module")
def own(embedder: Embedder) -> Part:
    return held_out(None, embedder)[0]


def test_the_corpora_are_large_apart_and_of_all_kinds() -> None:
    development = kinds_data.read_corpus(kinds_data.DEVELOPMENT)
    held = kinds_data.read_corpus(kinds_data.HELD_OUT)
    assert len(held) >= 300
    assert len(development) + len(held) >= 900
    assert {one.kind for one in development} == {one.kind for one in held} == set(ThemeKind)
    subjects = {one.subject for one in development} & {one.subject for one in held}
    assert not subjects
    assert not {one.text.casefold() for one in development} & {one.text.casefold() for one in held}


def test_the_shipped_head_reproduces_the_printed_figures(own: Part, embedder: Embedder) -> None:
    found = judged(shipped_heads(), own, embedder.name)
    figures = score_kinds(own.labelled, found)
    assert figures["accuracy"] == pytest.approx(0.823, abs=0.01)  # other precision may move single statements
    assert figures["macro_f1"] == pytest.approx(0.820, abs=0.015)
    assert calibration(own.labelled, found)["ece"] < 0.05
    assert severity_ranks(own.labelled, found)["all"] > 0.6


def test_it_beats_its_form_alone_and_both_beat_the_rules(own: Part, embedder: Embedder) -> None:
    whole = score_kinds(own.labelled, judged(shipped_heads(), own, embedder.name))
    form = score_kinds(own.labelled, judged(shipped_heads(), own, ""))
    rules = score_kinds(own.labelled, ruled(own))
    assert whole["accuracy"] > form["accuracy"] > rules["accuracy"] + 0.15
    assert form["macro_f1"] > 0.78


def test_real_statements_labelled_by_hand(shared_data: Path, embedder: Embedder) -> None:
    real = next(part for part in held_out(shared_data, embedder) if part.name == "real")
    found = judged(shipped_heads(), real, embedder.name)
    figures = score_kinds(real.labelled, found)
    assert figures["accuracy"] == pytest.approx(0.863, abs=0.015)
    assert figures["accuracy_either"] >= 0.88
    assert calibration(real.labelled, found)["ece"] < 0.05


def test_sentiment_follows_people(shared_data: Path) -> None:
    """The form alone, on verbatims the head has learnt from; the figure by folds is in docs/kinds.md."""
    verbatims = kinds_data.read_verbatims(shared_data)
    said = np.array([one.sentiment for one in judge(verbatims.texts, [None] * len(verbatims.texts))])
    clear = verbatims.sentiment != 3
    assert float(((said[clear] > 0) == (verbatims.sentiment[clear] < 3)).mean()) > 0.83


def test_a_theme_about_a_noun_that_complains_is_a_complaint(embedder: Embedder) -> None:
    texts = [
        "We still pay for seats of people who left last year.",
        "Seats and licences",
        "Unused licences cannot be handed back before the renewal.",
        "Licence counts on the invoice are wrong again.",
        "You have to buy seats in blocks of ten.",
    ]
    said = judge(texts, [None] * len(texts), embedder.embed(texts), embedder.name)
    found = [Found(one.kind, one.severity, one.sentiment, one.probabilities) for one in said]
    assert all(choose([found])[0] is ThemeKind.COMPLAINT for choose in THEME_RULES.values())
    assert sum(one.sentiment for one in said) < 0
    assert sum(one.severity for one in said) / len(said) > 0.3


def _toy(embedder: Embedder) -> Material:
    rows: Sequence[tuple[str, ThemeKind, int]] = (
        ("the {} is broken and slow", ThemeKind.COMPLAINT, 2),
        ("please add a {}", ThemeKind.REQUEST, 0),
        ("how do i open the {}?", ThemeKind.QUESTION, 0),
        ("i love the {}, great", ThemeKind.PRAISE, 0),
    )
    labelled = [
        Labelled(text.format(noun), kind, noun, severity)
        for noun in (
            "export",
            "report",
            "calendar",
            "invoice",
            "board",
            "map",
            "form",
            "chat",
            "list",
            "menu",
        )
        for text, kind, severity in rows
    ]
    verbatims = ["awful and slow", "great and kind", "bad", "lovely staff"] * 5
    return Material(
        labelled=labelled,
        labelled_vectors=embedder.embed([one.text for one in labelled]),
        verbatims=verbatims,
        verbatim_vectors=embedder.embed(verbatims),
        tones=np.array([-1.0, 1.0, -1.0, 1.0] * 5),
    )


def test_learning_is_repeatable_and_finds_what_is_there() -> None:
    embedder = HashingEmbedder()
    material = _toy(embedder)
    stored = learn(material, "toy@abc+float32")
    assert stored == learn(material, "toy@abc+float32")
    heads = heads_from(stored)
    part = Part("toy", material.labelled, material.labelled_vectors)
    assert score_kinds(part.labelled, judged(heads, part, "toy@abc"))["accuracy"] == 1.0
    assert judged(heads, part, "toy@abc") != judged(heads, part, "")
    assert heads.with_vectors.vectors.shape == (384, 6)


def test_a_head_over_vectors_alone_gives_the_form_no_weight() -> None:
    head = learn_head(_toy(HashingEmbedder()), words=False, vectors=True)
    assert not np.array(head["words"]).any()
    assert np.array(head["vectors"]).any()
