"""Calls in JSON of no special vendor: one or many a file, segments or whole text, counted one by one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.items import DropReason, FeedbackItem, Role, Source
from tests.ingest.samples import feedback, ndjson, texts_of, write

DATE = {"date": "2026-03-05"}
SEGMENTS = [{"speaker": "agent", "text": "hello"}, {"speaker": "caller", "text": "it fails"}]


def content(call: str) -> dict[str, Any]:
    return {
        "ConversationId": call,
        "StartTime": "2026-03-05 02:00:00",
        "Content": "**Agent:** Hi **Customer:** No",
    }


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([content("a"), content("b")]),
        json.dumps({"conversations": [content("a"), content("b")]}),
        ndjson([content("a"), content("b")]),
        json.dumps({"calls": [{"id": name, "date": "2026-03-05", "segments": SEGMENTS} for name in "ab"]}),
    ],
)
def test_many_calls_in_a_file_have_ids_of_their_own(tmp_path: Path, text: str) -> None:
    records, report = feedback([write(tmp_path, "calls.json", text)], "calls")
    assert [record.item.external_id for record in records if record.item] == ["calls#a", "calls#b"]
    assert report.read == 2


def test_a_single_call_keeps_the_id_of_its_file(tmp_path: Path) -> None:
    records, _ = feedback([write(tmp_path, "a.json", json.dumps(content("x")))], "calls")
    assert records[0].item is not None
    assert records[0].item.id == FeedbackItem.make_id(Source.CALL, "call", "2026-03-05 a")


@pytest.mark.parametrize(
    "segments",
    [
        SEGMENTS,
        [{"speaker": {"name": one["speaker"]}, "text": one["text"]} for one in SEGMENTS],
        [
            {"speaker_role": one["speaker"], "human_transcript": one["text"], "transcript": "x"}
            for one in SEGMENTS
        ],
        ["damage", None, *SEGMENTS, {"speaker": "caller", "text": 7}],
    ],
)
def test_segments_in_many_hands(tmp_path: Path, segments: list[Any]) -> None:
    for text in (json.dumps(segments), json.dumps({"segments": segments})):
        records, _ = feedback([write(tmp_path, "a.json", text)], "calls", constants=DATE)
        assert [(part.role, part.text) for part in records[0].parts] == [
            (Role.STAFF, "hello"),
            (Role.CUSTOMER, "it fails"),
        ]


def test_numbered_speakers_are_not_one(tmp_path: Path) -> None:
    segments = [{"speaker": number % 2, "text": "word"} for number in range(4)]
    records, _ = feedback([write(tmp_path, "a.json", json.dumps(segments))], "calls", constants=DATE)
    assert [part.speaker for part in records[0].parts] == ["Speaker 1", "Speaker 2"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[]",
        "[1, 2]",
        '{"a": NaN}',
        '{"text": "prose"}',
        '"text"',
        '[{"speaker": "x"}]',
        '{"a": 1}\n{"b"',
    ],
)
def test_json_without_calls_is_counted(tmp_path: Path, text: str) -> None:
    records, report = feedback([write(tmp_path, "a.json", text)], "calls", constants=DATE)
    assert records == []
    assert sum(report.dropped.values()) == report.read >= 1


def test_words_of_nobody_are_kept_as_nobodys(tmp_path: Path) -> None:
    call = content("a") | {"Content": "Hello, I lost my phone. I am sorry to hear that."}
    records, report = feedback([write(tmp_path, "a.json", json.dumps(call))], "calls")
    assert [(part.role, part.text) for part in records[0].parts] == [(Role.UNKNOWN, call["Content"])]
    assert any("--staff" in line for line in report.warnings)


def test_the_public_call_files(shared_data: Path) -> None:
    records, report = feedback([shared_data / "ms-call-transcripts"], "calls")
    assert (report.read, len(records)) == (12, 10)
    assert report.dropped == {DropReason.NOT_A_RECORD.value: 2}
    sides = [{part.role for part in record.parts} for record in records]
    assert sides.count({Role.STAFF, Role.CUSTOMER}) == sides.count({Role.UNKNOWN}) == 5


def test_the_public_segments(shared_data: Path) -> None:
    path = shared_data / "harper-valley" / "0002f70f7386445b.excerpt.json"
    records, report = feedback([path], "calls", constants=DATE)
    assert (report.read, len(records), len(records[0].parts)) == (1, 1, 10)
    assert "harper valley national bank" in records[0].parts[0].text
    assert "mr harper" not in " ".join(texts_of(records))
    assert "[noise]" not in " ".join(texts_of(records))
