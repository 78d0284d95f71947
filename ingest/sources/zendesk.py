"""Zendesk's exports: JSON, API pages and warehouse rows (organizations, users, tickets and comments, in any
files), and the ticket CSV.

Comments come apart from their tickets, often in another file or another month, so a comment is handed on
alone and its author is compared with the stored ticket's requester later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.context import Context
from ingest.dates import DateOrder
from ingest.items import FeedbackRecord
from ingest.records import Opened, Row
from ingest.sources.feedback_source import FeedbackSource, take_each
from ingest.sources.ticket_tables import form_records
from ingest.sources.zendesk_csv import FORM, is_ticket_csv
from ingest.sources.zendesk_kinds import EVENT, FEEDBACK, TICKET, kind_of, kinds_in, surroundings_of
from ingest.sources.zendesk_tickets import SYSTEM, ZendeskReader, has_comment


def zendesk_records(
    files: Sequence[Opened], constants: Mapping[str, str], order: DateOrder | None, context: Context
) -> Iterator[FeedbackRecord]:
    """The tickets and comments of the files, one record each; what is neither is dropped with its reason.

    Users, organizations, tags and events without a comment are no feedback and not counted; what cannot be
    read of them is.
    """
    tables = [file for file in files if is_ticket_csv(file)]
    for file in tables:
        yield from form_records(FORM, file, constants, order, context)
    kinds = [(file, kinds_in(file)) for file in files if file not in tables]
    beside = surroundings_of(kinds, context.params.staff_domains)
    if beside.organizations:
        context.learn(beside.organizations)
    reader = ZendeskReader(beside, order or DateOrder.MIXED, context)
    kinds.sort(key=lambda pair: (TICKET not in pair[1], pair[0].file.name, pair[0].file.place))
    for file, _ in kinds:
        yield from take_each(file, context, _is_feedback, reader.take)
    reader.say()
    for file in files:
        context.note_format(f"{SYSTEM} {file.format}", file.warnings)


def _is_feedback(row: Row) -> bool:
    kind = kind_of(row)
    if kind == EVENT:
        return has_comment(row)
    return kind in FEEDBACK or not kind


SOURCE = FeedbackSource(
    SYSTEM, lambda file: is_ticket_csv(file) or bool(kinds_in(file)), zendesk_records, is_ticket_csv
)
