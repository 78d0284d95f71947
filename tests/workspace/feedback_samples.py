"""Small feedback records that the store's tests share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ingest.items import AccountMatch, FeedbackItem, FeedbackRecord, MatchMethod, Part, Role, Source

NOWHERE = AccountMatch(None, MatchMethod.NONE, "nothing fits")


def moment(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=UTC)


def ticket(key: str, *, day: int = 3, updated: int | None = None, **fields: Any) -> FeedbackItem:
    values: dict[str, Any] = {
        "id": FeedbackItem.make_id(Source.TICKET, "zendesk", key),
        "source": Source.TICKET,
        "external_id": key,
        "account": AccountMatch("acme", MatchMethod.DOMAIN, "acme.example"),
        "occurred_at": moment(day),
        "updated_at": moment(updated or day, 10),
        "subject": f"Subject {key}",
        "requester": f"zendesk:r{key}",
        "assignee": "zendesk:agent",
        "tags": ("export", "csv"),
        "hints": (("domain", "acme.example"),),
    }
    return FeedbackItem(**(values | fields))


def comment(item_id: str, key: str, author: str, text: str = "It times out.", day: int = 3) -> Part:
    return Part(
        id=Part.make_id(item_id, key),
        item_id=item_id,
        position=int(key),
        role=None,
        text=text,
        author=author,
        at=moment(day, 11),
    )


def with_text(item: FeedbackItem, text: str = "The export times out.") -> FeedbackRecord:
    part = Part(Part.make_id(item.id, "0"), item.id, 0, Role.CUSTOMER, text, author=item.requester)
    return FeedbackRecord(item, (part,))


def alone(*parts: Part) -> FeedbackRecord:
    return FeedbackRecord(None, parts)
