"""Words that their source takes back also leave the runs, the vectors and the index; history says what changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.items import ERASED_WORDS
from tests.conftest import Ran
from workspace.workspace import open_workspace

MONTH = ("--month", "2026-10")
_PLANTED = "zyqqaplant"


def _ticket(number: int, text: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": number,
        "created_at": f"2026-10-{number:02d}T10:00:00Z",
        "updated_at": f"2026-10-{number:02d}T11:00:00Z",
        "subject": "Export",
        "description": text,
        "status": "open",
        "priority": "normal",
        "requester_id": number,
        "organization_id": 1,
    } | fields


def _words(number: int) -> str:
    return f"The export to a spreadsheet stops half way with {_PLANTED} on report {number}."


class _Desk:
    def __init__(self, nrr: Callable[..., Ran], folder: Path) -> None:
        self.nrr, self.folder, self.count = nrr, folder, 0
        assert nrr("init", folder).code == 0
        with (folder / "nrr.toml").open("a", encoding="utf-8") as settings:
            settings.write('\n[embedding]\nmodel = "hashing"\n')

    def take(self, *tickets: dict[str, Any], comments: list[dict[str, Any]] | None = None) -> Any:
        self.count += 1
        path = self.folder.parent / f"page{self.count}.json"
        path.write_text(json.dumps({"tickets": list(tickets), "comments": comments or []}), encoding="utf-8")
        ran = self.nrr("import", "tickets", path, "--json", "-w", self.folder)
        assert ran.code == 0, ran.err
        return ran.json()

    def do(self, *arguments: str) -> Ran:
        ran = self.nrr(*arguments, "-w", self.folder)
        assert ran.code == 0, ran.err
        return ran

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with open_workspace(self.folder).store().read() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query).all()]


@pytest.fixture
def desk(nrr: Callable[..., Ran], tmp_path: Path) -> _Desk:
    return _Desk(nrr, tmp_path / "w")


@pytest.fixture
def finished(desk: _Desk) -> _Desk:
    """A month of which every quote holds the planted word, with an index."""
    desk.take(*(_ticket(number, _words(number)) for number in range(1, 13)))
    desk.do("synthesize", *MONTH)
    desk.do("index", "rebuild")
    assert _PLANTED in desk.do("report", *MONTH).out
    return desk


def test_changed_words_leave_runs_vectors_and_index(finished: _Desk) -> None:
    vectors = finished.rows("SELECT count(*) FROM embedding")[0][0]
    newer = {"updated_at": "2026-10-20T10:00:00Z"}
    report = finished.take(
        *(_ticket(number, "The export ████████ here.", **newer) for number in range(1, 13))
    )
    assert report["updated"] == 12
    assert any("index" in line for line in report["warnings"])
    assert not (finished.folder / "data" / "index").exists()
    for table in ("part", "statement", "theme", "item_change"):
        assert not [row for row in finished.rows(f"SELECT * FROM {table}") if _PLANTED in str(row).casefold()]
    assert finished.rows("SELECT DISTINCT text FROM statement") == [(ERASED_WORDS,)]
    assert finished.rows("SELECT count(*) FROM embedding")[0][0] == vectors - 12
    report_text = finished.do("report", *MONTH).out
    assert ERASED_WORDS.strip("[]") in report_text
    assert _PLANTED not in report_text.casefold()
    finished.do("synthesize", *MONTH)
    assert ERASED_WORDS not in finished.do("report", *MONTH).out
    finished.do("index", "rebuild")


def test_words_that_are_still_said_keep_their_quotes(finished: _Desk) -> None:
    before = finished.rows("SELECT id, text FROM statement ORDER BY id")
    longer = _ticket(3, f"Good morning to all of you. {_words(3)}", updated_at="2026-10-20T10:00:00Z")
    assert finished.take(longer)["updated"] == 1
    assert finished.rows("SELECT id, text FROM statement ORDER BY id") == before
    assert (finished.folder / "data" / "index").exists()
    placed = finished.rows(
        "SELECT count(*) FROM statement JOIN part ON part.id = part_id "
        "WHERE substr(part.text, start + 1, end - start) = statement.text"
    )
    assert placed == [(len(before),)]
    report = finished.do("report", *MONTH).out
    assert _PLANTED in report
    assert ERASED_WORDS.strip("[]") not in report


def test_history_says_what_changed_and_keeps_no_words(desk: _Desk) -> None:
    desk.take(_ticket(3, "The old words here."))
    desk.take(_ticket(4, "Another ticket altogether."))
    desk.take(
        _ticket(
            3,
            "The new words here.",
            updated_at="2026-10-08T11:00:00Z",
            status="solved",
            priority="high",
            subject="Import",
        ),
        comments=[
            {
                "id": 77,
                "ticket_id": 3,
                "author_id": 3,
                "body": "It is back again.",
                "created_at": "2026-10-09T10:00:00Z",
            }
        ],
    )
    found = desk.do("import", "history", "3", "--json").out
    changes = {(one["field"], one["before"], one["after"]) for one in json.loads(found)}
    assert {
        ("status", "open", "solved"),
        ("priority", "normal", "high"),
        ("subject", "", "changed"),
        ("part", "", "gone"),
        ("part", "", "added"),
    } <= changes
    assert "old words" not in found
    assert "solved" in desk.do("import", "history", "3").out
    assert "Nothing has changed" in desk.do("import", "history", "4").out
    assert desk.nrr("import", "history", "absent", "-w", desk.folder).code == 1


def test_an_assignment_by_hand_is_part_of_the_history(desk: _Desk, tmp_path: Path) -> None:
    accounts = tmp_path / "accounts.csv"
    accounts.write_text("id,name\nA-1,Kestrel\n", encoding="utf-8")
    desk.do("import", "accounts", str(accounts))
    desk.take(_ticket(3, "The words here."))
    desk.do("import", "assign", "--item", "3", "A-1")
    (change,) = desk.nrr("import", "history", "3", "--json", "-w", desk.folder).json()
    assert (change["field"], change["before"], change["after"], change["by_hand"]) == (
        "account",
        "",
        "A-1",
        True,
    )
