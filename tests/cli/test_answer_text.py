"""An answer on the terminal and as JSON: nothing in it acts, and nothing is left out."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Citation, Sentence, Support, UsedFigure
from assistant.tools import Evidence
from cli.answer_text import answer_shape, answer_text

_ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _answer(text: str = "Exports fail.", name: str = "Kestrel Robotics") -> Answer:
    said = Evidence("T-1", "ACC-1", name, "2026-10-04", "ticket", f"The export fails. {text}")
    against = Evidence("N-2", "ACC-1", name, "2026-10-05", "nps", "All is fine.")
    return Answer(
        "Why?",
        (
            (
                Sentence(text, (1,), Support.CITED),
                Sentence("It is bad.", (), Support.NONE, "it cites nothing"),
            ),
        ),
        (Citation(1, said),),
        (
            UsedFigure("12", 12.0, "account_facts: open_tickets"),
            UsedFigure("$5k", 5000.0, "arr:ACC-1@2026-10"),
            UsedFigure("3", 3.0, "account_facts: contacts.known"),
        ),
        (Citation(2, against),),
        ("feedback before August 2026",),
        model="m at h",
        prompt="ask@2",
        tokens=1234,
        cost=0.0123,
    )


def test_all_parts_are_shown() -> None:
    assert answer_text(_answer(), 80) == (
        "Exports fail [1]. It is bad (not supported).\n\n"
        "Sources\n"
        "[1] Kestrel Robotics, 2026-10-04, ticket, T-1: “The export fails. Exports fail.”\n\n"
        "Figures\n"
        "- $5k: nrr explain arr:ACC-1@2026-10\n"
        "- from account_facts: 12, 3\n\n"
        "What disagrees\n"
        "[2] Kestrel Robotics, 2026-10-05, nps, N-2: “All is fine.”\n\n"
        "Not looked at\n"
        "- feedback before August 2026\n\n"
        "Answered by m at h with ask@2: 1,234 tokens, $0.0123."
    )


def test_the_shape_is_the_contract_s() -> None:
    shape = answer_shape(_answer())
    assert {
        "answer",
        "citations",
        "figures",
        "disagree",
        "not_looked_at",
        "model",
        "prompt",
        "tokens",
    } <= set(shape)
    assert shape["answer"] == "Exports fail [1]. It is bad (not supported)."
    assert {"n": 1, "item": "T-1", "account": "ACC-1"}.items() <= shape["citations"][0].items()
    assert {"value": 12.0, "source": "account_facts: open_tickets"}.items() <= shape["figures"][0].items()


@pytest.mark.parametrize("width", [80, 120])
@given(st.text(max_size=400), st.text(max_size=60))
def test_nothing_acts_and_no_line_is_too_long(width: int, text: str, name: str) -> None:
    shown = answer_text(_answer(text, name), width)
    assert not _ACTS.search(shown.replace("\n", " "))
    for line in shown.split("\n"):
        assert len(line) <= width
    dumped = json.dumps(answer_shape(_answer(text, name)), ensure_ascii=False)
    assert not _ACTS.search(dumped)


def test_wide_characters_take_two_columns() -> None:
    shown = answer_text(_answer("語" * 100), 80)
    assert max(sum(1 + (char == "語") for char in line) for line in shown.split("\n")) <= 80


def test_escapes_are_stripped_and_no_link_is_active() -> None:
    shown = answer_text(_answer("\x1b]8;;https://evil.example\x07here\x1b]8;;\x07 \x9b2J fails."), 80)
    assert "\x1b" not in shown
    assert "evil.example" not in shown
    assert "here  fails" in shown or "here fails" in shown
