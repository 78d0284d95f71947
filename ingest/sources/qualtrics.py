"""Qualtrics responses: the CSV or TSV with its rows of labels and of import ids under the header, or a
warehouse's rows.

Import ids tell which column is what: ``QID5_TEXT`` holds typed words, a column with an ``_NPS_GROUP`` beside it
holds NPS scores. Every typed answer is the customer's word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from accounts.tables import Column, ColumnType, Table
from foundation.errors import SourceError
from ingest.context import Context, LeftOut
from ingest.dates import DateOrder
from ingest.items import DropReason, FeedbackRecord
from ingest.mapping import plain_name
from ingest.records import Opened, Record, Row
from ingest.sources.feedback_source import FeedbackSource, first_rows
from ingest.sources.feedback_tables import NPS
from ingest.sources.qualtrics_warehouse import kinds_in, warehouse_records
from ingest.sources.shapes import scalar
from ingest.sources.surveys import SurveyForm, form_answers
from ingest.sources.typed_rows import headers_of

SYSTEM = "qualtrics"
_OWN = {
    "id": ("response id",),
    "date": ("recorded date", "end date", "start date"),
    "email": ("recipient email",),
    "name": ("recipient first name",),
}
TABLE = Table(
    NPS.kind,
    (
        *(replace(one, aliases=(*_OWN.get(one.name, ()), *one.aliases)) for one in NPS.columns),
        Column("external", ColumnType.TEXT, ("external reference", "external data reference")),
        Column("last_name", ColumnType.TEXT, ("recipient last name",)),
    ),
    NPS.key,
    NPS.account_column,
)
_TEXT = re.compile(r"QID\d+(?:[#_]\d+)*_TEXT")
_GROUP = "_NPS_GROUP"
_NO_ANSWER = frozenset({"1", "2", "8", "9", "17", "survey preview", "survey test", "spam"})
_HEAD_ROWS = 2


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands under the header: labels and import ids by column, and how many rows that takes."""

    labels: Mapping[str, str]
    ids: Mapping[str, str]
    rows: int


def _is_export(file: Opened) -> bool:
    rows = first_rows(file)
    names = {plain_name(name) for name in rows[0].values} if rows else set()
    return "responseid" in names and not names.isdisjoint({"recordeddate", "startdate", "enddate"})


def heads_of(file: Opened) -> Heads:
    """The rows of labels and import ids, empty where the file has none."""
    labels: dict[str, str] = {}
    ids: dict[str, str] = {}
    rows = 0
    for record in file.records():
        if not isinstance(record, Row) or rows == _HEAD_ROWS:
            break
        found = {name: key for name, cell in record.values.items() if (key := _import_id(cell))}
        if found:
            ids = found
        elif rows == 0 and _is_labels(record):
            labels = {name: scalar(cell) for name, cell in record.values.items()}
        else:
            break
        rows += 1
    return Heads(labels, ids, rows)


def _import_id(cell: object) -> str:
    text = scalar(cell)
    if not (text.startswith("{") and "ImportId" in text):
        return ""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    return scalar(value.get("ImportId")) if isinstance(value, dict) else ""


def _is_labels(row: Row) -> bool:
    """Whether a row's response id is the words for it."""
    return any(
        plain_name(name) == "responseid" and plain_name(scalar(cell)) in ("responseid", "responsenumber")
        for name, cell in row.values.items()
    )


def _records(file: Opened, skip: int) -> Iterator[Record]:
    left = skip
    for record in file.records():
        if isinstance(record, Row) and left:
            left -= 1
            continue
        yield record


def form_of(file: Opened, heads: Heads, context: Context) -> SurveyForm:
    """Which columns of a file hold scores and words; SourceError where nothing tells and none is mapped."""
    original = list(heads.ids or heads.labels) or headers_of(file)
    wanted = context.params.mapping
    mapping: dict[str, str] = {}
    if "score" not in wanted and (score := _score_column(original, heads)):
        mapping["score"] = score
    words = [name for name in original if _TEXT.fullmatch(heads.ids.get(name, ""))]
    if not heads.ids:
        words = [name for name in original if name.upper().endswith("_TEXT")]
    if "comment" in wanted:
        words = []
    plain = {plain_name(name) for name in original}
    if not (mapping or words or {"score", "comment"} & wanted.keys() or plain & {"score", "nps", "comment"}):
        raise SourceError(
            "nothing tells which Qualtrics columns hold scores and words",
            path=file.file.place,
            hint="Export CSV with its three header rows, or use --map score=COLUMN --map comment=COLUMN.",
        )
    scale = "nps" if "score" in mapping else ""
    return SurveyForm(SYSTEM, TABLE, mapping, tuple(words), scale, _check)


def _score_column(names: Sequence[str], heads: Heads) -> str:
    """The column of NPS scores: the one with a group of promoters and detractors beside it."""
    ids = {key: name for name, key in heads.ids.items()}
    for name in names:
        key = heads.ids.get(name, "")
        if f"{name}{_GROUP}" in names or (key and f"{key}{_GROUP}" in ids):
            return name
    likely = [
        name
        for name in names
        if "likely" in (label := heads.labels.get(name, "").lower()) and "recommend" in label
    ]
    return likely[0] if len(likely) == 1 else ""


def _check(row: Row) -> None:
    """LeftOut for previews, tests and spam."""
    for name, cell in row.values.items():
        if plain_name(name) == "status" and scalar(cell).lower() in _NO_ANSWER:
            raise LeftOut(DropReason.NOT_A_RECORD, name, "a preview, test or spam response")


def qualtrics_records(
    files: Sequence[Opened], constants: Mapping[str, str], order: DateOrder | None, context: Context
) -> Iterator[FeedbackRecord]:
    """One record for each response; of a warehouse's rows also one for each typed answer."""
    exports = [file for file in files if _is_export(file)]
    for file in exports:
        heads = heads_of(file)
        answers = Opened(file.file, file.format, partial(_records, file, heads.rows), file.warnings)
        yield from form_answers(form_of(file, heads, context), answers, constants, order, context)
    dumped = [file for file in files if file not in exports]
    if dumped:
        yield from warehouse_records(dumped, order, context)
    for file in files:
        context.note_format(f"{SYSTEM} {file.format}", file.warnings)


SOURCE = FeedbackSource(
    SYSTEM, lambda file: _is_export(file) or bool(kinds_in(file)), qualtrics_records, _is_export
)
