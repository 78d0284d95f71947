"""Redaction hides what it must, leaves the rest, is stable inside a text and idempotent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.redaction import Labelled, ours, own_texts, public_texts, score
from ingest.redaction import Redactor

NAMES = (
    "Maria Lund",
    "Chris O'Brien",
    "Jean-Luc Picard",
    "Will Smith",
    "José Núñez",
    "山田太郎",
    "Support Team",
)


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return Redactor(NAMES)


@pytest.mark.parametrize(
    "labelled", [text for text in own_texts() if text.spans], ids=lambda item: item.text[:40]
)
def test_corpus_with_known_people(labelled: Labelled) -> None:
    for kind, entry in score([labelled], ours(known=True)).items():
        assert not entry.misses, kind
        assert not entry.false, kind


@pytest.mark.parametrize("text", [text.text for text in own_texts() if not text.spans])
def test_hard_negatives_survive(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text).text == text


def test_public_corpus_recall_and_precision(shared_data: Path) -> None:
    scores = score(public_texts(shared_data), ours(known=True))
    for kind, least in {
        "email": 1,
        "card": 1,
        "iban": 1,
        "ip": 1,
        "national_id": 1,
        "phone": 1,
        "person": 0.97,
    }.items():
        entry = scores[kind]
        assert entry.found >= least * entry.labelled, (kind, entry.misses)
        assert entry.right >= 0.95 * entry.finds, (kind, entry.false)


def test_same_value_same_number(redactor: Redactor) -> None:
    redacted = redactor.redact(
        "a@x.example, b@x.example, A@X.example; call +1 415 555 0132 or +1 (415) 555-0132"
    )
    assert redacted.text == "<EMAIL_1>, <EMAIL_2>, <EMAIL_1>; call <PHONE_1> or <PHONE_1>"
    assert redacted.counts == {"email": 3, "phone": 2}


def test_placeholders_keep_their_numbers(redactor: Redactor) -> None:
    redacted = redactor.redact("<EMAIL_4> wrote to new@x.example")
    assert redacted.text == "<EMAIL_4> wrote to <EMAIL_5>"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("MARIA LUND said so", "<PERSON_1> said so"),
        ("Lund, Maria and maria lund's export", "<PERSON_1> and <PERSON_1>'s export"),
        ("Maria J. Lund left", "<PERSON_1> left"),
        ("jose nunez asked", "<PERSON_1> asked"),
        ("Jean-Luc Picard, Chris O'Brien", "<PERSON_1>, <PERSON_2>"),
        ("we use will smith patterns", "we use will smith patterns"),
        ("the Support Team answered", "the Support Team answered"),
        ("山田太郎さんから", "<PERSON_1>さんから"),
        ("Maria and Lund alone stay", "Maria and Lund alone stay"),
    ],
)
def test_known_names(redactor: Redactor, text: str, left: str) -> None:
    assert redactor.redact(text).text == left


def test_names_of_the_record_count_alone() -> None:
    redactor = Redactor()
    text = "Kjersti asked, Halvorsen agreed, kjersti's report. Will it work? Ask Will."
    redacted = redactor.redact(text, ["Kjersti Halvorsen", "Will Halvorsen"])
    assert (
        redacted.text == "<PERSON_1> asked, <PERSON_2> agreed, <PERSON_1>'s report. Will it work? Ask Will."
    )


def test_a_hundred_thousand_names_are_found() -> None:
    redactor = Redactor(f"Given{number} Family{number % 977}" for number in range(100_000))
    assert redactor.redact("then Given99999 Family345 wrote").text == "then <PERSON_1> wrote"


_PIECES = st.sampled_from(
    [text.text for text in own_texts()]
    + ["<EMAIL_1>", "Hi ", "\n", "Thanks,\n", "Maria", " 0", "+1 415 555 0132", "@", "a@b.example"]
)


@given(st.lists(_PIECES | st.text(max_size=30), max_size=6).map("".join))
def test_redaction_is_idempotent(text: str) -> None:
    redactor = Redactor(NAMES)
    once = redactor.redact(text, ["Maria Lund"])
    again = redactor.redact(once.text, ["Maria Lund"])
    assert again.text == once.text
    assert again.counts == {}


def test_naughty_strings_do_not_raise(shared_data: Path, redactor: Redactor) -> None:
    for text in json.loads((shared_data / "hostile" / "blns.json").read_text(encoding="utf-8")):
        once = redactor.redact(text).text
        assert redactor.redact(once).text == once


def test_real_feedback_is_left_alone(shared_data: Path, redactor: Redactor) -> None:
    lines = (shared_data / "real-text" / "nps.csv").read_text(encoding="utf-8").splitlines()[1:2001]
    comments = [line.split(",", 4)[-1] for line in lines]
    changed = [text for text in comments if redactor.redact(text).counts]
    assert len(changed) <= 5
