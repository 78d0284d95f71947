"""Redaction hides what it must, leaves the rest, is stable inside a text and idempotent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.redaction import Labelled, ours, overall, own_texts, public_texts, score
from ingest.redaction import KINDS, Redactor

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


def test_corpus_with_known_people() -> None:
    scores = score(own_texts(), ours(known=True))
    total = overall(scores)
    assert total.found >= 0.98 * total.labelled, {kind: entry.misses for kind, entry in scores.items()}
    assert total.right >= 0.95 * total.finds, {kind: entry.false for kind, entry in scores.items()}


def test_corpus_is_large_and_has_every_kind() -> None:
    texts = own_texts()
    assert {span.kind for text in texts for span in text.spans} == set(KINDS)
    assert len(texts) >= 200
    assert sum(not text.spans for text in texts) >= 100


@pytest.mark.parametrize(
    "labelled", [text for text in own_texts() if text.spans], ids=lambda item: item.text[:40]
)
def test_each_labelled_value_goes(labelled: Labelled) -> None:
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
        ("Lund alone stays", "Lund alone stays"),
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


def test_naughty_strings_do_not_raise(shared_data: Path, redactor: Redactor) -> None:
    for text in json.loads((shared_data / "hostile" / "blns.json").read_text(encoding="utf-8")):
        once = redactor.redact(text).text
        assert redactor.redact(once).text == once


def test_real_feedback_is_left_alone(shared_data: Path, redactor: Redactor) -> None:
    """Given names are people; anything else that goes from anonymised survey answers is a false find."""
    lines = (shared_data / "real-text" / "nps.csv").read_text(encoding="utf-8").splitlines()[1:2001]
    counts = [redactor.redact(line.split(",", 4)[-1]).counts for line in lines]
    assert sum(bool(found) for found in counts) <= 12
    assert sum(sum(found.values()) - found.get("person", 0) for found in counts) == 0


@pytest.mark.parametrize(
    "text",
    [
        "James Cook hospital was closed",
        "we met at James Cook University Hospital",
        "the Ralph Lauren feed and the Charles Schwab feed",
        "St James Park, San Jose, Mount Elizabeth",
        "Hurricane Maria delayed the shipment",
        "Victoria, Austin and Sydney are regions; Alexa and Claude are products",
    ],
)
def test_what_is_named_after_people_stays(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text).text == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("call ０３０ ９０１８２０ please", "call <PHONE_1> please"),
        ("card 4111 1111 1111 1111", "card <CARD_1>"),
        ("mail jane＠acme.example", "mail <EMAIL_1>"),
        ("tel +49‑171‑2345678", "tel <PHONE_1>"),
        ("my number is four one five five five five oh one nine nine", "my number is <PHONE_1>"),
        ("credit card number is five two six two two three zero one four six eight five nine five six eight",
         "credit card number is <CARD_1>"),
        ("order number is four one five five five five oh one nine nine",
         "order number is four one five five five five oh one nine nine"),
        ("card ending in 4242", "card ending in 4242"),
        ("4111 11** **** 1111", "<CARD_1>"),
        ("+44 20 7946 0958 4111 1111 1111 1111 x", "<PHONE_1> <CARD_1> x"),
    ],
)  # fmt: skip
def test_other_ways_of_writing(redactor: Redactor, text: str, left: str) -> None:
    assert redactor.redact(text).text == left
