"""Tickets from any table (a help desk's CSV, a warehouse query) by column mapping.

One row is one ticket with the customer's words in one column; a table without such a column holds nothing to
learn from, and the error says what to export instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from foundation.errors import SourceError
from ingest.cleaning import clean_text
from ingest.context import Context, LeftOut, opaque, stored_hints
from ingest.dates import DateOrder
from ingest.items import DropReason, FeedbackItem, FeedbackRecord, Part, Role, Source
from ingest.mapping import plain_name, resolve
from ingest.records import Opened, Row
from ingest.sources.feedback_source import FeedbackSource
from ingest.sources.feedback_tables import TICKETS
from ingest.sources.surveys import hint_of
from ingest.sources.typed_rows import TypedRows, headers_of, typed_rows
from ingest.values import as_text

SYSTEM = "table"
_GONE = frozenset({"deleted", "spam"})


def ticket_records(
    files: Sequence[Opened], constants: Mapping[str, str], order: DateOrder | None, context: Context
) -> Iterator[FeedbackRecord]:
    """One record for each row; SourceError for a table without ticket text."""
    for file in files:
        yield from _tickets(file, constants, order, context)
        context.note_format(file.format, file.warnings)


def _tickets(
    source: Opened, constants: Mapping[str, str], order: DateOrder | None, context: Context
) -> Iterator[FeedbackRecord]:
    _refuse_without_text(source, constants, context)
    table = typed_rows(TICKETS, source, constants, order, context)
    for row, cells in table.rows():
        try:
            record = _ticket(table, row, cells, context)
        except LeftOut as left:
            context.drop(row.file, row.number, left)
        else:
            yield record


def _refuse_without_text(source: Opened, constants: Mapping[str, str], context: Context) -> None:
    headers = headers_of(source)
    found = resolve(TICKETS, headers, context.params.mapping, source.file.place)
    if headers and "text" not in found and "text" not in constants and looks_like_csv_export(headers):
        raise SourceError(
            "Zendesk's ticket CSV holds no ticket text",
            path=source.file.place,
            hint="Export tickets and comments as JSON (Admin Center, Export, JSON) and import those files.",
        )


def _ticket(table: TypedRows, row: Row, cells: Mapping[str, object], context: Context) -> FeedbackRecord:
    external = as_text(cells["id"])
    if not external:
        raise LeftOut(DropReason.NO_ID, table.header("id"))
    status = as_text(cells["status"]).lower()
    if status in _GONE:
        raise LeftOut(DropReason.DELETED, table.header("status"))
    at = table.readers["date"].moment(cells["date"])
    if at is None:
        raise LeftOut(DropReason.NO_DATE, table.header("date"))
    names = [as_text(cells["name"]), as_text(cells["agent"])]
    text = context.text(as_text(cells["text"]), names)
    if not text:
        raise LeftOut(DropReason.EMPTY_TEXT, table.header("text"))
    tags = table.read(cells, "tags")
    person = as_text(cells["email"]) or as_text(cells["name"])
    item = FeedbackItem(
        id=FeedbackItem.make_id(Source.TICKET, context.params.constants.get("system", SYSTEM), external),
        source=Source.TICKET,
        external_id=context.redact(external),
        account=context.match(hint_of(cells)),
        occurred_at=at,
        updated_at=table.readers["updated"].moment(cells["updated"]) or at,
        subject=context.redact(clean_text(as_text(cells["subject"])), names),
        status=status,
        priority=as_text(cells["priority"]).lower(),
        tags=tuple(sorted(tags)) if isinstance(tags, list) else (),
        requester=opaque("person", person),
        assignee=opaque("person", as_text(cells["agent"])),
        file=row.file,
        row=row.number,
        hints=stored_hints(hint_of(cells)),
    )
    part_id = Part.make_id(item.id, "text")
    part = Part(part_id, item.id, 0, Role.CUSTOMER, text, "Customer", item.requester, at)
    return FeedbackRecord(item, (part,))


def looks_like_csv_export(headers: Sequence[str]) -> bool:
    """Whether the columns are those of Zendesk's own ticket CSV, which holds no ticket text."""
    names = {plain_name(header) for header in headers}
    return len(names & {"summationcolumn", "requesterid", "satisfactionscore", "assignedat", "reopens"}) >= 2


SOURCE = FeedbackSource("table", lambda _file: True, ticket_records)
