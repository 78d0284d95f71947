"""Bad input ends in one line that says what is wrong, where and what to do; good rows are kept."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Ran

NPS_HEAD = "id,account,date,score,comment\n"
GOOD = "R-1,EX-1,2026-10-05,3,The export is slow.\n"


@dataclass(frozen=True, slots=True)
class Desk:
    """A workspace with one account, a folder for files, and the command line."""

    nrr: Callable[..., Ran]
    root: Path

    @property
    def workspace(self) -> Path:
        return self.root / "w"

    def file(self, name: str, content: str | bytes) -> Path:
        path = self.root / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def imports(self, kind: str, *arguments: object) -> Ran:
        ran = self.nrr("import", kind, *arguments, "--json", "-w", self.workspace)
        assert "Traceback" not in ran.err
        return ran

    def refused(self, kind: str, *arguments: object) -> str:
        """The one line that refuses the import; nothing was kept."""
        ran = self.imports(kind, *arguments)
        assert ran.code == 1
        assert ran.out == ""
        return self.line(ran)

    def line(self, ran: Ran) -> str:
        assert ran.err.startswith("nrr: ")
        assert ran.err.count("\n") == 1, ran.err
        return ran.err


@pytest.fixture
def desk(nrr: Callable[..., Ran], tmp_path: Path) -> Desk:
    desk = Desk(nrr, tmp_path)
    assert nrr("init", desk.workspace).code == 0
    with (desk.workspace / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[embedding]\nmodel = "hashing"\n')
    accounts = desk.file("accounts.csv", "id,name,domains\nEX-1,Harbour Dental,harbourdental.example\n")
    assert desk.imports("accounts", accounts).code == 0
    return desk


@pytest.mark.parametrize("kind", ["tickets", "nps", "accounts", "usage"])
def test_binary_junk(desk: Desk, kind: str) -> None:
    path = desk.file("junk.csv", random.Random(1).randbytes(20_000))
    line = desk.refused(kind, path)
    assert str(path) in line
    assert "binary" in line
    assert "CSV, XLSX, JSON" in line


def test_a_picture_is_named(desk: Desk) -> None:
    line = desk.refused("nps", desk.file("scan.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256))))
    assert "scan.csv" in line
    assert "CSV, XLSX, JSON" in line


def test_a_broken_workbook_and_a_broken_parquet_file(desk: Desk) -> None:
    for name, content in (("a.xlsx", b"PK\x03\x04" + b"x" * 500), ("a.parquet", b"PAR1" + b"x" * 500)):
        path = desk.file(name, content)
        assert str(path) in desk.refused("accounts", path)


def test_binary_junk_among_calls_does_not_stop_the_good_one(desk: Desk) -> None:
    (desk.root / "calls").mkdir()
    desk.file("calls/junk-2026-10-01.txt", random.Random(2).randbytes(5_000))
    desk.file("calls/good-2026-10-01.txt", "Agent: Hello.\nCustomer: The export is slow.\n")
    report = desk.imports("calls", desk.root / "calls").json()
    assert (report["read"], report["kept"]) == (2, 1)
    assert [drop["file"] for drop in report["drops"]] == ["junk-2026-10-01.txt"]


def test_windows_1252_is_read_and_said(desk: Desk) -> None:
    text = NPS_HEAD + "R-1,EX-1,2026-10-05,3,Das Ger\u00e4t f\u00e4llt aus \u2013 t\u00e4glich\n"
    ran = desk.imports("nps", desk.file("old.csv", text.encode("cp1252")))
    assert ran.json()["kept"] == 1
    assert any("old.csv" in note and "Windows-1252" in note for note in ran.json()["warnings"])
    found = desk.nrr("search", "Gerät", "-w", desk.workspace)
    assert "Traceback" not in found.err


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_wide_encodings_and_marks(desk: Desk, encoding: str) -> None:
    report = desk.imports("nps", desk.file("wide.csv", (NPS_HEAD + GOOD).encode(encoding))).json()
    assert (report["kept"], report["dropped"]) == (1, {})


def test_nul_bytes_are_removed_and_said(desk: Desk) -> None:
    report = desk.imports(
        "nps", desk.file("n.csv", NPS_HEAD + GOOD.replace("slow", "sl\x00ow") + GOOD[:2])
    ).json()
    assert report["kept"] == 1
    assert any("n.csv" in note and "NUL" in note for note in report["warnings"])


def test_lone_surrogates_in_json(desk: Desk) -> None:
    tickets = (
        '{"id": 1, "created_at": "2026-10-01T10:00:00Z", "updated_at": "2026-10-01T10:00:00Z",'
        ' "subject": "\\ud800", "description": "It \\udfffbreaks \\ud83d\\ude00",'
        ' "requester_id": 5, "status": "open"}\n'
    )
    assert (
        desk.imports("tickets", desk.file("t.ndjson", tickets + tickets.replace("1,", "2,", 1))).json()[
            "kept"
        ]
        == 2
    )
    nps = json.dumps(
        [{"id": "\ud800x", "account": "EX-1", "date": "2026-10-05", "score": 3, "comment": "a\udc80b"}]
    )
    assert desk.imports("nps", desk.file("n.json", nps)).json()["kept"] == 1
    account = json.dumps([{"id": "EX-\ud8009", "name": "N\udfff", "domains": ["x\ud800.example"]}])
    assert desk.imports("accounts", desk.file("a.json", account)).json()["kept"] == 1
    assert desk.nrr("metrics", "-w", desk.workspace).err.count("Traceback") == 0


@pytest.mark.parametrize("kind", ["nps", "accounts"])
def test_a_cell_of_ten_megabytes(desk: Desk, kind: str) -> None:
    huge = "word " * 2_000_000
    if kind == "nps":
        path = desk.file("huge.csv", NPS_HEAD + f'R-0,EX-1,2026-10-05,2,"{huge}"\n' + GOOD)
    else:
        path = desk.file("huge.csv", f'id,name,industry\nEX-8,Huge,"{huge}"\nEX-9,Small,retail\n')
    report = desk.imports(kind, path).json()
    assert report["kept"] == 2


def test_an_empty_file(desk: Desk) -> None:
    for kind in ("nps", "tickets", "accounts"):
        path = desk.file("empty.csv", "")
        line = desk.refused(kind, path)
        assert str(path) in line
        assert "empty" in line


def test_a_file_of_white_space_and_a_header_alone(desk: Desk) -> None:
    assert "blank.csv" in desk.refused("nps", desk.file("blank.csv", "\n \n\n"))
    report = desk.imports("nps", desk.file("head.csv", NPS_HEAD)).json()
    assert (report["read"], report["kept"]) == (0, 0)
    assert any("head.csv" in note and "no rows" in note for note in report["warnings"])


@pytest.mark.parametrize(
    ("kind", "head", "good"),
    [("nps", NPS_HEAD, GOOD), ("accounts", "id,name,industry\n", "EX-7,Quay,retail\n")],
)
def test_a_ragged_row_is_dropped_with_its_place(desk: Desk, kind: str, head: str, good: str) -> None:
    report = desk.imports(
        kind, desk.file("r.csv", head + "x,y\n" + good + good[:-1].replace("7", "8") + ",one,more\n")
    ).json()
    assert report["kept"] == 1
    places = [(drop["file"], drop["row"], drop["reason"]) for drop in report["drops"]]
    assert places == [("r.csv", 2, "wrong number of fields"), ("r.csv", 4, "wrong number of fields")]
    assert "2 fields, the header has" in report["drops"][0]["detail"]


def test_zendesks_ticket_csv_without_text(desk: Desk) -> None:
    head = (
        "Summation column,Id,Requester,Requester id,Requester email,Subject,Tags,Status,Priority,Via,"
        "Created at,Updated at,Organization,Satisfaction Score\n"
    )
    path = desk.file(
        "z.csv", head + "1,44,A,5,a@b.example,Slow,,Open,,Web,2026-10-01 10:00,2026-10-01 10:00,Q,\n"
    )
    ran = desk.imports("tickets", path)
    report = ran.json()
    assert (ran.code, report["kept"]) == (0, 1)
    (line,) = [warning for warning in report["warnings"] if "no ticket text" in warning]
    assert line.startswith("z.csv: ")
    assert "JSON" in line


def _nps_dates(desk: Desk, *days: str, options: tuple[str, ...] = ()) -> Ran:
    rows = "".join(f"R-{number},EX-1,{day},8,Slow {number}\n" for number, day in enumerate(days))
    return desk.imports("nps", desk.file("d.csv", NPS_HEAD + rows), *options)


def _stored_days(desk: Desk) -> list[str]:
    from workspace.store.engine import Store

    with Store.open(desk.workspace / "data" / "nrr.db").read() as connection:
        rows = connection.exec_driver_sql("SELECT substr(occurred_at, 1, 10) FROM item ORDER BY external_id")
        return list(rows.scalars())


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (("2026-10-03", "2026-10-25"), ["2026-10-03", "2026-10-25"]),
        (("03/10/2026", "25/10/2026"), ["2026-10-03", "2026-10-25"]),
        (("10/03/2026", "10/25/2026"), ["2026-10-03", "2026-10-25"]),
    ],
)
def test_dates_in_three_orders(desk: Desk, days: tuple[str, ...], wanted: list[str]) -> None:
    report = _nps_dates(desk, *days).json()
    assert (report["kept"], report["warnings"]) == (2, [])
    assert _stored_days(desk) == wanted


def test_an_ambiguous_date_column_says_what_was_taken_and_how_to_settle_it(desk: Desk) -> None:
    (note,) = _nps_dates(desk, "03/04/2026", "05/06/2026").json()["warnings"]
    assert "d.csv" in note
    assert "'date'" in note
    assert "--set date_order=" in note
    for order, wanted in (("day-first", "2026-04-03"), ("month-first", "2026-03-04")):
        assert (
            _nps_dates(desk, "03/04/2026", options=("--set", f"date_order={order}")).json()["warnings"] == []
        )
        assert _stored_days(desk)[0] == wanted


def test_a_date_that_is_none_is_dropped_with_row_and_column(desk: Desk) -> None:
    report = _nps_dates(desk, "2026-10-03", "31/31/2026", "soon").json()
    assert report["kept"] == 1
    assert [(drop["row"], drop["column"]) for drop in report["drops"]] == [(3, "date"), (4, "date")]


def test_an_unknown_account(desk: Desk) -> None:
    other = GOOD.replace("R-1,EX-1", "R-2,EX-404")
    report = desk.imports("nps", desk.file("u.csv", NPS_HEAD + GOOD + other)).json()
    assert (report["kept"], report["unmatched_accounts"]) == (2, 1)
    table = desk.file("m.csv", "account,month,mrr\nEX-1,2026-10,10\nEX-404,2026-10,20\n")
    report = desk.imports("mrr", table).json()
    assert (report["kept"], report["unmatched_accounts"]) == (2, 1)
    assert any("not in the book" in note for note in report["warnings"])


def test_an_unknown_kind_names_the_kinds(desk: Desk) -> None:
    line = desk.refused("tikets", desk.file("a.csv", NPS_HEAD + GOOD))
    assert "'tikets'" in line
    assert "tickets, nps, calls, accounts" in line


@pytest.mark.parametrize("kind", ["nps", "tickets", "calls", "accounts"])
@pytest.mark.parametrize("option", ["--map", "--set"])
def test_an_unknown_field_is_named_with_the_known_ones(desk: Desk, kind: str, option: str) -> None:
    line = desk.refused(kind, desk.file("a.csv", NPS_HEAD + GOOD), option, "mood=comment")
    assert f"{option} names" in line
    assert "'mood'" in line
    assert "account" in line.partition("mood")[2]


def test_a_mapped_column_that_is_not_there(desk: Desk) -> None:
    path = desk.file("a.csv", NPS_HEAD + GOOD)
    line = desk.refused("nps", path, "--map", "comment=Verbatim")
    assert "'Verbatim'" in line
    assert "id, account, date, score, comment" in line
    assert str(path) in line


def test_a_map_without_equals_is_wrong_usage(desk: Desk) -> None:
    ran = desk.imports("nps", desk.file("a.csv", NPS_HEAD + GOOD), "--map", "comment")
    assert ran.code == 2
    assert "field=column" in ran.err


def test_an_unknown_format_names_the_known(desk: Desk) -> None:
    line = desk.refused("tickets", desk.file("a.csv", NPS_HEAD + GOOD), "--format", "jira")
    assert "zendesk, table" in line
    assert "intercom" in line


def test_a_missing_required_column_is_named_with_the_way_out(desk: Desk) -> None:
    path = desk.file("a.csv", "id,account,score\nR-1,EX-1,3\n")
    line = desk.refused("nps", path)
    assert str(path) in line
    assert "--map date=COLUMN" in line


def test_a_pattern_that_is_no_regular_expression(desk: Desk) -> None:
    path = desk.file("c-2026-10-01.txt", "Agent: Hello.\nCustomer: Slow.\n")
    assert "--staff" in desk.refused("calls", path, "--staff", "(")


@pytest.mark.parametrize("kind", ["nps", "tickets", "calls", "accounts"])
def test_a_missing_file_a_pattern_without_match(desk: Desk, kind: str) -> None:
    for name in ("nothing.csv", "*.nothing"):
        line = desk.refused(kind, desk.root / name)
        assert str(desk.root / name) in line
        assert "Check the path" in line


def test_a_missing_manifest(desk: Desk) -> None:
    path = desk.file("c-2026-10-01.txt", "Agent: Hello.\nCustomer: Slow.\n")
    assert "none.csv" in desk.refused("calls", path, "--manifest", desk.root / "none.csv")


@pytest.mark.parametrize("kind", ["nps", "tickets", "calls", "accounts"])
def test_a_folder_without_files(desk: Desk, kind: str) -> None:
    folder = desk.root / "hollow"
    folder.mkdir()
    line = desk.refused(kind, folder)
    assert str(folder) in line
    assert "no files" in line


def test_a_folder_called_csv_stands_for_its_files(desk: Desk) -> None:
    folder = desk.root / "all.csv"
    folder.mkdir()
    (folder / "one.csv").write_text("id,name\nEX-5,Five\n", encoding="utf-8")
    (folder / "two.csv").write_text("id,name\nEX-6,Six\n", encoding="utf-8")
    assert desk.imports("accounts", folder).json()["kept"] == 2
    line = desk.refused("calls", desk.file("c-2026-10-01.txt", "Customer: Slow.\n"), "--manifest", folder)
    assert str(folder) in line


def test_a_read_only_workspace_is_refused_in_a_line(desk: Desk) -> None:
    data = desk.workspace / "data"
    path = desk.file("a.csv", NPS_HEAD + GOOD)
    data.chmod(0o500)
    if os.access(data, os.W_OK):
        pytest.skip("nothing is forbidden to this user")
    try:
        assert str(data) in desk.refused("nps", path)
        assert "nrr import" in desk.line(desk.nrr("metrics", "-w", desk.workspace))
        assert desk.nrr("doctor", "-w", desk.workspace).code in (0, 1)
    finally:
        data.chmod(0o700)


def test_an_unreadable_file(desk: Desk) -> None:
    path = desk.file("a.csv", NPS_HEAD + GOOD)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("nothing is forbidden to this user")
    assert str(path) in desk.refused("nps", path)


@pytest.mark.parametrize("size", [0, 10, 60_000])
@pytest.mark.parametrize(
    "command", [("themes",), ("metrics",), ("report",), ("search", "slow"), ("synthesize",)]
)
def test_a_store_of_garbage(desk: Desk, command: tuple[str, ...], size: int) -> None:
    data = desk.workspace / "data"
    shutil.rmtree(data)
    data.mkdir()
    (data / "nrr.db").write_bytes(random.Random(3).randbytes(size))
    ran = desk.nrr(*command, "-w", desk.workspace)
    if size == 0:  # what a kill at the very beginning leaves: an empty store
        assert "nrr synthesize" in ran.err or "nrr import" in ran.err
        assert "Traceback" not in ran.err
        return
    assert ran.code == 1
    assert str(data / "nrr.db") in desk.line(ran)
    assert (data / "nrr.db").stat().st_size == size


def test_a_workspace_without_its_store(desk: Desk) -> None:
    shutil.rmtree(desk.workspace / "data")
    line = desk.line(desk.nrr("themes", "-w", desk.workspace))
    assert "nrr.db" in line
    assert "nrr init" in line
    assert "nrr import" in line or "Run" in line
