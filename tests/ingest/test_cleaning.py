"""Cleaning gives plain text, changes nothing the second time, and survives hostile input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cleaning import clean_text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("<p>Hello<br>there</p><p>Second &amp; last</p>", "Hello\nthere\n\nSecond & last"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("before<script>alert('x')</script><!-- hidden --><style>p{}</style>after", "beforeafter"),
        ('<div style="display:none">preheader <b>x</b></div>seen', "seen"),
        ('read <a href="https://x.example/?utm_source=m">the guide</a> first', "read the guide first"),
        ("<EMAIL_1> and <customer name> stay, 2 < 3", "<EMAIL_1> and <customer name> stay, 2 < 3"),
        ("&lt;b&gt; is shown as text", "<b> is shown as text"),
    ],
)
def test_markup_becomes_text(raw: str, clean: str) -> None:
    assert clean_text(raw, html=True) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("works :+1: great :tada:", "works 👍 great 🎉"),
        ("at 10:30:45 or :not_an_emoji_name:", "at 10:30:45 or :not_an_emoji_name:"),
        ("see https://click.mail.example/ls/click?upn=abc123.", "see click.mail.example."),
        ("see https://docs.example/guide", "see https://docs.example/guide"),
        ("a\u00a0  b \n\n\n\n c\t", "a b\n\nc"),
        ("\x1b]52;c;aGk=\x07tail\x1b[2J", "tail"),
        ("&amp;amp;nbsp; x &amp; y", "x & y"),
    ],
)
def test_plain_text_is_tidied(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@given(st.text(alphabet=st.characters(), max_size=300), st.booleans())
def test_cleaning_again_changes_nothing(text: str, html: bool) -> None:
    once = clean_text(text, html=html)
    assert clean_text(once) == once


@given(
    st.lists(
        st.sampled_from(["<b>", "<", "&amp;", "lt;", "&", ":x:", "\n", " ", "<!--", ">", '"', "a", "<p "])
    )
)
def test_broken_markup_never_raises(pieces: list[str]) -> None:
    once = clean_text("".join(pieces), html=True)
    assert clean_text(once) == once


def test_naughty_strings(shared_data: Path) -> None:
    strings: list[str] = json.loads((shared_data / "hostile" / "blns.json").read_text(encoding="utf-8"))
    for text in strings:
        for html in (False, True):
            once = clean_text(text, html=html)
            assert clean_text(once) == once
            assert "\x1b" not in once
