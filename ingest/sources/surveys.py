"""Survey answers from any table: a score, a comment, or both, of somebody at an account.

A 0-10 scale is NPS; a 1-5 scale is customer satisfaction and is never called NPS. The scale is told by the
column's name and by every score in the file, and a guess is said. A system's own table is the same with more
headers (``SurveyForm``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from accounts.tables import Table
from ingest.context import Context, LeftOut, fingerprint, opaque
from ingest.dates import DateOrder
from ingest.items import DropReason, FeedbackRecord
from ingest.matching import AccountHint
from ingest.records import Opened, Row
from ingest.sources.answers import Answer, answer_record, fits, wanted_scale
from ingest.sources.feedback_source import FeedbackSource
from ingest.sources.feedback_tables import NPS
from ingest.sources.score_scale import ScoreColumn
from ingest.sources.shapes import said
from ingest.sources.typed_rows import TypedRows, flat, typed_rows
from ingest.values import as_text

SYSTEM = "nps"
_SEVERAL = re.compile(r"[;,]")


def _takes_all(_row: Row) -> None:
    """No row is refused."""


@dataclass(frozen=True, slots=True)
class SurveyForm:
    """A system's table of answers. ``mapping`` adds to the operator's; ``comments`` are further columns of
    words; ``scale`` is empty where the scores must tell; ``check`` raises LeftOut for rows that are no
    answers (previews, tests)."""

    system: str = SYSTEM
    table: Table = NPS
    mapping: Mapping[str, str] = field(default_factory=dict)
    comments: tuple[str, ...] = ()
    scale: str = ""
    check: Callable[[Row], None] = _takes_all


ANY = SurveyForm()


def survey_records(
    files: Sequence[Opened], constants: Mapping[str, str], order: DateOrder | None, context: Context
) -> Iterator[FeedbackRecord]:
    """One record for each answer; an answer without comment is an item without parts."""
    for file in files:
        yield from form_answers(ANY, file, constants, order, context)
        context.note_format(file.format, file.warnings)


def form_answers(
    form: SurveyForm,
    source: Opened,
    constants: Mapping[str, str],
    order: DateOrder | None,
    context: Context,
) -> Iterator[FeedbackRecord]:
    """One record for each answer of one file; SourceError for a table without a date."""
    known = None if form is ANY else {**form.mapping, **context.params.mapping}
    table = typed_rows(form.table, source, constants, order, context, known)
    reader = _Answers(form, table, context, _scale(form, table, context), Counter())
    for row, cells in table.rows():
        try:
            form.check(row)
            record = reader.answer(row, cells)
        except LeftOut as left:
            context.drop(row.file, row.number, left)
        else:
            yield record


def _scale(form: SurveyForm, table: TypedRows, context: Context) -> str:
    wanted = wanted_scale(context) or form.scale
    if wanted:
        return wanted
    header = table.found.get("score")
    if header is None:
        return "nps"
    column = ScoreColumn()
    for record in table.source.records():
        if isinstance(record, Row):
            column.observe(table.readers["score"].numbers.read(flat(record.values).get(header)))
    scale, warning = column.decide(header)
    if warning:
        context.report.warn(f"{table.source.file.name}: {warning}")
    return scale


@dataclass(frozen=True, slots=True)
class _Answers:
    form: SurveyForm
    table: TypedRows
    context: Context
    scale: str
    seen: Counter[str]

    def answer(self, row: Row, cells: Mapping[str, object]) -> FeedbackRecord:
        """The answer in a row; LeftOut when it holds none."""
        score = self._score(cells)
        at = self.table.readers["date"].moment(cells["date"])
        if at is None:
            raise LeftOut(DropReason.NO_DATE, self.table.header("date"))
        comments = self._comments(row, cells)
        if score is None and not comments:
            raise LeftOut(DropReason.NO_SCORE, self.table.header("score"))
        person = as_text(cells["email"]) or as_text(cells["name"])
        words = " ".join(text for _, text in comments)
        answer = Answer(
            system=self.context.params.constants.get("system", self.form.system),
            external=as_text(cells["id"]) or self._content_key(cells, person, words),
            at=at,
            updated=self.table.readers["updated"].moment(cells["updated"]),
            score=score,
            scale=self.scale,
            comments=comments,
            hint=hint_of(cells),
            person=opaque("person", person),
            names=(as_text(cells["name"]), as_text(cells.get("last_name"))),
            is_made_id=self.form is not ANY,
        )
        return answer_record(row, answer, self.context)

    def _score(self, cells: Mapping[str, object]) -> float | None:
        score = self.table.read(cells, "score")
        if not isinstance(score, float) or not self.scale:
            return None
        if not fits(score, self.scale):
            wanted = "0 to 10, whole" if self.scale == "nps" else "1 to 5"
            raise LeftOut(DropReason.BAD_VALUE, self.table.header("score"), f"not a score from {wanted}")
        return score

    def _comments(self, row: Row, cells: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
        first = ("comment", said(cells["comment"]))
        own = flat(row.values)
        others = [(name, said(own.get(name))) for name in self.form.comments]
        return tuple((key, words) for key, words in (first, *others) if words)

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


SOURCE = FeedbackSource("table", lambda _file: True, survey_records, lambda _file: True)
