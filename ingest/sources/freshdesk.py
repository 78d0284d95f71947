"""Freshdesk: the ticket CSV, and the API's tickets with their conversations, contacts and companies.

In the API what came in from outside is the customer's, what went out is staff's, and private notes are never
feedback.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.context import Context, LeftOut, fingerprint, opaque, stored_hints
from ingest.dates import DateOrder
from ingest.items import DropReason, FeedbackItem, FeedbackRecord, Part, Role, Source, Tombstone
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

SYSTEM = "freshdesk"
TICKET, MESSAGE, CONTACT, COMPANY, AGENT = "ticket", "message", "contact", "company", "agent"
FORM = TicketForm(
    SYSTEM,
    form_table({"name": ("full name",), "organization": ("company name",), "agent": ("agent",)}),
    textless="this Freshdesk CSV has no Description column, so its tickets are kept as metadata only; "
    "select Description among the fields when you export, or give the API's JSON with conversations",
)
_CSV = frozenset({"createdtime", "duebytime", "lastupdatetime", "resolutionstatus", "customerinteractions"})
_STATUS = {"2": "open", "3": "pending", "4": "solved", "5": "closed", "6": "waiting", "7": "waiting"}
_PRIORITY = {"1": "low", "2": "medium", "3": "high", "4": "urgent"}
_OUTBOUND = "10"


def kind_of(row: Row) -> str:
    """What an API record is, by its fields; empty when it is none of Freshdesk's."""
    names = row.values.keys()
    if "ticket_id" in names and not names.isdisjoint({"incoming", "body_text"}):
        return MESSAGE
    if "requester_id" in names and not names.isdisjoint({"responder_id", "fwd_emails", "description_text"}):
        return TICKET
    if "ticket_scope" in names:
        return AGENT
    if {"id", "name"} <= names and isinstance(row.values.get("domains"), list):
        return COMPANY
    if {"name", "email", "company_id"} <= names and "subject" not in names:
        return CONTACT
    return ""


def _is_csv(file: Opened) -> bool:
    names = headed(file)
    return "ticketid" in names and len(names & _CSV) >= 2


def _is_table(file: Opened) -> bool:
    """Whether a file is read as the CSV, also where it was only called Freshdesk's."""
    is_api = file.format in ("json", "jsonl") or any(kind_of(row) for row in first_rows(file))
    return _is_csv(file) or not is_api


def _claims(file: Opened) -> bool:
    return _is_csv(file) or any(kind_of(row) for row in first_rows(file))


def freshdesk_records(
    files: Sequence[Opened], constants: Mapping[str, str], order: DateOrder | None, context: Context
) -> Iterator[FeedbackRecord]:
    """One record for each ticket, and for each message that came apart from its ticket."""
    tables = [file for file in files if _is_table(file)]
    pages = [file for file in files if file not in tables]
    for file in tables:
        yield from form_records(FORM, file, constants, order, context)
    reader = _Api(context, order)
    for file in pages:
        reader.learn(file)
    reader.close()
    for file in pages:
        yield from take_each(file, context, lambda row: kind_of(row) in (TICKET, MESSAGE, ""), reader.take)
    if reader.wordless:
        context.report.warn(
            f"{reader.wordless} Freshdesk tickets came without description; list them with "
            "include=description, and view each with include=conversations for what was said later"
        )
    for file in files:
        context.note_format(f"{SYSTEM} {file.format}", file.warnings)


@dataclass(slots=True)
class _Api:
    context: Context
    order: DateOrder | None
    names: dict[str, str] = field(default_factory=dict)
    emails: dict[str, str] = field(default_factory=dict)
    companies: dict[str, dict[str, object]] = field(default_factory=dict)
    wordless: int = 0

    def learn(self, file: Opened) -> None:
        """Take the people and companies of a file."""
        for row in rows_of(file):
            values, kind = row.values, kind_of(row)
            key = scalar(values.get("id"))
            if kind == COMPANY:
                name, hosts = scalar(values.get("name")), values.get("domains")
                self.companies[key] = {"id": f"{SYSTEM}:{key}", "name": name, "domain_names": hosts}
            elif kind in (CONTACT, AGENT):
                person = values if kind == CONTACT else inner(values, "contact")
                self.names[key] = scalar(person.get("name"))
                self.emails[key] = scalar(person.get("email"))

    def close(self) -> None:
        """Let the matching know the companies."""
        if self.companies:
            self.context.learn([self.companies[key] for key in sorted(self.companies)])

    def take(self, row: Row) -> Iterator[FeedbackRecord]:
        """A ticket or a lone message; LeftOut when the row is neither, Deleted when it is gone."""
        kind = kind_of(row)
        if kind == TICKET:
            yield self._ticket(row)
        elif kind == MESSAGE:
            ticket = scalar(row.values.get("ticket_id"))
            if not ticket:
                raise LeftOut(DropReason.NO_ID, "ticket_id")
            part = self._message(FeedbackItem.make_id(Source.TICKET, SYSTEM, ticket), row.values)
            if part is None:
                raise LeftOut(DropReason.EMPTY_TEXT, "body_text")
            yield FeedbackRecord(None, (part,))
        else:
            raise LeftOut(DropReason.NOT_A_RECORD, detail="neither ticket nor conversation")

    def _ticket(self, row: Row) -> FeedbackRecord:
        values = row.values
        external = scalar(values.get("id"))
        if not external:
            raise LeftOut(DropReason.NO_ID, "id")
        item_id = FeedbackItem.make_id(Source.TICKET, SYSTEM, external)
        updated = first_moment(self.context, self.order, [values.get("updated_at")])
        for column in ("deleted", "spam"):
            if truth(values.get(column)):
                raise Deleted(Tombstone(item_id, updated), column)
        created = first_moment(self.context, self.order, [values.get("created_at")])
        if created is None:
            raise LeftOut(DropReason.NO_DATE, "created_at")
        hint = self._hint(values)
        status, priority = scalar(values.get("status")).lower(), scalar(values.get("priority")).lower()
        textless = values.keys().isdisjoint({"description", "description_text", "conversations"})
        self.wordless += textless
        item = FeedbackItem(
            id=item_id,
            source=Source.TICKET,
            external_id=shown_id(self.context, external),
            account=self.context.match(hint),
            occurred_at=created,
            updated_at=updated or created,
            subject=self.context.redact(said(values.get("subject"), html=False), self._names(values)),
            status=_STATUS.get(status, status),
            priority=_PRIORITY.get(priority, priority),
            tags=_tags(self.context, values.get("tags")),
            requester=_person(values.get("requester_id")),
            assignee=_person(values.get("responder_id")),
            file=row.file,
            row=row.number,
            hints=stored_hints(hint),
            metadata_only=textless,
        )
        return FeedbackRecord(item, tuple(self._said(item, values)))

    def _said(self, item: FeedbackItem, values: Values) -> Iterator[Part]:
        text = said(values.get("description_text"), html=False) or said(values.get("description"))
        role = Role.STAFF if scalar(values.get("source")) == _OUTBOUND else Role.CUSTOMER
        author = item.assignee if role is Role.STAFF else item.requester
        first = Spoken("description", text, author, role, item.occurred_at, names=self._names(values))
        if part := part_of(self.context, item.id, first):
            yield part
        for message in objects(values.get("conversations")):
            if part := self._message(item.id, message, self._names(values)):
                yield part

    def _message(self, item_id: str, values: Values, names: tuple[str, ...] = ()) -> Part | None:
        key = scalar(values.get("id"))
        public = not truth(values.get("private"))
        outside = truth(values.get("incoming")) and public
        at = first_moment(self.context, self.order, [values.get("created_at")])
        text = said(values.get("body_text"), html=False) or said(values.get("body"))
        user = scalar(values.get("user_id"))
        spoken = Spoken(
            key=f"message {key or fingerprint(user, at.isoformat() if at else '', text=text)}",
            text=text,
            author=_person(user),
            role=Role.CUSTOMER if outside else Role.STAFF,
            at=at,
            public=public,
            names=(self.names.get(user, ""), *names),
            source_id=key,
        )
        return part_of(self.context, item_id, spoken)

    def _names(self, values: Values) -> tuple[str, ...]:
        people = [scalar(values.get(key)) for key in ("requester_id", "responder_id")]
        return (scalar(inner(values, "requester").get("name")), *(self.names.get(key, "") for key in people))

    def _hint(self, values: Values) -> AccountHint:
        company, requester = scalar(values.get("company_id")), scalar(values.get("requester_id"))
        return AccountHint(
            account=self.context.params.constants.get("account", ""),
            organization_id=f"{SYSTEM}:{company}" if company else "",
            organization_name=scalar(inner(values, "company").get("name")),
            email=scalar(inner(values, "requester").get("email")) or self.emails.get(requester, ""),
        )


def _person(key: object) -> str:
    text = scalar(key)
    return opaque(f"{SYSTEM} user", text) if text else ""


def _tags(context: Context, value: object) -> tuple[str, ...]:
    tags = {scalar(tag) for tag in value} - {""} if isinstance(value, list) else set()
    return tuple(sorted(context.redact(tag) for tag in tags))


SOURCE = FeedbackSource(SYSTEM, _claims, freshdesk_records, _is_table)
