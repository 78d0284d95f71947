"""Kinds, sentiment and severity: plain cases by hand, and the laws that every judgement keeps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.hashing_embedder import HashingEmbedder
from synthesis.kind_features import FEATURE_NAMES, features_of
from synthesis.kind_head import heads_from, shipped_heads
from synthesis.kinds import judge
from synthesis.themes import ThemeKind, Vectors

MODEL = shipped_heads().model
TEXTS = [
    "The export fails every time and support never answers.",
    "Please add SSO with Okta.",
    "How do I add a new user to the workspace?",
    "Love the new dashboard, it saves us hours!",
    "Seats and licences, what a muddle.",
    "",
    "?!",
    "Why does it always crash?",
]


def some_vectors(count: int, seed: int = 3) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, 384)).astype(np.float32)
    unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The export fails every time and support never answers.", ThemeKind.COMPLAINT),
        ("Dashboards are painfully slow since the update", ThemeKind.COMPLAINT),
        ("I'm not happy with the new pricing.", ThemeKind.COMPLAINT),
        ("Why does it always crash?", ThemeKind.COMPLAINT),
        ("Love the product but exports are broken", ThemeKind.COMPLAINT),
        ("Please add SSO with Okta.", ThemeKind.REQUEST),
        ("It would be great to schedule reports.", ThemeKind.REQUEST),
        ("It would be great if exports didn't break", ThemeKind.REQUEST),
        ("Can you please add a dark theme?", ThemeKind.REQUEST),
        ("We need a way to bulk edit users, would love an API for it", ThemeKind.REQUEST),
        ("How do I add a new user to the workspace?", ThemeKind.QUESTION),
        ("Is there a limit on seats?", ThemeKind.QUESTION),
        ("Love the new dashboard, it saves us hours!", ThemeKind.PRAISE),
        ("No problems at all, very helpful staff.", ThemeKind.PRAISE),
        ("Friendly staff", ThemeKind.PRAISE),
    ],
)
def test_plain_cases_from_the_form_alone(text: str, kind: ThemeKind) -> None:
    assert judge([text], [None])[0].kind is kind


def test_what_stops_work_is_more_severe_than_what_annoys() -> None:
    mild, blocking, praise = judge(
        [
            "The font is a bit small and hard to read.",
            "URGENT: all our users are locked out, production is down!!",
            "Great tool",
        ],
        [None, None, None],
    )
    assert praise.severity == 0 < mild.severity < blocking.severity <= 1


def test_the_score_decides_where_words_do_not() -> None:
    low, high = judge(["The service of today"] * 2, [0.0, 1.0])
    assert (low.kind, high.kind) == (ThemeKind.COMPLAINT, ThemeKind.PRAISE)
    assert low.severity > high.severity
    assert low.sentiment < high.sentiment


def test_a_high_score_makes_no_praise_of_a_plain_complaint() -> None:
    found = judge(["The export fails every time and support never answers."], [1.0])[0]
    assert found.kind is ThemeKind.COMPLAINT


@given(st.text(max_size=200), st.none() | st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_every_judgement_keeps_its_bounds(text: str, score: float | None) -> None:
    found = judge([text], [score])[0]
    assert sum(found.probabilities) == pytest.approx(1, abs=0.001)
    assert found.confidence == max(found.probabilities) >= 0.25 - 0.001
    assert 0 <= found.severity <= 1
    assert -1 <= found.sentiment <= 1
    assert (found.severity == 0) == (found.kind is ThemeKind.PRAISE)


@given(st.sampled_from(TEXTS), st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_a_better_score_never_speaks_against_praise(text: str, first: float, second: float) -> None:
    low, high = judge([text] * 2, sorted([first, second]))
    praise = list(ThemeKind).index(ThemeKind.PRAISE)
    assert low.probabilities[praise] <= high.probabilities[praise]
    assert low.sentiment <= high.sentiment


@given(st.permutations(range(len(TEXTS))), st.integers(1, len(TEXTS)))
@settings(max_examples=30, deadline=None)
def test_order_and_companions_change_nothing(order: list[int], size: int) -> None:
    vectors = some_vectors(len(TEXTS))
    whole = judge(TEXTS, [None] * len(TEXTS), vectors, f"{MODEL}+float32")
    chosen = order[:size]
    part = judge([TEXTS[i] for i in chosen], [None] * size, vectors[chosen], f"{MODEL}+float32")
    assert part == [whole[i] for i in chosen]


def test_many_statements_are_judged_as_few() -> None:
    texts = TEXTS * 700  # more than one block
    vectors = np.tile(some_vectors(len(TEXTS)), (700, 1))
    found = judge(texts, [None] * len(texts), vectors, MODEL)
    assert found == judge(TEXTS, [None] * len(TEXTS), vectors[: len(TEXTS)], MODEL) * 700


def test_vectors_count_and_precision_does_not() -> None:
    vectors, none = some_vectors(len(TEXTS)), [None] * len(TEXTS)
    exact = judge(TEXTS, none, vectors, f"{MODEL}+float32")
    assert exact == judge(TEXTS, none, vectors, f"{MODEL}+bfloat16")
    assert exact != judge(TEXTS, none)


@pytest.mark.parametrize("model", ["hashing-384-v1", "other-model@0123456789ab+float32", ""])
def test_vectors_of_another_model_are_left_aside(model: str) -> None:
    none = [None] * len(TEXTS)
    vectors = HashingEmbedder().embed(TEXTS)
    assert judge(TEXTS, none, vectors, model) == judge(TEXTS, none)


def test_unequal_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="equally many"):
        judge(TEXTS, [None])
    with pytest.raises(ValueError, match="equally many"):
        judge(TEXTS, [None] * len(TEXTS), some_vectors(2), MODEL)


def test_nothing_said_gives_no_judgement() -> None:
    assert judge([], [], some_vectors(0), MODEL) == []


def test_coefficients_of_other_features_are_refused() -> None:
    with pytest.raises(ValueError, match="train the head again"):
        heads_from({"features": ["other"], "outputs": []})


def test_features_have_one_shape_and_know_no_neighbours() -> None:
    rows = features_of(TEXTS)
    assert rows.shape == (len(TEXTS), len(FEATURE_NAMES))
    assert np.array_equal(rows[3:4], features_of(TEXTS[3:4]))
    assert features_of([]).shape == (0, len(FEATURE_NAMES))
