"""Intercom companies: accounts by ``company_id``, and their ``monthly_spend`` of the day as MRR of a month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.records import Record, Row
from ingest.sources.recurring import revenue_rows
from ingest.sources.table_source import Ask, Cells, TableSource, headers_of, own_row, spoken, spread

_SPEND = "monthly_spend"
_COLUMNS = {
    "name": ("name",),
    "domains": ("website",),
    "industry": ("industry",),
    "employees": ("size",),
    "started": ("remote_created_at", "created_at"),
}
_NOISE = (
    *("type", "id", "app_id", "updated_at", "created_at", "last_request_at", "session_count", "user_count"),
    *("plan.type", "plan.id", "tags.type", "tags.tags", "segments.type", "segments.segments", _SPEND),
)


def _claims(rows: Sequence[Row]) -> bool:
    headers = headers_of(rows)
    marks = {"monthlyspend", "remotecreatedat", "usercount", "sessioncount", "planname", "appid"}
    return {"companyid", "name"} <= headers and len(headers & marks) >= 2


def _account(cells: Cells) -> str:
    return cells.text("company_id", "id")


def _companies(rows: Sequence[Row], ask: Ask) -> Iterable[Record]:
    if "monthlyspend" in headers_of(rows):
        ask.warn(
            "monthly_spend is what a company pays now; to read it as revenue: "
            f"nrr import mrr {ask.file} --set month=YYYY-MM"
        )
    for row in rows:
        cells = Cells(spread(row.values, "custom_attributes"))
        fields: dict[str, object] = {"id": _account(cells)} | spoken(cells, _COLUMNS)
        cells.hide(_NOISE)
        yield own_row(row, fields, cells, ask)


def _spend(rows: Sequence[Row], ask: Ask) -> Iterable[Record]:
    ask.warn(
        "monthly_spend is what each company pays on the day of the export, taken as its MRR of the month"
    )
    return revenue_rows(_account, _SPEND)(rows, ask)


COMPANIES = TableSource(
    name="intercom",
    what="an export of Intercom companies",
    claims=_claims,
    kinds={"accounts": _companies, "mrr": _spend},
    instead="Import it as accounts, or with --set month=YYYY-MM as mrr (its monthly_spend).",
)
