"""The public data sets, read whole: counts are right, damage is said, nothing raises."""

from __future__ import annotations

from pathlib import Path

from foundation.errors import NrrError
from ingest.context import FeedbackParams
from ingest.items import Role
from ingest.matching import AccountDirectory
from ingest.pipeline import read_feedback
from ingest.redaction import Redactor
from tests.ingest.samples import feedback, table


def refused(path: Path, source: str) -> str:
    """The error's line, empty where the file was read and the balance held."""
    try:
        feedback([path], source, constants={} if source == "nps" else {"date": "2026-03-05"})
    except NrrError as error:
        return str(error)
    return ""


def test_tables_of_the_real_workspace(shared_data: Path) -> None:
    folder = shared_data / "real-text"
    accounts, subscriptions = (
        table(folder / "accounts.csv"),
        table(folder / "subscriptions.csv", "subscriptions"),
    )
    assert (len(accounts.rows), len(subscriptions.rows)) == (120, 490)
    assert accounts.report.warnings == subscriptions.report.warnings == []
    assert {row["account"] for row in subscriptions.rows} <= {row["id"] for row in accounts.rows}


def test_calls_of_the_real_workspace(shared_data: Path) -> None:
    folder = shared_data / "real-text"
    directory = AccountDirectory.build(table(folder / "accounts.csv").rows)
    params = FeedbackParams("calls", manifest=folder / "calls.csv")
    started = read_feedback([folder / "calls"], params, directory, Redactor())
    records = list(started.records())
    assert len(records) == 188
    assert started.balanced
    assert started.report.warnings == []
    assert started.report.unmatched_accounts == 0
    assert {part.role for record in records for part in record.parts} == {Role.STAFF, Role.CUSTOMER}
    assert min(len(record.parts) for record in records) >= 4


def test_hostile_and_broken_files_are_read_or_refused_in_one_line(shared_data: Path) -> None:
    files = [
        *sorted((shared_data / "hostile" / "csv-spectrum").rglob("*.*")),
        *sorted((shared_data / "webvtt").iterdir()),
        *sorted((shared_data / "hostile" / "webvtt-wpt").iterdir()),
    ]
    outcomes = {"read": 0, "refused": 0}
    for path in files:
        for source in ("tickets", "nps", "calls"):
            refusal = refused(path, source)
            assert "\n" not in refusal, path
            outcomes["refused" if refusal else "read"] += 1
    assert min(outcomes.values()) > 50


def test_captions_in_the_wild(shared_data: Path) -> None:
    records, report = feedback([shared_data / "webvtt"], "calls", constants={"date": "2026-03-05"})
    named = {record.item.file: record for record in records if record.item}
    assert "Caption text #1 Caption text #2" in named["sample.srt"].parts[0].text
    assert "amore" in named["cue_tags.vtt"].parts[0].text
    assert "<" not in named["cue_tags.vtt"].parts[0].text
    assert report.read == len(records) + sum(report.dropped.values())
