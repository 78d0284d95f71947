"""Zendesk exports: files in any order, comments without tickets, notes that are never feedback."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.errors import SettingsError
from ingest.context import opaque
from ingest.items import DropReason, FeedbackItem, FeedbackRecord, MatchMethod, Role, Source
from tests.ingest.samples import feedback, ndjson, parts_of, texts_of, write

Json = dict[str, object]

ORGANIZATION: Json = {
    "id": 9,
    "name": "Kestrel",
    "external_id": "ACC-1",
    "domain_names": ["kestrel.example"],
    "organization_fields": {},
}


def ticket(number: int = 1, **changes: object) -> Json:
    base: Json = {
        "id": number,
        "created_at": "2026-03-05T10:00:00Z",
        "updated_at": "2026-03-06T10:00:00Z",
        "subject": "Export fails",
        "description": "The export to CSV times out every morning.",
        "status": "open",
        "priority": "high",
        "requester_id": 501,
        "assignee_id": 7,
        "organization_id": 9,
        "tags": ["export", "csv"],
    }
    return base | changes


def comment(number: int = 1, ticket_id: int = 1, **changes: object) -> Json:
    base: Json = {
        "id": number,
        "ticket_id": ticket_id,
        "type": "Comment",
        "body": "It fails again today.",
        "public": True,
        "author_id": 501,
        "created_at": "2026-03-07T10:00:00Z",
    }
    return base | changes


def test_a_ticket_becomes_an_item_of_its_account(tmp_path: Path) -> None:
    files = [
        write(tmp_path, "t.ndjson", ndjson([ticket()])),
        write(tmp_path, "o.json", json.dumps({"organizations": [ORGANIZATION], "next_page": None})),
    ]
    ((record,), report) = feedback(files, "tickets")
    item = record.item
    assert item is not None
    assert item.id == FeedbackItem.make_id(Source.TICKET, "zendesk", "1")
    assert (item.account.account_id, item.account.method) == ("ACC-1", MatchMethod.ORGANIZATION)
    assert item.occurred_at == datetime(2026, 3, 5, 10, tzinfo=UTC)
    assert (item.subject, item.status, item.priority, item.tags) == (
        "Export fails",
        "open",
        "high",
        ("csv", "export"),
    )
    assert ("organization", "9") in item.hints
    assert texts_of([record]) == ["The export to CSV times out every morning."]
    assert (record.parts[0].author, record.parts[0].role) == (item.requester, None)
    assert "501" not in (item.requester, item.assignee)
    assert (report.read, report.format) == (1, "zendesk json")


def test_the_order_and_the_format_of_files_do_not_matter(tmp_path: Path) -> None:
    user: Json = {"id": 7, "name": "Ann Marsh", "email": "ann@vendor.example", "role": "agent"}
    comments = [comment(1), comment(2, author_id=7, body="We are on it.")]
    apart = [
        write(tmp_path, "a.ndjson", ndjson(comments)),
        write(tmp_path, "b.json", json.dumps({"tickets": [ticket()], "end_of_stream": True})),
        write(tmp_path, "c.json", json.dumps([ORGANIZATION])),
        write(tmp_path, "d.json", json.dumps({"users": [user]})),
    ]
    whole = {"comments": comments, "tickets": [ticket()], "users": [user], "organizations": [ORGANIZATION]}
    together = write(tmp_path, "whole.json", json.dumps(whole))
    wanted, _ = feedback(apart, "tickets")
    for order in itertools.permutations(apart):
        assert feedback(order, "tickets")[0] == wanted
    found, report = feedback([together], "tickets")
    assert {part.id: part for part in parts_of(found)} == {part.id: part for part in parts_of(wanted)}
    assert report.read == 3
    assert [part.role for part in parts_of(wanted)] == [None, None, Role.STAFF]
    assert [record.item is None for record in wanted] == [False, True, True]


def test_the_first_comment_is_the_description(tmp_path: Path) -> None:
    first = comment(1, body="The export to CSV times out every morning.", created_at="2026-03-05T10:00:00Z")
    tickets = write(tmp_path, "t.ndjson", ndjson([ticket()]))
    comments = write(tmp_path, "c.ndjson", ndjson([first, comment(2)]))
    (told,), _ = feedback([tickets], "tickets")
    (repeated, other), _ = feedback([comments], "tickets")
    assert replace(repeated.parts[0], source_key="") == told.parts[0]
    assert repeated.parts[0].source_key == opaque("comment", "1")
    assert other.parts[0].id != told.parts[0].id


def test_private_comments_are_staff_context(tmp_path: Path) -> None:
    note = comment(1, public=False, body="Customer is upset, be quick.")
    ((record,), _) = feedback([write(tmp_path, "c.ndjson", ndjson([note]))], "tickets")
    assert [(part.role, part.public, part.speaker) for part in record.parts] == [(Role.STAFF, False, "Agent")]


def test_what_cannot_be_kept_has_a_reason(tmp_path: Path) -> None:
    rows = [
        ticket(1, status="deleted"),
        ticket(2, id=None),
        ticket(3, created_at="some day"),
        comment(4, body="  "),
        comment(5, ticket_id=0) | {"ticket_id": None},
        {"id": 6, "unlike": "anything"},
        ticket(7),
    ]
    records, report = feedback([write(tmp_path, "t.ndjson", ndjson(rows) + "{broken\n")], "tickets")
    assert [record.item.external_id for record in records if record.item] == ["7"]
    assert [(drop.row, drop.reason) for drop in report.drops] == [
        (1, DropReason.DELETED),
        (2, DropReason.NO_ID),
        (3, DropReason.NO_DATE),
        (4, DropReason.EMPTY_TEXT),
        (5, DropReason.NO_ID),
        (6, DropReason.NOT_A_RECORD),
        (8, DropReason.NOT_A_RECORD),
    ]


def test_html_is_read_only_where_there_is_no_plain_text(tmp_path: Path) -> None:
    rows = [
        comment(1, html_body="<p>other</p>"),
        comment(2, body=None, html_body="<p>Tom &amp; Jerry<br>again</p>"),
    ]
    records, _ = feedback([write(tmp_path, "c.ndjson", ndjson(rows))], "tickets")
    assert texts_of(records) == ["It fails again today.", "Tom & Jerry\nagain"]


def test_a_rating_comment_is_the_customers_word(tmp_path: Path) -> None:
    rated = ticket(satisfaction_rating={"score": "bad", "comment": "Nobody called back."})
    ((record,), _) = feedback([write(tmp_path, "t.ndjson", ndjson([rated]))], "tickets")
    assert [part.role for part in record.parts] == [None, Role.CUSTOMER]
    assert record.parts[1].text == "Nobody called back."


def test_names_of_the_export_and_of_the_text_are_blanked(tmp_path: Path) -> None:
    users: list[Json] = [
        {"id": 501, "name": "Priya Nandakumar", "email": "priya@kestrel.example", "role": "end-user"},
        {"id": 7, "name": "Ann Marsh", "email": "ann@vendor.example", "role": "agent"},
    ]
    text = (
        "Ann Marsh promised a fix. Nandakumar here, write to priya@kestrel.example.\n\nBest regards,\nPriya"
    )
    files = [
        write(
            tmp_path,
            "t.ndjson",
            ndjson([ticket(description=text, subject="For Ann Marsh", organization_id=None)]),
        ),
        write(tmp_path, "u.json", json.dumps({"users": users})),
    ]
    ((record,), report) = feedback(files, "tickets")
    assert record.item is not None
    for name in ("Ann", "Marsh", "Priya", "Nandakumar", "@kestrel"):
        assert name not in record.parts[0].text + record.item.subject
    assert record.item.account.account_id == "ACC-1"
    assert all("@" not in value for _, value in record.item.hints)
    assert report.redacted["email"] == 1
    assert report.redacted["person"] >= 3


def test_lone_surrogates_and_control_characters_are_cleaned(tmp_path: Path) -> None:
    text = '{"id": 1, "ticket_id": 1, "author_id": 5, "body": "broken \\ud83d and \\u001b[2Jclear\\u0000"}\n'
    records, _ = feedback([write(tmp_path, "c.ndjson", text)], "tickets")
    assert texts_of(records) == ["broken \ufffd and clear"]


def test_warehouse_rows_are_the_same_tickets(tmp_path: Path) -> None:
    rows = (
        "id,created_at,description,organization_id,priority,requester_id,status,subject,updated_at\n"
        "1,2026-03-05 10:00:00,The export to CSV times out every morning.,9,high,501,"
        "open,Export fails,2026-03-06\n"
    )
    comments = "id,body,created,public,ticket_id,user_id\n1,Internal,2026-03-05 10:00:00,FALSE,1,7\n"
    files = [write(tmp_path, "t.csv", rows), write(tmp_path, "c.csv", comments)]
    records, _ = feedback(files, "tickets")
    (json_record,), _ = feedback([write(tmp_path, "t.ndjson", ndjson([ticket()]))], "tickets")
    assert records[0].parts == json_record.parts
    assert (records[1].parts[0].role, records[1].parts[0].public) == (Role.STAFF, False)


def test_tickets_opened_by_others_are_said(tmp_path: Path) -> None:
    ((record,), report) = feedback(
        [write(tmp_path, "t.ndjson", ndjson([ticket(submitter_id=88)]))], "tickets"
    )
    assert record.item is not None
    assert record.parts[0].author not in ("", record.item.requester)
    assert any("opened by somebody other" in line for line in report.warnings)


def test_an_unmatched_account_is_counted_with_its_reason(tmp_path: Path) -> None:
    ((record,), report) = feedback(
        [write(tmp_path, "t.ndjson", ndjson([ticket(organization_id=404)]))], "tickets"
    )
    assert record.item is not None
    assert (record.item.account.account_id, record.item.account.method) == (None, MatchMethod.NONE)
    assert "404" in record.item.account.reason
    assert report.unmatched_accounts == 1


def test_unknown_sources_formats_and_fields_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "t.ndjson", ndjson([ticket()]))
    for source, params in (
        ("moods", {}),
        ("tickets", {"format": "vtt"}),
        ("tickets", {"mapping": {"colour": "x"}}),
        ("nps", {"constants": {"mood": "x"}}),
    ):
        with pytest.raises(SettingsError):
            feedback([path], source, **params)


_TEXTS = st.one_of(
    st.text(max_size=30), st.sampled_from(["It fails.", "Hi Helena, thanks!", "", "a@b.example"])
)
_ROWS = st.one_of(
    st.builds(
        lambda n, text, who: ticket(n, description=text, requester_id=who),
        st.integers(1, 4),
        _TEXTS,
        st.integers(1, 3),
    ),
    st.builds(
        lambda n, text, who, public: comment(n, n % 4, body=text, author_id=who, public=public),
        st.integers(1, 9),
        _TEXTS,
        st.integers(1, 3),
        st.booleans(),
    ),
    st.dictionaries(
        st.sampled_from(["id", "ticket_id", "body", "requester_id", "subject"]),
        st.none() | st.integers() | _TEXTS,
    ),
)


@given(st.lists(_ROWS, min_size=1, max_size=8), st.randoms(use_true_random=False))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_read_is_emitted_and_dropped_whatever_comes(
    tmp_path: Path, rows: list[Json], shuffle: object
) -> None:
    assert hasattr(shuffle, "shuffle")
    path = write(tmp_path, "t.ndjson", ndjson([ticket(), *rows]))
    first, report = feedback([path], "tickets")
    assert report.read == len(rows) + 1
    assert feedback([path], "tickets")[0] == first
    mixed = [ticket(), *rows]
    shuffle.shuffle(mixed)
    again, _ = feedback([write(tmp_path, "t.ndjson", ndjson(mixed))], "tickets")
    assert _contents(again) == _contents(first)


def _contents(records: list[FeedbackRecord]) -> set[tuple[str, str]]:
    return {(part.id, part.text) for part in parts_of(records)}
