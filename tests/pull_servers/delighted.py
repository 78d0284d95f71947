"""Delighted's survey responses as documented: a list, pages by number, by last update when asked."""

from __future__ import annotations

import base64
from typing import Any

from tests.pull_servers.server import Question, Reply

TOKEN = "dl-S3cretKey99zz"
ENVIRONMENT = {"DELIGHTED_API_KEY": TOKEN}
BEGIN = 1_772_352_000


class FakeDelighted:
    """``count`` answers; ``together`` of them, from the 10th on, were updated in the same second. Without
    ``sorts`` it takes no notice of the order asked for."""

    def __init__(self, count: int = 230, together: int = 0, *, sorts: bool = True) -> None:
        self.accepted = {"Basic " + base64.b64encode(f"{TOKEN}:".encode()).decode()}
        self.sorts = sorts
        self.updated = {
            number: BEGIN + 60 * (10 if 10 <= number < 10 + together else number)
            for number in range(1, count + 1)
        }

    def answer(self, question: Question) -> Reply:
        query = question.query
        if question.path != "/v1/survey_responses.json" or query.get("expand[]") != "person":
            return Reply(404, {"status": 404})
        since, size, page = int(query["updated_since"]), int(query["per_page"]), int(query["page"])
        found = [number for number, at in self.updated.items() if at >= since]
        found.sort(
            key=lambda number: (self.updated[number], number) if self.sorts else (number * 7919) % 1009
        )
        return Reply(value=[self._response(number) for number in found[(page - 1) * size : page * size]])

    def _response(self, number: int) -> dict[str, Any]:
        return {
            "id": str(number),
            "person": {
                "id": f"p{number}",
                "name": f"Ines Okafor{number}",
                "email": f"i{number}@org{number % 3}.example",
            },
            "survey_type": "nps",
            "score": number % 11,
            "comment": f"Setting up rule {number} took an afternoon. Call me at i{number}@private.example",
            "permalink": f"https://app.example/r/{number}",
            "created_at": self.updated[number],
            "updated_at": self.updated[number] if number % 2 else None,
            "person_properties": {},
            "notes": [],
            "tags": [],
        }
