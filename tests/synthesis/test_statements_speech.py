"""Calls: small talk goes, run-on talk is cut where the matter changes, and an hour's call costs its length."""

from __future__ import annotations

import random
import time

import pytest

from ingest.words import word_set
from synthesis.sentences import fits, weight
from synthesis.statements import split_text


def said(turn: str) -> list[str]:
    return [turn[start:end] for start, end in split_text(turn, spoken=True, one_matter=True).spans]


@pytest.mark.parametrize(
    "turn",
    [
        "Can you hear me okay?",
        "How was your weekend? Ours was great, we took the kids to the beach.",
        "It's raining again over here, how is the weather on your side?",
        "Let me share my screen. Can everyone see it?",
        "Sorry, I was on mute.",
        "yeah hi good morning how are you doing today",
        "uh huh yeah okay right",
        "Thank you so much, talk to you next week, bye.",
        "guten morgen hören sie mich",
        "oui bonjour vous m'entendez bien",
        "はい、聞こえています。",
    ],
)
def test_small_talk_is_no_statement(turn: str) -> None:
    assert said(turn) == []


@pytest.mark.parametrize(
    "turn",
    [
        "The weather widget shows the wrong city since Monday.",
        "We can't hear the customers when they call through the app.",
        "My weekend report is empty every single Monday.",
        "The family plan costs more than two single seats.",
    ],
)
def test_complaints_with_words_of_small_talk_are_kept(turn: str) -> None:
    assert said(turn) == [turn]


@pytest.mark.parametrize(
    ("turn", "statements"),
    [
        (
            "hi good morning how are you the upload of our price list fails every night and nobody gets a message and "
            "another thing is that the help page is only in english",
            [
                "the upload of our price list fails every night and nobody gets a message",
                "and another thing is that the help page is only in english",
            ],
        ),
        (
            "what i like is the speed it opens at once what i dont like is that i have to log in twice a day",
            [
                "what i like is the speed it opens at once",
                "what i dont like is that i have to log in twice a day",
            ],
        ),
        (
            "we lost two days of bookings when the server moved plus we never got the credit that was promised",
            [
                "we lost two days of bookings when the server moved",
                "plus we never got the credit that was promised",
            ],
        ),
        (
            "Hey, good to see you. How was the trip? We are still tired. So let's get started. "
            "The map is blank on tablets.",
            ["The map is blank on tablets."],
        ),
    ],
)
def test_talk_is_cut_where_the_matter_changes(turn: str, statements: list[str]) -> None:
    assert said(turn) == statements


def test_a_cue_inside_a_clause_does_not_cut() -> None:
    turn = "the export is related to another issue that we had with the second thing on the list you know what i mean"
    assert said(turn) == [turn]


_WORDS = sorted(
    word_set(
        "so the export and also we were waiting for report that invoice is i think you know another thing customer "
        "which price when login um yeah then but need it because plus"
    )
)


def call_words(count: int) -> str:
    rng = random.Random(7)
    return " ".join(rng.choice(_WORDS) for _ in range(count))


def seconds(turn: str) -> float:
    began = time.perf_counter()
    said(turn)
    return time.perf_counter() - began


def test_a_turn_of_an_hour_without_punctuation_is_cut_in_linear_time() -> None:
    turn = call_words(9_000)
    found = said(turn)
    assert len(found) > 9_000 / 60
    assert all(fits(statement) for statement in found)
    assert seconds(turn) < 3
    short = min(seconds(call_words(4_500)) for _ in range(3))
    assert min(seconds(call_words(18_000)) for _ in range(3)) < 12 * max(short, 0.01)


def test_an_hour_of_turns() -> None:
    began = time.perf_counter()
    found = [statement for turn in range(600) for statement in said(f"{call_words(20 + turn % 11)} ok.")]
    assert time.perf_counter() - began < 5
    assert len(found) > 500


@pytest.mark.parametrize(
    "words",
    ["yeah okay um ", "word ", "Thanks,\nAnn Smith\n", "> quoted\n", "Steps:\n1. open\n", "또한 오류 "],
)
def test_repeats_cost_no_more_than_their_length(words: str) -> None:
    text = words * (120_000 // len(words))
    for spoken in (False, True):
        began = time.perf_counter()
        split_text(text, spoken=spoken, one_matter=True)
        assert time.perf_counter() - began < 8


@pytest.mark.parametrize(
    "text",
    [
        "내보내기가 작동하지 않아서 매일 아침 수동으로 다시 실행해야 합니다 " * 30,
        "ระบบช้ามากตั้งแต่เช้าและพนักงานทุกคนต้องรอนาน" * 30,
        "出力できません" * 80,
        "التصدير لا يعمل منذ أمس والفريق كله ينتظر " * 40,
        "0123456789abcdef" * 200,
        "Donaudampfschifffahrtsgesellschaftskapitän " * 90,
    ],
)
def test_no_statement_is_longer_than_the_model_reads(text: str) -> None:
    split = split_text(text, one_matter=True)
    assert all(weight(text[start:end]) <= 240 for start, end in split.spans)


@pytest.mark.parametrize(
    "text",
    [
        "ระบบช้ามากตั้งแต่เช้าวันนี้",
        "出力が毎回止まります。",
        "내보내기가 작동하지 않습니다",
        "التصدير لا يعمل منذ أمس",
    ],
)
def test_no_language_is_lost(text: str) -> None:
    for one_matter in (True, False):
        assert [text[start:end] for start, end in split_text(text, one_matter=one_matter).spans] == [text]
