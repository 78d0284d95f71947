"""What commands print stays in its columns, whatever the words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cli.output import WIDTH, cut_to, fitted_table, table, wrapped


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


@given(st.lists(st.text(min_size=1, max_size=400), min_size=3, max_size=3))
def test_a_fitted_table_is_as_wide_as_prose_at_most_and_keeps_days_and_numbers(texts: list[str]) -> None:
    name, other, why = texts
    cells = (name, "2026-10-31", "$1,234", other, why)
    lines = fitted_table(("Account", "Last", "ARR", "Person", "Why"), [cells], "llrll").split("\n")
    assert len(lines) == 2
    assert cut_to(lines[1], WIDTH) == lines[1]
    assert "2026-10-31" in lines[1]
    assert "$1,234" in lines[1]


def test_the_reason_is_cut_after_the_names() -> None:
    why = "it asked for the same and no longer does since 2026-03-01, spoke on 2026-10-01"
    line = fitted_table(("Account", "Why"), [("Fenwick " * 50, why)], "ll").split("\n")[1]
    assert line.endswith(why)
    assert cut_to("ログイン画面", 7) == "ログイ…"
