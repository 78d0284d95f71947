"""The sanitiser: what it takes away, what it leaves, and that twice is once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.text import one_line, safe_text


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]52;c;aGk=\x1b\\text", "text"),
        ("\x9b2Jclear", "clear"),
        ("a\x00b\x08c", "abc"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("abc\u202edef", "abcdef"),
        ("zero\u200bwidth", "zerowidth"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("e\u0301", "é"),
    ],
)
def test_hostile_characters_are_taken_away(hostile: str, harmless: str) -> None:
    assert safe_text(hostile) == harmless


def test_languages_and_emoji_stay() -> None:
    words = "Größe 日本語 العربية 👩‍🔧 naïve\ttab"
    assert safe_text(words) == words


@given(st.text(st.characters(codec=None), max_size=200))
def test_twice_is_once_and_the_rest_can_be_written(text: str) -> None:
    once = safe_text(text)
    assert safe_text(once) == once
    assert "\x1b" not in once
    once.encode("utf-8")


def test_naughty_strings_keep_no_control_characters(shared_data: Path) -> None:
    for text in json.loads((shared_data / "hostile" / "blns.json").read_text(encoding="utf-8")):
        assert all(letter >= " " or letter in "\t\n" for letter in safe_text(text))


def test_one_line_cuts_with_an_ellipsis() -> None:
    assert one_line("several\n  words\there", 12) == "several wor…"
