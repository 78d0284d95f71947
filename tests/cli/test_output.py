"""What commands print stays in its columns, whatever the words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cli.output import WIDTH, table, wrapped


def test_wide_and_combining_characters_keep_the_columns() -> None:
    lines = table(("Theme", "N"), (("ログイン", "1"), ("cafe\u0301", "22"), ("plain", "3")), "lr").split("\n")
    assert lines == ["Theme      N", "ログイン   1", "café      22", "plain      3"]


@given(st.lists(st.text("abc%é-", min_size=1, max_size=20), max_size=60).map(" ".join))
def test_wrapped_prose_keeps_its_words_and_the_width(text: str) -> None:
    lines = wrapped(text, "  ").split("\n")
    assert all(len(line) <= WIDTH for line in lines)
    assert " ".join(lines).split() == text.split()


def test_a_percentage_is_not_parted() -> None:
    for words in range(40):
        text = "word " * words + "100 % of it"
        assert "100 %" in wrapped(text)
