"""Fireflies: sentences by name, addresses of those invited, and which belongs to whom."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.items import DropReason, FeedbackItem, FeedbackRecord, ImportReport, Role, Source
from tests.ingest.samples import feedback, ndjson, write

OURS = {"staff_domains": ("ours.example",)}


def meeting(call: str = "F1", **over: Any) -> dict[str, Any]:
    said = [
        ("Ann Marsh", "How is the export doing?"),
        ("Eva Lind", "It fails every night."),
        ("Eva Lind", "We lose a day a week."),
    ]
    sentences = [
        {"index": at, "speaker_id": at % 2, "speaker_name": name, "text": text, "start_time": at * 4.5}
        for at, (name, text) in enumerate(said)
    ]
    return {
        "id": call,
        "title": "Weekly with Eva Lind",
        "date": 1772704800000,
        "duration": 12.5,
        "organizer_email": "ann@ours.example",
        "participants": ["ann@ours.example", "eva.lind@kestrel.example"],
        "meeting_attendees": [{"displayName": "Ann Marsh", "email": "ann@ours.example", "name": None}],
        "sentences": sentences,
    } | over


def read(folder: Path, content: str, **params: Any) -> tuple[list[FeedbackRecord], ImportReport]:
    return feedback([write(folder, "f.json", content)], "calls", **{**OURS, **params})


def roles(record: FeedbackRecord) -> list[Role | None]:
    return [part.role for part in record.parts]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(meeting()),
        json.dumps([meeting()]),
        json.dumps({"data": {"transcripts": [meeting()]}}),
        json.dumps({"data": {"transcript": meeting()}}),
        json.dumps({"transcripts": [meeting()]}),
        json.dumps(meeting(date="2026-03-05T10:00:00.000Z")),
        json.dumps(meeting(date=1772704800000.0)),
        "\ufeff" + json.dumps(meeting(), indent=2).replace("\n", "\r\n"),
    ],
)
def test_one_meeting_in_many_wrappings(tmp_path: Path, content: str) -> None:
    records, report = read(tmp_path, content)
    item = records[0].item
    assert item is not None
    assert item.id == FeedbackItem.make_id(Source.CALL, "fireflies", "F1")
    assert item.occurred_at == datetime(2026, 3, 5, 10, tzinfo=UTC)
    assert item.account.account_id == "ACC-1"
    assert roles(records[0]) == [Role.STAFF, Role.CUSTOMER]
    assert records[0].parts[1].text == "It fails every night. We lose a day a week."
    assert records[0].parts[1].at == datetime(2026, 3, 5, 10, 0, 4, 500_000, tzinfo=UTC)
    assert "Lind" not in repr(records)
    assert report.warnings == []


def test_without_own_domains_it_is_said(tmp_path: Path) -> None:
    records, report = read(tmp_path, json.dumps([meeting("A"), meeting("B")]), staff_domains=())
    assert {role for record in records for role in roles(record)} == {Role.UNKNOWN}
    assert any("in 2 calls staff and customers cannot be told apart" in line for line in report.warnings)
    assert [record.item.account.account_id for record in records if record.item] == ["ACC-1", "ACC-1"]


def test_a_speaker_left_over_is_of_the_side_left_over(tmp_path: Path) -> None:
    unnamed = meeting()
    for sentence in unnamed["sentences"][1:]:
        sentence |= {"speaker_name": None, "speaker_id": 1}
    records, _ = read(tmp_path, json.dumps(unnamed))
    assert roles(records[0]) == [Role.STAFF, Role.CUSTOMER]


def test_two_who_share_a_name_get_no_address(tmp_path: Path) -> None:
    twins = meeting(participants=["eva.lind@kestrel.example", "eva.lind@ours.example"], meeting_attendees=[])
    records, _ = read(tmp_path, json.dumps(twins))
    assert roles(records[0])[1] is not Role.STAFF
    assert Role.UNKNOWN in roles(records[0])


def test_each_transcript_is_kept_or_dropped(tmp_path: Path) -> None:
    pages = [
        meeting("A"),
        meeting("A"),
        meeting("B", sentences=None),
        meeting("", id=None),
        "no transcript",
        7,
    ]
    records, report = read(tmp_path, json.dumps({"data": {"transcripts": pages}}))
    assert len(records) == 1
    assert report.dropped == {
        DropReason.DUPLICATE.value: 1,
        DropReason.EMPTY_TEXT.value: 1,
        DropReason.NO_ID.value: 1,
        DropReason.NOT_A_RECORD.value: 2,
    }


def test_a_record_a_line_with_a_broken_one(tmp_path: Path) -> None:
    records, report = read(tmp_path, ndjson([meeting("A"), meeting("B")]) + '{"id": "C", \n')
    assert [record.item.external_id for record in records if record.item] == ["A", "B"]
    assert report.dropped == {DropReason.NOT_A_RECORD.value: 1}
