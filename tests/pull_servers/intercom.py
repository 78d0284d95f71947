"""Intercom's API as documented: search without parts, conversations and contacts one by one, companies by page."""

from __future__ import annotations

from typing import Any

from tests.pull_servers.server import Question, Reply

TOKEN = "ic-Qw8s3cret77xY"
ENVIRONMENT = {"INTERCOM_TOKEN": TOKEN}
BEGIN = 1_772_352_000  # 2026-03-01T08:00:00Z


class FakeIntercom:
    """``count`` conversations with three contacts of three companies."""

    def __init__(self, count: int = 70) -> None:
        self.accepted = {f"Bearer {TOKEN}"}
        self.gone: set[str] = set()
        self.conversations = {str(n): _conversation(n) for n in range(1, count + 1)}
        self.contacts = {
            f"u{n}": {
                "type": "contact",
                "id": f"u{n}",
                "name": f"Robin Ferreira{n}",
                "email": f"robin{n}@org{n}.example",
                "companies": {"type": "list", "data": [{"id": f"co{n}", "type": "company"}]},
            }
            for n in range(3)
        }

    def answer(self, question: Question) -> Reply:
        kind, _, key = question.path.strip("/").partition("/")
        if question.headers.get("intercom-version") != "2.11":
            return Reply(400, {"type": "error.list"})
        if question.path == "/companies/list":
            return Reply(value={"type": "list", "data": [_company(n) for n in range(3)], "total_count": 3})
        if question.path == "/conversations/search":
            return self._search(question.body)
        held = {"conversations": self.conversations, "contacts": self.contacts}.get(kind, {})
        return Reply(404, {"type": "error.list"}) if key in self.gone else Reply(value=held[key])

    def _search(self, body: Any) -> Reply:
        query, paging = body["query"], body["pagination"]
        assert (query["field"], query["operator"]) == ("updated_at", ">")
        found = sorted(
            (one for one in self.conversations.values() if one["updated_at"] > query["value"]),
            key=lambda one: (one["updated_at"], one["id"]),
        )
        at = int(paging.get("starting_after", "0"))
        page = found[at : at + paging["per_page"]]
        following = at + len(page)
        pages: dict[str, Any] = {"type": "pages", "per_page": paging["per_page"]}
        if following < len(found):
            pages["next"] = {"page": 2, "starting_after": str(following)}
        bare = [{name: value for name, value in one.items() if name != "conversation_parts"} for one in page]
        return Reply(value={"type": "conversation.list", "conversations": bare, "pages": pages})


def _company(n: int) -> dict[str, Any]:
    return {"type": "company", "id": f"co{n}", "company_id": f"A-{n}", "name": f"Org {n}", "plan": {}}


def _conversation(number: int) -> dict[str, Any]:
    who = {"type": "user", "id": f"u{number % 3}", "name": f"Robin Ferreira{number % 3}"}
    at = BEGIN + number * 600
    return {
        "type": "conversation",
        "id": str(number),
        "title": f"Question {number}",
        "created_at": at,
        "updated_at": at + 120,
        "state": "open",
        "source": {
            "type": "conversation",
            "id": f"s{number}",
            "body": f"<p>{_said(number)}</p>",
            "author": who,
        },
        "contacts": {"type": "contact.list", "contacts": [{"type": "contact", "id": who["id"]}]},
        "conversation_parts": {
            "type": "conversation_part.list",
            "conversation_parts": [
                {
                    "type": "conversation_part",
                    "id": f"p{number}",
                    "part_type": "comment",
                    "body": f"<p>It still fails for report {number}, can somebody look?</p>",
                    "created_at": at + 60,
                    "author": who,
                }
            ],
            "total_count": 1,
        },
    }


def _said(number: int) -> str:
    return f"The dashboard does not load for report {number}; write to robin{number}@private.example."
