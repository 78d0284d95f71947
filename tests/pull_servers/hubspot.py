"""HubSpot's CRM search as documented: sorted, counted by offset, never more than ``most`` results."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.pull_servers.server import Question, Reply

TOKEN = "pat-eu1-51c0ffee-s3cret"
ENVIRONMENT = {"HUBSPOT_TOKEN": TOKEN}
BEGIN = 1_772_352_000_000


class FakeHubSpot:
    """``count`` tickets; ``together`` of them, from the 20th on, changed in the same millisecond. Every fifth
    ticket has two companies, every seventh none."""

    def __init__(self, count: int = 250, together: int = 0, most: int = 10_000) -> None:
        self.accepted = {f"Bearer {TOKEN}"}
        self.most = most
        self.changed = {
            number: BEGIN + 60_000 * (20 if 20 <= number < 20 + together else number)
            for number in range(1, count + 1)
        }

    def answer(self, question: Question) -> Reply:
        body = question.body
        if question.path == "/crm/v3/objects/tickets/search":
            return self._search(body)
        if question.path == "/crm/v4/associations/tickets/companies/batch/read":
            assert len(body["inputs"]) <= 1000
            results = [found for one in body["inputs"] if (found := _ties(int(one["id"])))]
            whole = len(results) == len(body["inputs"])
            return Reply(200 if whole else 207, {"status": "COMPLETE", "results": results})
        if question.path == "/crm/v3/objects/companies/batch/read":
            assert len(body["inputs"]) <= 100
            return Reply(value={"results": [_company(one["id"]) for one in body["inputs"]]})
        return Reply(404, {"status": "error"})

    def _search(self, body: Any) -> Reply:
        only = body["filterGroups"][0]["filters"][0]
        assert (only["propertyName"], only["operator"]) == ("hs_lastmodifieddate", "GTE")
        found = sorted(
            (number for number, at in self.changed.items() if at >= int(only["value"])),
            key=lambda number: (self.changed[number], number),
        )
        at, limit = int(body["after"]), body["limit"]
        assert limit <= 200
        if at + limit > self.most:
            return Reply(400, {"status": "error", "message": "paging beyond the limit"})
        page = found[at : at + limit]
        value: dict[str, Any] = {
            "total": len(found),
            "results": [self._ticket(number, body["properties"]) for number in page],
        }
        if at + limit < len(found):
            value["paging"] = {"next": {"after": str(at + limit)}}
        return Reply(value=value)

    def _ticket(self, number: int, wanted: list[str]) -> dict[str, Any]:
        properties = {
            "subject": f"Question {number}",
            "content": f"The sync with our ledger fails on line {number}; ask kim{number}@private.example.",
            "createdate": _text(BEGIN + number),
            "hs_lastmodifieddate": _text(self.changed[number]),
            "hs_pipeline": "0",
            "hs_pipeline_stage": "1",
            "hs_ticket_priority": "HIGH",
        }
        return {
            "id": str(number),
            "properties": {name: properties.get(name) for name in wanted},
            "createdAt": _text(BEGIN),
            "updatedAt": _text(self.changed[number]),
            "archived": False,
        }


def _ties(number: int) -> dict[str, Any] | None:
    if number % 7 == 0:
        return None
    primary = {"category": "HUBSPOT_DEFINED", "typeId": 26, "label": "Primary"}
    plain = {"category": "HUBSPOT_DEFINED", "typeId": 339, "label": None}
    ties = [{"toObjectId": 500 + number % 3, "associationTypes": [primary, plain]}]
    if number % 5 == 0:
        ties.insert(0, {"toObjectId": 599, "associationTypes": [plain]})
    return {"from": {"id": str(number)}, "to": ties}


def _company(key: str) -> dict[str, Any]:
    number = int(key) - 500
    return {"id": key, "properties": {"name": f"Org {number}", "domain": f"org{number}.example"}}


def _text(milliseconds: int) -> str:
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
