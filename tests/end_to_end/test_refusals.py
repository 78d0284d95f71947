"""What the program will not do, and what it says instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran


@pytest.fixture
def workspace(nrr: Callable[..., Ran], tmp_path: Path) -> Path:
    """A workspace with two accounts that pay in the workspace's currency."""
    folder = tmp_path / "w"
    nrr("init", folder)
    accounts = tmp_path / "accounts.csv"
    accounts.write_text("id,name\nA1,Alder Lifts\nA2,Brook Roofing\n", encoding="utf-8")
    revenue = tmp_path / "subscriptions.csv"
    revenue.write_text(
        "account,started,ended,mrr,currency\n"
        "A1,2026-01-01,,1000,USD\nA2,2026-01-01,,500,EUR\nA2,2026-01-01,,-5,USD\n",
        encoding="utf-8",
    )
    nrr("import", "accounts", accounts, "-w", folder)
    ran = nrr("import", "subscriptions", revenue, "-w", folder)
    assert ran.code == 0
    assert "row 3 column currency" in ran.out
    assert "row 4 column mrr" in ran.out
    return folder


def test_a_foreign_currency_or_negative_mrr_stops_no_good_row(
    nrr: Callable[..., Ran], workspace: Path
) -> None:
    shape = nrr("metrics", "--month", "2026-03", "--json", "-w", workspace).json()
    assert shape["end_mrr"] == 1000
    assert shape["nrr"] == shape["grr"] == 1.0


def test_a_month_without_feedback_is_not_synthesized(nrr: Callable[..., Ran], workspace: Path) -> None:
    survey = workspace / "nps.csv"
    survey.write_text("id,account,date,score,comment\n1,A1,2026-02-03,2,Too slow to load\n", encoding="utf-8")
    assert nrr("import", "nps", survey, "-w", workspace).code == 0
    ran = nrr("synthesize", "--month", "2027-05", "-w", workspace)
    assert ran.code == 1
    assert "no feedback in 2027-05" in ran.err


def test_an_import_that_keeps_nothing_is_no_success(nrr: Callable[..., Ran], workspace: Path) -> None:
    survey = workspace / "nps.csv"
    survey.write_text("id,account,date,score,comment\n1,A1,someday,2,Too slow\n", encoding="utf-8")
    ran = nrr("import", "nps", survey, "-w", workspace)
    assert ran.code == 1
    assert "no readable date" in ran.out


def test_the_app_asks_for_a_terminal(nrr: Callable[..., Ran]) -> None:
    ran = nrr()
    assert ran.code == 2
    assert "needs a terminal" in ran.err
