"""Salesforce accounts and contacts: ids of both lengths, turnover that is no revenue, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.contact_wishes import asks_for_silence
from foundation.errors import SettingsError, SourceError
from ingest.items import DropReason
from ingest.sources.salesforce import status_of, whole_id
from tests.ingest.samples import csv_text, table, write

HEAD = [
    *("Id", "Name", "Type", "Industry", "AnnualRevenue", "NumberOfEmployees", "OwnerId", "Website"),
    *("CreatedDate", "ParentId", "IsDeleted", "ARR__c", "Renewal_Date__c", "CSM__c"),
]
LONG, SHORT = "001A0000006Vm9rIAC", "001A0000006Vm9r"
ROW = [
    *(
        LONG,
        "Kestrel",
        "Customer - Direct",
        "Energy",
        "9000000",
        "120",
        "005A",
        "https://www.kestrel.example",
    ),
    *("2023-02-11T09:30:00.000+0000", "", "false", "24000", "2027-01-31", "Ada Lindgren"),
]


def _row(**cells: str) -> list[str]:
    return [cells.get(name, usual) for name, usual in zip(HEAD, ROW, strict=True)]


def _file(folder: Path, *rows: list[str], name: str = "a.csv", delimiter: str = ",") -> Path:
    return write(folder, name, csv_text([HEAD, *rows], delimiter))


def test_an_account(tmp_path: Path) -> None:
    found = table(_file(tmp_path, ROW))
    assert found.report.format == "salesforce csv"
    assert found.rows == [
        {
            "id": LONG,
            "name": "Kestrel",
            "domains": ["kestrel.example"],
            "industry": "Energy",
            "employees": 120,
            "owner": "Ada Lindgren",
            "started": "2023-02-11",
            "renewal": "2027-01-31",
            "status": "active",
            "parent": None,
        }
    ]
    warnings = " ".join(found.report.warnings)
    assert "AnnualRevenue is the customer's own turnover, never ARR" in warnings
    assert "nrr import mrr a.csv --map 'mrr=ARR__c' --set month=YYYY-MM" in warnings
    assert "CreatedDate" in warnings


def test_fifteen_and_eighteen_characters_are_one_account(tmp_path: Path) -> None:
    found = table(
        _file(tmp_path, ROW, _row(Id=SHORT, Name="Kestrel AG"), _row(Id="001A0000006Vm9s", ParentId=SHORT))
    )
    assert [(row["id"], row["name"], row["parent"]) for row in found.rows] == [
        (LONG, "Kestrel AG", None),
        (whole_id("001A0000006Vm9s"), "Kestrel", LONG),
    ]
    assert found.report.dropped == {DropReason.DUPLICATE.value: 1}


@given(st.text("abcXYZ019", min_size=15, max_size=15))
def test_whole_ids_keep_their_letters_and_tell_case_apart(text: str) -> None:
    whole = whole_id(text)
    assert whole[:15] == text
    assert len(whole) == 18
    assert whole_id(whole) == whole
    swapped = text.swapcase()
    assert (whole_id(swapped).lower() == whole.lower()) == (swapped == text)


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("Customer - Channel", "active"),
        ("Prospect", "prospect"),
        ("Channel Partner / Reseller", "partner"),
        ("Former Customer", "churned"),
        ("Analyst", "analyst"),
    ],
)
def test_status(kind: str, status: str) -> None:
    assert status_of(kind) == status


def test_deleted_and_nameless_records_are_dropped(tmp_path: Path) -> None:
    found = table(_file(tmp_path, ROW, _row(Id="001A0000006Vm9s", IsDeleted="true"), _row(Id="1", Name="")))
    assert [row["id"] for row in found.rows] == [LONG]
    assert found.report.dropped == {DropReason.DELETED.value: 1, DropReason.MISSING_VALUE.value: 1}


def test_german_excel_is_read(tmp_path: Path) -> None:
    rows = [_row(CreatedDate="31.03.2024"), _row(Id="2", CreatedDate="02.04.2024", NumberOfEmployees="1.200")]
    path = tmp_path / "a.csv"
    path.write_bytes(csv_text([HEAD, *rows], ";").encode("utf-8-sig"))
    assert [(row["started"], row["employees"]) for row in table(path).rows] == [
        ("2024-03-31", 120),
        ("2024-04-02", 1200),
    ]


def _api(kind: str, **fields: Any) -> dict[str, Any]:
    return {"attributes": {"type": kind, "url": f"/services/data/v62.0/sobjects/{kind}/1"}, **fields}


def test_api_json(tmp_path: Path) -> None:
    record = _api(
        "Account",
        Id=LONG,
        Name="Kestrel",
        AnnualRevenue=9e6,
        Type="Prospect",
        Owner={"attributes": {"type": "User"}, "Name": "Ada"},
    )
    page = {"totalSize": 1, "done": True, "records": [record]}
    found = table(write(tmp_path, "a.json", json.dumps(page)))
    assert found.report.format == "salesforce json"
    assert found.rows == [{"id": LONG, "name": "Kestrel", "owner": "Ada", "status": "prospect"}]


def test_contacts(tmp_path: Path) -> None:
    head = ["Id", "AccountId", "FirstName", "LastName", "Email", "Title", "LastActivityDate"]
    head.append("HasOptedOutOfEmail")
    rows = [
        ["003A", SHORT, "Ines", "Calloway", "ines@kestrel.example", "COO", "2026-10-12", "true"],
        ["003B", LONG, "", "Strand", "bo@kestrel.example", "", "", "false"],
        ["003C", "", "No", "Account", "x@kestrel.example", "", "", ""],
    ]
    found = table(write(tmp_path, "c.csv", csv_text([head, *rows])), "contacts")
    assert [(row["account"], row["name"], row["function"], row["last_contact"]) for row in found.rows] == [
        (LONG, "Ines Calloway", "COO", "2026-10-12"),
        (LONG, "Strand", None, None),
    ]
    assert [asks_for_silence(row["do_not_contact"]) for row in found.rows] == [True, False]
    assert found.report.dropped == {DropReason.MISSING_VALUE.value: 1}


def test_revenue_is_read_only_when_named(tmp_path: Path) -> None:
    path = _file(tmp_path, ROW, _row(Id="001A0000006Vm9s", ARR__c=""))
    with pytest.raises(SourceError, match="mrr=ARR__c"):
        table(path, "mrr")
    with pytest.raises(SourceError, match="--set month=YYYY-MM"):
        table(path, "mrr", mapping={"mrr": "ARR__c"})
    for column in ("AnnualRevenue", "annual revenue"):
        with pytest.raises(SourceError, match="own turnover"):
            table(path, "mrr", mapping={"mrr": column}, constants={"month": "2026-10"})
    found = table(path, "mrr", mapping={"mrr": "ARR__c"}, constants={"month": "2026-10"})
    assert [(row["account"], row["month"], row["mrr"]) for row in found.rows] == [(LONG, "2026-10", 2000.0)]
    assert any("twelfth" in line for line in found.report.warnings)
    assert found.report.dropped == {DropReason.MISSING_VALUE.value: 1}


def test_opportunities_are_refused(tmp_path: Path) -> None:
    path = write(
        tmp_path, "o.csv", "Id,Name,StageName,Amount,CloseDate\n006A,Big,Closed Won,100,2026-01-01\n"
    )
    with pytest.raises(SourceError, match="opportunities"):
        table(path, "subscriptions")
    mapping = {"account": "Name", "started": "CloseDate", "mrr": "Amount"}
    assert table(path, "subscriptions", mapping=mapping).rows[0]["mrr"] == 100


def test_the_operator_has_the_last_word(tmp_path: Path) -> None:
    path = _file(tmp_path, ROW)
    found = table(path, mapping={"owner": "OwnerId", "id": "Name"}, constants={"segment": "smb"})
    assert [(row["id"], row["owner"], row["segment"]) for row in found.rows] == [("Kestrel", "005A", "smb")]
    plain = table(path, format="plain")
    assert (plain.report.format, plain.rows[0]["id"]) == ("csv", LONG)
    assert any("never ARR" in line for line in plain.report.warnings)
    with pytest.raises(SettingsError, match="salesforce"):
        table(path, format="sales")


def test_a_report_with_labels_is_the_same_account(tmp_path: Path) -> None:
    text = (
        "Account ID,Account Name,Account Owner,Type,Annual Revenue,Employees,Created Date,Parent Account ID\n"
        f"{SHORT},Kestrel,Ada Lindgren,Customer,9000000,120,2/11/2023,001A0000006Vm9s\n"
    )
    found = table(write(tmp_path, "r.csv", text))
    assert found.report.format == "salesforce csv"
    (row,) = found.rows
    assert (row["id"], row["owner"], row["employees"], row["started"], row["status"], row["parent"]) == (
        LONG,
        "Ada Lindgren",
        120,
        "2023-02-11",
        "active",
        whole_id("001A0000006Vm9s"),
    )
    assert any("never ARR" in line for line in found.report.warnings)


def test_a_table_of_ones_own_with_like_columns_stays_plain(tmp_path: Path) -> None:
    text = "id,name,owner id,parent id,created date,website\nACC-1,Kestrel,o1,,2023-02-11,kestrel.example\n"
    assert table(write(tmp_path, "own.csv", text)).report.format == "csv"


def test_deleted_accounts_have_no_revenue(tmp_path: Path) -> None:
    path = _file(tmp_path, ROW, _row(Id="001A0000006Vm9s", IsDeleted="true"))
    found = table(path, "mrr", mapping={"mrr": "ARR__c"}, constants={"month": "2026-10"})
    assert [row["account"] for row in found.rows] == [LONG]
    assert found.report.dropped == {DropReason.DELETED.value: 1}
