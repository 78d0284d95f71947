"""HubSpot, Intercom and Zendesk as accounts, and which export is whose."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from accounts.tables import TABLES
from foundation.errors import SourceError
from ingest.book_sources import SOURCES
from ingest.files import SourceFile
from ingest.items import DropReason
from ingest.records import Row, open_records
from tests.ingest.samples import ndjson, table, write
from workspace.formats import EXAMPLES, READABLE

HUBSPOT = (
    "Record ID,Company name,Company Domain Name,Number of Employees,Annual Revenue,Company owner,Lifecycle Stage,"
    "Parent Company IDs,Create Date\n"
    '11,Larkspur,www.larkspur.example,"1,200",18000000,Ada,Customer,,2023-11-02 10:15\n'
    "12,Larkspur Beach,beach.example,35,,Ada,Marketing Qualified Lead,11;99,2024-05-21 11:40\n"
)


def test_hubspot_companies(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    path.write_bytes(HUBSPOT.encode("utf-8-sig"))
    found = table(path)
    assert found.report.format == "hubspot csv"
    assert [(row["id"], row["domains"], row["employees"], row["owner"]) for row in found.rows] == [
        ("11", ["larkspur.example"], 1200, "Ada"),
        ("12", ["beach.example"], 35, "Ada"),
    ]
    assert [(row["status"], row["parent"], row["started"]) for row in found.rows] == [
        ("active", None, "2023-11-02"),
        ("prospect", "11", "2024-05-21"),
    ]
    assert any("Annual Revenue is the company's own turnover" in line for line in found.report.warnings)


def test_hubspot_api_objects(tmp_path: Path) -> None:
    def company(number: int, **more: Any) -> dict[str, Any]:
        properties = {"name": f"C{number}", "domain": f"c{number}.example", "lifecyclestage": "customer"}
        return {"id": str(number), "properties": properties, "archived": False, **more}

    page = {"results": [company(1), company(2, archived=True)], "paging": {}}
    for name, text in (
        ("p.json", json.dumps(page)),
        ("p.jsonl", ndjson([company(1), company(2, archived=True)])),
    ):
        found = table(write(tmp_path, name, text))
        assert [(row["id"], row["name"], row["domains"], row["status"]) for row in found.rows] == [
            ("1", "C1", ["c1.example"], "active")
        ]
        assert found.report.dropped == {DropReason.DELETED.value: 1}


def test_hubspot_deals_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "d.csv", "Record ID,Deal Name,Deal Stage,Amount\n1,Big,Closed won,100\n")
    with pytest.raises(SourceError, match="deals"):
        table(path, "subscriptions")


def test_intercom_companies_are_accounts_and_revenue_of_a_day(tmp_path: Path) -> None:
    company = {
        "type": "company",
        "id": "66f0",
        "company_id": "ACC-1",
        "name": "Kestrel",
        "website": "https://kestrel.example",
        "plan": {"type": "plan", "id": "1", "name": "Team"},
        "monthly_spend": 610,
        "user_count": 17,
        "remote_created_at": 1709251200,
        "custom_attributes": {"csm": "Ada"},
    }
    path = write(tmp_path, "i.json", json.dumps({"type": "list", "data": [company]}))
    (row,) = table(path).rows
    assert (row["id"], row["domains"], row["started"], row["owner"]) == (
        "ACC-1",
        ["kestrel.example"],
        "2024-03-01",
        "Ada",
    )
    with pytest.raises(SourceError, match="--set month=YYYY-MM"):
        table(path, "mrr")
    found = table(path, "mrr", constants={"month": "2026-10"})
    assert found.rows == [{"account": "ACC-1", "month": "2026-10", "mrr": 610.0}]
    assert any("day of the export" in line for line in found.report.warnings)


def test_zendesk_organizations_are_accounts(tmp_path: Path) -> None:
    organization = {
        "id": 36,
        "name": "Kestrel",
        "external_id": "ACC-1",
        "domain_names": ["kestrel.example"],
        "organization_fields": {"segment": "smb"},
    }
    path = write(tmp_path, "z.json", json.dumps({"organizations": [organization]}))
    (row,) = table(path).rows
    assert row == {"id": "ACC-1", "name": "Kestrel", "domains": ["kestrel.example"], "segment": "smb"}


def test_each_example_is_claimed_by_one_system_or_none() -> None:
    systems = ("salesforce", "stripe", "hubspot", "intercom", "zendesk_accounts")
    for one in READABLE:
        for path in one.paths(EXAMPLES) if one.kind in TABLES else ():
            if path.is_dir() or path.suffix not in (".csv", ".json", ".jsonl", ".ndjson"):
                continue
            rows = [row for row in open_records(SourceFile.at(path)).records() if isinstance(row, Row)]
            claims = [source.name for source in SOURCES if source.claims(rows)]
            expected = [name for name in systems if path.name.startswith(name)]
            if path.name != "zendesk_organizations.json":
                assert claims == [name.partition("_")[0] for name in expected], path.name


def test_a_year_in_a_plain_table_of_months_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "m.csv", "account,month,ARR\nACC-1,2026-10,1200\n")
    found = table(path, "mrr", mapping={"mrr": "ARR"})
    assert any("divide it by 12" in line for line in found.report.warnings)


def test_archived_hubspot_companies_have_no_revenue(tmp_path: Path) -> None:
    def company(number: int, archived: bool) -> dict[str, object]:
        own = {"name": "Kestrel", "domain": "kestrel.example", "mrr": "100"}
        return {"id": str(number), "properties": own, "archived": archived}

    path = write(tmp_path, "p.jsonl", ndjson([company(1, False), company(2, True)]))
    found = table(path, "mrr", mapping={"mrr": "mrr"}, constants={"month": "2026-10"})
    assert [row["account"] for row in found.rows] == ["1"]
    assert found.report.dropped == {DropReason.DELETED.value: 1}
