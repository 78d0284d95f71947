"""A report is made once, and nothing that changes what it says is ever answered with the one made before."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from foundation.clock import FixedClock
from reports.document import Report
from tests.ask_world import build_world
from tests.conftest import CLOCK, Ran
from workspace.report import ReportRequest, prepare_report, rendered, report_view
from workspace.tools.session import Session
from workspace.workspace import open_workspace

Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of which no report was made; only copy it."""
    return build_world(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def home(world: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(world, tmp_path / "w"))


def _view(home: Path, request: ReportRequest | None = None) -> Report:
    return report_view(open_workspace(home), request or ReportRequest(), clock=CLOCK)


def _kept(home: Path) -> dict[str, int]:
    return {one.name: one.stat().st_mtime_ns for one in (home / "data" / "kept").glob("report-*")}


def test_the_second_is_the_first_and_a_masked_copy_is_made_of_it(home: Path) -> None:
    first = _view(home)
    kept = _kept(home)
    assert len(kept) == 1
    assert _view(home) == first
    copy = rendered(_view(home, ReportRequest(mask=True)), "md").decode()
    assert "Alder Works" in rendered(first, "md").decode()
    assert "Alder Works" not in copy
    assert _kept(home) == kept


def test_what_is_asked_for_tells_reports_apart(home: Path) -> None:
    whole = _view(home)
    short = _view(home, ReportRequest(sections=("headline",)))
    assert len(short.sections) < len(whole.sections)
    assert len(_kept(home)) == 2


def test_a_later_day_changes_nothing_and_a_day_before_the_last_of_the_data_does(home: Path) -> None:
    first = _view(home)
    later = FixedClock(CLOCK.now() + timedelta(days=40))
    assert report_view(open_workspace(home), clock=later) == first
    assert len(_kept(home)) == 1
    workspace = open_workspace(home)
    anew = report_view(workspace, clock=later, session=Session(workspace, later))
    texts = [
        rendered(one, "json").decode().replace(one.generated.isoformat(), "")
        for one in (first, replace(anew, generated=first.generated))
    ]
    made = [f"{at:%d %b %Y %H:%M}" for at in (first.generated, anew.generated)]
    assert texts[0].replace(made[0], "") == texts[1].replace(made[1], "")
    before = FixedClock(datetime.combine(first.as_of - timedelta(days=3), time(12), UTC))
    report_view(open_workspace(home), clock=before)
    assert len(_kept(home)) == 2


def test_a_change_of_the_store_or_of_the_settings_is_seen(home: Path, nrr: Run) -> None:
    before = _view(home)
    theme = nrr("themes", "-w", home, "--json").json()["themes"][0]["id"]
    assert nrr("theme", "rename", theme, "Exports that stop", "-w", home).code == 0
    renamed = rendered(_view(home), "md").decode()
    assert "Exports that stop" in renamed
    assert "Exports that stop" not in rendered(before, "md").decode()
    with (home / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[report]\nsections = ["headline"]\n')
    assert [one.key for one in _view(home).sections] == ["headline"]


def test_a_broken_or_barred_file_costs_time_and_nothing_else(home: Path) -> None:
    first = _view(home)
    (one,) = (home / "data" / "kept").glob("report-*")
    one.write_bytes(one.read_bytes()[:-100])
    assert _view(home) == first
    shutil.rmtree(home / "data" / "kept")
    (home / "data" / "kept").write_text("in the way")
    assert _view(home) == first


def test_what_a_session_read_before_is_not_kept(home: Path) -> None:
    workspace = open_workspace(home)
    first = report_view(workspace, clock=CLOCK, session=Session(workspace, CLOCK))
    assert not _kept(home)
    assert _view(home) == first


def test_to_forget_somebody_removes_what_was_kept(home: Path, nrr: Run) -> None:
    _view(home)
    assert _kept(home)
    assert nrr("forget", "--account", "A1", "--yes", "-w", home).code == 0
    assert not _kept(home)


def test_a_prepared_report_is_the_one_that_is_asked_for(home: Path) -> None:
    workspace = open_workspace(home)
    assert not prepare_report(workspace, 9_999, clock=CLOCK)
    assert _kept(home) == {}
    assert prepare_report(workspace, 10_000, clock=CLOCK)
    prepared = _kept(home)
    assert len(prepared) == 1
    asked = _view(home)
    assert _kept(home) == prepared
    (home / "data" / "kept" / next(iter(prepared))).unlink()
    assert _view(home) == asked


def test_what_stands_in_the_way_of_a_report_is_told_by_whoever_asks_for_it(home: Path) -> None:
    with (home / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[report]\nsections = ["nonsense"]\n')
    assert not prepare_report(open_workspace(home), 10_000, clock=CLOCK)
