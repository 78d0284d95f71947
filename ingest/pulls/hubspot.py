"""HubSpot: tickets that changed (CRM search), with the companies they belong to (associations).

developers.hubspot.com, CRM API v3 and v4: a search gives at most 10,000 results and counts them by offset,
which slips when a ticket changes meanwhile. So every page is a search of its own, from the last one's latest
change on, and an offset is used only among tickets that changed in the same millisecond.
"""

from __future__ import annotations

from datetime import datetime

from foundation.errors import ModelError
from ingest.pulls.http import Door, Json
from ingest.pulls.sites import Keys, Login, base_url_of, bearer
from ingest.pulls.streams import Page, Position, Stream, Vendor, number_of, packed, rows_of, text_of

_PAGE = 100
_MOST = 10_000
_OVERLAP = 300_000  # milliseconds read again next time, as the search learns of changes with a delay
_PACE = 0.25  # seconds; a search may be asked four times a second
_CHANGED = "hs_lastmodifieddate"
_PROPERTIES = (
    "subject",
    "content",
    "hs_pipeline",
    "hs_pipeline_stage",
    "hs_ticket_priority",
    "hs_ticket_category",
    "source_type",
    "createdate",
    "closed_date",
    "hubspot_owner_id",
    _CHANGED,
)


def _login(keys: Keys, base_url: str) -> Login:
    return Login(
        "HubSpot",
        base_url_of(base_url or "https://api.hubapi.com"),
        {"Authorization": bearer(keys.need("HUBSPOT_TOKEN"))},
        "HUBSPOT_TOKEN",
        _PACE,
    )


def _tickets(door: Door, position: Position) -> Page:
    since, after = number_of(position["since"]), number_of(position.get("after"))
    floor = number_of(position.get("floor", since))
    query: Json = {
        "filterGroups": [{"filters": [{"propertyName": _CHANGED, "operator": "GTE", "value": str(since)}]}],
        "sorts": [{"propertyName": _CHANGED, "direction": "ASCENDING"}],
        "properties": list(_PROPERTIES),
        "limit": _PAGE,
        "after": str(after),
    }
    found = rows_of(door.post("/crm/v3/objects/tickets/search", query).fields(), "results")
    changes = [since, *(_changed(row) for row in found)]
    if changes != sorted(changes):
        raise ModelError("HubSpot did not sort the tickets by their last change", hint="See docs/pulls.md.")
    newest, last = changes[-1], len(found) < _PAGE
    fresh: Position = {"since": newest, "floor": floor}
    if last:
        fresh = {"since": max(floor, newest - _OVERLAP)}
    elif newest == since:
        fresh = {"since": since, "floor": floor, "after": after + len(found)}
        if after + len(found) >= _MOST:
            raise ModelError(
                "HubSpot has more than 10,000 tickets that changed in one millisecond",
                hint="Export them as a file and use `nrr import tickets`.",
            )
    if not found:
        return Page((), 0, fresh, last)
    _add_companies(door, found)
    return Page((packed("hubspot tickets", {"results": found}),), len(found), fresh, last)


def _add_companies(door: Door, tickets: list[Json]) -> None:
    """Write each ticket's companies into it, as a listing with ``associations=companies`` would, and with
    their name and domain."""
    inputs = [{"id": text_of(ticket.get("id"))} for ticket in tickets]
    answer = door.post("/crm/v4/associations/tickets/companies/batch/read", {"inputs": inputs}).fields()
    owned: dict[str, list[str]] = {}
    for row in rows_of(answer, "results"):
        ticket, companies = row.get("from"), row.get("to")
        if isinstance(ticket, dict) and isinstance(companies, list):
            keys = [text_of(one.get("toObjectId")) for one in companies if isinstance(one, dict)]
            owned[text_of(ticket.get("id"))] = list(dict.fromkeys(key for key in keys if key))
    known = _companies(door, sorted({key for keys in owned.values() for key in keys}))
    for ticket in tickets:
        keys = owned.get(text_of(ticket.get("id")), [])
        if keys:
            ticket["associations"] = {
                "companies": {
                    "results": [
                        {"id": key, "type": "ticket_to_company", "properties": known.get(key, {})}
                        for key in keys
                    ]
                }
            }


def _companies(door: Door, keys: list[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for start in range(0, len(keys), _PAGE):
        inputs = [{"id": key} for key in keys[start : start + _PAGE]]
        question: Json = {"properties": ["name", "domain"], "inputs": inputs}
        answer = door.post("/crm/v3/objects/companies/batch/read", question).fields()
        found |= {text_of(row.get("id")): row.get("properties") or {} for row in rows_of(answer, "results")}
    return found


def _changed(ticket: Json) -> int:
    """When it last changed, in milliseconds since 1970; the answer has it as ISO 8601 text."""
    properties = ticket.get("properties")
    text = properties.get(_CHANGED) if isinstance(properties, dict) else None
    text = text or ticket.get("updatedAt")
    if isinstance(text, str):
        try:
            return int(datetime.fromisoformat(text).timestamp() * 1000)
        except ValueError:
            return number_of(text)
    return 0


VENDOR = Vendor(
    "hubspot",
    "tickets",
    "hubspot",
    _login,
    (
        Stream(
            "tickets",
            lambda since: {"since": since * 1000},
            _tickets,
            lambda position: {"since": position["since"]},
        ),
    ),
)
