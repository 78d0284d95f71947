"""Intercom conversations: the API's objects, list and search pages, a record a line, or warehouse rows.

Contacts are customers, admins are staff, notes are private; what bots and AI agents wrote is nobody's
feedback and is left away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.context import Context
from ingest.dates import DateOrder
from ingest.items import FeedbackRecord
from ingest.records import Opened
from ingest.sources.feedback_source import FeedbackSource, take_each
from ingest.sources.intercom_conversations import SYSTEM, IntercomReader
from ingest.sources.intercom_kinds import CONVERSATION, FEEDBACK, kind_of, kinds_in, surroundings_of


def intercom_records(
    files: Sequence[Opened], _constants: Mapping[str, str], order: DateOrder | None, context: Context
) -> Iterator[FeedbackRecord]:
    """One record for each conversation, and for each part that came apart from its conversation."""
    beside = surroundings_of(files)
    if beside.companies:
        context.learn([beside.companies[key] for key in sorted(beside.companies)])
    reader = IntercomReader(beside, order, context)
    ordered = sorted(
        files, key=lambda file: (CONVERSATION not in kinds_in(file), file.file.name, file.file.place)
    )
    for file in ordered:
        yield from take_each(
            file, context, lambda row: kind_of(row) in FEEDBACK or not kind_of(row), reader.take
        )
    reader.say()
    for file in files:
        context.note_format(f"{SYSTEM} {file.format}", file.warnings)


SOURCE = FeedbackSource(SYSTEM, lambda file: bool(kinds_in(file)), intercom_records)
