"""One survey answer, of whatever system: a score, words, or both, of somebody at an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from foundation.errors import SettingsError
from ingest.context import Context, opaque, stored_hints
from ingest.items import FeedbackItem, FeedbackRecord, Part, Role, Source
from ingest.matching import AccountHint
from ingest.records import Row
from ingest.sources.feedback_source import shown_id

RANGES = {"nps": (0.0, 10.0), "csat": (1.0, 5.0)}
"""The scales that are kept, each with its lowest and highest score."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer before redaction and matching. ``comments`` are clean words by a key within the answer;
    ``person`` is an opaque key; ``names`` are blanked in the words;
    ``is_made_id``: a system made the id, so that it tells nothing of a person."""

    system: str
    external: str
    at: datetime
    updated: datetime | None
    score: float | None
    scale: str
    comments: tuple[tuple[str, str], ...]
    hint: AccountHint
    person: str = ""
    names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    is_made_id: bool = True


def wanted_scale(context: Context) -> str:
    """The scale that the operator named, empty where none; SettingsError for one that there is not."""
    wanted = context.params.constants.get("score_scale", "")
    if wanted and wanted not in RANGES:
        raise SettingsError(f"score_scale cannot be {wanted!r}", hint="Write nps or csat.")
    return wanted


def fits(score: float, scale: str) -> bool:
    """Whether a score can be one of the scale; NPS is whole."""
    low, high = RANGES[scale]
    return low <= score <= high and (scale == "csat" or score.is_integer())


def answer_record(row: Row, answer: Answer, context: Context) -> FeedbackRecord:
    """The answer as an item with a part for each comment; without words it is an item alone."""
    shown = partial(shown_id, context) if answer.is_made_id else context.redact
    item = FeedbackItem(
        id=FeedbackItem.make_id(Source.NPS, answer.system, answer.external),
        source=Source.NPS,
        external_id=shown(answer.external),
        account=context.match(answer.hint),
        occurred_at=answer.at,
        updated_at=answer.updated or answer.at,
        score=answer.score,
        score_scale=answer.scale if answer.score is not None else "",
        tags=tuple(sorted({context.redact(tag) for tag in answer.tags} - {""})),
        requester=answer.person,
        file=row.file,
        row=row.number,
        hints=stored_hints(answer.hint),
    )
    parts = (
        comment_part(context, item.id, key, words, (answer.person, answer.at, answer.names))
        for key, words in answer.comments
    )
    return FeedbackRecord(item, tuple(part for part in parts if part is not None))


def comment_part(
    context: Context,
    item_id: str,
    key: str,
    words: str,
    who: tuple[str, datetime | None, tuple[str, ...]],
) -> Part | None:
    """A comment as the customer's part; None without words. ``who``: opaque key, time, names to blank."""
    person, at, names = who
    text = context.redact(words, names)
    if not text:
        return None
    return Part(Part.make_id(item_id, key), item_id, 0, Role.CUSTOMER, text, "Customer", person, at)


def person_key(system: str, email: str, other: str = "") -> str:
    """An opaque key of a respondent, by address where there is one."""
    return opaque("person", email) if email else opaque(f"{system} person", other)
