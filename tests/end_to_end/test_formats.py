"""Every format that is promised has an example that ships, can be imported as shown, and is documented."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from accounts.tables import Table
from bench.format_tables import DOCUMENTED, column_table
from tests.conftest import ROOT, Ran
from workspace.formats import EXAMPLES, READABLE, Readable

# what each example keeps in a workspace that holds the example accounts
KEPT = {
    "accounts.csv": 3,
    "subscriptions.csv": 4,
    "mrr.csv": 4,
    "usage.csv": 3,
    "contacts.csv": 3,
    "milestones.csv": 3,
    "health.csv": 3,
    "plays.csv": 2,
    "community.csv": 2,
    "accounts.xlsx": 2,
    "subscriptions.json": 2,
    "usage.parquet": 2,
    "salesforce_accounts.csv": 3,
    "salesforce_accounts.json": 2,
    "salesforce_contacts.csv": 3,
    "hubspot_companies.csv": 3,
    "hubspot_companies.json": 2,
    "intercom_companies.json": 3,
    "zendesk_accounts.json": 2,
    "stripe_subscriptions.csv": 4,
    "stripe_subscriptions.json": 3,
    "zendesk_organizations.json": 5,
    "zendesk_page_1.json": 2,
    "zendesk_tickets.csv": 2,
    "zendesk_warehouse": 4,
    "intercom.json": 2,
    "intercom_warehouse": 3,
    "freshdesk.csv": 2,
    "freshdesk.json": 1,
    "hubspot.csv": 2,
    "hubspot.json": 1,
    "salesforce_cases.csv": 2,
    "delighted.json": 2,
    "delighted.csv": 2,
    "qualtrics.csv": 2,
    "qualtrics_warehouse": 2,
    "tickets.csv": 3,
    "nps.csv": 3,
    "csat.csv": 2,
    "nps.jsonl": 2,
    "calls/plain.txt": 1,
    "calls/inline.md": 1,
    "calls/zoom.vtt": 1,
    "calls/captions.srt": 1,
    "calls/segments.json": 1,
    "gong_transcripts.json": 2,
    "fireflies.json": 2,
    "interview.md": 1,
    "call_content.json": 1,
    "calls": 5,
}
GUIDE = ROOT / "docs" / "formats.md"


@pytest.mark.parametrize("readable", READABLE, ids=lambda one: f"{one.kind} {one.files[0]}")
def test_every_example_imports_as_shown(nrr: Callable[..., Ran], tmp_path: Path, readable: Readable) -> None:
    nrr("init", tmp_path / "w")
    if readable.kind != "accounts":
        assert nrr("import", "accounts", EXAMPLES / readable.accounts, "-w", tmp_path / "w").code == 0
    ran = nrr(*readable.arguments(EXAMPLES), "--json", "-w", tmp_path / "w")
    assert ran.code == 0, ran.err
    report = ran.json()
    assert report["kept"] == KEPT[readable.files[0]]
    assert report["unmatched_accounts"] == 0
    assert report["dropped"] == {}
    again = nrr(*readable.arguments(EXAMPLES), "--json", "-w", tmp_path / "w").json()
    assert (again["kept"], again["updated"]) == (0, 0)


def test_no_example_lies_about_unlisted() -> None:
    listed = {path for one in READABLE for path in one.paths(EXAMPLES)}
    inside = {path for path in listed if path.is_file()} | {
        path for folder in listed if folder.is_dir() for path in folder.iterdir()
    }
    assert inside == {path for path in EXAMPLES.rglob("*") if path.is_file()}


def test_the_examples_can_be_copied_and_run_from_there(nrr: Callable[..., Ran], tmp_path: Path) -> None:
    ran = nrr("formats", "--json", "--copy", tmp_path / "out")
    shown = ran.json()
    assert [entry["kind"] for entry in shown] == [one.kind for one in READABLE]
    assert all(Path(path).exists() for entry in shown for path in entry["files"])
    nrr("init", tmp_path / "w")
    program, *arguments = shlex.split(shown[0]["command"])
    assert program == "nrr"
    assert str(tmp_path / "out") in " ".join(arguments)
    assert nrr(*arguments, "-w", tmp_path / "w").code == 0


def test_a_copy_keeps_what_was_changed_there(nrr: Callable[..., Ran], tmp_path: Path) -> None:
    nrr("formats", "--copy", tmp_path)
    (tmp_path / "nps.csv").write_text("mine", encoding="utf-8")
    nrr("formats", "--copy", tmp_path)
    assert (tmp_path / "nps.csv").read_text(encoding="utf-8") == "mine"


def test_copying_onto_a_file_is_one_line(nrr: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    ran = nrr("formats", "--copy", tmp_path / "taken")
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert "taken" in ran.err


def test_the_list_shows_kind_format_status_and_command(nrr: Callable[..., Ran]) -> None:
    out = nrr("formats").out
    for one in READABLE:
        assert one.format in out
        assert one.command(Path()) in out


@pytest.mark.parametrize("table", DOCUMENTED, ids=lambda table: table.kind)
def test_the_guide_lists_the_columns_that_are_read(table: Table) -> None:
    assert column_table(table) in GUIDE.read_text(encoding="utf-8")


def test_the_guide_shows_every_command() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert [one for one in READABLE if one.command(Path()) not in guide] == []
