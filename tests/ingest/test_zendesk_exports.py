"""Zendesk beyond its plain JSON: the ticket CSV, API pages, events, the full export, warehouse tables."""

from __future__ import annotations

import itertools
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.context import opaque
from ingest.items import DropReason, FeedbackItem, FeedbackRecord, MatchMethod, Role, Source, Tombstone
from tests.ingest.samples import csv_text, feedback, ndjson, parts_of, texts_of, write
from tests.ingest.test_zendesk import ORGANIZATION, comment, ticket

HEAD = [
    "Summation column",
    "Id",
    "Requester",
    "Requester id",
    "Requester external id",
    "Requester email",
    "Requester domain",
    "Submitter",
    "Assignee",
    "Group",
    "Subject",
    "Tags",
    "Status",
    "Priority",
    "Via",
    "Ticket type",
    "Created at",
    "Updated at",
    "Assigned at",
    "Organization",
    "Due date",
    "Satisfaction Score",
    "Reopens",
    "Replies",
    "Area [list]",
]


def csv_row(**changes: str) -> list[str]:
    values = dict.fromkeys(HEAD, "") | {
        "Summation column": "1",
        "Id": "44",
        "Requester": "Eva Lind",
        "Requester id": "501",
        "Requester email": "eva@basalt.example",
        "Requester domain": "basalt.example",
        "Assignee": "Bob Marsh",
        "Subject": "Bob Marsh broke the export",
        "Tags": "export slow",
        "Status": "Open",
        "Priority": "High",
        "Created at": "2026-03-05 10:00",
        "Updated at": "2026-03-06 11:00",
        "Organization": "Basalt Freight",
        "Satisfaction Score": "Bad",
    }
    return list((values | changes).values())


def gone(records: list[FeedbackRecord]) -> list[Tombstone]:
    return [record.gone for record in records if record.gone]


def test_the_ticket_csv_gives_metadata_and_says_what_to_export(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", csv_text([HEAD, csv_row(), csv_row(Id="45", Organization="")]))
    (first, second), report = feedback([path], "tickets")
    item = first.item
    assert item is not None
    assert item.id == FeedbackItem.make_id(Source.TICKET, "zendesk", "44")
    assert (item.metadata_only, first.parts) == (True, ())
    assert (item.status, item.priority, item.tags) == ("open", "high", ("export", "slow"))
    assert (item.score, item.score_scale) == (1.0, "csat")
    assert item.updated_at == datetime(2026, 3, 6, 11, tzinfo=UTC)
    assert item.requester == opaque("user", "501")
    assert "Marsh" not in item.subject
    assert ("name", "Basalt Freight") in item.hints
    assert ("domain", "basalt.example") in item.hints
    assert second.item is not None
    assert second.item.account.method is MatchMethod.DOMAIN
    assert report.format == "zendesk csv"
    (line,) = [warning for warning in report.warnings if "no ticket text" in warning]
    assert "Admin Center > Account > Tools > Reports, JSON" in line
    assert "\n" not in line


def test_the_json_export_has_the_same_ids_as_the_csv(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", csv_text([HEAD, csv_row(Id="1")]))
    whole = write(tmp_path, "t.ndjson", ndjson([ticket(1)]))
    (bare,), _ = feedback([path], "tickets")
    (told,), _ = feedback([whole], "tickets")
    both, report = feedback([whole, path], "tickets")
    assert bare.item is not None
    assert told.item is not None
    assert bare.item.id == told.item.id
    assert (told.item.metadata_only, told.item.requester) == (False, bare.item.requester)
    assert len(both) == report.read == 2


@pytest.mark.parametrize("status", ["deleted", "spam", "Deleted"])
def test_a_deleted_ticket_is_dropped_and_leaves_a_tombstone(tmp_path: Path, status: str) -> None:
    wanted = Tombstone(
        FeedbackItem.make_id(Source.TICKET, "zendesk", "44"), datetime(2026, 3, 6, 11, tzinfo=UTC)
    )
    rows = [ticket(44, status=status, updated_at="2026-03-06T11:00:00Z"), ticket(2)]
    files = (
        write(tmp_path, "a.ndjson", ndjson(rows)),
        write(tmp_path, "b.csv", csv_text([HEAD, csv_row(Status=status), csv_row(Id="2")])),
    )
    for path in files:
        records, report = feedback([path], "tickets")
        assert gone(records) == [wanted]
        assert (report.read, report.dropped) == (2, {DropReason.DELETED.value: 1})


def test_pages_that_overlap_give_the_same_records_in_any_order(tmp_path: Path) -> None:
    def page(name: str, *tickets: object) -> Path:
        body = {
            "tickets": tickets,
            "after_url": None,
            "after_cursor": "x",
            "before_url": None,
            "before_cursor": None,
            "end_of_stream": False,
        }
        return write(tmp_path, name, json.dumps(body))

    newer = ticket(2, updated_at="2026-03-09T10:00:00Z", status="solved")
    pages = [page("1.json", ticket(1), ticket(2)), page("2.json", ticket(2), newer), page("3.json")]
    wanted, report = feedback(pages, "tickets")
    assert report.read == len(wanted) == 4
    assert len({(record.item.id, record.item.updated_at) for record in wanted if record.item}) == 3
    for order in itertools.permutations(pages):
        assert feedback(order, "tickets")[0] == wanted


def test_a_ticket_that_brings_its_comments_and_people(tmp_path: Path) -> None:
    whole = {
        "comments": [
            comment(11, body="The export to CSV times out every morning.", created_at="2026-03-05T10:00:00Z"),
            comment(12, public=False, author_id=7, body="Ask Tom."),
            comment(13, body=" "),
        ],
        **ticket(1),
        "requester": {"id": 501, "name": "Eva Lind", "email": "eva@kestrel.example"},
        "organization": {"id": 9, "name": "Kestrel Robotics"},
        "subject": "Eva Lind calls",
    }
    del whole["requester_id"], whole["organization_id"]
    ((record,), report) = feedback([write(tmp_path, "t.json", json.dumps(whole))], "tickets")
    assert record.item is not None
    assert (record.item.requester, record.item.account.account_id) == (opaque("user", "501"), "ACC-1")
    assert "Lind" not in record.item.subject
    assert [(part.role, part.public) for part in record.parts] == [(None, True), (Role.STAFF, False)]
    assert record.parts[0].source_key == opaque("comment", "11")
    assert report.read == 1


def test_ticket_events_and_audits_hold_comments(tmp_path: Path) -> None:
    said = {"id": 21, "event_type": "Comment", "body": "Still broken.", "public": True, "author_id": 501}
    changed = {"id": 22, "event_type": "Change", "status": "open"}
    events = [
        {
            "id": 1,
            "ticket_id": 1,
            "timestamp": 1772704800,
            "updater_id": 501,
            "child_events": [said, changed],
        },
        {"id": 2, "ticket_id": 1, "timestamp": 1772704900, "child_events": [changed]},
    ]
    audit = {
        "id": 1,
        "ticket_id": 1,
        "created_at": "2026-03-05T10:00:00Z",
        "author_id": 501,
        "events": [{"id": 21, "type": "Comment", "body": "Still broken.", "public": True}],
    }
    (by_event,), report = feedback(
        [write(tmp_path, "e.json", json.dumps({"ticket_events": events, "end_of_stream": True}))], "tickets"
    )
    (by_audit,), _ = feedback([write(tmp_path, "a.json", json.dumps({"audits": [audit]}))], "tickets")
    assert by_event.parts == by_audit.parts
    assert by_event.parts[0].at == datetime(2026, 3, 5, 10, tzinfo=UTC)
    assert report.read == 1


def test_comments_without_time_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    rows = [
        comment(1, body="Order 1 is late", created_at=None),
        comment(2, body="Order 2 is late", created_at=None),
    ]
    records, _ = feedback([write(tmp_path, "c.ndjson", ndjson(rows))], "tickets")
    assert len({part.id for part in parts_of(records)}) == 2


@pytest.mark.parametrize("upper", [False, True])
def test_warehouse_tables_in_any_files(tmp_path: Path, upper: bool) -> None:
    tables = {
        "a": "id,_fivetran_synced,created_at,description,organization_id,requester_id,status,subject,updated_at\n"
        "1,2026-03-09,2026-03-05 10:00:00,It fails.,9,501,open,Fails,2026-03-06\n",
        "b": "id,_fivetran_synced,body,created,public,ticket_id,user_id\n"
        "5,2026-03-09,Again.,2026-03-07 10:00:00,TRUE,1,501\n"
        "6,2026-03-09,Internal,2026-03-07 11:00:00,FALSE,1,7\n",
        "c": "id,_fivetran_synced,external_id,name,shared_tickets\n9,2026-03-09,,K.,FALSE\n",
        "d": "index,organization_id,_fivetran_synced,domain_name\n0,9,2026-03-09,kestrel.example\n",
        "e": "tag,ticket_id,_fivetran_synced\nexport,1,2026-03-09\nexport,1,2026-03-09\n",
        "f": "id,_fivetran_synced,email,name,role\n7,2026-03-09,b@vendor.example,Bob Marsh,agent\n",
    }
    for name, text in tables.items():
        head, rest = text.split("\n", 1)
        write(tmp_path, f"dump/{name}", f"{head.upper() if upper else head}\n{rest}")
    wanted, report = feedback([tmp_path / "dump"], "tickets")
    item = wanted[0].item
    assert item is not None
    assert (item.account.account_id, item.tags) == ("ACC-1", ("export",))
    assert texts_of(wanted) == ["It fails.", "Again.", "Internal"]
    assert (report.read, report.warnings) == (3, [])
    shuffled = sorted((tmp_path / "dump").iterdir(), reverse=True)
    assert feedback(shuffled, "tickets")[0] == wanted


def test_the_whole_dump_of_a_warehouse(shared_data: Path) -> None:
    folder = shared_data / "fivetran-seeds" / "zendesk"
    records, report = feedback([folder], "tickets")
    assert (report.read, report.dropped) == (30, {DropReason.DELETED.value: 2})
    assert len(gone(records)) == 2
    assert sum(record.item is not None for record in records) == 8
    assert "body20" in texts_of(records)
    (line,) = report.warnings
    assert "left out" in line
    assert "and 14 more" in line


def test_a_warehouse_table_alone_is_left_out_unless_its_columns_are_named(
    shared_data: Path, tmp_path: Path
) -> None:
    path = tmp_path / "chat.csv"
    shutil.copy(shared_data / "fivetran-seeds" / "zendesk" / "audit_log_data.csv", path)
    records, report = feedback([path], "tickets")
    assert (records, report.read, len(report.warnings)) == ([], 0, 2)
    named, _ = feedback([path], "tickets", mapping={"text": "change_description"})
    assert len(named) > 5


def test_organizations_alone_are_learnt_and_said(tmp_path: Path) -> None:
    path = write(tmp_path, "o.json", json.dumps({"organizations": [ORGANIZATION]}))
    records, report = feedback([path], "tickets")
    assert (records, report.read) == ([], 0)
    assert report.warnings == ["no tickets were found in these files"]
