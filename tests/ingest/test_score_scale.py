"""Which scale a column is on: its name is believed only as far as its scores bear it out."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.items import DropReason
from tests.ingest.samples import csv_text, feedback, texts_of, write


@pytest.mark.parametrize(
    ("header", "values", "scale", "said"),
    [
        ("nps", [5, 4, 1, 3], "csat", "is called NPS"),
        ("NPS Score", [4, 4], "csat", "is called NPS"),
        ("nps", [4], "nps", ""),
        ("nps", [4, 0], "nps", ""),
        ("score", [4, 5], "csat", "read as satisfaction"),
        ("nps", [80, 95, 7], "", "0 to 100"),
        ("score", [100, 0, 64], "", "0 to 100"),
        ("nps", list(range(1, 11)), "nps", "without a single 0"),
        ("nps", list(range(11)), "nps", ""),
        ("nps", [9, 10, 8], "nps", ""),
        ("csat", [1, 5], "csat", ""),
    ],
)
def test_scales(tmp_path: Path, header: str, values: list[int], scale: str, said: str) -> None:
    rows: list[list[object]] = [["id", "date", header, "comment"]]
    rows += [[f"R{number}", "2026-03-05", value, "word"] for number, value in enumerate(values)]
    records, report = feedback([write(tmp_path, "n.csv", csv_text(rows))], "nps")
    assert {record.item.score_scale for record in records if record.item} == {scale}
    assert len(texts_of(records)) == len(values)
    assert [said in line for line in report.warnings] == ([True] if said else [])
    assert all(line.startswith("n.csv: ") for line in report.warnings)


def test_scores_of_no_scale_without_words_are_dropped_with_reason(tmp_path: Path) -> None:
    text = "date,score,comment\n2026-03-05,87,Good\n2026-03-05,64,\n"
    records, report = feedback([write(tmp_path, "n.csv", text)], "nps")
    assert texts_of(records) == ["Good"]
    assert report.dropped == {DropReason.NO_SCORE.value: 1}


def test_a_single_score_out_of_range_is_a_bad_row(tmp_path: Path) -> None:
    text = "date,score\n2026-03-05,8\n2026-03-05,9\n2026-03-05,70\n"
    records, report = feedback([write(tmp_path, "n.csv", text)], "nps")
    assert len(records) == 2
    assert report.dropped == {DropReason.BAD_VALUE.value: 1}


def test_a_scale_that_is_named_overrules(tmp_path: Path) -> None:
    path = write(tmp_path, "n.csv", "date,nps\n2026-03-05,4\n2026-03-05,5\n")
    records, report = feedback([path], "nps", constants={"score_scale": "nps"})
    assert {record.item.score_scale for record in records if record.item} == {"nps"}
    assert report.warnings == []
