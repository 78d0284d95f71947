"""Whatever a model writes is read as sentences with citations, or as nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafts import read_draft


def _read(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(one.text, one.cites) for one in read_draft(text).sentences]


@pytest.mark.parametrize(
    "wrap",
    ["%s", "Here you are:\n```json\n%s\n```\nBye.", "<think>{not this}</think> %s", '{"a": 1} %s {"b": 2}'],
)
def test_the_json_asked_for_is_found_in_other_words(wrap: str) -> None:
    text = json.dumps(
        {"in_data": False, "paragraphs": [[{"text": "One. Two [3].", "cites": [1, "2", 1.0, True]}]]}
    )
    draft = read_draft(wrap % text)
    assert [(one.text, one.cites) for one in draft.sentences] == [("One.", (1, 2)), ("Two.", (1, 2, 3))]
    assert (draft.in_data, draft.shaped) == (False, True)


@pytest.mark.parametrize(
    "text", ["", "   ", '{"in_data": true, "paragraphs": [[{"text": "cut', "[1, 2", "***", "{}", "[[[["]
)
def test_broken_json_answers_nothing(text: str) -> None:
    assert read_draft(text).sentences == ()


def test_prose_is_read_without_its_markdown() -> None:
    text = "## Summary\n\n1. **Exports** fail [1, 3-5].\n2. Support is fine 【2】.\n\n> Last one [^4]"
    assert _read(text) == [
        ("Summary", ()),
        ("Exports fail.", (1, 3, 4, 5)),
        ("Support is fine.", (2,)),
        ("Last one", (4,)),
    ]


def test_no_sentence_ends_inside_a_quote_or_an_abbreviation() -> None:
    assert _read("They say “It fails. We left.” Approx. 4 of Inc. Two do.") == [
        ("They say “It fails. We left.”", ()),
        ("Approx. 4 of Inc. Two do.", ()),
    ]


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    draft = read_draft(text)
    assert len(draft.sentences) <= 60
    assert all("\n" not in one.text and "\x1b" not in one.text and one.text for one in draft.sentences)
