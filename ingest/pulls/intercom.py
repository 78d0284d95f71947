"""Intercom: conversations that changed (search), each fetched whole, as search results hold no messages.

developers.intercom.com, API version 2.11: "Search conversations", "Retrieve a conversation", "Get a contact",
"List all companies". A page is kept with the people it is with, as only they tell the company.
"""

from __future__ import annotations

from urllib.parse import quote

from foundation.keys import Keys
from ingest.files import SourceFile
from ingest.pulls.http import Door, Json, Refused
from ingest.pulls.sites import Login, base_url_of, bearer
from ingest.pulls.streams import (
    Page,
    Position,
    Seen,
    Stream,
    Vendor,
    number_of,
    packed,
    rows_of,
    slim,
    text_of,
)

_VERSION = "2.11"
_PAGE = 50
_COMPANIES = 60
_LISTED_COMPANIES = 10_000  # the list ends there
_OVERLAP = 300  # seconds read again next time, for clocks that differ and changes while pages were read
_COMPANY = ("id", "company_id", "name", "website")
_CONTACT = ("id", "name", "email", "companies")


def _login(keys: Keys, base_url: str) -> Login:
    return Login(
        "Intercom",
        base_url_of(base_url or "https://api.intercom.io"),
        {"Authorization": bearer(keys.need("INTERCOM_TOKEN")), "Intercom-Version": _VERSION},
        "INTERCOM_TOKEN",
    )


def _known(door: Door, seen: Seen) -> tuple[SourceFile, ...]:
    companies: list[Json] = []
    for page in range(1, _LISTED_COMPANIES // _COMPANIES + 1):
        answer = door.post("/companies/list", {"page": page, "per_page": _COMPANIES}).fields()
        rows = rows_of(answer, "data")
        companies += [{"type": "company", **row} for row in slim(rows, _COMPANY)]
        seen("companies", len(companies))
        if len(rows) < _COMPANIES:
            break
    return (packed("intercom companies", {"type": "list", "data": companies}),) if companies else ()


def _conversations(door: Door, position: Position) -> Page:
    began = number_of(position.get("began")) or int(door.now)
    paging: Json = {"per_page": _PAGE}
    if position.get("after"):
        paging["starting_after"] = position["after"]
    answer = door.post(
        "/conversations/search",
        {
            "query": {"field": "updated_at", "operator": ">", "value": number_of(position["since"]) - 1},
            "sort": {"field": "updated_at", "order": "ascending"},
            "pagination": paging,
        },
    ).fields()
    found = rows_of(answer, "conversations")
    whole = [one for row in found if (one := _one(door, "conversations", text_of(row.get("id"))))]
    newest = max([number_of(position.get("newest")), *(number_of(row.get("updated_at")) for row in found)])
    after = _starting_after(answer)
    fresh: Position = {"since": position["since"], "after": after, "newest": newest, "began": began}
    if not after:
        since = max(number_of(position["since"]), min(newest, began) - _OVERLAP)
        fresh = {"since": since}
    if not whole:
        return Page((), 0, fresh, not after)
    said = packed("intercom conversations", {"conversations": whole})
    return Page(
        (said, packed("intercom contacts", {"data": _people(door, whole)})), len(whole), fresh, not after
    )


def _one(door: Door, kind: str, key: str) -> Json | None:
    """A conversation with its parts, or a contact; None for one that was deleted since it was found."""
    try:
        return door.get(f"/{kind}/{quote(key, safe='')}").fields()
    except Refused as refusal:
        if refusal.status == 404:
            return None
        raise


def _people(door: Door, conversations: list[Json]) -> list[Json]:
    """The contacts of these conversations, with the companies they belong to."""
    listed = [one.get("contacts") for one in conversations]
    keys = [
        text_of(contact.get("id"))
        for group in listed
        if isinstance(group, dict) and isinstance(group.get("contacts"), list)
        for contact in group["contacts"]
        if isinstance(contact, dict)
    ]
    found = (_one(door, "contacts", key) for key in dict.fromkeys(keys) if key)
    return [{"type": "contact", **slim([one], _CONTACT)[0]} for one in found if one]


def _starting_after(answer: Json) -> str:
    pages = answer.get("pages")
    following = pages.get("next") if isinstance(pages, dict) else None
    return text_of(following.get("starting_after")) if isinstance(following, dict) else ""


VENDOR = Vendor(
    "intercom",
    "tickets",
    "intercom",
    _login,
    (
        Stream(
            "conversations",
            lambda since: {"since": since},
            _conversations,
            lambda position: {"since": position["since"]},
        ),
    ),
    _known,
)
