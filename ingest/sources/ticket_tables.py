"""Tickets from any table (a help desk's CSV, a warehouse query): one row is one ticket with the customer's
words in one column.

A system's own table is the same with more headers (``TicketForm``). Where such a table holds no words, its
tickets are kept as metadata and the import says what to export instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from accounts.tables import Column, ColumnType, Table
from ingest.context import Context, LeftOut, opaque, stored_hints
from ingest.dates import DateOrder
from ingest.items import DropReason, FeedbackItem, FeedbackRecord, Part, Role, Source, Tombstone
from ingest.mapping import plain_name
from ingest.matching import AccountHint
from ingest.records import Opened, Row
from ingest.sources.contact_cell import Contact, contacts_in, telling_address
from ingest.sources.feedback_source import Deleted, FeedbackSource, Reader, first_rows, shown_id
from ingest.sources.feedback_tables import TICKETS
from ingest.sources.shapes import said, truth
from ingest.sources.surveys import hint_of
from ingest.sources.typed_rows import TypedRows, typed_rows
from ingest.values import as_text

SYSTEM = "table"
_GONE = frozenset({"deleted", "spam"})
_DURATION = re.compile(r"-?\d{1,4}:[0-5]\d(?::[0-5]\d)?")


@dataclass(frozen=True, slots=True)
class TicketForm:
    """A system's table of tickets. ``textless`` is said of a file without a column of words, whose tickets
    are then kept as metadata; where it is empty, such a file is refused. ``scores`` reads a satisfaction
    column as 1 to 5; ``spaced_tags``: tags are parted by spaces."""

    system: str
    table: Table
    textless: str = ""
    spaced_tags: bool = False
    scores: Mapping[str, float] | None = None


ANY = TicketForm(SYSTEM, TICKETS)


def form_table(headers: Mapping[str, tuple[str, ...]], *more: str) -> Table:
    """The fields of any ticket table by a system's own headers, and ``more`` text fields; words are not
    required."""
    columns = [
        replace(
            column,
            aliases=(*headers.get(column.name, ()), *column.aliases),
            required=column.required and column.name != "text",
        )
        for column in TICKETS.columns
    ]
    columns += [Column(name, ColumnType.TEXT, headers.get(name, ())) for name in more]
    return Table(TICKETS.kind, tuple(columns), TICKETS.key, TICKETS.account_column)


def headed(file: Opened) -> frozenset[str]:
    """A table's plain column names; none where it has no rows."""
    rows = first_rows(file)
    return frozenset(map(plain_name, rows[0].values)) if rows else frozenset()


def form_reader(form: TicketForm) -> Reader:
    """Reads files of the form: one record for each row."""

    def records(
        files: Sequence[Opened], constants: Mapping[str, str], order: DateOrder | None, context: Context
    ) -> Iterator[FeedbackRecord]:
        for file in files:
            yield from form_records(form, file, constants, order, context)
            name = file.format if form is ANY else f"{form.system} {file.format}"
            context.note_format(name, file.warnings)

    return records


def form_records(
    form: TicketForm,
    source: Opened,
    constants: Mapping[str, str],
    order: DateOrder | None,
    context: Context,
) -> Iterator[FeedbackRecord]:
    """One record for each row of one file; SourceError for a table without what is required."""
    known = None if form is ANY else context.params.mapping
    table = typed_rows(form.table, source, constants, order, context, known)
    reader = _Tickets(form, table, context, "text" not in table.found and "text" not in constants)
    if reader.textless and table.found:
        context.report.warn(f"{source.file.name}: {form.textless}")
    for row, cells in table.rows():
        try:
            record = reader.ticket(row, cells)
        except Deleted as left:
            context.drop(row.file, row.number, left)
            yield FeedbackRecord(None, (), left.gone)
        except LeftOut as left:
            context.drop(row.file, row.number, left)
        else:
            yield record


@dataclass(frozen=True, slots=True)
class _Tickets:
    form: TicketForm
    table: TypedRows
    context: Context
    textless: bool

    def ticket(self, row: Row, cells: Mapping[str, object]) -> FeedbackRecord:
        """The ticket in a row; LeftOut when it holds none, Deleted when it is gone."""
        table = self.table
        external = as_text(cells["id"])
        if not external:
            raise LeftOut(DropReason.NO_ID, table.header("id"))
        system = self.context.params.constants.get("system", self.form.system)
        item_id = FeedbackItem.make_id(Source.TICKET, system, external)
        self._refuse_gone(cells, item_id)
        at = table.readers["date"].moment(cells["date"])
        if at is None:
            raise LeftOut(DropReason.NO_DATE, table.header("date"), _why_no_date(cells["date"]))
        people = contacts_in(as_text(cells.get("people")))
        cells, hint = _asked_by(people, cells), hint_of(_asked_by(people, cells, is_hint=True))
        names = [as_text(cells["name"]), as_text(cells["agent"]), as_text(cells.get("submitter"))]
        names += [one.name for one in people]
        text = self.context.redact(said(cells["text"]), names)
        if not text and not self.textless:
            raise LeftOut(DropReason.EMPTY_TEXT, table.header("text"))
        item = self._item(row, cells, hint, (item_id, at, names))
        if not text:
            return FeedbackRecord(item, ())
        part_id = Part.make_id(item.id, "text")
        return FeedbackRecord(
            item, (Part(part_id, item.id, 0, Role.CUSTOMER, text, "Customer", item.requester, at),)
        )

    def _refuse_gone(self, cells: Mapping[str, object], item_id: str) -> None:
        for column, is_gone in (
            ("status", as_text(cells["status"]).lower() in _GONE),
            ("deleted", truth(cells.get("deleted"))),
        ):
            if is_gone:
                updated = self.table.readers["updated"].moment(cells["updated"])
                raise Deleted(Tombstone(item_id, updated), self.table.header(column))

    def _item(
        self,
        row: Row,
        cells: Mapping[str, object],
        hint: AccountHint,
        known: tuple[str, datetime, list[str]],
    ) -> FeedbackItem:
        """The ticket itself; ``known`` are its id, its time and the names to blank."""
        context, external = self.context, as_text(cells["id"])
        item_id, at, names = known
        score = (self.form.scores or {}).get(as_text(cells.get("score")).lower())
        return FeedbackItem(
            id=item_id,
            source=Source.TICKET,
            external_id=(context.redact(external) if self.form is ANY else shown_id(context, external)),
            account=context.match(hint),
            occurred_at=at,
            updated_at=self.table.readers["updated"].moment(cells["updated"]) or at,
            subject=context.redact(said(cells["subject"], html=False), names),
            score=score,
            score_scale="" if score is None else "csat",
            status=as_text(cells["status"]).lower(),
            priority=as_text(cells["priority"]).lower(),
            tags=self._tags(cells),
            requester=_requester(cells),
            assignee=opaque("person", as_text(cells["agent"])),
            file=row.file,
            row=row.number,
            hints=stored_hints(hint),
            metadata_only=self.textless,
        )

    def _tags(self, cells: Mapping[str, object]) -> tuple[str, ...]:
        value = self.table.read(cells, "tags")
        tags = value if isinstance(value, list) else []
        if self.form.spaced_tags:
            tags = [piece for tag in tags for piece in tag.split()]
        return tuple(sorted({self.context.redact(tag) for tag in tags}))


def _asked_by(
    people: Sequence[Contact], cells: Mapping[str, object], *, is_hint: bool = False
) -> Mapping[str, object]:
    """The cells with the first of the people as who asked, where no column of its own says that; for a hint
    with the address that tells of an account."""
    if not people or as_text(cells["email"]) or as_text(cells["name"]):
        return cells
    email = telling_address(people) if is_hint else people[0].email
    return {**cells, "email": email, "name": people[0].name}


def _requester(cells: Mapping[str, object]) -> str:
    if user := as_text(cells.get("requester_key")):
        return opaque("user", user)
    return opaque("person", as_text(cells["email"]) or as_text(cells["name"]))


def _why_no_date(value: object) -> str:
    return "a duration, not a date" if _DURATION.fullmatch(as_text(value)) else ""


SOURCE = FeedbackSource("table", lambda _file: True, form_reader(ANY), lambda _file: True)
