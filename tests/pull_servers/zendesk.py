"""Zendesk's incremental exports as documented: users and tickets by cursor, organizations and events by time."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.pull_servers.server import Question, Reply

BEGIN = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
EMAIL, TOKEN = "ops@example.com", "zd-Tk9x7QmSecret41"
ENVIRONMENT = {"ZENDESK_EMAIL": EMAIL, "ZENDESK_API_TOKEN": TOKEN}
_COMPLAINTS = (
    "The export to CSV stops after 2,000 rows and nothing tells us why.",
    "Please let us choose the time zone of the weekly report.",
    "Since yesterday the sign-in page is blank in Safari.",
    "The invoice shows the old seat price again, please correct it.",
)


def authorization(token: str = TOKEN) -> str:
    return "Basic " + base64.b64encode(f"{EMAIL}/token:{token}".encode()).decode()


class FakeZendesk:
    """``count`` tickets of three organizations, each with a customer's and an agent's later comment. Pages
    hold ``size`` rows and repeat the last ``overlap`` rows of the one before."""

    def __init__(self, count: int = 23, size: int = 5, overlap: int = 0) -> None:
        self.accepted = {authorization()}
        self.size, self.overlap = size, overlap
        self.users: list[dict[str, Any]] = [
            {"id": 900, "name": "Priya Natarajan", "email": "priya@vendor.example", "role": "agent"}
        ]
        self.users += [
            {
                "id": 100 + number,
                "name": f"Casey Holloway{number}",
                "email": f"casey{number}@org{number % 3}.example",
                "role": "end-user",
                "organization_id": 10 + number % 3,
            }
            for number in range(7)
        ]
        self.organizations = [
            {"id": 10 + n, "name": f"Org {n}", "external_id": f"A-{n}", "domain_names": [f"org{n}.example"]}
            for n in range(3)
        ]
        self.tickets = [self._ticket(number) for number in range(1, count + 1)]
        self.events = [event for number in range(1, count + 1) for event in self._events(number)]

    def _ticket(self, number: int) -> dict[str, Any]:
        at = BEGIN + timedelta(hours=number)
        return {
            "id": number,
            "subject": f"Question {number}",
            "description": f"{_COMPLAINTS[number % 4]} Reach me at casey{number}@private.example, case {number}.",
            "status": "open",
            "priority": "normal",
            "requester_id": 100 + number % 7,
            "submitter_id": 100 + number % 7,
            "assignee_id": 900,
            "organization_id": 10 + (number % 7) % 3,
            "tags": ["export"],
            "created_at": _text(at),
            "updated_at": _text(at + timedelta(minutes=30)),
        }

    def _events(self, number: int) -> list[dict[str, Any]]:
        at = BEGIN + timedelta(hours=number, minutes=10)
        said = (
            (100 + number % 7, f"It happened again today, Casey Holloway{number % 7} here, run {number}."),
            (900, f"We are looking into case {number}."),
        )
        return [
            {
                "id": number * 10 + index,
                "ticket_id": number,
                "created_at": _text(at + timedelta(minutes=index)),
                "timestamp": int((at + timedelta(minutes=index)).timestamp()),
                "event_type": "Audit",
                "child_events": [
                    {"id": number * 100 + index, "event_type": "Change", "status": "open"},
                    {
                        "id": number * 1000 + index,
                        "event_type": "Comment",
                        "type": "Comment",
                        "body": body,
                        "html_body": f"<p>{body}</p>",
                        "public": True,
                        "author_id": author,
                        "created_at": _text(at + timedelta(minutes=index)),
                    },
                ],
            }
            for index, (author, body) in enumerate(said)
        ]

    def answer(self, question: Question) -> Reply:
        path, query = question.path, question.query
        if path == "/api/v2/incremental/users/cursor.json":
            return self._by_cursor("users", self.users, query)
        if path == "/api/v2/incremental/tickets/cursor.json":
            return self._by_cursor("tickets", self.tickets, query)
        if path == "/api/v2/incremental/organizations.json":
            return Reply(
                value={
                    "organizations": self.organizations,
                    "count": len(self.organizations),
                    "end_time": int(BEGIN.timestamp()),
                    "next_page": "https://elsewhere.example/",
                    "end_of_stream": True,
                }
            )
        if path == "/api/v2/incremental/ticket_events.json" and query.get("include") == "comment_events":
            return self._by_time(int(query["start_time"]))
        return Reply(404, {"error": "RecordNotFound"})

    def _by_cursor(self, name: str, rows: list[dict[str, Any]], query: Any) -> Reply:
        if "cursor" in query:
            at = int(query["cursor"].removeprefix("c"))
        else:
            start = int(query["start_time"])
            at = sum(_seconds(row.get("updated_at")) < start for row in rows)
        end = min(at + self.size, len(rows))
        return Reply(
            value={
                name: rows[max(0, at - self.overlap if "cursor" in query else at) : end],
                "after_url": f"https://elsewhere.example/{name}?cursor=c{end}",
                "after_cursor": f"c{end}",
                "before_cursor": None,
                "end_of_stream": end >= len(rows),
            }
        )

    def _by_time(self, start: int) -> Reply:
        rows = [event for event in self.events if event["timestamp"] >= start]
        page = rows[: self.size * 2]
        return Reply(
            value={
                "ticket_events": page,
                "count": len(page),
                "end_time": page[-1]["timestamp"] if page else None,
                "next_page": "https://elsewhere.example/" if page else None,
                "end_of_stream": len(rows) <= self.size * 2,
            }
        )


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _seconds(text: str | None) -> float:
    return datetime.fromisoformat(text).timestamp() if text else float("inf")
