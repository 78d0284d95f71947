"""Search by words gives FTS5's own scores, and finds words in writing without blanks."""

from __future__ import annotations

import sqlite3

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.keywords import KeywordIndex
from synthesis.unspaced import spaced
from workspace.store.keyword_terms import TOKENIZER, count_terms, terms_of

_WRITTEN = """
export exports exporting slow slowly café CAFE tax taxes 429 api_key naïve ñandú größe x 100k
"""
_WORDS = st.sampled_from(_WRITTEN.split())
_TEXTS = st.lists(st.lists(_WORDS, max_size=9).map(" ".join), min_size=1, max_size=25)


def _fts5(texts: list[str], terms: list[str]) -> list[tuple[int, float]]:
    """Rows and scores as SQLite ranks them, best first; its own scores are negative."""
    raw = sqlite3.connect(":memory:")
    raw.execute(f'CREATE VIRTUAL TABLE said USING fts5(text, tokenize="{TOKENIZER}")')
    raw.executemany("INSERT INTO said(rowid, text) VALUES (?, ?)", enumerate(texts))
    wanted = " OR ".join(f'"{term}"' for term in terms)
    query = "SELECT rowid, bm25(said) FROM said WHERE said MATCH ? ORDER BY rank, rowid"
    found = [(row, -score) for row, score in raw.execute(query, (wanted,))]
    raw.close()
    return found


@settings(max_examples=150, deadline=None)
@given(texts=_TEXTS, asked=st.lists(_WORDS, min_size=1, max_size=5))
def test_scores_and_order_are_those_of_fts5(texts: list[str], asked: list[str]) -> None:
    index = KeywordIndex.of(count_terms(texts))
    terms = list(dict.fromkeys(terms_of(" ".join(asked))))
    scores = index.scores(dict.fromkeys(terms, 1.0))
    theirs = _fts5(texts, terms)
    ours = sorted(np.flatnonzero(scores).tolist(), key=lambda row: (-scores[row], row))
    assert ours == [row for row, _ in theirs]
    assert [scores[row] for row in ours] == pytest.approx([score for _, score in theirs], rel=1e-12)


def _found(texts: list[str], question: str) -> list[int]:
    index = KeywordIndex.of(count_terms(texts))
    found: list[int] = np.flatnonzero(index.scores(index.asked(terms_of(question)))).tolist()
    return found


@pytest.mark.parametrize(
    ("texts", "question", "wanted"),
    [
        (["請求書が届きません。", "アプリが遅い", "エクスポートが終わらない"], "請求", 0),
        (["导出报告总是超时", "发票上的税不对", "应用程序很慢"], "发票", 1),
        (["แอปช้ามาก", "ใบแจ้งหนี้ผิด", "เข้าสู่ระบบไม่ได้"], "ใบแจ้งหนี้", 1),
        (["मेरी शिकायत का जवाब नहीं", "बिल गलत है", "ऐप धीमा"], "शिकायत", 0),
        (["Отчёт не скачивается", "Счёт неверный", "Долго грузится"], "счет", 1),
        (["الفاتورة خاطئة", "التطبيق بطيء", "لا رد"], "الفاتورة", 0),
    ],
)
def test_other_scripts_are_found(texts: list[str], question: str, wanted: int) -> None:
    index = KeywordIndex.of(count_terms(texts))
    scores = index.scores(index.asked(terms_of(question)))
    assert int(scores.argmax()) == wanted
    assert scores[wanted] > 0


def test_case_accents_and_endings_do_not_matter() -> None:
    assert _found(["Die Größe der Rechnung", "EXPORTING reports", "nothing of it"], "grösse") == []
    assert _found(["Naïve cafés", "x"], "NAIVE cafe") == [0]
    assert _found(["Exporting fails", "x"], "exports failed") == [0]


def test_a_misspelt_word_finds_the_word_and_counts_less() -> None:
    index = KeywordIndex.of(count_terms(["the calendar is wrong", "something else"]))
    asked = index.asked(terms_of("calender"))
    assert list(asked) == ["calendar"]
    assert asked["calendar"] < 1.0


def test_short_words_and_numbers_are_never_guessed() -> None:
    index = KeywordIndex.of(count_terms(["tax code 4020", "a b c"]))
    assert index.asked(["tex", "4021"]) == {}
    assert not index.lacks_one_of(["tex"])
    assert index.lacks_one_of(["absent"])


def test_nothing_to_search_finds_nothing() -> None:
    empty = KeywordIndex.of(count_terms([]))
    assert empty.scores(empty.asked(["export"])).size == 0
    blank = KeywordIndex.of(count_terms(["", "…!?"]))
    assert not blank.scores(blank.asked(["export"])).any()
    assert terms_of("…!?") == []


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_a_text_finds_itself_whatever_it_holds(text: str) -> None:
    others = ["quite another matter", "and a third one"]
    index = KeywordIndex.of(count_terms([text, *others, *others]))
    terms = terms_of(text)
    assert all(index.number(term) is not None for term in terms)
    assert spaced("請求書") == " 請 請求 求 求書 書 "
