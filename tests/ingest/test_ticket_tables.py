"""Tickets from any help desk's table, by mapping."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from foundation.errors import SourceError
from ingest.items import DropReason, FeedbackItem, MatchMethod, Role, Source
from tests.ingest.samples import csv_text, feedback, texts_of, write


def test_a_help_desks_csv_is_read_by_its_own_headers(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "t.csv",
        "\ufeffTicket ID;Subject;Description;Status;Priority;Created time;Last update time;"
        "Agent;Full name;Email;Company Name;Tags\n"
        '44;"Slow";"Loading takes a minute, Bob Marsh saw it";Open;High;05.03.2026 10:00;'
        "25.03.2026 11:00;Bob Marsh;"
        "Eva Lind;eva@mail.example;Basalt Freight;slow,load\n",
    )
    ((record,), report) = feedback([path], "tickets")
    item = record.item
    assert item is not None
    assert item.id == FeedbackItem.make_id(Source.TICKET, "freshdesk", "44")
    assert (item.account.account_id, item.account.method) == ("ACC-2", MatchMethod.NAME)
    assert item.occurred_at == datetime(2026, 3, 5, 10, tzinfo=UTC)
    assert item.updated_at == datetime(2026, 3, 25, 11, tzinfo=UTC)
    assert (item.status, item.priority, item.tags) == ("open", "high", ("load", "slow"))
    assert "Marsh" not in record.parts[0].text
    assert (record.parts[0].role, record.parts[0].author) == (Role.CUSTOMER, item.requester)
    assert (report.format, report.redacted) == ("freshdesk csv", {"person": 1})


def test_columns_are_mapped_and_systems_kept_apart(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", "Nr,Tag,Worte,Kunde\n1,2026-03-05,Es klemmt,ACC-1\n")
    mapping = {"id": "Nr", "date": "Tag", "text": "Worte", "account": "Kunde"}
    ((record,), _) = feedback([path], "tickets", mapping=mapping, constants={"system": "zammad"})
    assert record.item is not None
    assert record.item.id == FeedbackItem.make_id(Source.TICKET, "zammad", "1")
    assert record.item.account.account_id == "ACC-1"
    assert texts_of([record]) == ["Es klemmt"]


def test_a_table_without_text_names_its_columns(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", "id,date,mood\n1,2026-03-05,bad\n")
    with pytest.raises(SourceError, match="--map text=COLUMN") as caught:
        feedback([path], "tickets")
    assert "id, date, mood" in str(caught.value)


def test_rows_left_out_have_reasons(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "t.csv",
        "id,date,text,status\n,2026-03-05,a,open\n2,never,b,open\n3,2026-03-05, ,open\n"
        "4,2026-03-05,c,Spam\n5,2026-03-05,d,open\n",
    )
    records, report = feedback([path], "tickets")
    assert texts_of(records) == ["d"]
    assert [drop.reason for drop in report.drops] == [
        DropReason.NO_ID,
        DropReason.NO_DATE,
        DropReason.EMPTY_TEXT,
        DropReason.DELETED,
    ]


def test_tickets_of_days_to_come_are_kept_and_said_once(tmp_path: Path) -> None:
    days = ["2026-03-05", "2026-03-07", "2026-03-08", "2026-12-03"]
    rows = [[number, day, "Exports are slow"] for number, day in enumerate(days, start=1)]
    path = write(tmp_path, "a.csv", csv_text([["id", "date", "text"], *rows]))
    records, report = feedback([path], "tickets", today=date(2026, 3, 5))
    assert len(records) == 4
    (line,) = [line for line in report.warnings if "future" in line]
    assert all(words in line for words in ("2 tickets", "2026-12-03", "check day and month"))
    _, quiet = feedback([path], "tickets", today=date(2026, 12, 1))
    assert not any("future" in line for line in quiet.warnings)
