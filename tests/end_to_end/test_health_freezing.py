"""A synthesis freezes the health of its month's end, once, and never a day that has not come."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foundation.clock import FixedClock
from foundation.months import Month
from tests.conftest import Ran
from workspace.synthesize import synthesize
from workspace.workspace import Workspace, open_workspace

OCTOBER = Month(2026, 10)
LATER = FixedClock(datetime(2026, 11, 2, 9, 0, tzinfo=UTC))


@pytest.fixture
def workspace(tmp_path: Path, nrr: Callable[..., Ran]) -> Workspace:
    """One account that pays and complains in October."""
    nrr("init", tmp_path / "w")
    with (tmp_path / "w" / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[embedding]\nmodel = "hashing"\n')
    tables = {
        "accounts": "id,name,renewal,status\nBIG,Big Works,2027-01-01,active\n",
        "subscriptions": "account,started,mrr\nBIG,2026-01-01,100\n",
        "tickets": "id,date,account,status,text\n"
        + "".join(
            f'T{day},2026-10-{day:02d},BIG,open,"The export of reports stops on day {day} and we wait for hours."\n'
            for day in range(1, 6)
        ),
    }
    for kind, text in tables.items():
        path = tmp_path / f"{kind}.csv"
        path.write_text(text, encoding="utf-8")
        assert nrr("import", kind, path, "-w", tmp_path / "w").code == 0
    return open_workspace(tmp_path / "w")


def _rows(workspace: Workspace) -> list[tuple[object, ...]]:
    with sqlite3.connect(workspace.store_path) as store:
        return store.execute("select * from health_snapshot order by day, account_id").fetchall()


def test_a_months_end_is_frozen_with_its_first_run_once_it_is_over(
    workspace: Workspace, nrr: Callable[..., Ran], tmp_path: Path
) -> None:
    synthesize(workspace, OCTOBER, FixedClock(datetime(2026, 10, 30, 9, 0, tzinfo=UTC)))
    assert _rows(workspace) == []
    synthesize(workspace, OCTOBER, LATER)
    frozen = _rows(workspace)
    assert [row[:2] for row in frozen] == [("2026-10-31", "BIG")]
    more = tmp_path / "more.csv"
    more.write_text(
        'id,date,account,status,text\nT9,2026-10-09,BIG,open,"It stopped again."\n', encoding="utf-8"
    )
    assert nrr("import", "tickets", more, "-w", workspace.root).code == 0
    synthesize(workspace, OCTOBER, LATER)
    assert _rows(workspace) == frozen


def test_a_stored_score_without_a_direction_is_left_out_and_named() -> None:
    from accounts.book import AccountBook

    rows = [{"account": "A", "date": "2026-10-01", "score": 5, "signal": "x"}]
    book = AccountBook.from_rows({"accounts": [{"id": "A", "name": "A"}], "health": rows}, "USD")
    assert book.health.empty
    assert [(one.table, one.reason) for one in book.problems] == [("health", "direction is missing")]
