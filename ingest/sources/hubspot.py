"""HubSpot tickets: the CSV by its labels, and the CRM API's objects with the companies they belong to.

A company's record id is both what tickets are associated with and, where the account book came from HubSpot,
the account's id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.context import Context, LeftOut, opaque, stored_hints
from ingest.dates import DateOrder
from ingest.items import DropReason, FeedbackItem, FeedbackRecord, Role, Source, Tombstone
from ingest.matching import AccountHint
from ingest.records import Opened, Row
from ingest.sources.feedback_source import (
    Deleted,
    FeedbackSource,
    first_rows,
    rows_of,
    shown_id,
    take_each,
)
from ingest.sources.shapes import Values, inner, objects, said, scalar, truth
from ingest.sources.spoken import Spoken, first_moment, part_of
from ingest.sources.ticket_tables import TicketForm, form_records, form_table, headed

SYSTEM = "hubspot"
TICKET, COMPANY, OTHER = "ticket", "company", "other"
FORM = TicketForm(
    SYSTEM,
    form_table(
        {
            "id": ("record id", "ticket id"),
            "organization": ("primary company", "primary associated company", "associated company"),
            "external": (
                "primary associated company id",
                "associated company ids",
                "associated company ids (primary)",
            ),
            "people": ("associated contact", "associated contacts"),
        },
        "external",
        "people",
    ),
    textless="this HubSpot CSV has no Ticket description column, so its tickets are kept as metadata only; "
    "add the property Ticket description to the view and export all properties",
)
_TICKET_PROPERTIES = frozenset(
    {"subject", "content", "hs_pipeline_stage", "hs_ticket_priority", "hs_ticket_category"}
)
_DEFAULT_STAGES = {"1": "new", "2": "waiting on contact", "3": "waiting", "4": "closed"}


def kind_of(row: Row) -> str:
    """What an API object is, by its properties; empty when it has none."""
    properties = row.values.get("properties")
    if not isinstance(properties, dict) or "id" not in row.values:
        return ""
    if not properties.keys().isdisjoint(_TICKET_PROPERTIES):
        return TICKET
    return COMPANY if "domain" in properties or "name" in properties else OTHER


def _is_csv(file: Opened) -> bool:
    names = headed(file)
    return (
        "ticketname" in names
        and len(
            names & {"ticketid", "recordid", "ticketstatus", "ticketdescription", "pipeline", "createdate"}
        )
        >= 2
    )


def _is_table(file: Opened) -> bool:
    """Whether a file is read as the CSV, also where it was only called HubSpot's."""
    return _is_csv(file) or file.format not in ("json", "jsonl")


def _claims(file: Opened) -> bool:
    return _is_csv(file) or any(kind_of(row) for row in first_rows(file))


def hubspot_records(
    files: Sequence[Opened], constants: Mapping[str, str], order: DateOrder | None, context: Context
) -> Iterator[FeedbackRecord]:
    """One record for each ticket; companies and contacts beside them are no feedback and not counted."""
    tables = [file for file in files if _is_table(file)]
    pages = [file for file in files if file not in tables]
    for file in tables:
        yield from form_records(FORM, file, constants, order, context)
    companies = {
        scalar(row.values.get("id")): row.values
        for file in pages
        for row in rows_of(file)
        if kind_of(row) == COMPANY
    }
    if companies:
        context.learn([_organization(key, companies[key]) for key in sorted(companies)])
    for file in pages:
        yield from take_each(
            file,
            context,
            lambda row: kind_of(row) in (TICKET, ""),
            lambda row: [_ticket(row, order, context)],
        )
    for file in files:
        context.note_format(f"{SYSTEM} {file.format}", file.warnings)


def _organization(key: str, values: Values) -> dict[str, object]:
    own = inner(values, "properties")
    return {
        "id": f"{SYSTEM}:{key}",
        "name": scalar(own.get("name")),
        "external_id": key,
        "domain_names": [scalar(own.get("domain"))],
    }


def _ticket(row: Row, order: DateOrder | None, context: Context) -> FeedbackRecord:
    values, own = row.values, inner(row.values, "properties")
    if kind_of(row) != TICKET:
        raise LeftOut(DropReason.NOT_A_RECORD, detail="no HubSpot ticket")
    external = scalar(values.get("id")) or scalar(own.get("hs_object_id"))
    if not external:
        raise LeftOut(DropReason.NO_ID, "id")
    item_id = FeedbackItem.make_id(Source.TICKET, SYSTEM, external)
    updates = [own.get("hs_lastmodifieddate"), values.get("updatedat"), values.get("updatedAt")]
    updated = first_moment(context, order, updates)
    if truth(values.get("archived")):
        raise Deleted(Tombstone(item_id, updated), "archived")
    births = [own.get("createdate"), values.get("createdat"), values.get("createdAt")]
    created = first_moment(context, order, births)
    if created is None:
        raise LeftOut(DropReason.NO_DATE, "createdate")
    text = _words(own, context)
    hint = _hint(values, own, context)
    item = FeedbackItem(
        id=item_id,
        source=Source.TICKET,
        external_id=shown_id(context, external),
        account=context.match(hint),
        occurred_at=created,
        updated_at=updated or created,
        subject=context.redact(said(own.get("subject"), html=False)),
        status=_status(own),
        priority=scalar(own.get("hs_ticket_priority")).lower(),
        requester=opaque("hubspot contact", _only(_associated(values, "contacts"))),
        assignee=opaque("hubspot owner", scalar(own.get("hubspot_owner_id"))),
        file=row.file,
        row=row.number,
        hints=stored_hints(hint),
        metadata_only="content" not in own,
    )
    spoken = Spoken("text", text, item.requester, Role.CUSTOMER, created)
    part = part_of(context, item_id, spoken)
    return FeedbackRecord(item, (part,) if part else ())


def _words(own: Values, context: Context) -> str:
    """The ticket's words; empty, and said, where they were not asked for."""
    if "content" not in own:
        context.report.warn(
            "HubSpot tickets came without content, so they are kept as metadata only; ask the API for "
            "properties=subject,content,hs_pipeline_stage,hs_ticket_priority,createdate"
        )
        return ""
    text = said(own["content"])
    if not text:
        raise LeftOut(DropReason.EMPTY_TEXT, "content")
    return text


def _status(own: Values) -> str:
    stage = scalar(own.get("hs_pipeline_stage")).lower()
    is_default = scalar(own.get("hs_pipeline")) in ("", "0")
    return _DEFAULT_STAGES.get(stage, stage) if is_default else stage


def _hint(values: Values, own: Values, context: Context) -> AccountHint:
    company = _only(_associated(values, "companies")) or scalar(own.get("hs_primary_company_id"))
    return AccountHint(
        account=context.params.constants.get("account", ""),
        external_id=company,
        organization_id=f"{SYSTEM}:{company}" if company else "",
        organization_name=scalar(own.get("hs_primary_company_name")),
    )


def _associated(values: Values, kind: str) -> list[str]:
    """Ids of the objects that a ticket is associated with, each once."""
    found = objects(inner(values, "associations", kind).get("results"))
    return list(dict.fromkeys(key for entry in found if (key := scalar(entry.get("id")))))


def _only(keys: list[str]) -> str:
    """The one of them; several companies tell nothing of whose ticket it is."""
    return keys[0] if len(keys) == 1 else ""


SOURCE = FeedbackSource(SYSTEM, _claims, hubspot_records, _is_table)
