"""What the records of Intercom's API and of its warehouse tables are, and what stands beside conversations:
contacts, the companies they belong to, tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.records import Opened, Row
from ingest.sources.feedback_source import first_rows, rows_of
from ingest.sources.shapes import Values, inner, objects, scalar, truth

CONVERSATION, PART = "conversation", "part"
CONTACT, COMPANY, ADMIN, HELP, NAMED = "contact", "company", "admin", "help", "named"
CONTACT_COMPANY, CONVERSATION_CONTACT, CONVERSATION_TAG = "contact_company", "conversation_contact", "tagged"
FEEDBACK = frozenset({CONVERSATION, PART})
_TYPES = {"conversation": CONVERSATION, "contact": CONTACT, "company": COMPANY, "admin": ADMIN}
_ID_AND_NAME = frozenset({"id", "name", "_fivetran_deleted", "_fivetran_synced"})


def kind_of(row: Row) -> str:
    """What an Intercom record is, by its type or the fields it has; empty when it is none."""
    values, names = row.values, row.values.keys()
    if isinstance(kind := values.get("type"), str) and kind in _TYPES and "id" in names:
        return _TYPES[kind]
    if {"conversation_id", "part_type"} <= names:
        return PART
    is_answer = isinstance(values.get("source"), dict) and not names.isdisjoint(
        {"conversation_parts", "contacts", "state", "conversation_rating"}
    )
    if "id" in names and (is_answer or {"source_author_type", "source_body"} <= names):
        return CONVERSATION
    if {"conversation_id", "contact_id"} <= names:
        return CONVERSATION_CONTACT
    if {"conversation_id", "tag_id"} <= names:
        return CONVERSATION_TAG
    if {"company_id", "contact_id"} <= names:
        return CONTACT_COMPANY
    if "has_hard_bounced" in names:
        return CONTACT
    if {"company_id", "name"} <= names and not names.isdisjoint({"monthly_spend", "plan_name", "user_count"}):
        return COMPANY
    if {"default_locale", "workspace_id"} <= names:
        return HELP
    return NAMED if names == _ID_AND_NAME else ""


def kinds_in(file: Opened) -> set[str]:
    """The kinds of a file's first records."""
    return {kind_of(row) for row in first_rows(file)} - {""}


@dataclass(slots=True)
class Surroundings:
    """What the files say beside the conversations. ``companies``: id to the fields the matching knows;
    the rest are ids to ids, names and addresses."""

    companies: dict[str, dict[str, object]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    emails: dict[str, str] = field(default_factory=dict)
    company_of: dict[str, set[str]] = field(default_factory=dict)
    contacts: dict[str, set[str]] = field(default_factory=dict)
    tags: dict[str, set[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)


def surroundings_of(files: Sequence[Opened]) -> Surroundings:
    """People, companies, tags and what ties them to each other and to conversations."""
    found = Surroundings()
    for file in files:
        if kinds_in(file) <= FEEDBACK:
            continue
        for row in rows_of(file):
            _learn(found, kind_of(row), row.values)
    return found


def _learn(found: Surroundings, kind: str, values: Values) -> None:
    key, active = (
        scalar(values.get("id")),
        "_fivetran_active" not in values or truth(values["_fivetran_active"]),
    )
    if kind == COMPANY:
        found.companies[key] = organization(values)
    elif kind in (CONTACT, ADMIN):
        found.names[key], found.emails[key] = scalar(values.get("name")), scalar(values.get("email"))
        for company in objects(inner(values, "companies").get("data")):
            found.company_of.setdefault(key, set()).add(scalar(company.get("id")))
    elif kind == NAMED:
        found.titles[key] = scalar(values.get("name"))
    elif active and kind == CONTACT_COMPANY:
        _tie(found.company_of, values, "contact_id", "company_id")
    elif active and kind == CONVERSATION_CONTACT:
        _tie(found.contacts, values, "conversation_id", "contact_id")
    elif active and kind == CONVERSATION_TAG:
        _tie(found.tags, values, "conversation_id", "tag_id")


def organization(company: Values) -> dict[str, object]:
    """A company as the account matching knows organizations; its ``company_id`` is the operator's own."""
    website = scalar(company.get("website"))
    return {
        "id": f"intercom:{scalar(company.get('id'))}",
        "name": scalar(company.get("name")),
        "external_id": scalar(company.get("company_id")),
        "domain_names": [website] if website else [],
    }


def _tie(ties: dict[str, set[str]], values: Values, one: str, other: str) -> None:
    ties.setdefault(scalar(values.get(one)), set()).add(scalar(values.get(other)))
