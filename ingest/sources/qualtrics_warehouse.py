"""Qualtrics in a warehouse: responses, their answers, questions and embedded data, each a table of its own.

A typed answer is handed on alone, as a part of its response, so the tables may come in any order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.amounts import NumberColumn
from ingest.context import Context, LeftOut
from ingest.dates import DateOrder
from ingest.items import DropReason, FeedbackItem, FeedbackRecord, Source
from ingest.mapping import resolve
from ingest.matching import AccountHint
from ingest.records import Opened, Row
from ingest.sources.answers import Answer, answer_record, comment_part, fits, person_key
from ingest.sources.feedback_source import first_rows, rows_of, take_each
from ingest.sources.feedback_tables import NPS
from ingest.sources.shapes import Values, said, scalar, truth
from ingest.sources.spoken import first_moment

SYSTEM = "qualtrics"
RESPONSE, ANSWER, QUESTION, EMBEDDED = "response", "answer", "question", "embedded"
_NO_ANSWER = frozenset({"1", "2", "8", "9", "17"})


def kind_of(row: Row) -> str:
    """What a row is, by its fields; empty when it is none of these."""
    names = row.values.keys()
    if {"id", "survey_id", "distribution_channel", "recorded_date"} <= names:
        return RESPONSE
    if {"response_id", "question_id", "value"} <= names:
        return ANSWER
    if {"id", "survey_id", "question_type", "question_text"} <= names:
        return QUESTION
    return EMBEDDED if {"response_id", "import_id", "key", "value"} <= names else ""


def kinds_in(file: Opened) -> set[str]:
    """The kinds of a file's first rows."""
    return {kind_of(row) for row in first_rows(file)} - {""}


@dataclass(slots=True)
class _Survey:
    """What the tables say together: questions by survey and id, the survey of each response, its scores,
    what was embedded with it, and which responses hold words."""

    questions: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    surveys: dict[str, str] = field(default_factory=dict)
    scores: dict[str, object] = field(default_factory=dict)
    embedded: dict[str, dict[str, str]] = field(default_factory=dict)
    worded: set[str] = field(default_factory=set)
    has_answers: bool = False

    def question(self, values: Values) -> tuple[str, str]:
        """Type and selector of an answer's question; empty where it is unknown."""
        survey = self.surveys.get(scalar(values.get("response_id")), "")
        return self.questions.get((survey, scalar(values.get("question_id"))), ("", ""))

    def words(self, values: Values) -> str:
        """The typed words of an answer; empty for a choice, whose text is its label."""
        kind, _ = self.question(values)
        text, value = said(values.get("text")), said(values.get("value"))
        if kind == "TE":
            return value if value and not _is_number(value) else text or value
        return text if not kind and text and not value else ""


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def warehouse_records(
    files: Sequence[Opened], order: DateOrder | None, context: Context
) -> Iterator[FeedbackRecord]:
    """One record for each response and for each typed answer; choices are no feedback and not counted."""
    survey = _gathered(files)
    reader = _Reader(survey, order, context)
    for file in files:
        yield from take_each(file, context, reader.is_feedback, reader.take)


def _gathered(files: Sequence[Opened]) -> _Survey:
    survey = _Survey()
    for wanted in ({RESPONSE, QUESTION, EMBEDDED}, {ANSWER}):
        for file in files:
            if kinds_in(file) & wanted:
                for row in rows_of(file):
                    _learn(survey, kind_of(row), row.values)
    return survey


def _learn(survey: _Survey, kind: str, values: Values) -> None:
    response = scalar(values.get("response_id"))
    if kind == RESPONSE:
        survey.surveys[scalar(values.get("id"))] = scalar(values.get("survey_id"))
    elif kind == QUESTION:
        key = (scalar(values.get("survey_id")), scalar(values.get("id")))
        survey.questions[key] = (
            scalar(values.get("question_type")).upper(),
            scalar(values.get("selector")).upper(),
        )
    elif kind == EMBEDDED:
        survey.embedded.setdefault(response, {})[scalar(values.get("key"))] = scalar(values.get("value"))
    elif kind == ANSWER:
        survey.has_answers = True
        if survey.question(values)[1] == "NPS":
            survey.scores[response] = values.get("value")
        elif survey.words(values):
            survey.worded.add(response)


@dataclass(frozen=True, slots=True)
class _Reader:
    survey: _Survey
    order: DateOrder | None
    context: Context

    def is_feedback(self, row: Row) -> bool:
        """Whether a row is a response or typed words."""
        kind = kind_of(row)
        return kind in (RESPONSE, "") or (kind == ANSWER and bool(self.survey.words(row.values)))

    def take(self, row: Row) -> list[FeedbackRecord]:
        """A row's record; LeftOut when it holds none."""
        kind = kind_of(row)
        if kind == RESPONSE:
            return [self._response(row)]
        if kind == ANSWER:
            return [self._answer(row.values)]
        raise LeftOut(DropReason.NOT_A_RECORD, detail="neither response nor answer")

    def _response(self, row: Row) -> FeedbackRecord:
        values = row.values
        external = scalar(values.get("id"))
        if not external:
            raise LeftOut(DropReason.NO_ID, "id")
        if truth(values.get("_fivetran_deleted")):
            raise LeftOut(DropReason.DELETED, "_fivetran_deleted")
        if scalar(values.get("status")) in _NO_ANSWER:
            raise LeftOut(DropReason.NOT_A_RECORD, "status", "a preview, test or spam response")
        moments = [values.get(name) for name in ("recorded_date", "end_date", "start_date")]
        at = first_moment(self.context, self.order, moments)
        if at is None:
            raise LeftOut(DropReason.NO_DATE, "recorded_date")
        score = NumberColumn().read(self.survey.scores.get(external))
        if score is not None and not fits(score, "nps"):
            raise LeftOut(DropReason.BAD_VALUE, "value", "not a score from 0 to 10, whole")
        if score is None and self.survey.has_answers and external not in self.survey.worded:
            raise LeftOut(DropReason.NO_SCORE, "id")
        hint = self._hint(values, external)
        names = [scalar(values.get(f"recipient_{which}_name")) for which in ("first", "last")]
        answer = Answer(
            system=SYSTEM,
            external=external,
            at=at,
            updated=first_moment(self.context, self.order, [values.get("last_modified_date")]),
            score=score,
            scale="nps",
            comments=(),
            hint=hint,
            person=person_key(SYSTEM, hint.email),
            names=tuple(names),
        )
        return answer_record(row, answer, self.context)

    def _answer(self, values: Values) -> FeedbackRecord:
        response = scalar(values.get("response_id"))
        if not response:
            raise LeftOut(DropReason.NO_ID, "response_id")
        item_id = FeedbackItem.make_id(Source.NPS, SYSTEM, response)
        pieces = (scalar(values.get(name)) for name in ("question_id", "sub_question_key", "loop_id"))
        key = " ".join(["answer", *pieces]).strip()
        part = comment_part(self.context, item_id, key, self.survey.words(values), ("", None, ()))
        if part is None:
            raise LeftOut(DropReason.EMPTY_TEXT, "text")
        return FeedbackRecord(None, (part,))

    def _hint(self, values: Values, response: str) -> AccountHint:
        known = self.survey.embedded.get(response, {})
        found = resolve(NPS, list(known), {}, "")
        account, organization, email = (
            known[found[name]] if name in found else "" for name in ("account", "organization", "email")
        )
        address = scalar(values.get("recipient_email")) or email
        return AccountHint(
            account=account or self.context.params.constants.get("account", ""),
            organization_name=organization,
            email=address if "@" in address else "",
        )
