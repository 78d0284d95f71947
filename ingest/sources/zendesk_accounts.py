"""Zendesk organizations as accounts: by their external id where they have one, else by Zendesk's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.records import Record, Row
from ingest.sources.table_source import Ask, Cells, TableSource, headers_of, own_row, spread

_MARKS = frozenset({"sharedtickets", "sharedcomments", "externalid", "groupid", "organizationfields"})
_NOISE = (
    *("id", "url", "created_at", "updated_at", "details", "notes", "group_id", "tags", "deleted_at"),
    *("shared_tickets", "shared_comments"),
)


def _claims(rows: Sequence[Row]) -> bool:
    headers = headers_of(rows)
    fields = any(name.startswith("organizationfields") for name in headers)
    return {"id", "name", "domainnames"} <= headers and (fields or bool(headers & _MARKS))


def _organizations(rows: Sequence[Row], ask: Ask) -> Iterable[Record]:
    plain = 0
    for row in rows:
        cells = Cells(spread(row.values, "organization_fields"))
        external = cells.text("external_id")
        plain += not external
        fields: dict[str, object] = {
            "id": external or cells.text("id"),
            "name": cells.first("name"),
            "domains": cells.first("domain_names"),
        }
        cells.hide(_NOISE)
        yield own_row(row, fields, cells, ask)
    if plain:
        ask.warn(f"{plain:,} organizations have no external_id, so Zendesk's own id is the account's")


ORGANIZATIONS = TableSource(
    name="zendesk",
    what="an export of Zendesk organizations",
    claims=_claims,
    kinds={"accounts": _organizations},
    instead="Import it as accounts, or with the tickets that it belongs to.",
)
