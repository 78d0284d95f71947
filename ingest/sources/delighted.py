"""Delighted's survey responses by the API's names, as JSON or as a table.

A survey's type settles its scale. Effort, thumbs and fit are neither NPS nor satisfaction: their words are
kept and their scores are not. Notes are staff's and are never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.amounts import NumberColumn
from ingest.context import Context, LeftOut
from ingest.dates import DateOrder
from ingest.items import DropReason, FeedbackRecord
from ingest.mapping import resolve
from ingest.matching import AccountHint
from ingest.records import Opened, Row
from ingest.sources.answers import Answer, answer_record, fits, person_key, wanted_scale
from ingest.sources.feedback_source import FeedbackSource, first_rows, take_each
from ingest.sources.feedback_tables import NPS
from ingest.sources.shapes import Values, inner, objects, said, scalar
from ingest.sources.spoken import first_moment

SYSTEM = "delighted"
_SCALES = {"": "nps", "nps": "nps", "csat": "csat", "stars5": "csat", "smileys5": "csat"}
_MARKS = frozenset({"survey_type", "person_properties", "permalink"})
_MATCHED = ("account", "organization", "email")


def _claims(file: Opened) -> bool:
    return any(
        {"id", "score"} <= row.values.keys()
        and len(_MARKS & row.values.keys()) + ("person" in row.values) >= 2
        for row in first_rows(file)
    )


def delighted_records(
    files: Sequence[Opened], constants: Mapping[str, str], order: DateOrder | None, context: Context
) -> Iterator[FeedbackRecord]:
    """One record for each response."""
    reader = _Reader(context, order, constants)
    for file in files:
        yield from take_each(file, context, lambda _row: True, reader.take)
        context.note_format(f"{SYSTEM} {file.format}", file.warnings)
    for kind in sorted(reader.unscored):
        context.report.warn(
            f"{reader.unscored[kind]} answers to {kind!r} surveys: their scores are neither NPS nor CSAT and "
            "were left out, their comments kept"
        )


@dataclass(slots=True)
class _Reader:
    context: Context
    order: DateOrder | None
    constants: Mapping[str, str]
    unscored: dict[str, int] = field(default_factory=dict)

    def take(self, row: Row) -> list[FeedbackRecord]:
        """The response in a row; LeftOut when it holds none."""
        values = row.values
        external = scalar(values.get("id"))
        if not external:
            raise LeftOut(DropReason.NO_ID, "id")
        score, scale = self._score(values)
        at = first_moment(self.context, self.order, [values.get("created_at")])
        if at is None:
            raise LeftOut(DropReason.NO_DATE, "created_at")
        comments = tuple(_comments(values))
        if score is None and not comments:
            raise LeftOut(DropReason.NO_SCORE, "score")
        person = inner(values, "person")
        hint = self._hint(values)
        key = scalar(values.get("person")) or scalar(person.get("id"))
        answer = Answer(
            system=SYSTEM,
            external=external,
            at=at,
            updated=first_moment(self.context, self.order, [values.get("updated_at")]),
            score=score,
            scale=scale,
            comments=comments,
            hint=hint,
            person=person_key(SYSTEM, hint.email, key),
            names=(scalar(person.get("name")), scalar(values.get("name"))),
            tags=_tags(values.get("tags")),
        )
        return [answer_record(row, answer, self.context)]

    def _score(self, values: Values) -> tuple[float | None, str]:
        value = values.get("score")
        if value is None or value == "":
            return None, ""
        kind = scalar(values.get("survey_type")).lower()
        scale = wanted_scale(self.context) or _SCALES.get(kind, "")
        if not scale:
            self.unscored[kind] = self.unscored.get(kind, 0) + 1
            return None, ""
        score = NumberColumn().read(value)
        if score is None or not fits(score, scale):
            raise LeftOut(DropReason.BAD_VALUE, "score", f"not a score of a {kind or 'nps'} survey")
        return score, scale

    def _hint(self, values: Values) -> AccountHint:
        """The account by the person's properties and address."""
        known = {**values, **inner(values, "person_properties")}
        found = resolve(NPS, list(known), {}, "")
        account, organization, email = (
            scalar(known.get(found[name])) if name in found else "" for name in _MATCHED
        )
        address = scalar(inner(values, "person").get("email")) or email
        return AccountHint(
            account=account or self.constants.get("account", ""),
            organization_name=organization or self.constants.get("organization", ""),
            email=address if "@" in address else "",
        )


def _comments(values: Values) -> Iterator[tuple[str, str]]:
    if words := said(values.get("comment")):
        yield "comment", words
    for answer in objects(values.get("additional_answers")):
        value = answer.get("value")
        free = inner(answer, "value").get("free_response") if isinstance(value, dict) else None
        if words := said(free):
            yield f"answer {scalar(answer.get('id'))}", words


def _tags(value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else scalar(value).split(",")
    return tuple(text for tag in listed if (text := scalar(tag)))


SOURCE = FeedbackSource(SYSTEM, _claims, delighted_records)
