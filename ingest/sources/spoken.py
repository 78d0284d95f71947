"""One message of a conversation whose system gives every message an id: how it becomes a part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ingest.context import Context, opaque
from ingest.dates import DateOrder, parse_moment
from ingest.items import Part, Role

_SPEAKERS = {Role.CUSTOMER: "Customer", Role.STAFF: "Agent", Role.BOT: "Bot"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message: its key within the item, its clean words, who (an opaque key) said it as what, when; names
    to blank in it. ``source_id`` is its id in its own system, empty where it has none."""

    key: str
    text: str
    author: str
    role: Role
    at: datetime | None = None
    public: bool = True
    names: tuple[str, ...] = ()
    source_id: str = ""


def part_of(context: Context, item_id: str, spoken: Spoken) -> Part | None:
    """The message as a part, clean and redacted; None where it has no words."""
    text = context.redact(spoken.text, spoken.names)
    if not text:
        return None
    return Part(
        id=Part.make_id(item_id, spoken.key),
        item_id=item_id,
        position=int(spoken.at.timestamp()) if spoken.at else 0,
        role=spoken.role,
        text=text,
        speaker=_SPEAKERS.get(spoken.role, ""),
        author=spoken.author,
        at=spoken.at,
        public=spoken.public,
        source_key=opaque("comment", spoken.source_id),
    )


def first_moment(context: Context, order: DateOrder | None, values: Iterable[object]) -> datetime | None:
    """The first of the values that is a time."""
    for value in values:
        moment = parse_moment(value, order or DateOrder.MIXED, context.params.zone)
        if moment is not None:
            return moment
    return None
