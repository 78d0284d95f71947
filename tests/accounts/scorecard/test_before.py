"""Scoring all accounts at once gives what scoring one account after the other gave: the demo's figures, saved when
it did so, on two days."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from accounts.scorecard.scores import score_risk
from workspace.account_book import load_book
from workspace.store import feedback_views
from workspace.workspace import open_workspace

SAVED = json.loads((Path(__file__).parent / "before.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("day", sorted(SAVED))
def test_the_scorecard_is_what_it_was(built_demo: Path, day: str) -> None:
    workspace = open_workspace(built_demo)
    as_of = date.fromisoformat(day)
    with workspace.store().read() as connection:
        book = load_book(workspace, connection)
        signals = feedback_views.feedback_signals(connection, as_of)
    found = score_risk(book, signals, as_of)
    assert sorted(found) == sorted(SAVED[day])
    for account, (risk, coverage, drivers) in SAVED[day].items():
        assert found[account].risk == pytest.approx(risk, abs=1.5e-6), account
        assert found[account].coverage == pytest.approx(coverage)
        assert [[one.name, one.why] for one in found[account].drivers] == [
            [one[0], one[2]] for one in drivers
        ]
        assert [one.effect for one in found[account].drivers] == pytest.approx([one[1] for one in drivers])
