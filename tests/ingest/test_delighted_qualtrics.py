"""Delighted and Qualtrics: the survey settles the scale, every typed answer counts, notes never do."""

from __future__ import annotations

import csv
import io
import itertools
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foundation.errors import SettingsError, SourceError
from ingest.items import DropReason, FeedbackItem, Role, Source
from tests.ingest.samples import csv_text, feedback, ndjson, texts_of, write
from workspace.formats import EXAMPLES

Json = dict[str, object]


def response(number: int = 1, **changes: object) -> Json:
    base: Json = {
        "id": str(number),
        "person": {"id": "7", "email": "eva@kestrel.example", "name": "Eva Lind"},
        "survey_type": "nps",
        "score": 9,
        "comment": "Eva Lind likes it",
        "permalink": "https://delighted.example/r/1",
        "created_at": 1772704800,
        "updated_at": 1772704900,
        "person_properties": {"Company": "Kestrel Robotics", "Locale": "en"},
        "notes": [{"text": "Call her about the upgrade"}],
        "tags": ["vip"],
    }
    return base | changes


def test_a_delighted_response(tmp_path: Path) -> None:
    files = [
        write(tmp_path, "a", json.dumps([response()])),
        write(tmp_path, "b", ndjson([response()])),
        write(tmp_path, "c", json.dumps(response(), sort_keys=True)),
    ]
    for path in files:
        (record,), report = feedback([path], "nps")
        item = record.item
        assert item is not None
        assert item.id == FeedbackItem.make_id(Source.NPS, "delighted", "1")
        assert (item.score, item.score_scale, item.tags) == (9.0, "nps", ("vip",))
        assert item.account.account_id == "ACC-1"
        assert item.occurred_at == datetime(2026, 3, 5, 10, tzinfo=UTC)
        assert ("name", "Kestrel Robotics") in item.hints
        (text,) = texts_of([record])
        assert "Lind" not in text
        assert "upgrade" not in repr(record)
        assert report.warnings == []


@pytest.mark.parametrize(
    ("kind", "score", "wanted"),
    [
        ("nps", 4, (4.0, "nps")),
        ("csat", 4, (4.0, "csat")),
        ("stars5", 5, (5.0, "csat")),
        ("smileys5", 1, (1.0, "csat")),
        ("ces", 4, (None, "")),
        ("thumbs", 1, (None, "")),
        (None, 8, (8.0, "nps")),
    ],
)
def test_the_survey_settles_the_scale(
    tmp_path: Path, kind: str | None, score: int, wanted: tuple[float | None, str]
) -> None:
    path = write(tmp_path, "d", json.dumps([response(survey_type=kind, score=score)]))
    (record,), report = feedback([path], "nps")
    assert record.item is not None
    assert (record.item.score, record.item.score_scale) == wanted
    assert texts_of([record]) != []
    assert bool(report.warnings) == (wanted[0] is None)


def test_delighted_answers_that_cannot_be_kept(tmp_path: Path) -> None:
    rows = [
        response(1, score=11),
        response(2, survey_type="csat", score=0),
        response(3, score=None, comment=None),
        response(4, survey_type="ces", score=3, comment=""),
        response(5, created_at=None),
        response(6, id=None),
        response(7, score="9", person="7", person_properties=None),
    ]
    records, report = feedback([write(tmp_path, "d", ndjson(rows))], "nps")
    assert [record.item.external_id for record in records if record.item] == ["7"]
    assert [drop.reason for drop in report.drops] == [
        DropReason.BAD_VALUE,
        DropReason.BAD_VALUE,
        DropReason.NO_SCORE,
        DropReason.NO_SCORE,
        DropReason.NO_DATE,
        DropReason.NO_ID,
    ]


def test_delighted_as_a_table_by_the_apis_names(tmp_path: Path) -> None:
    head = ["id", "person", "survey_type", "score", "comment", "permalink", "created_at", "tags"]
    rows = [head, ["1", "7", "csat", "2", "Slow", "https://d.example", "1772704800", "a, b"]]
    (record,), report = feedback([write(tmp_path, "d.csv", csv_text(rows))], "nps")
    assert record.item is not None
    assert (record.item.score_scale, record.item.tags) == ("csat", ("a", "b"))
    assert report.format == "delighted csv"
    with pytest.raises(SettingsError, match="score_scale"):
        feedback([tmp_path / "d.csv"], "nps", constants={"score_scale": "x"})


def test_columns_named_in_vain_are_said_and_a_plain_table_is_a_way_out(tmp_path: Path) -> None:
    path = write(tmp_path, "d.json", json.dumps([response()]))
    _, report = feedback([path], "nps", mapping={"comment": "permalink"})
    (line,) = report.warnings
    assert line.startswith("--map was not used for d.json")
    (record,), report = feedback([path], "nps", mapping={"comment": "permalink"}, format="table")
    assert texts_of([record])[0].startswith("https://delighted.example")
    assert all("may be" in line and "to read it: --map" in line for line in report.warnings)
    assert not any("--map was not used" in line for line in report.warnings)


def qualtrics(**changes: list[str]) -> str:
    """The example with some rows replaced (``row5`` is the last); an empty one is left away."""
    text = (EXAMPLES / "qualtrics.csv").read_text(encoding="utf-8")
    rows = [changes.get(f"row{number}", row) for number, row in enumerate(csv.reader(io.StringIO(text)), 1)]
    return csv_text([row for row in rows if row])


def test_three_header_rows_and_every_typed_answer(tmp_path: Path) -> None:
    records, report = feedback([write(tmp_path, "q.csv", qualtrics())], "nps")
    assert [(record.item.score, record.item.score_scale) for record in records if record.item] == [
        (9.0, "nps"),
        (4.0, "nps"),
    ]
    assert records[0].item is not None
    assert records[0].item.id == FeedbackItem.make_id(Source.NPS, "qualtrics", "R_3exA1")
    assert [len(record.parts) for record in records] == [2, 1]
    assert {part.role for part in records[0].parts} == {Role.CUSTOMER}
    assert ("domain", "harbourdental.example") in records[0].item.hints
    assert (report.read, report.dropped, report.format) == (2, {}, "qualtrics csv")


def test_one_low_score_stays_nps_as_the_group_beside_it_tells(tmp_path: Path) -> None:
    records, _ = feedback([write(tmp_path, "q.csv", qualtrics(row4=[]))], "nps")
    assert [record.item.score_scale for record in records if record.item] == ["nps"]


def test_labels_alone_still_tell_the_score(tmp_path: Path) -> None:
    path = write(tmp_path, "q.csv", qualtrics(row3=[]))
    records, _ = feedback([path], "nps", mapping={"comment": "Q2"})
    assert [record.item.score for record in records if record.item] == [9.0, 4.0]
    assert len(texts_of(records)) == 2


def test_previews_and_bad_rows_have_reasons(tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(qualtrics())))
    preview, undated = list(rows[3]), list(rows[4])
    preview[2], undated[7] = "Survey Preview", "later"
    path = write(tmp_path, "q.csv", csv_text([*rows, preview, undated, ["x"]]))
    records, report = feedback([path], "nps")
    assert (report.read, len(records)) == (5, 2)
    assert [(drop.row, drop.reason) for drop in report.drops] == [
        (6, DropReason.NOT_A_RECORD),
        (7, DropReason.NO_DATE),
        (8, DropReason.RAGGED_ROW),
    ]


def test_columns_that_nothing_tells_are_asked_for(tmp_path: Path) -> None:
    text = "ResponseId,RecordedDate,Q1,Q2\nR_1,2026-03-05,7,Slow\n"
    path = write(tmp_path, "q.csv", text)
    with pytest.raises(SourceError, match="three header rows"):
        feedback([path], "nps")
    (record,), _ = feedback([path], "nps", mapping={"score": "Q1", "comment": "Q2"})
    assert record.item is not None
    assert (record.item.score, texts_of([record])) == (7.0, ["Slow"])


def test_warehouse_tables_in_any_order(tmp_path: Path) -> None:
    files = sorted((EXAMPLES / "qualtrics_warehouse").iterdir())
    wanted, report = feedback(files, "nps")
    scores = [record.item.score for record in wanted if record.item]
    assert scores == [8.0]
    assert texts_of(wanted) == ["The front desk likes it but the reports are hard to read."]
    assert report.read == 2
    for order in itertools.permutations(files):
        assert feedback(order, "nps")[0] == wanted


def test_the_whole_dump_of_a_warehouse(shared_data: Path) -> None:
    records, report = feedback([shared_data / "fivetran-seeds" / "qualtrics"], "nps")
    assert (report.read, report.dropped) == (6, {DropReason.NO_SCORE.value: 5})
    assert texts_of(records) == ["example e"]
