"""What an import does with proposals: uses the sure and says so, stops at the unsure, leaves the rest."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from foundation.errors import SourceError
from ingest.column_choice import map_option
from ingest.context import FeedbackParams
from ingest.items import ImportReport
from ingest.matching import AccountDirectory
from ingest.pipeline import read_feedback
from ingest.plain_tables import TableParams, read_table
from ingest.redaction import Redactor

SURE = "Kundennr.,Beginn,Monatsbetrag\n" + "".join(
    f"A-{at},{at + 1:02d}.03.2026,1{at}0\n" for at in range(20)
)


def read(tmp_path: Path, text: str, mapping: dict[str, str] | None = None) -> ImportReport:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return read_table([path], TableParams("subscriptions", mapping or {})).report


def test_sure_columns_are_read_and_said(tmp_path: Path) -> None:
    report = read(tmp_path, SURE)
    assert report.proposed == {"account": "Kundennr.", "started": "Beginn", "mrr": "Monatsbetrag"}
    assert any("column 'Beginn' read as started (0.9" in line for line in report.warnings)
    assert (report.read, sum(report.dropped.values())) == (20, 0)


def test_known_names_are_read_as_ever_and_nothing_is_said(tmp_path: Path) -> None:
    report = read(tmp_path, "account,started,mrr\nA-1,2026-03-04,120\n")
    assert (report.proposed, report.warnings) == ({}, [])


def test_an_unsure_column_stops_with_the_option_that_confirms_it(tmp_path: Path) -> None:
    text = "account,started,Betrag pro Monat netto\n" + "".join(
        f"A-{at},2026-03-04,{at}20\n" for at in range(9)
    )
    with pytest.raises(SourceError) as caught:
        read(tmp_path, text)
    line = str(caught.value)
    assert "\n" not in line
    assert "'Betrag pro Monat netto' may be mrr (0." in line
    assert "--map 'mrr=Betrag pro Monat netto'" in line
    assert read(tmp_path, text, {"mrr": "Betrag pro Monat netto"}).read == 9


TICKETS = "Ticketnr.,Erstellt am,Betreff,Was sie schrieben\n" + "".join(
    f"{at},2026-03-0{at},{'Rechnung' if at % 2 else ''},Der Export bricht nach {at} Minuten wieder ab\n"
    for at in range(1, 9)
)


def tickets(path: Path, mapping: dict[str, str]) -> ImportReport:
    params = FeedbackParams(source="tickets", mapping=mapping)
    reading = read_feedback([path], params, AccountDirectory.build([]), Redactor())
    assert len(list(reading.records())) == 8
    return reading.report


def test_the_option_of_the_error_is_whole_and_last(tmp_path: Path) -> None:
    path = tmp_path / "tickets.csv"
    path.write_text(TICKETS, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        tickets(path, {})
    words = shlex.split(str(caught.value).partition(" use: ")[2])
    assert words[0] == "--map"
    mapping = dict(pair.split("=") for pair in words[1].split(","))
    assert mapping == {
        "id": "Ticketnr.",
        "date": "Erstellt am",
        "subject": "Betreff",
        "text": "Was sie schrieben",
    }
    assert not any("may be" in line for line in tickets(path, mapping).warnings)


def test_a_column_that_may_be_more_is_named_beside_a_mapping_too(tmp_path: Path) -> None:
    path = tmp_path / "tickets.csv"
    path.write_text(TICKETS, encoding="utf-8")
    assert any(
        "'Betreff' may be subject (0." in line
        for line in tickets(path, {"text": "Was sie schrieben"}).warnings
    )
    left_out = tickets(path, {"text": "Was sie schrieben", "subject": ""})
    assert not any("Betreff' may be" in line for line in left_out.warnings)


def test_what_looks_like_nothing_lists_the_columns(tmp_path: Path) -> None:
    text = "account,started,Sonstiges\nA-1,2026-03-04,ja\n"
    with pytest.raises(SourceError, match="no column for mrr") as caught:
        read(tmp_path, text)
    assert "account, started, Sonstiges" in str(caught.value)


def test_a_field_mapped_to_nothing_is_left_out(tmp_path: Path) -> None:
    report = read(tmp_path, "account,started,mrr,plan\nA-1,2026-03-04,120,Team\n", {"plan": ""})
    assert any("columns not used: plan" in line for line in report.warnings)
    with pytest.raises(SourceError, match="no column for mrr"):
        read(tmp_path, "account,started,mrr\nA-1,2026-03-04,120\n", {"mrr": ""})


def test_the_option_is_quoted_for_a_shell() -> None:
    assert map_option({"text": "What's up"}) == "'text=What'\"'\"'s up'"
    assert map_option({"mrr": "Betrag", "id": "Nr"}) == "mrr=Betrag,id=Nr"
