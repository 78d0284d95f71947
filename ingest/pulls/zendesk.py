"""Zendesk Support: the incremental exports (developer.zendesk.com, "Incremental Exports").

Tickets come by cursor, comments as the Comment events of ticket events, by time. People and organizations
are read whole each time, as a ticket names them by number only, and a name must be known to be blanked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from foundation.errors import SettingsError
from foundation.keys import Keys
from ingest.files import SourceFile
from ingest.pulls.http import Door, Json
from ingest.pulls.sites import Login, base_url_of, basic, bearer
from ingest.pulls.streams import (
    Page,
    Position,
    Seen,
    Stream,
    Trail,
    Vendor,
    number_of,
    packed,
    rows_of,
    slim,
    text_of,
)

_SUBDOMAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_RECENT = 70  # seconds; the exports refuse a start within the last minute
_PERSON = ("id", "name", "email", "role", "organization_id")
_ORGANIZATION = ("id", "name", "external_id", "domain_names")
_COMMENT = ("id", "body", "plain_body", "html_body", "public", "author_id", "created_at")


def _login(keys: Keys, base_url: str) -> Login:
    by_token = keys.first("ZENDESK_OAUTH_TOKEN", "ZENDESK_API_TOKEN") == "ZENDESK_OAUTH_TOKEN"
    names = ("ZENDESK_OAUTH_TOKEN",) if by_token else ("ZENDESK_EMAIL", "ZENDESK_API_TOKEN")
    site = () if base_url else ("ZENDESK_SUBDOMAIN",)
    values = keys.need_all(*site, *names)
    secrets = values[len(site) :]
    place = base_url or f"https://{_subdomain(values[0])}.zendesk.com"
    authorization = bearer(secrets[0]) if by_token else basic(f"{secrets[0]}/token", secrets[1])
    variables = " and ".join(names)
    return Login("Zendesk", base_url_of(place), {"Authorization": authorization}, variables)


def _subdomain(said: str) -> str:
    name = said.removeprefix("https://").removesuffix(".zendesk.com")
    if not _SUBDOMAIN.fullmatch(name):
        raise SettingsError(
            "ZENDESK_SUBDOMAIN is not a subdomain", hint="For https://acme.zendesk.com write acme."
        )
    return name


def _known(door: Door, seen: Seen) -> tuple[SourceFile, ...]:
    people = _all(door, "users", "/api/v2/incremental/users/cursor.json", _PERSON, seen)
    organizations = _all(door, "organizations", "/api/v2/incremental/organizations.json", _ORGANIZATION, seen)
    return (
        packed("zendesk users", {"users": people}),
        packed("zendesk organizations", {"organizations": organizations}),
    )


def _all(door: Door, name: str, path: str, fields: Sequence[str], seen: Seen) -> list[Json]:
    """Every row of an export, from the beginning; a changed row comes again and the later one stands."""
    rows: dict[str, Json] = {}
    position: Position = {"start": 0}
    trail = Trail("Zendesk")
    ended = False
    while not ended:
        trail.step(position)
        answer = door.get(path, _query(door, position)).fields()
        rows |= {text_of(row.get("id")): row for row in slim(rows_of(answer, name), fields)}
        seen(name, len(rows))
        position, ended = _next(answer, position), _ended(answer)
    return list(rows.values())


def _tickets(door: Door, position: Position) -> Page:
    answer = door.get("/api/v2/incremental/tickets/cursor.json", _query(door, position))
    fields = answer.fields()
    rows = rows_of(fields, "tickets")
    files = (SourceFile.of_bytes("zendesk tickets", answer.content),) if rows else ()
    return Page(files, len(rows), _next(fields, position), _ended(fields))


def _comments(door: Door, position: Position) -> Page:
    query = {**_query(door, position), "include": "comment_events"}
    fields = door.get("/api/v2/incremental/ticket_events.json", query).fields()
    comments = [comment for event in rows_of(fields, "ticket_events") for comment in _comments_of(event)]
    files = (packed("zendesk comments", {"comments": comments}),) if comments else ()
    return Page(files, len(comments), _next(fields, position), _ended(fields))


def _comments_of(event: Json) -> list[Json]:
    """The comments of an audit, with the ticket that only the audit names."""
    children = event.get("child_events")
    return [
        {"created_at": event.get("created_at"), "ticket_id": event.get("ticket_id")}
        | slim([child], _COMMENT)[0]
        for child in (children if isinstance(children, list) else [])
        if isinstance(child, dict) and "Comment" in (child.get("event_type"), child.get("type"))
    ]


def _query(door: Door, position: Position) -> dict[str, str | int]:
    cursor = position.get("cursor")
    if cursor:
        return {"cursor": cursor}
    return {"start_time": max(0, min(number_of(position["start"]), int(door.now) - _RECENT))}


def _next(answer: Json, position: Position) -> Position:
    """Behind the answer's cursor, or from its last moment on where the export goes by time."""
    cursor = text_of(answer.get("after_cursor"))
    if cursor:
        return {"start": position["start"], "cursor": cursor}
    return {**position, "start": number_of(answer.get("end_time")) or position["start"]}


def _ended(answer: Json) -> bool:
    """Whether that was all for now; without the mark (older answers) an answer without a next page is."""
    mark = answer.get("end_of_stream")
    return mark if isinstance(mark, bool) else not (answer.get("next_page") or answer.get("after_url"))


def _start(since: int) -> Position:
    return {"start": since}


VENDOR = Vendor(
    "zendesk",
    "tickets",
    "zendesk",
    _login,
    (
        Stream("tickets", _start, _tickets, lambda position: {"start": position["start"]}),
        Stream("comments", _start, _comments, lambda position: position),
    ),
    _known,
)
