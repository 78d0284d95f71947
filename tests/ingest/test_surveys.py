"""Survey answers: a scale is never mistaken for another in silence, an answer without words still counts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.errors import SettingsError, SourceError
from ingest.items import DropReason, FeedbackRecord, MatchMethod, Role
from tests.ingest.samples import csv_text, feedback, texts_of, write


def scores(records: list[FeedbackRecord]) -> list[tuple[float | None, str]]:
    return [(record.item.score, record.item.score_scale) for record in records if record.item]


def test_an_answer_with_words_and_one_without(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "n.csv",
        "id,email,date,score,comment\nN1,eva@kestrel.example,2026-03-05,9,Fast and clear\n"
        "N2,x@basalt.example,2026-03-06,3,\nN3,y@nowhere.example,2026-03-07,,Too dear\n",
    )
    records, report = feedback([path], "nps")
    assert scores(records) == [(9.0, "nps"), (3.0, "nps"), (None, "")]
    assert texts_of(records) == ["Fast and clear", "Too dear"]
    assert [len(record.parts) for record in records] == [1, 0, 1]
    item = records[0].item
    assert item is not None
    assert (item.account.account_id, item.account.method) == ("ACC-1", MatchMethod.DOMAIN)
    assert (item.occurred_at, item.external_id, item.row) == (datetime(2026, 3, 5, tzinfo=UTC), "N1", 2)
    assert item.hints == (("domain", "kestrel.example"),)
    assert "eva" not in repr(records[0])
    assert records[0].parts[0].role is Role.CUSTOMER
    assert (report.unmatched_accounts, report.warnings) == (1, [])


@pytest.mark.parametrize(
    ("header", "constants", "scale", "warned"),
    [
        ("score", {}, "csat", True),
        ("nps", {}, "csat", True),
        ("nps", {"score_scale": "nps"}, "nps", False),
        ("CSAT score", {}, "csat", False),
        ("rating", {"score_scale": "nps"}, "nps", False),
    ],
)
def test_a_five_point_scale_is_never_called_nps_unasked(
    tmp_path: Path, header: str, constants: dict[str, str], scale: str, warned: bool
) -> None:
    path = write(
        tmp_path,
        "n.csv",
        csv_text([["date", header, "verbatim"], ["2026-03-05", 5, "a"], ["2026-03-05", 1, "b"]]),
    )
    records, report = feedback([path], "nps", constants=constants)
    assert scores(records) == [(5.0, scale), (1.0, scale)]
    assert bool(report.warnings) == warned


def test_one_higher_score_anywhere_makes_it_nps(tmp_path: Path) -> None:
    path = write(tmp_path, "n.csv", "date,score\n2026-03-05,4\n2026-03-05,5\n2026-03-05,9\n")
    records, report = feedback([path], "nps")
    assert {scale for _, scale in scores(records)} == {"nps"}
    assert report.warnings == []


def test_bad_answers_have_reasons_and_places(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "n.csv",
        "when,nps,feedback\n2026-03-05,11,too high\n2026-03-05,7.5,half\n2026-03-05,great,word\n"
        "soon,7,no date\n"
        "2026-03-05,,\n2026-03-05,7\n2026-03-05,7,good\n",
    )
    records, report = feedback([path], "nps", mapping={"date": "when"})
    assert texts_of(records) == ["good"]
    assert [(drop.row, drop.column, drop.reason) for drop in report.drops] == [
        (2, "nps", DropReason.BAD_VALUE),
        (3, "nps", DropReason.BAD_VALUE),
        (4, "nps", DropReason.BAD_VALUE),
        (5, "when", DropReason.NO_DATE),
        (6, "nps", DropReason.NO_SCORE),
        (7, "", DropReason.RAGGED_ROW),
    ]
    assert all("too high" not in drop.detail for drop in report.drops)


def test_answers_without_ids_keep_theirs_in_any_order(tmp_path: Path) -> None:
    rows = [
        ["2026-03-05", 9, "ok", "a@kestrel.example"],
        ["2026-03-05", 9, "ok", ""],
        ["2026-03-05", 9, "ok", ""],
    ]
    head = ["date", "score", "comment", "email"]
    first, _ = feedback([write(tmp_path, "n.csv", csv_text([head, *rows]))], "nps")
    second, _ = feedback([write(tmp_path, "n.csv", csv_text([head, *reversed(rows)]))], "nps")
    assert {record.item.id for record in first if record.item} == {
        record.item.id for record in second if record.item
    }
    assert len({record.item.id for record in first if record.item}) == 3


def test_a_respondents_name_is_blanked_in_the_comment(tmp_path: Path) -> None:
    path = write(tmp_path, "n.csv", "date,score,comment,name\n2026-03-05,9,Marsh liked it,Ann Marsh\n")
    records, report = feedback([path], "nps")
    assert "Marsh" not in texts_of(records)[0]
    assert report.redacted == {"person": 1}


def test_api_json_is_read_with_a_mapping(tmp_path: Path) -> None:
    answer = {
        "id": 5,
        "score": 10,
        "comment": "Great",
        "created_at": 1772668800,
        "person": {"email": "a@kestrel.example"},
    }
    path = write(tmp_path, "n.json", json.dumps([answer, {"id": 6, "score": 2, "created_at": 1772668800}]))
    records, _ = feedback([path], "nps", mapping={"email": "person.email"})
    assert [record.item.account.account_id for record in records if record.item] == ["ACC-1", None]
    assert records[0].item is not None
    assert records[0].item.occurred_at == datetime(2026, 3, 5, tzinfo=UTC)


def test_a_table_without_date_says_how_to_map_it(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="--map date=COLUMN"):
        feedback([write(tmp_path, "n.csv", "Tag,score\n1,9\n")], "nps")
    with pytest.raises(SettingsError, match="score_scale"):
        feedback(
            [write(tmp_path, "n.csv", "date,score\n2026-03-05,9\n")], "nps", constants={"score_scale": "x"}
        )


def test_dates_follow_the_column(tmp_path: Path) -> None:
    path = write(tmp_path, "n.csv", "date,score\n03/04/2026,9\n25/04/2026 14:30,8\n")
    records, _ = feedback([path], "nps")
    assert [record.item.occurred_at for record in records if record.item] == [
        datetime(2026, 4, 3, tzinfo=UTC),
        datetime(2026, 4, 25, 14, 30, tzinfo=UTC),
    ]


_CELL = st.one_of(
    st.text(st.characters(exclude_categories=["Cc"]), max_size=15),
    st.sampled_from(["9", "4", "2026-03-05", "x@kestrel.example", "NA"]),
)


@given(st.lists(st.lists(_CELL, min_size=4, max_size=6), max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_read_is_emitted_and_dropped_whatever_comes(tmp_path: Path, cells: list[list[str]]) -> None:
    head = ["id", "email", "date", "score", "comment"]
    text = csv_text([head, ["N1", "", "2026-03-05", "9", "fine"], *cells])
    path = write(tmp_path, "n.csv", text.encode("utf-8", "replace"))
    first, _ = feedback([path], "nps")
    assert feedback([path], "nps")[0] == first
    assert len({part.id for record in first for part in record.parts}) <= len(first)


def test_the_operator_settles_the_decimal_mark(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", 'date,csat,comment\n2026-05-01,"4,500",quick\n2026-05-02,"3,250",slow\n')
    records, _ = feedback([path], "nps", constants={"decimal": ",", "score_scale": "csat"})
    assert sorted(record.item.score for record in records if record.item and record.item.score) == [3.25, 4.5]
