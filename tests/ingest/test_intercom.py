"""Intercom conversations: who is a customer, what is private, what a machine wrote, what a list leaves out."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.items import DropReason, FeedbackItem, MatchMethod, Part, Role, Source, Tombstone
from tests.ingest.samples import feedback, ndjson, texts_of, write

Json = dict[str, object]
USER: Json = {"type": "user", "id": "u1", "name": "Eva Lind", "email": "eva@kestrel.example"}
ADMIN: Json = {"type": "admin", "id": "31", "name": "Bob Marsh", "email": "bob@vendor.example"}
BOT: Json = {"type": "bot", "id": "b", "name": "Helper"}


def part(number: int, author: Json, body: str = "<p>Word</p>", **changes: object) -> Json:
    base: Json = {
        "type": "conversation_part",
        "id": str(number),
        "part_type": "comment",
        "body": body,
        "created_at": 1772704800 + number,
        "author": author,
        "redacted": False,
    }
    return base | changes


def conversation(number: int = 1, parts: list[Json] | None = None, **changes: object) -> Json:
    listed = parts if parts is not None else [part(1, ADMIN, "<p>We are on it, Eva.</p>")]
    base: Json = {
        "type": "conversation",
        "id": str(number),
        "title": None,
        "created_at": 1772704800,
        "updated_at": 1772791200,
        "state": "open",
        "priority": "not_priority",
        "admin_assignee_id": 31,
        "source": {
            "type": "conversation",
            "id": "9",
            "subject": "<p>Export</p>",
            "body": "<p>The export fails.<br>Again &amp; again.</p>",
            "author": USER,
        },
        "contacts": {"type": "contact.list", "contacts": [{"type": "contact", "id": "u1"}]},
        "tags": {"type": "tag.list", "tags": [{"id": "1", "name": "Bug"}]},
        "conversation_rating": {"rating": 2, "remark": "Too slow.", "created_at": 1772791000},
        "conversation_parts": {"conversation_parts": listed, "total_count": len(listed)},
    }
    return base | changes


def test_a_conversation_becomes_an_item_with_its_parts(tmp_path: Path) -> None:
    parts = [
        part(1, BOT),
        part(2, USER | {"from_ai_agent": True}),
        part(3, {"type": "operator", "id": "o"}),
        part(4, ADMIN, "<p>Eva Lind, try again. Bob Marsh</p>"),
        part(5, ADMIN, "<p>She is cross.</p>", part_type="note"),
        part(6, {"type": "lead", "id": "u2", "name": "X"}, "<p>Works for <b>me</b>.</p>"),
        part(7, ADMIN, "", part_type="close"),
    ]
    ((record,), report) = feedback([write(tmp_path, "c.json", json.dumps(conversation(1, parts)))], "tickets")
    item = record.item
    assert item is not None
    assert item.id == FeedbackItem.make_id(Source.TICKET, "intercom", "1")
    assert (item.occurred_at, item.status) == (datetime(2026, 3, 5, 10, tzinfo=UTC), "open")
    assert (item.score, item.score_scale, item.tags, item.subject) == (2.0, "csat", ("Bug",), "Export")
    assert (item.account.account_id, item.account.method) == ("ACC-1", MatchMethod.DOMAIN)
    assert [(one.role, one.public) for one in record.parts] == [
        (Role.CUSTOMER, True),
        (Role.STAFF, True),
        (Role.STAFF, False),
        (Role.CUSTOMER, True),
        (Role.CUSTOMER, True),
    ]
    assert record.parts[0].text == "The export fails.\nAgain & again."
    assert record.parts[0].author == item.requester
    assert texts_of([record])[3:] == ["Works for me.", "Too slow."]
    assert "Lind" not in record.parts[1].text
    assert "Marsh" not in record.parts[1].text
    assert all(one.source_key for one in record.parts[1:4])
    assert (report.format, report.warnings) == ("intercom json", [])


def test_one_page_list_line_or_object_are_the_same(tmp_path: Path) -> None:
    both = [conversation(1), conversation(2)]
    page = {"type": "conversation.list", "pages": {}, "total_count": 2, "conversations": both}
    wanted, _ = feedback([write(tmp_path, "x", ndjson(both))], "tickets")
    for text in (json.dumps(page), json.dumps(both), json.dumps(page, sort_keys=True)):
        found, report = feedback([write(tmp_path, "x", text)], "tickets")
        assert [(record.item and record.item.id, record.parts) for record in found] == [
            (record.item and record.item.id, record.parts) for record in wanted
        ]
        assert report.read == 2
    single = json.dumps(conversation(1), sort_keys=True)
    (alone,), _ = feedback([write(tmp_path, "x", single)], "tickets")
    assert alone.parts == wanted[0].parts


def test_list_results_are_read_and_said(tmp_path: Path) -> None:
    listed = [{k: v for k, v in conversation(n).items() if k != "conversation_parts"} for n in (1, 2)]
    records, report = feedback(
        [write(tmp_path, "c.json", json.dumps({"conversations": listed, "total_count": 2}))], "tickets"
    )
    assert [len(record.parts) for record in records] == [2, 2]
    (line,) = report.warnings
    assert line.startswith("2 Intercom conversations came without parts")
    assert "retrieve each" in line


@pytest.mark.parametrize(("count", "total"), [(1, 9), (500, 500)])
def test_more_parts_than_came_are_said(tmp_path: Path, count: int, total: int) -> None:
    parts = [part(number, USER, f"<p>Word {number}</p>") for number in range(count)]
    whole = conversation(1, conversation_parts={"conversation_parts": parts, "total_count": total})
    _, report = feedback([write(tmp_path, "c.json", json.dumps(whole))], "tickets")
    assert any("more parts than came" in line for line in report.warnings)


def test_what_was_redacted_at_the_source_is_not_read_and_goes(tmp_path: Path) -> None:
    parts = [part(1, USER, "<p>4111</p>", redacted=True, updated_at=1772800000), part(2, USER)]
    source = {"body": "gone", "author": USER, "redacted": True}
    whole = conversation(1, parts, source=source, conversation_rating=None)
    records, report = feedback([write(tmp_path, "c.json", json.dumps(whole))], "tickets")
    item_id = FeedbackItem.make_id(Source.TICKET, "intercom", "1")
    assert texts_of(records) == ["Word"]
    assert [record.gone for record in records if record.gone] == [
        Tombstone(Part.make_id(item_id, "source"), datetime(2026, 3, 6, 10, tzinfo=UTC)),
        Tombstone(Part.make_id(item_id, "part 1"), datetime.fromtimestamp(1772800000, UTC)),
    ]
    assert (report.read, report.dropped) == (1, {})


def test_what_cannot_be_kept_has_a_reason(tmp_path: Path) -> None:
    outbound = {"body": "<p>Our news</p>", "author": ADMIN}
    rows = [
        conversation(1, [part(1, BOT)], source=outbound, conversation_rating=None),
        conversation(2, id=None),
        conversation(3, created_at="soon"),
        {"type": "conversation.list", "unlike": 1},
        conversation(5),
    ]
    records, report = feedback([write(tmp_path, "c.ndjson", ndjson(rows))], "tickets")
    assert [record.item.external_id for record in records if record.item] == ["5"]
    assert [(drop.row, drop.reason) for drop in report.drops] == [
        (1, DropReason.NO_CUSTOMER_WORDS),
        (2, DropReason.NO_ID),
        (3, DropReason.NO_DATE),
        (4, DropReason.NOT_A_RECORD),
    ]


def test_companies_and_contacts_tie_conversations_to_accounts(tmp_path: Path) -> None:
    stranger = {"type": "user", "id": "u1"}
    bare = conversation(1, source={"body": "<p>Help, Eva Lind here.</p>", "author": stranger})
    contact = {"type": "contact", "id": "u1", "name": "Eva Lind", "companies": {"data": [{"id": "co1"}]}}
    company = {"type": "company", "id": "co1", "company_id": "ACC-2", "name": "Basalt", "monthly_spend": 9}
    files = [
        write(tmp_path, "c.json", json.dumps(bare)),
        write(tmp_path, "p.json", json.dumps({"type": "list", "data": [contact]})),
        write(tmp_path, "o.json", json.dumps({"type": "list", "data": [company]})),
    ]
    (wanted,), _ = feedback(files, "tickets")
    assert wanted.item is not None
    assert (wanted.item.account.account_id, wanted.item.account.method) == ("ACC-2", MatchMethod.ORGANIZATION)
    assert ("organization", "intercom:co1") in wanted.item.hints
    assert ("external", "ACC-2") in wanted.item.hints
    assert "Lind" not in wanted.parts[0].text
    for order in itertools.permutations(files):
        assert feedback(order, "tickets")[0] == [wanted]
    own = conversation(2, company={"type": "company", "id": "co1", "company_id": "ACC-2"})
    (told,), _ = feedback([write(tmp_path, "c.json", json.dumps(own))], "tickets")
    assert told.item is not None
    assert told.item.account.method is MatchMethod.EXTERNAL_ID


def test_the_whole_dump_of_a_warehouse(shared_data: Path) -> None:
    folder = shared_data / "fivetran-seeds" / "intercom"
    records, report = feedback([folder], "tickets")
    assert report.read == 18
    assert report.dropped == {DropReason.EMPTY_TEXT.value: 8}
    assert len({record.item.id for record in records if record.item}) == 2
    notes = [one for record in records if not record.item for one in record.parts]
    assert [(one.role, one.public) for one in notes] == [(Role.STAFF, False)]
    assert all("left out" in line for line in report.warnings)
