"""Freshdesk, HubSpot and Salesforce cases: tables by their own headers, API objects, and what is missing."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.context import opaque, person_keys
from ingest.items import DropReason, FeedbackItem, FeedbackRecord, MatchMethod, Role, Source, Tombstone
from tests.ingest.samples import csv_text, feedback, texts_of, write

Json = dict[str, object]
FRESHDESK = {
    "Ticket ID": "44",
    "Subject": "Slow",
    "Description": "<div>It takes a minute.<br>Bob Marsh saw it</div>",
    "Status": "Open",
    "Priority": "High",
    "Source": "Email",
    "Agent": "Bob Marsh",
    "Created time": "2026-03-05 10:00:00",
    "Due by Time": "2026-03-06 10:00:00",
    "Last update time": "2026-03-05 11:00:00",
    "First response time (in hrs)": "26:10:05",
    "Tags": "slow,load",
    "Full name": "Eva Lind",
    "Email": "eva@mail.example",
    "Company Name": "Basalt Freight",
}
HUBSPOT = {
    "\ufeffTicket ID": "900",
    "Ticket name": "Slow",
    "Ticket description": "It takes a minute.",
    "Pipeline": "Support",
    "Ticket status": "Closed",
    "Priority": "HIGH",
    "Ticket owner": "Bob Marsh",
    "Create date": "2026-03-05 10:00",
    "Last modified date": "2026-03-06 10:00",
    "Primary Company": "Basalt Freight Ltd",
    "Associated Company IDs": "ACC-2",
}
CASE = {
    "Id": "500A",
    "IsDeleted": "false",
    "CaseNumber": "00001",
    "AccountId": "ACC-2",
    "Subject": "Slow",
    "Description": "It takes a minute.",
    "Status": "New",
    "Priority": "High",
    "CreatedDate": "2026-03-05T10:00:00.000+0000",
    "LastModifiedDate": "2026-03-06T10:00:00.000+0000",
}


def table(folder: Path, row: dict[str, str], name: str = "t.csv", **changes: str) -> Path:
    return write(folder, name, csv_text([list(row), list((row | changes).values())]))


def tombstones(records: list[FeedbackRecord]) -> list[Tombstone]:
    return [record.gone for record in records if record.gone]


@pytest.mark.parametrize(
    ("row", "system", "external", "status"),
    [
        (FRESHDESK, "freshdesk", "44", "open"),
        (HUBSPOT, "hubspot", "900", "closed"),
        (CASE, "salesforce", "500A", "new"),
    ],
)
def test_a_systems_own_table(
    tmp_path: Path, row: dict[str, str], system: str, external: str, status: str
) -> None:
    ((record,), report) = feedback([table(tmp_path, row)], "tickets")
    item = record.item
    assert item is not None
    assert item.id == FeedbackItem.make_id(Source.TICKET, system, external)
    assert (item.account.account_id, item.status, item.priority) == ("ACC-2", status, "high")
    assert item.occurred_at == datetime(2026, 3, 5, 10, tzinfo=UTC)
    assert item.updated_at > item.occurred_at
    assert record.parts[0].text.startswith("It takes a minute.")
    assert "<" not in record.parts[0].text.replace("<PERSON", "")
    assert "Marsh" not in record.parts[0].text
    assert (report.format, report.warnings) == (f"{system} csv", [])


@pytest.mark.parametrize(
    ("row", "column", "wanted"),
    [
        (FRESHDESK, "Description", "select Description"),
        (HUBSPOT, "Ticket description", "property Ticket description"),
        (CASE, "Description", "export Case with Description"),
    ],
)
def test_a_table_without_words_is_metadata_and_says_what_to_export(
    tmp_path: Path, row: dict[str, str], column: str, wanted: str
) -> None:
    bare = {name: cell for name, cell in row.items() if name != column}
    ((record,), report) = feedback([table(tmp_path, bare)], "tickets")
    assert record.item is not None
    assert (record.item.metadata_only, record.parts) == (True, ())
    (line,) = report.warnings
    assert wanted in line


def test_systems_do_not_share_ids(tmp_path: Path) -> None:
    files = [
        table(tmp_path, FRESHDESK, "a", **{"Ticket ID": "1"}),
        table(tmp_path, HUBSPOT, "b", **{"\ufeffTicket ID": "1"}),
        table(tmp_path, CASE, "c", Id="1"),
        write(tmp_path, "d", "id,date,text\n1,2026-03-05,Hello\n"),
    ]
    records, report = feedback(files, "tickets")
    assert len({record.item.id for record in records if record.item}) == 4
    assert report.format == "freshdesk csv + hubspot csv + salesforce csv + csv"


def test_a_case_deleted_at_the_source_leaves_a_tombstone(tmp_path: Path) -> None:
    records, report = feedback([table(tmp_path, CASE, IsDeleted="true")], "tickets")
    item_id = FeedbackItem.make_id(Source.TICKET, "salesforce", "500A")
    assert tombstones(records) == [Tombstone(item_id, datetime(2026, 3, 6, 10, tzinfo=UTC))]
    assert report.dropped == {DropReason.DELETED.value: 1}


def test_a_duration_is_no_date(tmp_path: Path) -> None:
    mapping = {"date": "First response time (in hrs)"}
    records, report = feedback([table(tmp_path, FRESHDESK)], "tickets", mapping=mapping)
    assert records == []
    (drop,) = report.drops
    assert (drop.reason, drop.detail) == (DropReason.NO_DATE, "a duration, not a date")


def test_a_ticket_of_several_companies_is_nobodys_by_id(tmp_path: Path) -> None:
    changes = {"Associated Company IDs": "ACC-1;ACC-2", "Primary Company": ""}
    ((record,), _) = feedback([table(tmp_path, HUBSPOT, **changes)], "tickets")
    assert record.item is not None
    assert record.item.account.account_id is None


def ticket(number: int = 1, **changes: object) -> Json:
    base: Json = {
        "fwd_emails": [],
        "requester_id": 501,
        "responder_id": 7,
        "company_id": 9,
        "status": 4,
        "priority": 4,
        "source": 1,
        "subject": "Slow",
        "attachments": [{"name": "a.png"}],
        "conversations": [
            {"id": 71, "body_text": "Eva, which one?", "incoming": False, "private": False, "user_id": 7},
            {"id": 72, "body": "<p>All.</p>", "incoming": True, "private": False, "user_id": 501},
            {"id": 73, "body_text": "Hm.", "incoming": True, "private": True, "user_id": 7},
            {"id": 74, "body_text": ""},
        ],
        "id": number,
        "created_at": "2026-03-05T10:00:00Z",
        "updated_at": "2026-03-06T10:00:00Z",
        "tags": ["b", "a"],
        "spam": False,
        "description": "<p>It takes a minute.</p>",
    }
    return base | changes


def test_freshdesks_api_tickets_with_conversations(tmp_path: Path) -> None:
    contact = {"id": 501, "name": "Eva Lind", "email": "eva@kestrel.example", "company_id": 9}
    company = {"id": 9, "name": "Kestrel Robotics", "domains": ["kestrel.example"]}
    files = [
        write(tmp_path, "t.json", json.dumps(ticket())),
        write(tmp_path, "c.json", json.dumps([contact])),
        write(tmp_path, "o.json", json.dumps([company])),
    ]
    (wanted,), report = feedback(files, "tickets")
    item = wanted.item
    assert item is not None
    assert (item.status, item.priority, item.tags) == ("solved", "urgent", ("a", "b"))
    assert (item.account.account_id, item.account.method) == ("ACC-1", MatchMethod.ORGANIZATION)
    assert [(part.role, part.public) for part in wanted.parts] == [
        (Role.CUSTOMER, True),
        (Role.STAFF, True),
        (Role.CUSTOMER, True),
        (Role.STAFF, False),
    ]
    assert texts_of([wanted])[::2] == ["It takes a minute.", "All."]
    assert wanted.parts[0].author == wanted.parts[2].author == item.requester
    assert (report.read, report.warnings) == (1, [])
    for order in itertools.permutations(files):
        assert feedback(order, "tickets")[0] == [wanted]


def test_freshdesk_messages_apart_and_tickets_without_words(tmp_path: Path) -> None:
    (told,), _ = feedback([write(tmp_path, "t.json", json.dumps([ticket()]))], "tickets")
    lone = {"id": 72, "ticket_id": 1, "body_text": "All.", "incoming": True, "private": False, "user_id": 501}
    (alone,), _ = feedback([write(tmp_path, "m.json", json.dumps([lone]))], "tickets")
    assert alone.item is None
    assert alone.parts == (told.parts[2],)
    bare = {k: v for k, v in ticket().items() if k not in ("description", "conversations")}
    (listed,), report = feedback([write(tmp_path, "l.json", json.dumps([bare]))], "tickets")
    assert listed.item is not None
    assert listed.item.metadata_only
    assert "include=description" in report.warnings[0]


@pytest.mark.parametrize("flag", ["spam", "deleted"])
def test_freshdesk_spam_and_deleted_go(tmp_path: Path, flag: str) -> None:
    records, report = feedback([write(tmp_path, "t.json", json.dumps([ticket(**{flag: True})]))], "tickets")
    assert tombstones(records)[0].id == FeedbackItem.make_id(Source.TICKET, "freshdesk", "1")
    assert report.dropped == {DropReason.DELETED.value: 1}


def crm(number: int, properties: Json, **changes: object) -> Json:
    base: Json = {
        "id": str(number),
        "properties": properties,
        "createdAt": "2026-03-05T10:00:00.000Z",
        "updatedAt": "2026-03-06T10:00:00.000Z",
        "archived": False,
        "associations": {"companies": {"results": [{"id": "55", "type": "x"}, {"id": "55", "type": "y"}]}},
    }
    return base | changes


def test_hubspots_api_objects(tmp_path: Path) -> None:
    words: Json = {"subject": "Slow", "content": "It takes a minute.", "hs_pipeline_stage": "3"}
    rows = [
        crm(1, words),
        crm(2, words, archived=True),
        crm(3, words | {"content": None}),
        {"id": "4", "odd": 1},
    ]
    company = crm(55, {"name": "Basalt", "domain": "basalt.example"})
    files = [
        write(tmp_path, "t.json", json.dumps({"results": rows, "paging": {}})),
        write(tmp_path, "c.json", json.dumps({"results": [company]})),
    ]
    records, report = feedback(files, "tickets")
    item = records[0].item
    assert item is not None
    assert item.id == FeedbackItem.make_id(Source.TICKET, "hubspot", "1")
    assert (item.account.account_id, item.status) == ("ACC-2", "waiting")
    assert ("external", "55") in item.hints
    assert texts_of(records) == ["It takes a minute."]
    assert [drop.reason for drop in report.drops] == [
        DropReason.DELETED,
        DropReason.EMPTY_TEXT,
        DropReason.NOT_A_RECORD,
    ]
    assert len(tombstones(records)) == 1


def test_hubspot_objects_without_content_say_what_to_ask_for(tmp_path: Path) -> None:
    row = crm(1, {"subject": "Slow", "createdate": "2026-03-05T10:00:00Z"})
    (record,), report = feedback([write(tmp_path, "t.json", json.dumps({"results": [row]}))], "tickets")
    assert record.item is not None
    assert record.item.metadata_only
    assert "properties=subject,content" in report.warnings[0]


@pytest.mark.parametrize(
    ("cell", "writer", "account"),
    [
        ("Ewa Zielonka (ewa@basalt.example)", "ewa@basalt.example", "ACC-2"),
        ("Ewa Zielonka", "Ewa Zielonka", None),
        ("ewa@basalt.example", "ewa@basalt.example", "ACC-2"),
        ("ewa@basalt.example (ewa@basalt.example)", "ewa@basalt.example", "ACC-2"),
        ("Ewa Zielonka (ewa@basalt.example);Ola Nowak (ola@basalt.example)", "ewa@basalt.example", "ACC-2"),
        ("Ewa Zielonka (ewa@gmail.com); Ola Nowak (ola@basalt.example)", "ewa@gmail.com", "ACC-2"),
        ("Ewa Zielonka (ewa@kestrel.example);Ola (ola@basalt.example)", "ewa@kestrel.example", None),
    ],
)
def test_hubspots_associated_contact_is_who_wrote(
    tmp_path: Path, cell: str, writer: str, account: str | None
) -> None:
    row = {name: value for name, value in HUBSPOT.items() if "Compan" not in name} | {
        "Ticket description": "Zielonka here. It takes a minute, and Zielonka waits.",
        "Associated Contact": cell,
    }
    ((record,), report) = feedback([table(tmp_path, row)], "tickets")
    assert record.item is not None
    assert record.item.requester == opaque("person", writer)
    assert record.parts[0].author == record.item.requester
    assert record.item.account.account_id == account
    if "Zielonka" in cell:
        assert "Zielonka" not in record.parts[0].text
    assert not any("not used" in line for line in report.warnings)


def test_a_hubspot_ticket_goes_with_its_writer(tmp_path: Path) -> None:
    row = HUBSPOT | {"Associated Contact": "Ewa Zielonka (ewa@basalt.example)"}
    ((record,), _) = feedback([table(tmp_path, row)], "tickets")
    assert record.item is not None
    assert record.item.requester in person_keys("ewa@basalt.example")
