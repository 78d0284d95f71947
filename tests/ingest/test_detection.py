"""A file's kind is told by what is in it: systems' exports, calls, and tables by their columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from foundation.errors import SourceError
from ingest.detection import Looked, look
from ingest.files import SourceFile
from workspace.formats import EXAMPLES

EXPECTED = {
    "accounts.csv": "accounts",
    "accounts.xlsx": "accounts",
    "subscriptions.json": "subscriptions",
    "usage.parquet": "usage",
    "contacts.csv": "contacts",
    "milestones.csv": "milestones",
    "mrr.csv": "mrr",
    "plays.csv": "plays",
    "community.csv": "community",
    "nps.csv": "nps",
    "nps.jsonl": "nps",
    "csat.csv": "nps",
    "zendesk_tickets.ndjson": "tickets",
    "zendesk_comments.ndjson": "tickets",
    "calls/zoom.vtt": "calls",
    "calls/captions.srt": "calls",
    "calls/plain.txt": "calls",
    "calls/inline.md": "calls",
    "calls/segments.json": "calls",
}


def looked(name: str) -> Looked:
    return look(SourceFile.at(EXAMPLES / name))


@pytest.mark.parametrize(("name", "kind"), EXPECTED.items())
def test_the_examples_are_told_by_their_content(name: str, kind: str) -> None:
    found = looked(name).kind
    assert found is not None
    assert found.kind == kind


def test_a_file_of_another_name_is_told_the_same(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_bytes((EXAMPLES / "calls" / "zoom.vtt").read_bytes())
    found = look(SourceFile.at(path))
    assert found.kind is not None
    assert (found.kind.kind, found.system) == ("calls", "captions")


def test_a_systems_own_export_needs_no_columns() -> None:
    found = looked("zendesk_tickets.ndjson")
    assert (found.system, dict(found.columns)) == ("zendesk", {})


def test_a_kind_that_is_given_is_not_asked_about() -> None:
    found = look(SourceFile.at(EXAMPLES / "calls" / "plain.txt"), kind="tickets")
    assert found.system == ""


def test_an_empty_file_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    with pytest.raises(SourceError, match="empty"):
        look(SourceFile.at(tmp_path / "a.csv"))
