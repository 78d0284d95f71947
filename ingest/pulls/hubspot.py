"""HubSpot: tickets that changed (CRM search), with the companies they belong to (associations).

developers.hubspot.com, CRM API v3 and v4: a search gives at most 10,000 results and counts them by offset,
which slips when a ticket changes meanwhile. So every page is a search of its own, from the last one's latest
change on, and an offset is used only among tickets that changed in the same millisecond.
"""

from __future__ import annotations

import json
from datetime import datetime

from foundation.errors import ModelError
from foundation.keys import Keys
from ingest.pulls.http import Door, Json
from ingest.pulls.sites import Login, base_url_of, bearer
from ingest.pulls.streams import Page, Position, Stream, Vendor, number_of, packed, rows_of, slim, text_of

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
    elif changes[1] == newest:
        read = len(found) + (after if newest == since else 0)
        fresh = {"since": newest, "floor": floor, "after": read}
        if read >= _MOST:
            raise ModelError(
                "HubSpot has more than 10,000 tickets that changed in one millisecond",
                hint="Export them as a file and use `nrr import tickets`.",
            )
    if not found:
        return Page((), 0, fresh, last)
    companies = _tie_companies(door, found)
    files = (
        packed("hubspot tickets", {"results": found}),
        packed("hubspot companies", {"results": companies}),
    )
    return Page(files if companies else files[:1], len(found), fresh, last)


def _tie_companies(door: Door, tickets: list[Json]) -> list[Json]:
    """Write each ticket's companies into it, as a listing with ``associations=companies`` would, the primary
    one alone where there is one; the companies themselves."""
    inputs = [{"id": text_of(ticket.get("id"))} for ticket in tickets]
    answer = door.post("/crm/v4/associations/tickets/companies/batch/read", {"inputs": inputs}).fields()
    owned: dict[str, list[str]] = {}
    for row in rows_of(answer, "results"):
        ticket, ties = row.get("from"), row.get("to")
        if isinstance(ticket, dict) and isinstance(ties, list):
            owned[text_of(ticket.get("id"))] = _owners([tie for tie in ties if isinstance(tie, dict)])
    for ticket in tickets:
        keys = owned.get(text_of(ticket.get("id")), [])
        if keys:
            results = [{"id": key, "type": "ticket_to_company"} for key in keys]
            ticket["associations"] = {"companies": {"results": results}}
    return _companies(door, sorted({key for keys in owned.values() for key in keys}))


def _owners(ties: list[Json]) -> list[str]:
    primary = [tie for tie in ties if '"Primary"' in json.dumps(tie.get("associationTypes"))]
    keys = (text_of(tie.get("toObjectId")) for tie in primary or ties)
    return list(dict.fromkeys(key for key in keys if key))


def _companies(door: Door, keys: list[str]) -> list[Json]:
    found: list[Json] = []
    for start in range(0, len(keys), _PAGE):
        inputs = [{"id": key} for key in keys[start : start + _PAGE]]
        question: Json = {"properties": ["name", "domain"], "inputs": inputs}
        answer = door.post("/crm/v3/objects/companies/batch/read", question).fields()
        found += slim(rows_of(answer, "results"), ("id", "properties"))
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
