"""Statements are verbatim, apart, one thing each; what carries no feedback is counted, not kept."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.items import Source
from synthesis.statements import Heard, split_text, statements_of


def said(text: str, spoken: bool = False) -> list[str]:
    return [text[start:end] for start, end in split_text(text, spoken).spans]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "Hi team,\n\nThe export hangs. It never ends.\n\nThanks,\n<PERSON_1>\nHead of Ops\n<PHONE_1>",
            ["The export hangs. It never ends."],
        ),
        ("Hello <PERSON_1>, the import fails.", ["the import fails."]),
        (
            "The export is slow. Another thing: the dashboard shows old data.",
            ["The export is slow.", "Another thing: the dashboard shows old data."],
        ),
        (
            "Search is slow and also the mobile app logs us out",
            ["Search is slow", "and also the mobile app logs us out"],
        ),
        (
            "We need:\n- single sign-on for all users\n- an audit log we can export",
            ["We need:", "single sign-on for all users", "an audit log we can export"],
        ),
        (
            "Support is great but the reports take hours to load",
            ["Support is great", "but the reports take hours to load"],
        ),
        ("It broke.\n\nOn Tue, 4 May 2024 <PERSON_1> wrote:\n> did you try\n> again?", ["It broke."]),
        ("Still broken.\n\n-----Original Message-----\nFrom: Support\nWe fixed it.", ["Still broken."]),
        (
            "##- Please type your reply above this line -##\nThe invoice is wrong.\nSent from my iPhone",
            ["The invoice is wrong."],
        ),
        ("Too expensive", ["Too expensive"]),
        ("Nothing", []),
        ("n/a", []),
        ("ok", []),
        ("👍", []),
        ("Nothing. The waiting time was long.", ["The waiting time was long."]),
        (
            "エクスポートが遅いです。ダッシュボードが壊れています。",
            ["エクスポートが遅いです。", "ダッシュボードが壊れています。"],
        ),
        (
            "Der Export bricht ab. Das passiert täglich. Außerdem fehlt die Suche.",
            ["Der Export bricht ab. Das passiert täglich.", "Außerdem fehlt die Suche."],
        ),
        ("Mail goes to <EMAIL_1>, not to <EMAIL_2>.", ["Mail goes to <EMAIL_1>, not to <EMAIL_2>."]),
    ],
)
def test_written_text(text: str, statements: list[str]) -> None:
    assert said(text) == statements


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("Okay.", []),
        ("Mm-hm", []),
        ("Can you hear me?", []),
        ("Yes, I have Task Manager open now.", []),
        ("Thank you, <PERSON_1>. You too! Goodbye.", []),
        ("Hi <PERSON_1>, this is <PERSON_2>. My laptop is very slow.", ["My laptop is very slow."]),
        ("Yes, I get an error when I log in.", ["I get an error when I log in."]),
    ],
)
def test_spoken_text(text: str, statements: list[str]) -> None:
    assert said(text, spoken=True) == statements


def test_dropped_is_counted_by_reason() -> None:
    split = split_text("Hi team,\nThe export hangs.\nBest regards,\n<PERSON_1>\n> quoted")
    assert split.dropped == {"greeting": 1, "signature": 2, "quoted reply": 1}


def test_long_text_without_full_stops_is_cut_at_clauses() -> None:
    text = "i tried to export the report and it failed so i called support and they did not help " * 12
    found = said(text)
    assert len(found) > 2
    assert max(len(statement.split()) for statement in found) <= 60
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


_PIECES = st.sampled_from(
    [
        "Hi team,\n",
        "The export is slow. ",
        "It hangs",
        "Thanks,\nBob\n",
        "\n\n",
        "> quoted\n",
        "- item\n",
        "also ",
        "。",
        "無理",
        "<EMAIL_1>",
        ". ",
        "! ",
        "but ",
        "On Monday Bob wrote:\n",
        "From: a\nTo: b\nSubject: c\n",
    ]
)


@given(st.lists(_PIECES | st.text(max_size=40), max_size=12).map("".join), st.booleans())
def test_spans_are_ordered_apart_and_tight(text: str, spoken: bool) -> None:
    position = 0
    for start, end in split_text(text, spoken).spans:
        assert position <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        position = end


def test_statements_carry_their_part() -> None:
    text = "Hello, the API is down. Also, billing is wrong."
    part = Heard("item", "part", "A1", Source.TICKET, date(2026, 10, 2), 4.0, text)
    statements, dropped = statements_of(part)
    assert [statement.text for statement in statements] == ["the API is down.", "Also, billing is wrong."]
    assert all(text[s.start : s.end] == s.text and s.score == 4.0 for s in statements)
    assert len({statement.id for statement in statements}) == 2
    assert dropped == {"greeting": 1}
    assert statements == statements_of(part)[0]


def test_long_tickets_become_a_handful(shared_data: Path) -> None:
    path = shared_data / "real-text" / "zendesk_tickets.ndjson"
    counts = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["description"] or ""
            if 300 <= len(text.split()) <= 1000:
                counts.append(len(split_text(text).spans))
    assert 6 <= sum(counts) / len(counts) <= 14
    assert max(counts) <= 30


def test_survey_answers_lose_only_empty_ones(shared_data: Path) -> None:
    with (shared_data / "real-text" / "nps.csv").open(encoding="utf-8", newline="") as stream:
        comments = [row["comment"] for row in csv.DictReader(stream)]
    empty = [text for text in comments if not split_text(text).spans]
    assert 0.08 <= len(empty) / len(comments) <= 0.15
    assert max(len(text.split()) for text in empty) <= 18
