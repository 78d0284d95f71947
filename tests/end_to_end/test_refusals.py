"""What the program will not do, and what it says instead."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran


@pytest.fixture
def workspace(nrr: Callable[..., Ran], tmp_path: Path) -> Path:
    """A workspace with two accounts that pay in the workspace's currency."""
    folder = tmp_path / "w"
    nrr("init", folder)
    accounts = tmp_path / "accounts.csv"
    accounts.write_text("id,name\nA1,Alder Lifts\nA2,Brook Roofing\n", encoding="utf-8")
    revenue = tmp_path / "subscriptions.csv"
    revenue.write_text(
        "account,started,ended,mrr,currency\n"
        "A1,2026-01-01,,1000,USD\nA2,2026-01-01,,500,EUR\nA2,2026-01-01,,-5,USD\n",
        encoding="utf-8",
    )
    nrr("import", "accounts", accounts, "-w", folder)
    ran = nrr("import", "subscriptions", revenue, "-w", folder)
    assert ran.code == 0
    assert "row 3 column currency" in ran.out
    assert "row 4 column mrr" in ran.out
    return folder


def test_a_foreign_currency_or_negative_mrr_stops_no_good_row(
    nrr: Callable[..., Ran], workspace: Path
) -> None:
    shape = nrr("metrics", "--month", "2026-03", "--json", "-w", workspace).json()
    assert shape["end_mrr"] == 1000
    assert shape["nrr"] == shape["grr"] == 1.0


def test_a_month_without_feedback_is_not_synthesized(nrr: Callable[..., Ran], workspace: Path) -> None:
    survey = workspace / "nps.csv"
    survey.write_text("id,account,date,score,comment\n1,A1,2026-02-03,2,Too slow to load\n", encoding="utf-8")
    assert nrr("import", "nps", survey, "-w", workspace).code == 0
    ran = nrr("synthesize", "--month", "2027-05", "-w", workspace)
    assert ran.code == 1
    assert "no feedback in 2027-05" in ran.err


def test_an_import_that_keeps_nothing_is_no_success(nrr: Callable[..., Ran], workspace: Path) -> None:
    survey = workspace / "nps.csv"
    survey.write_text("id,account,date,score,comment\n1,A1,someday,2,Too slow\n", encoding="utf-8")
    ran = nrr("import", "nps", survey, "-w", workspace)
    assert ran.code == 1
    assert "no readable date" in ran.out


def test_the_app_asks_for_a_terminal(nrr: Callable[..., Ran]) -> None:
    ran = nrr()
    assert ran.code == 2
    assert "needs a terminal" in ran.err


def test_a_table_with_fewer_columns_takes_nothing_away(
    nrr: Callable[..., Ran], workspace: Path, tmp_path: Path
) -> None:
    full, short = tmp_path / "full.csv", tmp_path / "short.csv"
    full.write_text("id,name,segment,owner\nA1,Alder Lifts,smb,Ruth\n", encoding="utf-8")
    short.write_text("id,name\nA1,Alder Lifts Ltd\n", encoding="utf-8")
    nrr("import", "accounts", full, "-w", workspace)
    nrr("import", "accounts", short, "-w", workspace)
    with sqlite3.connect(workspace / "data" / "nrr.db") as store:
        row = store.execute("select name, segment, owner from book_accounts where id = 'A1'").fetchone()
    assert row == ("Alder Lifts Ltd", "smb", "Ruth")


def test_tickets_that_came_before_their_account_find_it(nrr: Callable[..., Ran], tmp_path: Path) -> None:
    folder = tmp_path / "w"
    nrr("init", folder)
    organizations, tickets, accounts = (tmp_path / name for name in ("o.json", "t.ndjson", "a.csv"))
    organizations.write_text(
        '{"organizations": [{"id": 7, "name": "Alder Lifts", "external_id": "A1", "domain_names": []}]}',
        encoding="utf-8",
    )
    tickets.write_text(
        '{"id": 1, "created_at": "2026-02-01T09:00:00Z", "updated_at": "2026-02-02T09:00:00Z", "subject": "Slow",'
        ' "description": "The board is slow every morning.", "status": "open", "requester_id": 5,'
        ' "organization_id": 7, "tags": ["vip", "jane.doe@acme.example"]}\n',
        encoding="utf-8",
    )
    accounts.write_text("id,name\nA1,Alder Lifts\n", encoding="utf-8")
    nrr("import", "tickets", organizations, tickets, "-w", folder)
    nrr("import", "accounts", accounts, "-w", folder)
    with sqlite3.connect(folder / "data" / "nrr.db") as store:
        account, tags = store.execute("select account_id, tags from item").fetchone()
    assert account == "A1"
    assert "jane.doe" not in tags


def test_calls_of_one_name_on_two_days_stay_two_calls(nrr: Callable[..., Ran], workspace: Path) -> None:
    for day, words in (
        ("2026-02-03", "The export is broken again."),
        ("2026-03-04", "The invoices are wrong."),
    ):
        folder = workspace / day
        folder.mkdir()
        (folder / "call.txt").write_text(f"Agent: How can I help?\nCustomer: {words}\n", encoding="utf-8")
        ran = nrr("import", "calls", folder, "--set", f"date={day}", "--set", "account=A1", "-w", workspace)
        assert ran.code == 0
    with sqlite3.connect(workspace / "data" / "nrr.db") as store:
        assert store.execute("select count(*) from item where source = 'call'").fetchone() == (2,)


def test_a_pattern_that_is_none_is_one_line(nrr: Callable[..., Ran], workspace: Path) -> None:
    ran = nrr("import", "calls", workspace / "calls" / "**.txt", "-w", workspace)
    assert ran.code == 1
    assert ran.err.count("\n") == 1


def test_the_doctor_looks_at_a_broken_workspace(nrr: Callable[..., Ran], workspace: Path) -> None:
    (workspace / "nrr.toml").write_text("nmae = 'x'\n", encoding="utf-8")
    ran = nrr("doctor", "-w", workspace)
    assert ran.code == 1
    assert "BAD   workspace: nmae" in ran.out
    assert "libraries" in ran.out
