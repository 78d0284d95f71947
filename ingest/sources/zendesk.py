"""Zendesk's JSON exports and warehouse rows: organizations, users, tickets and comments, in any files.

Comments come apart from their tickets, often in another file or another month, so a comment is handed on
alone and its author is compared with the stored ticket's requester later. The first comment repeats the
ticket's description: both get the same part id, so it is stored once whichever comes first.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ingest.cleaning import clean_text
from ingest.context import Context, LeftOut, fingerprint, opaque
from ingest.dates import DateOrder, parse_moment
from ingest.items import Dropped, DropReason, FeedbackItem, FeedbackRecord, Part, Role, Source
from ingest.mapping import plain_name
from ingest.matching import AccountHint
from ingest.people import Roster
from ingest.records import Opened, Row
from ingest.values import as_text

SYSTEM = "zendesk"
TICKET, COMMENT, USER, ORGANIZATION = "ticket", "comment", "user", "organization"
_GROUPS = {"tickets": TICKET, "comments": COMMENT, "users": USER, "organizations": ORGANIZATION}
_PROBE = 50
_GONE = frozenset({"deleted", "spam", "suspended"})
_STAFF_ROLES = frozenset({"agent", "admin", "owner", "light agent"})


def kind_of(row: Row) -> str:
    """What a Zendesk record is, by the list it stood in or the fields it has; empty when it is none."""
    names = row.values.keys()
    if "ticket_id" in names and not names.isdisjoint({"body", "plain_body", "html_body"}):
        return COMMENT
    if row.group in _GROUPS:
        return _GROUPS[row.group]
    if not names.isdisjoint({"domain_names", "organization_fields", "shared_tickets"}) and "name" in names:
        return ORGANIZATION
    if {"email", "role"} <= names and "subject" not in names:
        return USER
    if "requester_id" in names and not names.isdisjoint({"description", "subject"}):
        return TICKET
    return ""


def kinds_in(source: Opened) -> set[str]:
    """The kinds of the first records of a file; a JSON page is looked through whole."""
    probe = source.records()
    first = [record for record in itertools.islice(probe, _PROBE) if isinstance(record, Row)]
    kinds = {kind_of(row) for row in first}
    if source.format == "json" and any(row.group for row in first):
        kinds |= {kind_of(record) for record in probe if isinstance(record, Row)}
    return kinds - {""}


@dataclass(slots=True)
class People:
    """The export's users: who is staff, which organization somebody belongs to, which names to blank."""

    staff: set[str] = field(default_factory=set)
    emails: dict[str, str] = field(default_factory=dict)
    organizations: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    roster: Roster = field(default_factory=Roster)

    def close(self) -> None:
        """Know all names by now."""
        self.roster = Roster(sorted(set(self.names.values())))

    def add(self, values: Mapping[str, object], staff_domains: Sequence[str]) -> None:
        """Learn a user row."""
        key = as_text(values.get("id"))
        if not key:
            return
        email = as_text(values.get("email")).lower()
        domain = email.rpartition("@")[2]
        if as_text(values.get("role")).lower() in _STAFF_ROLES or (domain and domain in staff_domains):
            self.staff.add(key)
        if email:
            self.emails[key] = email
        if organization := as_text(values.get("organization_id")):
            self.organizations[key] = organization
        if name := as_text(values.get("name")):
            self.names[key] = name

    def in_text(self, text: str, *authors: str) -> list[str]:
        """The names to blank in a text by these authors."""
        return [*(self.names[key] for key in authors if key in self.names), *self.roster.named_in(text)]


def organization_rows(sources: Sequence[Opened]) -> list[dict[str, object]]:
    """All organizations of the files, by id; the last of equal ids wins."""
    rows: dict[str, dict[str, object]] = {}
    for source in sources:
        for record in source.records():
            if isinstance(record, Row) and kind_of(record) == ORGANIZATION:
                rows[as_text(record.values.get("id"))] = record.values
    return [rows[key] for key in sorted(rows)]


def people_of(sources: Sequence[Opened], staff_domains: Sequence[str]) -> People:
    """All users of the files."""
    people = People()
    for source in sources:
        for record in source.records():
            if isinstance(record, Row) and kind_of(record) == USER:
                people.add(record.values, staff_domains)
    people.close()
    return people


def feedback_of(
    sources: Sequence[Opened], people: People, order: DateOrder | None, context: Context
) -> Iterator[FeedbackRecord]:
    """The tickets and comments of the files, one record each; what is neither is dropped with its reason."""
    reader = _Reader(people, order or DateOrder.MIXED, context)
    for source in sources:
        for record in source.followed(context.progress):
            if isinstance(record, Dropped):
                context.report.read += 1
                context.report.drop(record)
                continue
            kind = kind_of(record)
            if kind in (USER, ORGANIZATION):
                continue
            context.report.read += 1
            try:
                found = reader.ticket(record) if kind == TICKET else reader.comment(record, kind)
            except LeftOut as left:
                context.drop(record.file, record.number, left)
            else:
                yield found
    if reader.opened_by_others:
        context.report.warn(
            f"{reader.opened_by_others} tickets were opened by somebody other than their requester; "
            "those first words are kept as context, not counted as feedback"
        )


@dataclass(slots=True)
class _Reader:
    people: People
    order: DateOrder
    context: Context
    opened_by_others: int = 0

    def _moment(self, *values: object) -> datetime | None:
        for value in values:
            moment = parse_moment(value, self.order, self.context.params.zone)
            if moment is not None:
                return moment
        return None

    def ticket(self, row: Row) -> FeedbackRecord:
        """A ticket with its description as the first part."""
        values = row.values
        external = as_text(values.get("id"))
        if not external:
            raise LeftOut(DropReason.NO_ID, "id")
        status = as_text(values.get("status")).lower()
        if status in _GONE:
            raise LeftOut(DropReason.DELETED, "status")
        created = self._moment(values.get("created_at"))
        if created is None:
            raise LeftOut(DropReason.NO_DATE, "created_at")
        requester = as_text(values.get("requester_id"))
        hint = self._hint(values, requester)
        item_id = FeedbackItem.make_id(Source.TICKET, SYSTEM, external)
        subject = clean_text(as_text(values.get("subject")))
        item = FeedbackItem(
            id=item_id,
            source=Source.TICKET,
            external_id=external,
            account=self.context.match(hint),
            occurred_at=created,
            updated_at=self._moment(values.get("updated_at")) or created,
            subject=self.context.redact(subject, self.people.in_text(subject, requester)),
            status=status,
            priority=as_text(values.get("priority")).lower(),
            tags=tuple(self.context.redact(tag) for tag in _tags(values.get("tags"))),
            requester=opaque("user", requester),
            assignee=opaque("user", as_text(values.get("assignee_id"))),
            file=row.file,
            row=row.number,
            hints=self.context.later(hint),
        )
        return FeedbackRecord(item, tuple(self._said(item, values, requester)))

    def _said(self, item: FeedbackItem, values: Mapping[str, object], requester: str) -> Iterator[Part]:
        author = as_text(values.get("submitter_id")) or requester
        clean = clean_text(as_text(values.get("description")))
        part = self._part(item.id, author, item.occurred_at, clean)
        if part is not None:
            yield _as(part, self._role(author) if author else Role.CUSTOMER)
            if author not in (requester, "") and author not in self.people.staff:
                self.opened_by_others += 1
        rating = values.get("satisfaction_rating")
        comment = clean_text(as_text(rating.get("comment"))) if isinstance(rating, dict) else ""
        part = self._part(item.id, requester, item.occurred_at, comment)
        if part is not None:
            yield _as(part, Role.CUSTOMER)

    def _role(self, author: str) -> Role | None:
        """Staff where the users say so; else None, as the author is compared with the stored requester:
        the first comment, which knows no requester, then is the very same part as the description."""
        return Role.STAFF if author in self.people.staff else None

    def comment(self, row: Row, kind: str) -> FeedbackRecord:
        """A comment alone; a private one is staff context and never feedback."""
        if kind != COMMENT:
            raise LeftOut(DropReason.NOT_A_RECORD, detail="neither ticket nor comment")
        values = row.values
        ticket = as_text(values.get("ticket_id"))
        if not ticket:
            raise LeftOut(DropReason.NO_ID, "ticket_id")
        author = as_text(values.get("author_id") or values.get("user_id"))
        at = self._moment(values.get("created_at"), values.get("created"))
        item_id = FeedbackItem.make_id(Source.TICKET, SYSTEM, ticket)
        part = self._part(item_id, author, at, _body(values))
        if part is None:
            raise LeftOut(DropReason.EMPTY_TEXT, "body")
        public = as_text(values.get("public")).lower() not in ("false", "0", "no", "f")
        role = self._role(author) if public else Role.STAFF
        return FeedbackRecord(None, (_as(part, role, public=public),))

    def _part(self, item_id: str, author: str, at: datetime | None, clean: str) -> Part | None:
        """A part whose id, position and text depend on author, second and words alone."""
        text = self.context.redact(clean, self.people.in_text(clean, author))
        if not text:
            return None
        second = int(at.timestamp()) if at else 0
        key = fingerprint("said", author, str(second), text=clean)
        return Part(
            id=Part.make_id(item_id, key),
            item_id=item_id,
            position=second,
            role=None,
            text=text,
            author=opaque("user", author),
            at=at.replace(microsecond=0) if at else None,
        )

    def _hint(self, values: Mapping[str, object], requester: str) -> AccountHint:
        organization = as_text(values.get("organization_id")) or self.people.organizations.get(requester, "")
        return AccountHint(
            account=self.context.params.constants.get("account", ""),
            organization_id=organization,
            email=self.people.emails.get(requester, ""),
        )


def _as(part: Part, role: Role | None, *, public: bool = True) -> Part:
    speaker = {Role.CUSTOMER: "Customer", Role.STAFF: "Agent"}.get(role, "") if role else ""
    return Part(part.id, part.item_id, part.position, role, part.text, speaker, part.author, part.at, public)


def _body(values: Mapping[str, object]) -> str:
    for name in ("body", "plain_body"):
        if text := clean_text(as_text(values.get(name))):
            return text
    return clean_text(as_text(values.get("html_body")), html=True)


def _tags(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(sorted({as_text(tag) for tag in value} - {""}))
    return tuple(sorted(set(as_text(value).replace(",", " ").split())))


def looks_like_csv_export(headers: Sequence[str]) -> bool:
    """Whether the columns are those of Zendesk's own ticket CSV, which holds no ticket text."""
    names = {plain_name(header) for header in headers}
    return len(names & {"summationcolumn", "requesterid", "satisfactionscore", "assignedat", "reopens"}) >= 2
