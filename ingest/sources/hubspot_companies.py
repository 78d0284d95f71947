"""HubSpot companies, from the CSV export (labels) and the API (property names under ``properties``).

``Annual Revenue`` is the company's own turnover and never read as what it pays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.records import Record, Row
from ingest.sources.recurring import propose_revenue, revenue_rows
from ingest.sources.table_source import (
    Ask,
    Cells,
    TableSource,
    deleted,
    headers_of,
    own_row,
    spoken,
    spread,
)
from ingest.values import as_text
from ingest.words import word_set

_MARKS = word_set(
    "companydomainname companyowner parentcompanyids parentcompanyid lifecyclestage "
    "numberofassociatedcontacts annualrevenue numberofemployees lastactivitydate"
)
_PROPERTIES = word_set(
    "propertiesdomain propertieshsobjectid propertieslifecyclestage propertiesnumberofemployees "
    "propertiesannualrevenue propertieshubspotownerid propertiesindustry propertieshsparentcompanyid"
)
_TURNOVER = ("Annual Revenue", "annualrevenue", "Total Revenue", "total_revenue")
_ID = ("Record ID", "Company ID", "hs_object_id", "id")
_CUSTOMER_SINCE = ("Became a Customer Date", "hs_lifecyclestage_customer_date")
_CREATED = ("Create Date", "createdate", "createdAt")
_COLUMNS = {
    "name": ("Company name", "name"),
    "industry": ("Industry",),
    "employees": ("Number of Employees", "numberofemployees"),
    "owner": ("Company owner", "hubspot_owner_id"),
    "started": (*_CUSTOMER_SINCE, *_CREATED),
}
_DOMAINS = (
    ("Company Domain Name", "domain", "Website URL", "website"),
    ("Additional Domains", "hs_additional_domains"),
)
_PARENT = ("Parent Company IDs", "Parent Company ID", "hs_parent_company_id")
_NOISE = (*_TURNOVER, "archived", "updatedAt", "hs_lastmodifieddate", "Last Modified Date")
_STAGES = {
    "customer": "active",
    "evangelist": "active",
    "formercustomer": "churned",
    "churned": "churned",
} | dict.fromkeys(
    word_set("subscriber lead marketingqualifiedlead mql salesqualifiedlead sql opportunity"), "prospect"
)


def _is_companies(rows: Sequence[Row]) -> bool:
    headers = headers_of(rows)
    if "propertiesname" in headers or "propertiesdomain" in headers:
        people = {"propertiesemail", "propertiessubject", "propertiesdealname", "propertiesdealstage"}
        return bool(headers & _PROPERTIES) and not headers & people
    exported = {"recordid", "companyname"} <= headers or {"companyid", "companydomainname"} <= headers
    other = {"ticketname", "ticketstatus", "email", "dealname", "dealstage", "firstname", "lastname"}
    return exported and bool(headers & _MARKS) and not headers & other


def _is_deals(rows: Sequence[Row]) -> bool:
    headers = headers_of(rows)
    return {"dealname", "dealstage"} <= headers or {
        "propertiesdealname",
        "propertiesdealstage",
    } <= headers


def _companies(rows: Sequence[Row], ask: Ask) -> Iterable[Record]:
    rows = [Row(row.file, row.number, spread(row.values, "properties"), row.group) for row in rows]
    headers = headers_of(rows)
    if "annualrevenue" in headers:
        ask.warn("Annual Revenue is the company's own turnover, never ARR; it is not read")
    propose_revenue(rows, ask)
    since = headers & {"becameacustomerdate", "hslifecyclestagecustomerdate"}
    if not since and not ask.settles("started"):
        ask.warn(
            "started is the day the record was made (Create Date); add Became a Customer Date to the export or "
            "use --map started=COLUMN"
        )
    for row in rows:
        cells = Cells(row.values)
        if _is_archived(cells):
            yield deleted(row)
            continue
        fields: dict[str, object] = {"id": cells.text(*_ID)} | spoken(cells, _COLUMNS)
        if any(cells.has(*names) for names in _DOMAINS):
            fields["domains"] = ";".join(text for names in _DOMAINS if (text := cells.text(*names)))
        if cells.has("Lifecycle Stage"):
            fields["status"] = _status(cells.text("Lifecycle Stage"))
        if cells.has(*_PARENT):
            fields["parent"] = cells.text(*_PARENT).replace(",", ";").partition(";")[0].strip()
        cells.hide(_NOISE)
        yield own_row(row, fields, cells, ask)


def _is_archived(cells: Cells) -> bool:
    return cells.text("archived").lower() == "true"


def _status(stage: str) -> str:
    return _STAGES.get("".join(stage.lower().split()), stage.lower())


def _revenue(rows: Sequence[Row], ask: Ask) -> Iterable[Record]:
    flat_rows = [Row(row.file, row.number, spread(row.values, "properties"), row.group) for row in rows]
    return revenue_rows(lambda cells: as_text(cells.first(*_ID)), is_gone=_is_archived)(flat_rows, ask)


COMPANIES = TableSource(
    name="hubspot",
    what="an export of HubSpot companies",
    claims=_is_companies,
    kinds={"accounts": _companies, "mrr": _revenue},
    instead="Import it as accounts: nrr import accounts FILE.",
)
DEALS = TableSource(
    name="hubspot deals",
    what="an export of HubSpot deals, which are sales and not what recurs",
    claims=_is_deals,
    kinds={},
    instead="Export companies for accounts, and the billing system's subscriptions for revenue.",
)
