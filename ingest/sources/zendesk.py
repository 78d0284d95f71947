"""Zendesk's JSON exports and warehouse rows: organizations, users, tickets and comments, in any files.

Comments come apart from their tickets, often in another file or another month, so a comment is handed on
alone and its author is compared with the stored ticket's requester later. The first comment repeats the
ticket's description: both get the same part id, so it is stored once whichever comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ingest.cleaning import clean_text
from ingest.context import Context, LeftOut, fingerprint, opaque
from ingest.dates import DateOrder, parse_moment
from ingest.items import Dropped, DropReason, FeedbackItem, FeedbackRecord, Part, Role, Source
from ingest.matching import AccountHint
from ingest.records import Opened, Row
from ingest.sources.feedback_source import FeedbackSource, first_rows
from ingest.sources.help_desk_people import People
from ingest.values import as_text

SYSTEM = "zendesk"
TICKET, COMMENT, USER, ORGANIZATION = "ticket", "comment", "user", "organization"
_GROUPS = {"tickets": TICKET, "comments": COMMENT, "users": USER, "organizations": ORGANIZATION}
_GONE = frozenset({"deleted", "spam", "suspended"})


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
    first = first_rows(source)
    kinds = {kind_of(row) for row in first}
    if source.format == "json" and any(row.group for row in first):
        kinds |= {kind_of(record) for record in source.records() if isinstance(record, Row)}
    return kinds - {""}


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


def zendesk_records(
    files: Sequence[Opened], _constants: Mapping[str, str], order: DateOrder | None, context: Context
) -> Iterator[FeedbackRecord]:
    """The tickets and comments of the files, one record each; what is neither is dropped with its reason.

    Users and organizations are no feedback and not counted; what cannot be read of them is.
    """
    kinds = {file.file.place: kinds_in(file) for file in files}
    rows = organization_rows([file for file in files if ORGANIZATION in kinds[file.file.place]])
    if rows:
        context.learn(rows)
    people = people_of(
        [file for file in files if USER in kinds[file.file.place]], context.params.staff_domains
    )
    said = [
        file for file in files if kinds[file.file.place] & {TICKET, COMMENT} or not kinds[file.file.place]
    ]
    said.sort(key=lambda file: (TICKET not in kinds[file.file.place], file.file.name, file.file.place))
    yield from _feedback_of(said, people, order, context)
    for file in files:
        context.note_format(f"zendesk {file.format}", file.warnings)
        if file not in said:
            context.count_damage(file)


def _feedback_of(
    sources: Sequence[Opened], people: People, order: DateOrder | None, context: Context
) -> Iterator[FeedbackRecord]:
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


SOURCE = FeedbackSource("zendesk", lambda file: bool(kinds_in(file)), zendesk_records)
