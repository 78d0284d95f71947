"""Quotes are verbatim, whatever marks stand around them and whatever is left out of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbooks.citations import false_quotes, is_verbatim, quotes_in, without_quotes

SOURCE = (
    "The export fails – it's slow. We will not cancel if you fix it, and we will renew our contract next year. "
    "If not, we would cancel at once."
)


@pytest.mark.parametrize(
    "text",
    ["“%s”", "„%s“", "«%s»", "»%s«", '"%s"', "‘%s’", "'%s'", "`%s`", "「%s」", "”%s”", "they said “%s"],
)
def test_a_quote_is_found_in_any_marks(text: str) -> None:
    assert quotes_in(f"He said {text % 'the export fails'}") == ["the export fails"]


def test_apostrophes_quote_nothing() -> None:
    assert quotes_in("The customers' pain isn't Kestrel's or the users' fault, it's '24") == []


@pytest.mark.parametrize(
    "quote",
    [
        "the export fails",
        "The export fails - it's slow",
        "The export fails – it’s slow.",
        "renew our contract",
        "slow",
    ],
)
def test_words_of_the_source_are_verbatim(quote: str) -> None:
    assert is_verbatim(quote, SOURCE)


@pytest.mark.parametrize(
    "quote",
    [
        "the exports fail",
        "Export Fails",
        "xport fails",
        "renew our contracts",
        "We will … cancel",
        "we will ... cancel at once",
        "The export fails … we would cancel",
        "fails … renew",
        "…",
        "",
    ],
)
def test_changed_or_spliced_words_are_not(quote: str) -> None:
    assert not is_verbatim(quote, SOURCE)


def test_words_between_may_be_left_out_where_nothing_turns() -> None:
    assert is_verbatim("we will renew … next year", SOURCE)


def test_a_name_may_be_quoted_whole() -> None:
    assert false_quotes("The theme “csv export fails”", [], ["csv export fails"]) == []
    assert false_quotes("The theme “csv export”", [], ["csv export fails"]) == ["csv export"]


def test_a_short_quote_hides_no_number() -> None:
    assert "30" in without_quotes("“30” accounts left")
    assert "30" in without_quotes("“we have about 30” % churn")
    assert "30" not in without_quotes("they say “we have 30 seats” here")


@given(st.text(alphabet="ab …“”\"'.,not", max_size=40), st.text(alphabet="ab …“”\"'.,not", max_size=20))
def test_a_verbatim_quote_without_a_gap_is_a_substring(source: str, quote: str) -> None:
    if "…" not in quote and ".." not in quote and is_verbatim(quote, source):
        plain = "".join(quote.split()).strip(",;:.!?").casefold().replace("“", '"').replace("”", '"')
        assert plain in "".join(source.split()).casefold().replace("“", '"').replace("”", '"')
