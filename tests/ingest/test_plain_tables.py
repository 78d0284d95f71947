"""The product's own tables: columns by name, typed cells, and a reason for every row left out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.tables import TABLES
from foundation.errors import SettingsError, SourceError
from ingest.items import DropReason
from ingest.plain_tables import TableParams, read_table
from ingest.values import Value
from tests.ingest.samples import csv_text, ndjson, table, write


def test_headers_are_matched_without_case_space_and_underscore(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "a.csv",
        "Account_ID,COMPANY NAME,Website,Number of Employees,Customer Since,AnnualRevenue\n"
        '007,NA,"https://www.kestrel.example/about; kestrel.test","1,200",2026-03-04,9\n',
    )
    found = table(path)
    (row,) = found.rows
    assert (row["id"], row["name"], row["employees"], row["started"]) == ("007", "NA", 1200, "2026-03-04")
    assert row["domains"] == ["kestrel.example", "kestrel.test"]
    assert "renewal" not in row  # the file does not speak of it, so the stored value stays
    assert any("AnnualRevenue" in line for line in found.report.warnings)


def test_mapping_and_constants_settle_what_names_do_not(tmp_path: Path) -> None:
    path = write(
        tmp_path, "a.csv", "Kunde,Beginn,Betrag,currency\nACC-1,04.03.2026,12.5,\nACC-2,25.03.2026,7,EUR\n"
    )
    found = table(
        path,
        "subscriptions",
        mapping={"account": "kunde", "started": "Beginn", "mrr": "Betrag"},
        constants={"currency": "USD", "plan": "core"},
    )
    assert [
        (row["account"], row["started"], row["mrr"], row["currency"], row["plan"]) for row in found.rows
    ] == [
        ("ACC-1", "2026-03-04", 12.5, "USD", "core"),
        ("ACC-2", "2026-03-25", 7.0, "EUR", "core"),
    ]


def test_a_missing_column_names_those_there_and_the_option(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "Kunde,Spalte\nACC-1,x\n")
    with pytest.raises(SourceError) as caught:
        table(path, "subscriptions", mapping={"account": "Kunde"})
    line = str(caught.value)
    assert "started, mrr" in line
    assert "Kunde, Spalte" in line
    assert "--map started=COLUMN --map mrr=COLUMN" in line


def test_wrong_options_are_named(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "id,name\n1,x\n")
    with pytest.raises(SettingsError, match="colour"):
        table(path, mapping={"colour": "id"})
    with pytest.raises(SettingsError, match="date_order"):
        table(path, constants={"date_order": "sometimes"})
    with pytest.raises(SettingsError, match="no table"):
        table(path, "moods")
    with pytest.raises(SourceError, match="'Nowhere'"):
        table(path, mapping={"name": "Nowhere"})


def test_a_bad_value_costs_its_row_and_is_placed(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "a.csv",
        "Account,Month,MRR\nACC-1,2026-03,12.5\nACC-2,2026-03,lots\nACC-3,13/2026,7.5\n"
        ",2026-03,7.5\nACC-5,Mar 2026,8\n",
    )
    found = table(path, "mrr")
    assert [(row["account"], row["month"], row["mrr"]) for row in found.rows] == [
        ("ACC-1", "2026-03", 12.5),
        ("ACC-5", "2026-03", 8.0),
    ]
    assert [(drop.row, drop.column, drop.reason) for drop in found.report.drops] == [
        (3, "MRR", DropReason.BAD_VALUE),
        (4, "Month", DropReason.BAD_VALUE),
        (5, "Account", DropReason.MISSING_VALUE),
    ]


@pytest.mark.parametrize(
    ("cells", "wanted", "warned"),
    [
        (["2026-04-03", "2026-04-25"], ["2026-04-03", "2026-04-25"], False),
        (["03/04/2026", "25/04/2026"], ["2026-04-03", "2026-04-25"], False),
        (["03/04/2026", "04/25/2026"], ["2026-03-04", "2026-04-25"], False),
        (["03/04/2026", "05/06/2026"], ["2026-03-04", "2026-05-06"], True),
        (["03/04/2026", "25/04/2026", "04/26/2026"], ["2026-04-25", "2026-04-26"], True),
    ],
)
def test_dates_in_three_orders(tmp_path: Path, cells: list[str], wanted: list[str], warned: bool) -> None:
    lines = [[f"ACC-{number}", cell, 1] for number, cell in enumerate(cells)]
    found = table(
        write(tmp_path, "a.csv", csv_text([["account", "started", "mrr"], *lines])), "subscriptions"
    )
    assert [row["started"] for row in found.rows] == wanted
    assert bool(found.report.warnings) == warned
    assert found.report.read == len(cells) == len(found.rows) + sum(found.report.dropped.values())


def test_the_operator_settles_the_order(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "account,started,mrr\nACC-1,03/04/2026,1\n")
    found = table(path, "subscriptions", constants={"date_order": "day-first"})
    assert found.rows[0]["started"] == "2026-04-03"
    assert found.report.warnings == []


def test_amounts_with_signs_want_a_currency(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", 'account,month,mrr\nACC-1,2026-03,"€ 1.234,50"\n')
    found = table(path, "mrr")
    assert found.rows[0]["mrr"] == 1234.5
    assert any("--set currency=EUR" in line for line in found.report.warnings)


def test_flags_and_empty_words(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "a.csv",
        "account,name,champion,last_contact\nACC-1,Ann,yes,N/A\nACC-1,NA,0,-\nACC-1,Cy,perhaps,\n",
    )
    found = table(path, "contacts")
    assert [(row["name"], row["champion"], row["last_contact"]) for row in found.rows] == [
        ("Ann", True, None),
        ("NA", False, None),
    ]


def test_the_later_row_of_a_key_wins(tmp_path: Path) -> None:
    first = write(tmp_path, "a.csv", "id,name\nACC-1,old\nACC-2,other\n")
    second = write(tmp_path, "b.csv", "id,name\nACC-1,new\n")
    found = read_table([first, second], TableParams("accounts"))
    assert {row["id"]: row["name"] for row in found.rows} == {"ACC-1": "new", "ACC-2": "other"}
    assert found.report.dropped == {DropReason.DUPLICATE.value: 1}
    assert [(drop.file, drop.row) for drop in found.report.drops] == [("a.csv", 2)]


def test_an_unknown_account_is_left_to_the_workspace(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "account,month,mrr\nNOBODY,2026-03,5\n")
    assert [row["account"] for row in table(path, "mrr").rows] == ["NOBODY"]


def test_a_header_alone_is_no_rows_and_said(tmp_path: Path) -> None:
    found = table(write(tmp_path, "a.csv", "id,name\n"))
    assert (found.rows, found.report.read) == ([], 0)
    assert found.report.warnings == ["a.csv: no rows"]


def test_every_format_gives_the_same_rows(tmp_path: Path) -> None:
    import openpyxl
    import pyarrow
    import pyarrow.parquet

    cells: list[list[str]] = [["account", "month", "mrr"], ["007", "2026-03", "12.5"], ["NA", "2026-04", "3"]]
    dicts: Sequence[dict[str, str]] = [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in cells:
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(dicts), tmp_path / "a.parquet")
    files = [
        write(tmp_path, "a.csv", csv_text(cells)),
        write(tmp_path, "a.tsv", csv_text(cells, "\t")),
        write(tmp_path, "a.json", json.dumps(dicts)),
        write(tmp_path, "a.jsonl", ndjson(dicts)),
        tmp_path / "a.xlsx",
        tmp_path / "a.parquet",
    ]
    for path in files:
        assert [(row["account"], row["month"], row["mrr"]) for row in table(path, "mrr").rows] == [
            ("007", "2026-03", 12.5),
            ("NA", "2026-04", 3.0),
        ], path.name
    assert [table(path, "mrr").report.format for path in files] == [
        *("csv", "tsv", "json", "jsonl", "xlsx", "parquet")
    ]


_CELLS = st.one_of(
    st.text(max_size=12), st.sampled_from(["2026-03-04", "1.5", "03/04/2026", "ACC-1", "", "NA"])
)


@pytest.mark.parametrize("kind", sorted(TABLES))
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=15)
def test_every_row_is_kept_or_dropped_and_twice_is_the_same(
    tmp_path: Path, kind: str, data: st.DataObject
) -> None:
    names = [column.name for column in TABLES[kind].columns]
    cells = data.draw(
        st.lists(st.lists(_CELLS, min_size=len(names) - 1, max_size=len(names) + 1), max_size=6)
    )
    path = write(tmp_path, "a.jsonl", ndjson(dict(zip(names, row, strict=False)) for row in [names, *cells]))
    first, second = table(path, kind), table(path, kind)
    assert first.rows == second.rows
    assert first.report.read == len(first.rows) + sum(first.report.dropped.values()) == len(cells) + 1


GERMAN = (
    "Kundennr;Beginn;Ende;Monatlicher Umsatz;Währung\nA1;01.02.2024;;1.234;EUR\nA2;03.04.2023;;12.000;EUR\n"
)
GERMAN_NAMES = {"account": "Kundennr", "started": "Beginn", "ended": "Ende", "mrr": "Monatlicher Umsatz"}


def amounts(path: Path, **params: Any) -> list[Value]:
    return [row["mrr"] for row in table(path, "subscriptions", **params).rows]


def test_german_thousands_are_told_by_the_file_around_them(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", GERMAN.encode("cp1252"))
    result = table(path, "subscriptions", mapping=GERMAN_NAMES)
    assert [row["mrr"] for row in result.rows] == [1234.0, 12000.0]
    assert any("thousands separator" in line and "--set decimal=." in line for line in result.report.warnings)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ('account,started,mrr,rate\nA1,2024-02-01,1.234,"12,5"\n', [1234.0]),  # the decimal comma elsewhere
        ('account,started,mrr,rate\nA1,2024-02-01,"1,234","12,5"\n', [1.234]),
        ("account,started,mrr,rate\nA1,2024-02-01,1.234,12.5\n", [1.234]),
        ("account;started;mrr;rate\nA1;01.02.2024;1.234;12.5\n", [1.234]),  # the decimal point elsewhere
        ("account;started;mrr\nA1;2024-02-01;1.234\n", [1.234]),
        ("account;started;mrr\nA1;01.02.2024;1.234\nA2;01.02.2024;12.50\n", [1.234, 12.5]),
    ],
)
def test_an_unclear_number_is_read_as_its_file_writes_them(
    tmp_path: Path, content: str, wanted: list[float]
) -> None:
    assert amounts(write(tmp_path, "a.csv", content)) == wanted


def test_the_operator_settles_the_decimal_mark(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "account,started,mrr\nA1,2024-02-01,1.234\n")
    assert any("--set decimal=," in line for line in table(path, "subscriptions").report.warnings)
    settled = table(path, "subscriptions", constants={"decimal": ","})
    assert [row["mrr"] for row in settled.rows] == [1234.0]
    assert not any("decimal" in line for line in settled.report.warnings)
    german = write(tmp_path, "b.csv", GERMAN.encode("cp1252"))
    assert amounts(german, mapping=GERMAN_NAMES, constants={"decimal": "point"}) == [1.234, 12.0]
    with pytest.raises(SettingsError, match="decimal cannot be"):
        table(path, "subscriptions", constants={"decimal": ";"})


def test_a_years_revenue_of_a_crm_is_read_as_its_file_writes_numbers(tmp_path: Path) -> None:
    ids = ["001A0000000000AAAA", "001A0000000000BAAA"]
    rows = [f"{key};Kestrel {number};120.000;01.02.2024" for number, key in enumerate(ids)]
    path = write(tmp_path, "a.csv", "\n".join(["Id;Name;ARR__c;CreatedDate", *rows]) + "\n")
    read = table(path, "mrr", mapping={"mrr": "ARR__c"}, constants={"month": "2026-01"})
    assert [row["mrr"] for row in read.rows] == [10_000.0, 10_000.0]


def test_a_subscription_that_ends_before_it_starts_is_dropped(tmp_path: Path) -> None:
    head = ["account", "started", "ended", "mrr"]
    rows = [["A", "2026-03-01", "2026-02-28", "10"], ["B", "2026-03-01", "2026-03-01", "10"]]
    result = table(write(tmp_path, "a.csv", csv_text([head, *rows])), "subscriptions")
    assert [row["account"] for row in result.rows] == ["B"]
    (drop,) = result.report.drops
    assert (drop.row, drop.reason, drop.column) == (2, DropReason.BAD_VALUE, "ended")
    assert "before started" in drop.detail
