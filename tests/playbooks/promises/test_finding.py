"""Which sentences of staff are promises, and what of them is kept together."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.words import word_set
from playbooks.promises.finding import promises_in
from playbooks.promises.promise import Promise, Turn

DAY = date(2026, 10, 14)


def said(*texts: str) -> list[Promise]:
    return promises_in(
        [Turn("i", f"p{at}", "A", "Agent", DAY, text, 2 * at, "call") for at, text in enumerate(texts)]
    )


@pytest.mark.parametrize(
    ("text", "what", "by"),
    [
        ("Right. I'll send you the quote by Friday.", "I'll send you the quote by Friday", "Friday"),
        ("By Tuesday we’ll have it fixed.", "By Tuesday we’ll have it fixed", "Tuesday"),
        ("Our billing team will refund it tomorrow.", "Our billing team will refund it tomorrow", "tomorrow"),
        ("You'll have the report by Monday.", "You'll have the report by Monday", "Monday"),
        ("I'll send it Friday, okay?", "I'll send it Friday, okay?", "Friday"),
        ("The fix will be live by 15 November.", "The fix will be live by 15 November", "15 November"),
        ("Will send it by Friday.", "Will send it by Friday", "Friday"),
        ("As I said, I'll send it by Friday.", "I'll send it by Friday", "Friday"),
        ("Ich melde mich bis Freitag.", "Ich melde mich bis Freitag", "Freitag"),
        ("Nous vous rappellerons demain.", "Nous vous rappellerons demain", "demain"),
        ("Le enviaremos el informe el viernes.", "Le enviaremos el informe el viernes", "viernes"),
        (
            "Hi,\nI will send you the\nreport by Friday.\nTom",
            "I will send you the\nreport by Friday",
            "Friday",
        ),
    ],
)
def test_a_promise_in_its_own_words(text: str, what: str, by: str) -> None:
    (found,) = said(text)
    assert (found.what, found.due.words if found.due else "") == (what, by)


@pytest.mark.parametrize(
    "text",
    [
        "We could send it by Friday if you want.",
        "If you send me the logs, I'll have it by Friday.",
        "I can't promise it will be done by Friday.",
        "I won't have it by Friday.",
        "Would you like me to send it by Friday?",
        "You will need to send it by Friday.",
        "I sent it on Friday.",
        "We hope it will be done by Friday.",
        "It will probably be live by Friday.",
        "The carrier said they will deliver by Friday.",
        "The system will send you a reminder every Monday.",
        "Your contract will be renewed by Friday.",
        "I'll be on holiday until Monday.",
        "I'll just pull up your account.",
        'They wrote: "we will pay by Friday".',
        "> I will send it by Friday.",
        "Wenn Sie möchten, schicke ich es bis Freitag.",
    ],
)
def test_what_is_none(text: str) -> None:
    assert said(text) == []


def test_two_in_one_sentence_are_two() -> None:
    found = said("I'll send the report by Thursday, and I'll ring you on Monday about the credit.")
    assert [one.due.words for one in found if one.due] == ["Thursday", "Monday"]


def test_what_is_summed_up_is_not_promised_again() -> None:
    found = said(
        "I'll send you the outage report by Thursday.",
        "And a written answer on the notice period by Monday.",
        "So next steps: the report by Thursday, the answer on notice by Monday.",
    )
    assert [(one.due.words if one.due else "", one.again) for one in found] == [
        ("Thursday", 1),
        ("Monday", 1),
    ]


def test_a_time_that_follows_belongs_to_the_promise_before_it() -> None:
    (found,) = said("I'll send you the full report.", "By Thursday at the latest.")
    assert found.day == date(2026, 10, 15)
    assert found.what == "I'll send you the full report"


def test_without_a_time_it_is_a_promise_without_one() -> None:
    (found,) = said("I'll open a separate ticket for the photos.")
    assert found.due is None


_WORDS = st.sampled_from(
    sorted(
        {
            *word_set(
                "I'll we will you promise send the report by Friday tomorrow , . ; : and so if not can't team our"
            ),
            *word_set('next steps “ ” " > ist wird werde ich je vous mañana 15.11. 10/11/2026 Q4 😀'),
            *("\n", "\u202e", "\x00"),
        }
    )
)


@given(st.lists(st.lists(_WORDS, max_size=20).map(" ".join), max_size=4))
def test_whatever_is_said_each_promise_is_verbatim_and_once(texts: list[str]) -> None:
    found = said(*texts)
    assert found == said(*texts)
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert one.what
        assert one.what in one.turn.text


def test_hostile_strings_end_in_nothing(shared_data: Path) -> None:
    strings = json.loads((shared_data / "hostile" / "blns.json").read_text(encoding="utf-8"))
    for text in strings:
        for one in said(f"I'll send it by Friday. {text}", text):
            assert one.what in one.turn.text


def test_a_long_turn_is_read_in_time() -> None:
    assert said("I'll, by " * 20_000) == said("I'll, by " * 20_000)
