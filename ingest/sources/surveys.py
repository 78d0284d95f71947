"""Survey answers from any table: a score, a comment, or both, of somebody at an account.

A 0-10 scale is NPS; a 1-5 scale is customer satisfaction and is never called NPS. The scale is told by the
column's name, else by every score in the file, and a guess is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from foundation.errors import SettingsError
from ingest.cleaning import clean_text
from ingest.context import Context, LeftOut, fingerprint, opaque, stored_hints
from ingest.dates import DateOrder
from ingest.items import DropReason, FeedbackItem, FeedbackRecord, Part, Role, Source
from ingest.mapping import plain_name
from ingest.matching import AccountHint
from ingest.records import Opened, Row
from ingest.sources.feedback_source import FeedbackSource
from ingest.sources.feedback_tables import NPS
from ingest.sources.typed_rows import TypedRows, flat, typed_rows
from ingest.values import as_text

SYSTEM = "nps"
_SEVERAL = re.compile(r"[;,]")
_RANGES = {"nps": (0.0, 10.0), "csat": (1.0, 5.0)}


def survey_records(
    files: Sequence[Opened], constants: Mapping[str, str], order: DateOrder | None, context: Context
) -> Iterator[FeedbackRecord]:
    """One record for each answer; an answer without comment is an item without parts."""
    for file in files:
        yield from _answers(file, constants, order, context)
        context.note_format(file.format, file.warnings)


def _answers(
    source: Opened, constants: Mapping[str, str], order: DateOrder | None, context: Context
) -> Iterator[FeedbackRecord]:
    table = typed_rows(NPS, source, constants, order, context)
    reader = _Answers(table, context, _scale(table, context), Counter())
    for row, cells in table.rows():
        try:
            record = reader.answer(row, cells)
        except LeftOut as left:
            context.drop(row.file, row.number, left)
        else:
            yield record


def _scale(table: TypedRows, context: Context) -> str:
    wanted = context.params.constants.get("score_scale", "")
    if wanted:
        if wanted not in _RANGES:
            raise SettingsError(f"score_scale cannot be {wanted!r}", hint="Write nps or csat.")
        return wanted
    header = table.found.get("score")
    name = plain_name(header or "")
    for scale in _RANGES:
        if scale in name:
            return scale
    low, high = _extent(table, header)
    if low >= 1 and high <= 5:
        context.report.warn(
            f"{table.source.file.name}: all scores lie from 1 to 5, so they are read as satisfaction (CSAT), "
            "not NPS; if it is NPS, use --set score_scale=nps"
        )
        return "csat"
    return "nps"


def _extent(table: TypedRows, header: str | None) -> tuple[float, float]:
    low, high = float("inf"), float("-inf")
    if header is None:
        return low, high
    for record in table.source.records():
        if isinstance(record, Row):
            score = table.readers["score"].numbers.read(flat(record.values).get(header))
            if score is not None:
                low, high = min(low, score), max(high, score)
    return low, high


@dataclass(frozen=True, slots=True)
class _Answers:
    table: TypedRows
    context: Context
    scale: str
    seen: Counter[str]

    def answer(self, row: Row, cells: Mapping[str, object]) -> FeedbackRecord:
        """The answer in a row; LeftOut when it holds none."""
        score = self.table.read(cells, "score")
        if score is not None and not self._fits(score):
            wanted = "0 to 10, whole" if self.scale == "nps" else "1 to 5"
            raise LeftOut(DropReason.BAD_VALUE, self.table.header("score"), f"not a score from {wanted}")
        at = self.table.readers["date"].moment(cells["date"])
        if at is None:
            raise LeftOut(DropReason.NO_DATE, self.table.header("date"))
        comment = clean_text(as_text(cells["comment"]))
        if score is None and not comment:
            raise LeftOut(DropReason.NO_SCORE, self.table.header("score"))
        person = as_text(cells["email"]) or as_text(cells["name"])
        external = as_text(cells["id"]) or self._content_key(cells, person, comment)
        system = self.context.params.constants.get("system", SYSTEM)
        item = FeedbackItem(
            id=FeedbackItem.make_id(Source.NPS, system, external),
            source=Source.NPS,
            external_id=self.context.redact(external),
            account=self.context.match(hint_of(cells)),
            occurred_at=at,
            updated_at=self.table.readers["updated"].moment(cells["updated"]) or at,
            score=score if isinstance(score, float) else None,
            score_scale=self.scale if score is not None else "",
            requester=opaque("person", person),
            file=row.file,
            row=row.number,
            hints=stored_hints(hint_of(cells)),
        )
        return FeedbackRecord(item, self._parts(item, comment, as_text(cells["name"])))

    def _parts(self, item: FeedbackItem, comment: str, name: str) -> tuple[Part, ...]:
        text = self.context.redact(comment, [name])
        if not text:
            return ()
        part_id = Part.make_id(item.id, "comment")
        return (Part(part_id, item.id, 0, Role.CUSTOMER, text, "Customer", item.requester, item.occurred_at),)

    def _fits(self, score: object) -> bool:
        low, high = _RANGES[self.scale]
        return (
            isinstance(score, float) and low <= score <= high and (self.scale == "csat" or score.is_integer())
        )

    def _content_key(self, cells: Mapping[str, object], person: str, comment: str) -> str:
        """An id for an answer that has none: who, when and what. Nameless equal answers are told apart by
        their order, as two people may well both have written "ok"."""
        who = person or as_text(cells["account"]) or as_text(cells["organization"])
        key = fingerprint(who.lower(), as_text(cells["date"]), as_text(cells["score"]), text=comment)
        if person:
            return key
        self.seen[key] += 1
        return key if self.seen[key] == 1 else f"{key}-{self.seen[key]}"


def hint_of(cells: Mapping[str, object]) -> AccountHint:
    """What a row of a generic table tells about its account."""
    domain, external = as_text(cells.get("domain")), as_text(cells.get("external"))
    return AccountHint(
        account=as_text(cells["account"]),
        external_id="" if _SEVERAL.search(external) else external,
        organization_name=as_text(cells["organization"]),
        email=as_text(cells["email"]) or (f"@{domain}" if domain else ""),
    )


SOURCE = FeedbackSource("table", lambda _file: True, survey_records)
