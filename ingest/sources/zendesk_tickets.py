"""One Zendesk ticket, comment or event to feedback.

The first comment repeats the ticket's description: both get the same part id, so it is stored once whichever
comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ingest.context import Context, LeftOut, fingerprint, opaque, stored_hints
from ingest.dates import DateOrder, parse_moment
from ingest.items import DropReason, FeedbackItem, FeedbackRecord, Part, Role, Source, Tombstone
from ingest.matching import AccountHint
from ingest.records import Row
from ingest.sources.feedback_source import Deleted, shown_id
from ingest.sources.shapes import Values, inner, objects, said, scalar
from ingest.sources.zendesk_kinds import COMMENT, EVENT, TICKET, Surroundings, kind_of
from ingest.values import as_text

SYSTEM = "zendesk"
GONE = frozenset({"deleted", "spam", "suspended"})


def satisfaction(score: object) -> float | None:
    """Zendesk's two grades on the scale of 1 to 5: good is 5, bad is 1; None for offered and the like."""
    word = scalar(score).lower()
    return 5.0 if word.startswith("good") else 1.0 if word.startswith("bad") else None


def has_comment(row: Row) -> bool:
    """Whether an event of a ticket (an audit) says something."""
    return any(_is_comment(event) for event in _events(row.values))


@dataclass(slots=True)
class ZendeskReader:
    """Reads rows with what stands beside them at hand."""

    beside: Surroundings
    order: DateOrder
    context: Context
    opened_by_others: int = 0

    def take(self, row: Row) -> Iterator[FeedbackRecord]:
        """The row's record; LeftOut when it holds none, Deleted when it is gone."""
        kind = kind_of(row)
        if kind == TICKET:
            yield self._ticket(row)
        elif kind == COMMENT:
            yield FeedbackRecord(None, (self._comment(row.values, _ticket_of(row.values)),))
        elif kind == EVENT:
            yield FeedbackRecord(None, tuple(self._event(row.values)))
        else:
            raise LeftOut(DropReason.NOT_A_RECORD, detail="neither ticket nor comment")

    def say(self) -> None:
        """Warn of what the rows showed together."""
        if self.opened_by_others:
            self.context.report.warn(
                f"{self.opened_by_others} tickets were opened by somebody other than their requester; "
                "those first words are kept as context, not counted as feedback"
            )

    def _moment(self, *values: object) -> datetime | None:
        for value in values:
            moment = parse_moment(value, self.order, self.context.params.zone)
            if moment is not None:
                return moment
        return None

    def _ticket(self, row: Row) -> FeedbackRecord:
        """A ticket with its description, its comments if they come with it, and its rating's comment."""
        values = row.values
        external = scalar(values.get("id"))
        if not external:
            raise LeftOut(DropReason.NO_ID, "id")
        item_id = FeedbackItem.make_id(Source.TICKET, SYSTEM, external)
        status = scalar(values.get("status")).lower()
        created, updated = self._moment(values.get("created_at")), self._moment(values.get("updated_at"))
        if status in GONE:
            raise Deleted(Tombstone(item_id, updated), "status")
        if created is None:
            raise LeftOut(DropReason.NO_DATE, "created_at")
        requester = _key(values, "requester")
        hint = self._hint(values, requester)
        subject = said(values.get("subject") or values.get("raw_subject"), html=False)
        score = satisfaction(inner(values, "satisfaction_rating").get("score"))
        tags = {*_tags(values.get("tags")), *self.beside.tags.get(external, ())}
        item = FeedbackItem(
            id=item_id,
            source=Source.TICKET,
            external_id=shown_id(self.context, external),
            account=self.context.match(hint),
            occurred_at=created,
            updated_at=updated or created,
            subject=self.context.redact(subject, self._names(subject, values, requester)),
            score=score,
            score_scale="csat" if score is not None else "",
            status=status,
            priority=scalar(values.get("priority")).lower(),
            tags=tuple(sorted(self.context.redact(tag) for tag in tags)),
            requester=opaque("user", requester),
            assignee=opaque("user", _key(values, "assignee")),
            file=row.file,
            row=row.number,
            hints=stored_hints(hint),
        )
        parts = {part.id: part for part in self._said(item, values, requester)}
        return FeedbackRecord(item, tuple(parts.values()))

    def _said(self, item: FeedbackItem, values: Values, requester: str) -> Iterator[Part]:
        author = _key(values, "submitter") or requester
        part = self._part(item.id, author, item.occurred_at, said(values.get("description"), html=False))
        if part is not None:
            yield _as(part, self._role(author) if author else Role.CUSTOMER)
            if author not in (requester, "") and author not in self.beside.people.staff:
                self.opened_by_others += 1
        for comment in objects(values.get("comments")):
            try:
                yield self._comment(comment, scalar(values.get("id")))
            except LeftOut:
                continue
        words = said(inner(values, "satisfaction_rating").get("comment"), html=False)
        part = self._part(item.id, requester, item.occurred_at, words)
        if part is not None:
            yield _as(part, Role.CUSTOMER)

    def _role(self, author: str) -> Role | None:
        """Staff where the users say so; else None, as the author is compared with the stored requester:
        the first comment, which knows no requester, then is the very same part as the description."""
        return Role.STAFF if author in self.beside.people.staff else None

    def _event(self, values: Values) -> Iterator[Part]:
        """The comments among a ticket event's changes."""
        ticket = _ticket_of(values)
        when = {"created_at": values.get("created_at") or values.get("timestamp")}
        author = {"author_id": values.get("author_id") or values.get("updater_id")}
        found = 0
        for event in _events(values):
            if _is_comment(event):
                try:
                    yield self._comment({**when, **author, **event}, ticket)
                except LeftOut:
                    continue
                found += 1
        if not found:
            raise LeftOut(DropReason.EMPTY_TEXT, "body")

    def _comment(self, values: Values, ticket: str) -> Part:
        """A comment; a private one is staff context and never feedback."""
        author = scalar(values.get("author_id")) or scalar(values.get("user_id"))
        at = self._moment(values.get("created_at"), values.get("created"))
        item_id = FeedbackItem.make_id(Source.TICKET, SYSTEM, ticket)
        part = self._part(item_id, author, at, _body(values), scalar(values.get("id")))
        if part is None:
            raise LeftOut(DropReason.EMPTY_TEXT, "body")
        public = scalar(values.get("public")).lower() not in ("false", "0", "no", "f")
        return _as(part, self._role(author) if public else Role.STAFF, public=public)

    def _part(
        self, item_id: str, author: str, at: datetime | None, clean: str, comment: str = ""
    ) -> Part | None:
        """A part whose id, position and text depend on author, second and words alone; without a time, the
        comment's own id tells it from others."""
        text = self.context.redact(clean, self.beside.people.in_text(clean, author))
        if not text:
            return None
        second = str(int(at.timestamp())) if at else f"comment {comment}" if comment else "0"
        return Part(
            id=Part.make_id(item_id, fingerprint("said", author, second, text=clean)),
            item_id=item_id,
            position=int(second) if at else 0,
            role=None,
            text=text,
            author=opaque("user", author),
            at=at.replace(microsecond=0) if at else None,
            source_key=opaque("comment", comment),
        )

    def _names(self, text: str, values: Values, requester: str) -> list[str]:
        names = [scalar(inner(values, who).get("name")) for who in ("requester", "submitter", "assignee")]
        return [*self.beside.people.in_text(text, requester), *filter(None, names)]

    def _hint(self, values: Values, requester: str) -> AccountHint:
        people, organization = self.beside.people, inner(values, "organization")
        return AccountHint(
            account=self.context.params.constants.get("account", ""),
            external_id=scalar(organization.get("external_id")),
            organization_id=_key(values, "organization") or people.organizations.get(requester, ""),
            organization_name=scalar(organization.get("name")),
            email=people.emails.get(requester, "") or scalar(inner(values, "requester").get("email")),
        )


def _ticket_of(values: Values) -> str:
    ticket = scalar(values.get("ticket_id"))
    if not ticket:
        raise LeftOut(DropReason.NO_ID, "ticket_id", "the comment names no ticket")
    return ticket


def _key(values: Values, who: str) -> str:
    """The id of a ticket's person or organization, which some exports nest."""
    return scalar(values.get(f"{who}_id")) or scalar(inner(values, who).get("id"))


def _as(part: Part, role: Role | None, *, public: bool = True) -> Part:
    speaker = {Role.CUSTOMER: "Customer", Role.STAFF: "Agent"}.get(role, "") if role else ""
    return replace(part, role=role, speaker=speaker, public=public)


def _events(values: Mapping[str, object]) -> list[Values]:
    return [*objects(values.get("child_events")), *objects(values.get("events"))]


def _is_comment(event: Values) -> bool:
    return "Comment" in (event.get("event_type"), event.get("type"))


def _body(values: Values) -> str:
    for name in ("body", "plain_body"):
        if text := said(values.get(name), html=False):
            return text
    return said(values.get("html_body"), html=True)


def _tags(value: object) -> list[str]:
    if isinstance(value, list):
        return [text for text in map(scalar, value) if text]
    return as_text(value).replace(",", " ").split()
