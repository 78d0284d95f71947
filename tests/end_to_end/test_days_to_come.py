"""No command answers for a day that has not come, and one after the data says how far the data reaches."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from foundation.clock import FixedClock
from foundation.errors import SettingsError
from tests.conftest import Ran
from workspace.health_freezing import freeze_health
from workspace.workspace import open_workspace

Run = Callable[..., Ran]
TABLES = {
    "accounts": "id,name,status\nA,Alder,active\nB,Birch,active\n",
    "subscriptions": "account,started,mrr\nA,2025-01-05,100\nB,2025-03-01,50\n",
    "plays": "account,play,started\nA,champion change,2025-02-01\n",
    "community": "account,person,date,activity\nA,Ann,2025-02-01,answer\n",
    "milestones": "account,milestone,due,reached\nA,go live,2025-02-01,2025-02-01\n",
    "contacts": "account,name,level,last_contact\nA,Ann,executive,2025-03-01\n",
}


@pytest.fixture
def book(tmp_path: Path, nrr: Run) -> Path:
    """Two accounts of whom nothing is known after 1 March 2025."""
    nrr("init", tmp_path / "w")
    for kind, text in TABLES.items():
        (tmp_path / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert nrr("import", kind, tmp_path / f"{kind}.csv", "-w", tmp_path / "w").code == 0
    return tmp_path / "w"


@pytest.mark.parametrize(
    "command",
    [
        ("metrics", "--month", "2999-01"),
        ("metrics", "--by", "tier", "--month", "2999-01"),
        ("accounts", "--month", "2999-01"),
        ("health", "--date", "2999-01-01"),
        ("health", "A", "--date", "2999-01-01"),
        ("health", "backtest", "--until", "2999-01-01"),
        ("coverage", "--date", "2999-01-01"),
        ("churn", "--date", "2999-01-01"),
        ("churn", "cohorts", "--date", "2999-01-01"),
        ("silent", "--date", "2999-01-01"),
        ("expansion", "--date", "2999-01-01"),
        ("onboarding", "--date", "2999-01-01"),
        ("community", "--date", "2999-01-01"),
        ("plays", "outcomes", "--date", "2999-01-01"),
    ],
)
def test_what_is_to_come_is_refused_in_one_line(nrr: Run, book: Path, command: tuple[str, ...]) -> None:
    ran = nrr(*command, "-w", book)
    assert (ran.code, ran.out) == (1, "")
    assert "is still to come" in ran.err
    assert "2025-03" in ran.err
    assert len(ran.err.strip().splitlines()) == 1


@pytest.mark.parametrize("command", [("health",), ("coverage",), ("churn",), ("silent",), ("health", "A")])
def test_a_day_after_the_data_says_so(nrr: Run, book: Path, command: tuple[str, ...]) -> None:
    after = nrr(*command, "--date", "2025-05-01", "-w", book)
    assert after.code == 0, after.err
    assert "nothing is known after 2025-03-01" in after.err
    assert "nothing is known" not in nrr(*command, "--date", "2025-02-20", "-w", book).err


def test_a_day_that_no_data_reaches_is_not_frozen(book: Path) -> None:
    clock = FixedClock(datetime(2025, 6, 1, tzinfo=UTC))
    with pytest.raises(SettingsError, match=r"nothing is known after 2025-03-01.*--date 2025-03-01"):
        freeze_health(open_workspace(book), date(2025, 5, 1), clock)
    with pytest.raises(SettingsError, match=r"not here yet; nothing is known after 2025-03-01"):
        freeze_health(open_workspace(book), date(2999, 1, 1), clock)
    assert freeze_health(open_workspace(book), date(2025, 3, 1), clock).accounts == 2


def test_an_account_without_a_score_shows_no_trend_and_no_costs(nrr: Run, book: Path) -> None:
    said = nrr("health", "B", "-w", book).out
    assert "not enough data" in said
    assert "n/a" not in said
    assert "Costs" not in said
    assert "90 days +" not in said


def test_an_end_is_known_as_well_as_a_start(nrr: Run, book: Path, tmp_path: Path) -> None:
    """Else a book in which somebody left last would be shown as it was before."""
    path = tmp_path / "subscriptions.csv"
    path.write_text("account,started,ended,mrr\nB,2025-03-01,2025-05-20,50\n", encoding="utf-8")
    assert nrr("import", "subscriptions", path, "-w", book).code == 0
    told = json.loads(nrr("metrics", "--json", "-w", book).out)
    assert (told["month"], told["churn"], told["end_mrr"]) == ("2025-05", 50.0, 100.0)
    assert "on 2025-05-20" in nrr("health", "-w", book).out
