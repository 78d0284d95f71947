"""What the records of Zendesk's exports, API pages and warehouse tables are, and what stands beside tickets:
organizations with their domains, people, tags. All of it may lie in any files, in any order."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.records import Opened, Row
from ingest.sources.feedback_source import first_rows, rows_of
from ingest.sources.help_desk_people import People
from ingest.sources.shapes import scalar

TICKET, COMMENT, USER, ORGANIZATION = "ticket", "comment", "user", "organization"
EVENT, DOMAIN, TAG = "event", "domain", "tag"
_GROUPS = {
    "tickets": TICKET,
    "comments": COMMENT,
    "users": USER,
    "organizations": ORGANIZATION,
    "ticket_events": EVENT,
    "audits": EVENT,
}
FEEDBACK = frozenset({TICKET, COMMENT, EVENT})


def kind_of(row: Row) -> str:
    """What a Zendesk record is, by the list it stood in or the fields it has; empty when it is none."""
    names = row.values.keys()
    if "ticket_id" in names and not names.isdisjoint({"child_events", "events"}):
        return EVENT
    if "ticket_id" in names and not names.isdisjoint({"body", "plain_body", "html_body"}):
        return COMMENT
    if row.group in _GROUPS:
        return _GROUPS[row.group]
    if {"organization_id", "domain_name"} <= names:
        return DOMAIN
    if {"ticket_id", "tag"} <= names:
        return TAG
    if not names.isdisjoint({"domain_names", "organization_fields", "shared_tickets"}) and "name" in names:
        return ORGANIZATION
    if {"email", "role"} <= names and "subject" not in names:
        return USER
    opened = "requester_id" in names or isinstance(row.values.get("requester"), dict)
    if opened and not names.isdisjoint({"description", "subject"}):
        return TICKET
    return ""


def kinds_in(source: Opened) -> set[str]:
    """The kinds of the first records of a file; a JSON page is looked through whole."""
    first = first_rows(source)
    kinds = {kind_of(row) for row in first}
    if source.format == "json" and any(row.group for row in first):
        kinds |= {kind_of(row) for row in rows_of(source)}
    return kinds - {""}


@dataclass(slots=True)
class Surroundings:
    """What the files say about tickets beside the tickets themselves."""

    organizations: list[dict[str, object]] = field(default_factory=list)
    people: People = field(default_factory=People)
    tags: dict[str, set[str]] = field(default_factory=dict)


def surroundings_of(files: Sequence[tuple[Opened, set[str]]], staff_domains: Sequence[str]) -> Surroundings:
    """Organizations by id (the last of equal ids wins), their domains, all users, all tags of tickets."""
    found = Surroundings()
    organizations: dict[str, dict[str, object]] = {}
    domains: dict[str, list[object]] = {}
    for source, kinds in files:
        if not kinds & {USER, ORGANIZATION, DOMAIN, TAG}:
            continue
        for row in rows_of(source):
            values, kind = row.values, kind_of(row)
            if kind == USER:
                found.people.add(values, staff_domains)
            elif kind == ORGANIZATION:
                organizations[scalar(values.get("id"))] = dict(values)
            elif kind == DOMAIN:
                domains.setdefault(scalar(values.get("organization_id")), []).append(values["domain_name"])
            elif kind == TAG and (tag := scalar(values.get("tag"))):
                found.tags.setdefault(scalar(values.get("ticket_id")), set()).add(sys.intern(tag))
    found.people.close()
    for key, hosts in domains.items():
        organizations.setdefault(key, {"id": key})
        known = organizations[key].get("domain_names")
        organizations[key]["domain_names"] = [*(known if isinstance(known, list) else []), *hosts]
    found.organizations = [organizations[key] for key in sorted(organizations)]
    return found
