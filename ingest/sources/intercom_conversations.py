"""One Intercom conversation or part to feedback. A part is known by its own id, so an edited one is mended
and one that was redacted at the source goes from the store too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ingest.context import Context, LeftOut, opaque, stored_hints
from ingest.dates import DateOrder
from ingest.items import DropReason, FeedbackItem, FeedbackRecord, Part, Role, Source, Tombstone
from ingest.matching import AccountHint
from ingest.records import Row
from ingest.sources.feedback_source import shown_id
from ingest.sources.intercom_kinds import CONVERSATION, PART, Surroundings, kind_of
from ingest.sources.shapes import Values, inner, objects, said, scalar, truth
from ingest.sources.spoken import Spoken, first_moment, part_of

SYSTEM = "intercom"
MOST_PARTS = 500
_CUSTOMERS = frozenset({"user", "lead", "contact", "visitor"})
_STAFF = frozenset({"admin", "team", "teammate"})
_MACHINES = frozenset({"bot", "operator", "fin", "workflow", "ai_agent"})
_RATED = "conversation_rating"


@dataclass(slots=True)
class IntercomReader:
    """Reads rows with what stands beside them at hand."""

    beside: Surroundings
    order: DateOrder | None
    context: Context
    partless: int = 0
    cut: int = 0

    def take(self, row: Row) -> Iterator[FeedbackRecord]:
        """The row's record, and a tombstone for each part that was redacted at the source; LeftOut when it
        holds none."""
        kind = kind_of(row)
        if kind == CONVERSATION:
            yield from self._conversation(row)
        elif kind == PART:
            yield self._lone_part(row.values)
        else:
            raise LeftOut(DropReason.NOT_A_RECORD, detail="neither conversation nor part")

    def say(self) -> None:
        """Warn of what the rows showed together."""
        if self.partless:
            self.context.report.warn(
                f"{self.partless} Intercom conversations came without parts, as lists and searches give them, "
                "so only their first message was read; retrieve each conversation for the rest"
            )
        if self.cut:
            self.context.report.warn(
                f"{self.cut} Intercom conversations have more parts than came with them (the API gives the "
                f"latest {MOST_PARTS}); a warehouse export holds all"
            )

    def _moment(self, *values: object) -> datetime | None:
        return first_moment(self.context, self.order, values)

    def _conversation(self, row: Row) -> Iterator[FeedbackRecord]:
        values = row.values if isinstance(row.values.get("source"), dict) else _nested(row.values)
        external = scalar(values.get("id"))
        if not external:
            raise LeftOut(DropReason.NO_ID, "id")
        created = self._moment(values.get("created_at"))
        if created is None:
            raise LeftOut(DropReason.NO_DATE, "created_at")
        item = self._item(row, values, external, created)
        spoken = list(self._spoken(values, created))
        parts = [part for one in spoken if (part := part_of(self.context, item.id, one))]
        whole = "conversation_parts" in values
        if whole and item.score is None and not any(part.role is Role.CUSTOMER for part in parts):
            raise LeftOut(DropReason.NO_CUSTOMER_WORDS, "conversation_parts")
        self._count_missing(row, values)
        yield FeedbackRecord(item, tuple({part.id: part for part in parts}.values()))
        for key, at in self._redacted(values):
            yield FeedbackRecord(None, (), Tombstone(Part.make_id(item.id, key), at))

    def _count_missing(self, row: Row, values: Values) -> None:
        listed = inner(values, "conversation_parts")
        if "conversation_parts" not in values:
            self.partless += values is row.values
            return
        count = len(objects(listed.get("conversation_parts")))
        total = scalar(listed.get("total_count"))
        self.cut += count >= MOST_PARTS or (total.isdecimal() and len(total) < 9 and int(total) > count)

    def _item(self, row: Row, values: Values, external: str, created: datetime) -> FeedbackItem:
        author = inner(values, "source", "author")
        contacts = self._contacts(values, external)
        names = [scalar(author.get("name")), *(self.beside.names.get(key, "") for key in contacts)]
        hint = self._hint(values, contacts)
        score = _rating(inner(values, _RATED).get("rating"))
        subject = said(values.get("title")) or said(inner(values, "source").get("subject"))
        return FeedbackItem(
            id=FeedbackItem.make_id(Source.TICKET, SYSTEM, external),
            source=Source.TICKET,
            external_id=shown_id(self.context, external),
            account=self.context.match(hint),
            occurred_at=created,
            updated_at=self._moment(values.get("updated_at")) or created,
            subject=self.context.redact(subject, names),
            score=score,
            score_scale="" if score is None else "csat",
            status=scalar(values.get("state")).lower(),
            priority="high" if scalar(values.get("priority")).lower() in ("priority", "true") else "",
            tags=self._tags(values, external),
            requester=_person("user", contacts[0] if contacts else ""),
            assignee=_person("admin", scalar(values.get("admin_assignee_id"))),
            file=row.file,
            row=row.number,
            hints=stored_hints(hint),
        )

    def _contacts(self, values: Values, external: str) -> list[str]:
        """Ids of the people the conversation is with, the one who wrote first before the others."""
        author = inner(values, "source", "author")
        first = scalar(author.get("id")) if scalar(author.get("type")) in _CUSTOMERS else ""
        listed = [scalar(one.get("id")) for one in objects(inner(values, "contacts").get("contacts"))]
        linked = sorted(self.beside.contacts.get(external, ()))
        return list(dict.fromkeys(key for key in (first, *listed, *linked) if key))

    def _spoken(self, values: Values, created: datetime) -> Iterator[Spoken]:
        source = inner(values, "source")
        parts = objects(inner(values, "conversation_parts").get("conversation_parts"))
        names = {scalar(inner(one, "author").get("name")) for one in (source, *parts)}
        if not truth(source.get("redacted")):
            yield from self._message({**source, "created_at": created, "id": ""}, "source", names)
        for part in parts:
            yield from self._message(part, _part_key(part), names)
        remark = said(inner(values, _RATED).get("remark"), html=False)
        at = self._moment(inner(values, _RATED).get("created_at")) or created
        yield Spoken("rating", remark, "", Role.CUSTOMER, at, names=tuple(sorted(names)))

    def _message(self, values: Values, key: str, names: Iterable[str] = ()) -> Iterator[Spoken]:
        """The message as spoken, with the names of all who spoke; nothing for a machine's or a redacted
        one."""
        author = inner(values, "author")
        kind = scalar(author.get("type")).lower()
        is_machine = truth(author.get("from_ai_agent")) or truth(author.get("is_ai_answer"))
        if is_machine or kind in _MACHINES or truth(values.get("redacted")):
            return
        public = not scalar(values.get("part_type")).lower().startswith("note")
        role = Role.CUSTOMER if kind in _CUSTOMERS else Role.STAFF if kind in _STAFF else Role.UNKNOWN
        who = scalar(author.get("id"))
        yield Spoken(
            key=key,
            text=said(values.get("body"), html=True),
            author=_person("user" if kind in _CUSTOMERS else "admin", who),
            role=role if public else Role.STAFF,
            at=self._moment(values.get("created_at")),
            public=public,
            names=(*sorted(names), self.beside.names.get(who, "")),
            source_id=scalar(values.get("id")),
        )

    def _redacted(self, values: Values) -> Iterator[tuple[str, datetime | None]]:
        updated = self._moment(values.get("updated_at"))
        if truth(inner(values, "source").get("redacted")):
            yield "source", updated
        for part in objects(inner(values, "conversation_parts").get("conversation_parts")):
            if truth(part.get("redacted")):
                yield _part_key(part), self._moment(part.get("updated_at")) or updated

    def _lone_part(self, values: Values) -> FeedbackRecord:
        """A warehouse's part, whose conversation is another row."""
        conversation = scalar(values.get("conversation_id"))
        if not conversation:
            raise LeftOut(DropReason.NO_ID, "conversation_id")
        author = {"id": values.get("author_id"), "type": values.get("author_type")}
        item_id = FeedbackItem.make_id(Source.TICKET, SYSTEM, conversation)
        spoken = list(self._message({**values, "author": author}, _part_key(values)))
        if not spoken:
            raise LeftOut(DropReason.NO_CUSTOMER_WORDS, "author_type", "a bot's, or redacted")
        part = part_of(self.context, item_id, spoken[0])
        if part is None:
            raise LeftOut(DropReason.EMPTY_TEXT, "body")
        return FeedbackRecord(None, (part,))

    def _tags(self, values: Values, external: str) -> tuple[str, ...]:
        own = {scalar(tag.get("name")) for tag in objects(inner(values, "tags").get("tags"))}
        linked = {self.beside.titles.get(key, "") for key in self.beside.tags.get(external, ())}
        return tuple(sorted(self.context.redact(tag) for tag in (own | linked) - {""}))

    def _hint(self, values: Values, contacts: list[str]) -> AccountHint:
        company = inner(values, "company")
        key = scalar(company.get("id"))
        if not key and contacts:
            known = self.beside.company_of.get(contacts[0], set()) - {""}
            key = next(iter(known)) if len(known) == 1 else ""
        emails = [scalar(inner(values, "source", "author").get("email"))] if contacts else []
        emails += [self.beside.emails.get(contact, "") for contact in contacts]
        return AccountHint(
            account=self.context.params.constants.get("account", ""),
            external_id=scalar(company.get("company_id")),
            organization_id=f"{SYSTEM}:{key}" if key else "",
            organization_name=scalar(company.get("name")),
            email=next((email for email in emails if "@" in email), ""),
        )


def _nested(values: Values) -> dict[str, object]:
    """A warehouse's flat row in the shape of the API."""
    author = {"id": values.get("source_author_id"), "type": values.get("source_author_type")}
    source = {
        "author": author,
        "body": values.get("source_body"),
        "subject": values.get("source_subject"),
    }
    rating = {
        "rating": values.get("conversation_rating_value"),
        "remark": values.get("conversation_rating_remark"),
        "created_at": values.get("conversation_rating_created_at"),
    }
    is_admin = values.get("assignee_type") == "admin"
    return {
        **values,
        "source": source,
        _RATED: rating,
        "admin_assignee_id": values.get("assignee_id") if is_admin else None,
    }


def _part_key(part: Values) -> str:
    return f"part {scalar(part.get('id'))}"


def _person(kind: str, key: str) -> str:
    return opaque(f"{SYSTEM} {kind}", key)


def _rating(value: object) -> float | None:
    text = scalar(value).removesuffix(".0")
    return float(text) if text in ("1", "2", "3", "4", "5") else None
