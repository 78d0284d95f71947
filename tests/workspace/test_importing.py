"""What an import asks of its clock."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from foundation.clock import FixedClock
from tests.conftest import CLOCK
from workspace.importing import ImportRequest, import_files
from workspace.workspace import init_workspace


def test_an_import_says_what_lies_in_the_future_of_its_clock(tmp_path: Path) -> None:
    day = (CLOCK.now() + timedelta(days=30)).date()
    path = tmp_path / "a.csv"
    path.write_text(f"id,date,text\n1,{day},Exports are slow\n", encoding="utf-8")
    request = ImportRequest("tickets", (path,), dry_run=True)
    workspace = init_workspace(tmp_path / "w")
    said = import_files(workspace, request, CLOCK).warnings
    assert any("1 tickets lie in the future" in line and str(day) in line for line in said)
    quiet = import_files(workspace, request, FixedClock(CLOCK.now() + timedelta(days=28))).warnings
    assert not any("future" in line for line in quiet)
