"""Cleaning gives plain text, changes nothing the second time, and survives hostile input."""

from __future__ import annotations

import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cleaning import clean_text
from ingest.markup import looks_like_html


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
        ("if a<b and c>d then x <3", "if a<b and c>d then x <3"),
        ("<p>The total\n  is wrong</p>", "The total is wrong"),
        ("<pre>line one\nline two</pre>", "line one\nline two"),
        ("first\nsecond <b>third</b>", "first\nsecond third"),
        (
            "<table><tr><th>Seat</th><th>Price</th></tr><tr><td>10</td><td>$5</td></tr></table>",
            "Seat Price\n10 $5",
        ),
        ("<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul>", "- one\n- inner\n\n- two"),
        ('<img src="data:image/png;base64,iVBORw0KGgo=" alt="shot">seen', "seen"),
        ('great <img class="emoji" alt="&#128077;" src="cid:1">', "great \U0001f44d"),
        ("<p class=MsoNormal>Late.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>x", "Late.\n\nx"),
        ('<span style="font-size:0">preheader</span>seen', "seen"),
        ('<p style="display:none">a<p>seen</p>', "seen"),
        ("<blockquote>Who sees it?</blockquote>Only admins.", "> Who sees it?\nOnly admins."),
        (
            "new<blockquote>one<blockquote>older</blockquote></blockquote>last",
            "new\n> one\n\n> > older\nlast",
        ),
        ('Slow.<div class="gmail_signature">Ann<br>Ops</div>', "Slow.\n\n--\nAnn\nOps"),
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
        ("thanks :thumbsup::skin-tone-3: :man-shrugging:", "thanks 👍 🤷\u200d♂️"),
        ("ratio 1:2:3, c:drive:", "ratio 1:2:3, c:drive:"),
        ("pass\u200bword soft\u00adhyphen zero\u200cwidth", "password softhyphen zerowidth"),
        ("می\u200cخواهم 👩\u200d💻", "می\u200cخواهم 👩\u200d💻"),
        ("see ![shot](data:image/png;base64,iVBORw0KGgo=) here", "see here"),
        ("[cid:image001.png@01D9AB] broken [image: logo.png]", "broken"),
        ("https://email.x.example/c/eJwVjs1uwyAQhJ8GbkYsxsYcOCRqU1Wqot now", "email.x.example now"),
        ("https://x.example/report/77?tab=2", "https://x.example/report/77?tab=2"),
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


_UNMARKED = st.text(
    alphabet=st.characters(
        categories=("L", "M", "N", "P", "Zs", "So"),
        exclude_characters="<>&:[]\u034f\u00ad",
        include_characters="\n",
    ),
    max_size=200,
)


def letters(text: str) -> str:
    return "".join(
        sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign)[0] in "LMN"
    )


@given(_UNMARKED, st.booleans())
def test_no_letter_of_any_script_is_lost(text: str, html: bool) -> None:
    assert letters(clean_text(text, html=html)) == letters(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "ระบบช้ามากตั้งแต่เช้า",
        "التصدير لا يعمل منذ أمس",
        "הייצוא לא עובד",
        "निर्यात काम नहीं कर रहा है",
        "내보내기가 작동하지 않습니다",
        "出力できません。",
        "Экспорт не работает",
        "Η εξαγωγή δεν λειτουργεί",
        "Xuất dữ liệu không hoạt động",
        "داده‌ها صادر نمی‌شوند",
        "የውጭ መላክ አይሰራም",
    ],
)
def test_every_language_comes_through(sentence: str) -> None:
    clean = unicodedata.normalize("NFC", sentence)
    assert clean_text(sentence) == clean
    assert clean_text(f"<div><p>{sentence}</p></div>", html=True) == clean


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>late</p>", True),
        ("line<br/>line", True),
        ("a < b and <EMAIL_1>", False),
        ("say <b>this</b>", False),
        ("", False),
    ],
)
def test_html_is_told_from_text(text: str, expected: bool) -> None:
    assert looks_like_html(text) is expected


@given(
    st.lists(
        st.sampled_from(
            [
                "<blockquote>", "</blockquote>", "<p style='display:none'>", "</p>", "<o:p>", "<li>", "<table>", "<td>",
                "&lt;", "data:image/png;base64,AAAA", "[cid:a]", "](data:", "![", ":x::skin-tone-2:", "\u200d",
                "\u200c", "a", " ", "\n", "https://x.example/", "?utm_a=", "<!--", "-->", '"', "=",
            ]
        ),
        max_size=25,
    ).map("".join),
    st.booleans(),
)  # fmt: skip
def test_pieces_of_mail_stay_as_cleaned(text: str, html: bool) -> None:
    once = clean_text(text, html=html)
    assert clean_text(once) == once


@pytest.mark.parametrize(
    "piece",
    [
        "<blockquote>",
        "<b ",
        "<p style='",
        "&amp;",
        "[cid:",
        "![x](data:",
        "http://",
        ":a",
        "\u200c",
        "<o:p ",
        "<!--",
        "[a](data:image/",
    ],
)
def test_hostile_repeats_cost_no_more_than_their_length(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    began = time.perf_counter()
    assert isinstance(clean_text(text, html=True), str)
    assert time.perf_counter() - began < 5
