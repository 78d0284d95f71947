"""Gong: words in one file, parties in another, in any order; sides, days, accounts and units told, not guessed."""

from __future__ import annotations

import json
import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.context import FeedbackParams
from ingest.files import SourceFile
from ingest.items import DropReason, FeedbackItem, FeedbackRecord, MatchMethod, Role, Source
from ingest.matching import AccountDirectory
from ingest.pipeline import read_feedback
from ingest.redaction import Redactor
from tests.ingest.samples import ACCOUNTS, feedback, ndjson, write

STAFF = {
    "speakerId": "11",
    "name": "Ann Marsh",
    "emailAddress": "ann@ours.example",
    "affiliation": "Internal",
}
EVA = {
    "speakerId": "12",
    "name": "Eva Lind",
    "emailAddress": "eva@kestrel.example",
    "affiliation": "External",
}
BO = {"speakerId": "13", "name": "Bo Berg", "emailAddress": "bo@basalt.example", "affiliation": "External"}
SAID = [
    ("11", ["Good morning Eva.", "How is the export doing?"]),
    ("12", ["The export still fails every night.", "Ann, we lose a day a week over it."]),
    ("11", ["I will look into it."]),
]


def transcript(call: str, unit: int = 1_000, said: Any = SAID) -> dict[str, Any]:
    """A call in Gong's shape, three seconds a sentence."""
    at = 0
    monologues = []
    for speaker, texts in said:
        sentences = []
        for text in texts:
            sentences.append({"start": at * unit, "end": (at + 3) * unit, "text": text})
            at += 3
        monologues.append({"speakerId": speaker, "topic": None, "sentences": sentences})
    return {"callId": call, "transcript": monologues}


def extensive(call: str, *parties: dict[str, Any], **meta: Any) -> dict[str, Any]:
    """A call in the shape of ``/v2/calls/extensive``."""
    data = {"id": call, "title": "Weekly with Eva Lind", "started": "2026-03-05T10:00:00Z", "duration": 16}
    return {"metaData": data | meta, "parties": list(parties)}


def page(*calls: dict[str, Any]) -> str:
    return json.dumps({"requestId": "r", "records": {"cursor": "x"}, "callTranscripts": list(calls)})


def parties(*calls: dict[str, Any]) -> str:
    return json.dumps({"requestId": "r", "calls": list(calls)})


def sides(record: FeedbackRecord) -> list[tuple[Role | None, str]]:
    return [(part.role, part.text) for part in record.parts]


def read(folder: Path, *contents: str, **params: Any) -> tuple[list[FeedbackRecord], Any]:
    files = [write(folder, f"{number}.json", content) for number, content in enumerate(contents)]
    return feedback(files, "calls", **params)


def test_words_and_parties_meet(tmp_path: Path) -> None:
    records, report = read(tmp_path, page(transcript("700")), parties(extensive("700", STAFF, EVA)))
    item = records[0].item
    assert item is not None
    assert item.id == FeedbackItem.make_id(Source.CALL, "gong", "700")
    assert (item.external_id, item.occurred_at) == ("700", datetime(2026, 3, 5, 10, tzinfo=UTC))
    assert (item.account.account_id, item.account.method) == ("ACC-1", MatchMethod.DOMAIN)
    assert [role for role, _ in sides(records[0])] == [Role.STAFF, Role.CUSTOMER, Role.STAFF]
    assert records[0].parts[1].text.startswith("The export still fails every night.")
    assert records[0].parts[1].at == datetime(2026, 3, 5, 10, 0, 6, tzinfo=UTC)
    assert not any(name in repr(records) for name in ("Marsh", "Lind", "Ann,", "kestrel.example>"))
    assert report.warnings == []


def test_files_and_pages_in_any_order_are_the_same(tmp_path: Path) -> None:
    calls = [str(number) for number in range(700, 706)]
    contents = [page(*(transcript(call) for call in half)) for half in (calls[:3], calls[3:])]
    contents += [parties(*(extensive(call, STAFF, EVA) for call in half)) for half in (calls[:4], calls[2:])]
    seen = []
    for seed in range(4):
        random.Random(seed).shuffle(contents)
        records, _ = read(tmp_path / str(seed), *contents)
        seen.append(sorted((record.item.id, sides(record)) for record in records if record.item))
    assert len(seen[0]) == 6
    assert all(one == seen[0] for one in seen)


@pytest.mark.parametrize(
    "known",
    [
        parties(extensive("700", STAFF, EVA)),
        json.dumps([extensive("700", STAFF, EVA)]),
        json.dumps(
            {
                "calls": [
                    {"id": "700", "started": "2026-03-05T10:00:00Z", "duration": 16, "parties": [STAFF, EVA]}
                ]
            }
        ),
        json.dumps({"callId": "700", "started": "2026-03-05T10:00:00Z", "parties": [STAFF, EVA]}),
        json.dumps([STAFF | {"callId": "700"}, EVA | {"callId": "700"}]),
        json.dumps({"parties": [STAFF, EVA]}),
        ndjson([extensive("700", STAFF), extensive("700", EVA)]),
    ],
)
def test_parties_come_in_many_shapes(tmp_path: Path, known: str) -> None:
    records, _ = read(tmp_path, known, page(transcript("700")), constants={"date": "2026-03-05"})
    assert [role for role, _ in sides(records[0])] == [Role.STAFF, Role.CUSTOMER, Role.STAFF]
    assert records[0].item is not None
    assert records[0].item.account.account_id == "ACC-1"


@pytest.mark.parametrize(
    "words",
    [
        json.dumps([transcript("700"), transcript("701")]),
        ndjson([transcript("700"), transcript("701")]),
        json.dumps([json.loads(page(transcript("700"))), json.loads(page(transcript("701")))]),
        ndjson([json.loads(page(transcript("700"))), json.loads(page(transcript("701")))]),
    ],
)
def test_transcripts_come_in_many_shapes(tmp_path: Path, words: str) -> None:
    records, report = read(
        tmp_path, words, parties(extensive("700", STAFF, EVA), extensive("701", STAFF, EVA))
    )
    assert sorted(record.item.external_id for record in records if record.item) == ["700", "701"]
    assert (report.read, report.dropped) == (2, {})


def test_seconds_are_told_from_milliseconds(tmp_path: Path) -> None:
    words = page(transcript("700", unit=1), transcript("701", unit=1), transcript("702", unit=1_000))
    known = parties(*(extensive(call, STAFF, EVA) for call in ("700", "701", "702")))
    records, report = read(tmp_path, words, known)
    assert {part.at for record in records for part in record.parts} == {
        datetime(2026, 3, 5, 10, 0, second, tzinfo=UTC) for second in (0, 6, 12)
    }
    assert [line for line in report.warnings if "seconds" in line] == [
        "times of 2 Gong calls are read as seconds; as milliseconds nobody could speak that fast "
        "(0.json 700, 0.json 701)"
    ]


def test_a_unit_that_is_only_likely_is_said(tmp_path: Path) -> None:
    records, report = read(tmp_path, page(transcript("700")), constants={"date": "2026-03-05"})
    assert records[0].parts[1].at == datetime(2026, 3, 5, 0, 0, 6, tzinfo=UTC)
    assert any("read as milliseconds by the pace of speech" in line for line in report.warnings)


def test_without_parties_nobody_is_taken_for_a_customer(tmp_path: Path) -> None:
    calls = [transcript(str(number)) for number in range(500)]
    records, report = read(tmp_path, page(*calls), constants={"date": "2026-03-05"})
    assert len(records) == 500
    assert {part.role for record in records for part in record.parts} == {Role.UNKNOWN}
    assert (
        sum("in 500 calls staff and customers cannot be told apart" in line for line in report.warnings) == 1
    )
    assert len(report.warnings) == 2


def test_an_unknown_side_is_told_by_the_companys_own_domain(tmp_path: Path) -> None:
    unknown = [party | {"affiliation": "Unknown"} for party in (STAFF, EVA)]
    contents = (page(transcript("700")), parties(extensive("700", *unknown)))
    told, _ = read(tmp_path, *contents, staff_domains=("ours.example",))
    assert [role for role, _ in sides(told[0])] == [Role.STAFF, Role.CUSTOMER, Role.STAFF]
    untold, report = read(tmp_path, *contents)
    assert {role for role, _ in sides(untold[0])} == {Role.UNKNOWN}
    assert any("--staff" in line for line in report.warnings)


def test_people_of_two_accounts_make_no_guess(tmp_path: Path) -> None:
    records, report = read(tmp_path, page(transcript("700")), parties(extensive("700", STAFF, EVA, BO)))
    assert records[0].item is not None
    assert records[0].item.account.account_id is None
    assert report.unmatched_accounts == 1
    assert any("two accounts" in line for line in report.warnings)


def test_the_crm_account_comes_before_the_domain(tmp_path: Path) -> None:
    fields = [{"name": "Name", "value": "Basalt Freight"}]
    account = {"objectType": "Account", "objectId": "0015000000AbCdE", "fields": fields}
    call = extensive("700", STAFF, EVA | {"emailAddress": "eva@unheard.example"})
    call["context"] = [{"system": "Salesforce", "objects": [account]}]
    records, _ = read(tmp_path, page(transcript("700")), parties(call))
    assert records[0].item is not None
    assert records[0].item.account.account_id == "ACC-2"


def test_every_call_is_counted_once(tmp_path: Path) -> None:
    words = page(
        transcript("700"),
        transcript("700"),
        {"callId": "701", "transcript": []},
        {"transcript": SAID},
        transcript("702", said=[("11", ["Only us here."])]),
    )
    known = parties(*(extensive(call, STAFF, EVA) for call in ("700", "701", "702", "799")))
    records, report = read(tmp_path, words, known)
    assert len(records) == 1
    assert report.read == 6
    assert report.dropped == {
        DropReason.DUPLICATE.value: 1,
        DropReason.EMPTY_TEXT.value: 2,
        DropReason.NO_ID.value: 1,
        DropReason.NO_CUSTOMER_WORDS.value: 1,
    }
    assert any("call 799 has parties and no transcript" in line for line in report.warnings)


def test_parties_alone_are_calls_without_words(tmp_path: Path) -> None:
    records, report = read(tmp_path, parties(extensive("700", STAFF, EVA)))
    assert records == []
    assert (report.read, report.format, report.dropped) == (1, "gong", {DropReason.EMPTY_TEXT.value: 1})


def test_an_empty_page_is_a_drop(tmp_path: Path) -> None:
    records, report = read(tmp_path, page())
    assert records == []
    assert (report.read, report.dropped) == (1, {DropReason.NOT_A_RECORD.value: 1})


def test_a_later_import_changes_nothing_or_adds_sides(tmp_path: Path) -> None:
    words, known = page(transcript("700")), parties(extensive("700", STAFF, EVA))
    first, _ = read(tmp_path, words, known)
    again, _ = read(tmp_path, known, words)
    assert [record.parts for record in first] == [record.parts for record in again]
    alone, _ = read(tmp_path / "alone", words, constants={"date": "2026-03-05"})
    assert [part.id for part in alone[0].parts] == [part.id for part in first[0].parts]


def test_a_manifest_may_name_calls_by_id(tmp_path: Path) -> None:
    manifest = write(tmp_path, "m.csv", "file,account,date\n700,ACC-2,2026-04-01\n")
    records, report = read(tmp_path, page(transcript("700")), manifest=manifest)
    assert records[0].item is not None
    assert (records[0].item.account.account_id, records[0].item.occurred_at.month) == ("ACC-2", 4)
    assert not any("manifest" in line for line in report.warnings)


def test_pages_may_be_packed(tmp_path: Path) -> None:
    packed = tmp_path / "gong.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("calls/b.json", page(transcript("700")))
        archive.writestr("calls/a.json", parties(extensive("700", STAFF, EVA)))
    records, report = feedback([packed], "calls")
    assert [role for role, _ in sides(records[0])] == [Role.STAFF, Role.CUSTOMER, Role.STAFF]
    assert (report.read, report.dropped) == (1, {})


def test_pages_may_lie_in_memory() -> None:
    pages = [
        SourceFile.of_bytes("2", page(transcript("700")).encode("utf-16")),
        SourceFile.of_bytes("1", parties(extensive("700", STAFF, EVA)).encode()),
    ]
    directory = AccountDirectory.build(ACCOUNTS)
    started = read_feedback(pages, FeedbackParams("calls"), directory, Redactor())
    assert [len(record.parts) for record in started.records()] == [3]
    assert started.balanced
