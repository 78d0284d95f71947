"""Interviews in Markdown: what is speech is kept with its speaker, what is not is left out, no markup stays."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.items import DropReason, FeedbackRecord, Role
from tests.ingest.samples import feedback, texts_of, write

INTERVIEW = """---
title: "Interview with Mara Lund"
date: 2026-03-05
---

# Interview with Mara Lund

## Summary

A summary that nobody said.

## Transcript

Welcome to our talk.

**Interviewer:** How do you [start](https://ours.example/x "t") your day?

**Mara:** With the *day view*[^1]. It is `slow` &amp; **wrong**.

More of what Mara says:

- a first thing
- **Second:** another

### Costs

**[Music]**

**Interviewer:** What does it cost?
**Mara:** Half an hour, says Lund.

[^1]: A note that nobody said.
"""


def one(folder: Path, text: str, **params: object) -> FeedbackRecord:
    records, _ = feedback([write(folder, "talk.md", text)], "calls", **params)
    assert len(records) == 1
    return records[0]


def test_an_interview(tmp_path: Path) -> None:
    record = one(tmp_path, INTERVIEW)
    assert record.item is not None
    assert record.item.occurred_at == datetime(2026, 3, 5, tzinfo=UTC)
    assert record.item.subject == "Interview with <PERSON_1>"
    assert [(part.role, part.text) for part in record.parts] == [
        (Role.UNKNOWN, "Welcome to our talk."),
        (Role.STAFF, "How do you start your day?"),
        (
            Role.CUSTOMER,
            "With the day view. It is slow & wrong.\nMore of what <PERSON_1> says:\n- a first thing\n"
            "- Second: another",
        ),
        (Role.STAFF, "What does it cost?"),
        (Role.CUSTOMER, "Half an hour, says <PERSON_1>."),
    ]


@pytest.mark.parametrize(
    "labels",
    [
        ("Q", "A"),
        ("**Q**", "**A**"),
        ("Q1", "A1"),
        ("**Question 1", "**Answer 1"),
        ("[00:01:02] Q", "[00:01:09] A"),
    ],
)
@pytest.mark.parametrize("heading", ["# An interview\n\n", ""])
def test_questions_and_answers(tmp_path: Path, labels: tuple[str, str], heading: str) -> None:
    asks, answers = (f"{label}:**" if label.count("**") == 1 else f"{label}:" for label in labels)
    text = f"{heading}{asks} Why?\n\n{answers} It fails.\n\n{asks} Since when?\n\n{answers} Monday.\n"
    record = one(tmp_path, text, constants={"date": "2026-03-05"})
    assert texts_of([record]) == ["Why?", "It fails.", "Since when?", "Monday."]
    if heading:
        assert [part.role for part in record.parts] == [Role.STAFF, Role.CUSTOMER] * 2


def test_the_title_tells_who_is_asked(tmp_path: Path) -> None:
    text = "# A talk with Mara Lund\n\nMara: It fails.\n\nBo: Since when?\n\nMara: Monday.\n\nBo: Oh.\n"
    record = one(tmp_path, text, constants={"date": "2026-03-05"})
    assert [part.role for part in record.parts] == [Role.CUSTOMER, Role.STAFF] * 2


def test_a_raw_copy_is_left_out_and_said(tmp_path: Path) -> None:
    text = INTERVIEW + "\n## Raw YouTube Transcript\n\nwelcome to our talk how do you start your day\n"
    records, report = feedback([write(tmp_path, "talk.md", text)], "calls")
    assert "welcome to our talk how" not in " ".join(texts_of(records))
    assert any("raw transcript" in line for line in report.warnings)


def test_a_document_that_is_no_talk_is_a_drop(tmp_path: Path) -> None:
    text = "# Release notes\n\nVersion 2 is out.\n\n## Fixes\n\n- The export works again.\n"
    records, report = feedback([write(tmp_path, "a.md", text)], "calls", constants={"date": "2026-03-05"})
    assert records == []
    assert report.dropped == {DropReason.NOT_A_RECORD.value: 1}


def test_the_public_interviews(shared_data: Path) -> None:
    records, report = feedback([shared_data / "otel-end-user" / "transcripts"], "calls")
    assert (report.read, len(records), report.dropped) == (12, 12, {})
    roles = {record.item.file[:8]: {part.role for part in record.parts} for record in records if record.item}
    told = [name for name, found in roles.items() if Role.CUSTOMER in found]
    assert len(told) == 8
    texts = texts_of(records)
    assert not any(mark in text for text in texts for mark in ("**", "](", "&amp;", "[Music]"))
    assert sum(map(len, texts)) > 75_000
    assert len(report.warnings) == 2
