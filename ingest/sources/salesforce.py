"""Salesforce: accounts and contacts from data exports, Bulk API CSV and API JSON.

``AnnualRevenue`` is the customer's own turnover and never read as what they pay. The 15 and the 18 characters
that an id is written with are one account: ids are kept with 18.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from accounts.tables import TABLES
from ingest.mapping import plain_name
from ingest.records import Record, Row
from ingest.sources.recurring import propose_revenue, revenue_rows
from ingest.sources.table_source import (
    Ask,
    Cells,
    TableSource,
    deleted,
    headers_of,
    own_row,
    shown,
    spoken,
)
from ingest.values import as_text
from ingest.words import word_set

_ID = re.compile(r"[A-Za-z0-9]{15}")
_ACCOUNT_ID = re.compile(r"001[A-Za-z0-9]{12}(?:[A-Z0-5]{3})?")
_IDS = ("Id", "Account ID", "AccountId")
_CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_ACCOUNT_MARKS = word_set(
    "annualrevenue numberofemployees ownerid parentid accountsource billingcity billingcountry "
    "billingstate billingstreet billingpostalcode createdbyid systemmodstamp lastmodifiedbyid "
    "lastmodifieddate isdeleted createddate accountnumber masterrecordid tickersymbol recordtypeid"
)
_TURNOVER = "AnnualRevenue"
_STATUS = (
    (("former", "churned", "ex-customer", "lost"), "churned"),
    (("prospect", "lead"), "prospect"),
    (("partner", "reseller"), "partner"),
    (("customer", "client"), "active"),
)
_COLUMNS = {
    "name": ("Name", "Account Name"),
    "domains": ("Website",),
    "industry": ("Industry",),
    "employees": ("NumberOfEmployees", "Employees"),
    "owner": ("Owner.Name", "OwnerName", "Account Owner", "OwnerId"),
    "started": ("CreatedDate",),
    "currency": ("CurrencyIsoCode",),
}
_PARENT = ("ParentId", "Parent Account ID")
_NOISE = (_TURNOVER, "attributes.type", "attributes.url", "SystemModstamp", "Owner.attributes", "Parent.Name")
_CUSTOM = word_set(
    "segment tier owner executive_sponsor started renewal status churned churn_reason fit domains"
)


def whole_id(value: object) -> str:
    """A Salesforce id with its 18 characters; any other text as it is. The last three say which of the first
    fifteen letters are capitals (developer.salesforce.com, ID field type)."""
    text = as_text(value)
    if not _ID.fullmatch(text):
        return text
    groups = (text[start : start + 5] for start in (0, 5, 10))
    return text + "".join(
        _CHECK[sum(1 << place for place, letter in enumerate(group) if letter.isupper())] for group in groups
    )


def status_of(kind: str) -> str:
    """What an account's ``Type`` says of it: active, prospect, partner or churned, else the word itself."""
    plain = kind.strip().lower()
    for words, status in _STATUS:
        if any(word in plain for word in words):
            return status
    return plain


def _kind(rows: Sequence[Row]) -> str:
    """The object that the records say they are; empty where they do not."""
    for row in rows[:50]:
        attributes = row.values.get("attributes")
        if isinstance(attributes, dict) and attributes.get("type"):
            return as_text(attributes["type"])
    return ""


def _is_accounts(rows: Sequence[Row]) -> bool:
    if kind := _kind(rows):
        return kind == "Account"
    headers = headers_of(rows)
    if headers & {"stagename", "lastname", "subject", "properties"}:
        return False
    if {"accountid", "accountname"} <= headers:  # a report, with labels for names
        return _holds_account_ids(rows, "accountid")
    marks = len(_spelt(rows) & _ACCOUNT_MARKS) + _holds_account_ids(rows, "id")
    return {"id", "name"} <= _spelt(rows) and "accountid" not in headers and marks >= 2


def _spelt(rows: Sequence[Row]) -> frozenset[str]:
    """Columns in small letters, otherwise as written: Salesforce's have neither spaces nor underscores."""
    return frozenset(name.lower() for row in rows[:50] for name in row.values)


def _holds_account_ids(rows: Sequence[Row], column: str) -> bool:
    """Whether the column holds ids of Salesforce accounts, which begin with 001."""
    cells = [
        as_text(value)
        for row in rows[:50]
        for name, value in row.values.items()
        if plain_name(name) == column
    ]
    return any(map(_ACCOUNT_ID.fullmatch, cells))


def _is_contacts(rows: Sequence[Row]) -> bool:
    if kind := _kind(rows):
        return kind == "Contact"
    headers = headers_of(rows)
    if not {"accountid", "lastname", "email"} <= headers or "subject" in headers:
        return False
    return "lastname" in _spelt(rows) or _holds_account_ids(rows, "accountid")


def _is_opportunities(rows: Sequence[Row]) -> bool:
    if kind := _kind(rows):
        return kind.startswith("Opportunity")
    headers = headers_of(rows)
    return {"stagename", "closedate"} <= headers or {"opportunityname", "stage"} <= headers


def _accounts(rows: Sequence[Row], ask: Ask) -> Iterable[Record]:
    customs = _customs(rows, ask)
    headers = headers_of(rows)
    if _TURNOVER.lower() in headers:
        ask.warn("AnnualRevenue is the customer's own turnover, never ARR; it is not read")
    propose_revenue(rows, ask)
    if "createddate" in headers and "started" not in customs and not ask.settles("started"):
        ask.warn(
            "started is the day the record was made (CreatedDate); name a better one with --map started=COLUMN"
        )
    for row in rows:
        cells = Cells(row.values)
        if _is_deleted(cells):
            yield deleted(row)
            continue
        fields: dict[str, object] = {"id": whole_id(cells.first(*_IDS))} | spoken(cells, _COLUMNS)
        if cells.has("Type"):
            fields["status"] = status_of(cells.text("Type"))
        if cells.has(*_PARENT):
            fields["parent"] = whole_id(cells.first(*_PARENT))
        for field, header in customs.items():
            cell = cells.first(header)
            fields[field] = cell if as_text(cell) else fields.get(field)
        cells.hide(_NOISE)
        yield own_row(row, fields, cells, ask)


def _is_deleted(cells: Cells) -> bool:
    return cells.text("IsDeleted").lower() in ("true", "1")


def _customs(rows: Sequence[Row], ask: Ask) -> dict[str, str]:
    """Custom columns (``Renewal_Date__c``) whose name is a field's or one of its other headers."""
    headers = dict.fromkeys(name for row in rows[:50] for name in row.values if name.endswith("__c"))
    found: dict[str, str] = {}
    for column in TABLES["accounts"].columns:
        names = [plain_name(name) for name in (column.name, *column.aliases)]
        for header in headers:
            known = plain_name(header[:-3]) in names
            if known and column.name in _CUSTOM and column.name not in ask.mapping:
                found.setdefault(column.name, header)
    if found:
        ask.warn("custom columns read: " + shown([f"{header} as {name}" for name, header in found.items()]))
    return found


def _contacts(rows: Sequence[Row], ask: Ask) -> Iterable[Record]:
    for row in rows:
        cells = Cells(row.values)
        if _is_deleted(cells):
            yield deleted(row)
            continue
        parts = (cells.text("FirstName"), cells.text("LastName"))
        fields: dict[str, object] = {
            "account": whole_id(cells.first("AccountId")),
            "name": cells.text("Name") or " ".join(part for part in parts if part),
        }
        fields |= spoken(
            cells,
            {
                "email": ("Email",),
                "function": ("Title", "Department"),
                "last_contact": ("LastActivityDate",),
                "do_not_contact": ("HasOptedOutOfEmail",),
            },
        )
        cells.hide((*_NOISE, "Id"))
        yield own_row(row, fields, cells, ask)


ACCOUNTS = TableSource(
    name="salesforce",
    what="an export of Salesforce accounts",
    claims=_is_accounts,
    kinds={
        "accounts": _accounts,
        "mrr": revenue_rows(lambda cells: whole_id(cells.first(*_IDS)), is_gone=_is_deleted),
    },
    instead="Import it as accounts: nrr import accounts FILE.",
)
CONTACTS = TableSource(
    name="salesforce",
    what="an export of Salesforce contacts",
    claims=_is_contacts,
    kinds={"contacts": _contacts},
    instead="Import it as contacts: nrr import contacts FILE.",
)
OPPORTUNITIES = TableSource(
    name="salesforce opportunities",
    what="an export of Salesforce opportunities, which are deals and not what recurs",
    claims=_is_opportunities,
    kinds={},
    instead="Export the billing system's subscriptions, or an account column such as ARR__c: "
    "nrr import mrr ACCOUNTS --map mrr=ARR__c --set month=YYYY-MM.",
)
