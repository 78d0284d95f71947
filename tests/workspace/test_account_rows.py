"""The accounts on one line each: quick first, then filled in; the same figures as the commands that print them."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.main import main
from foundation.clock import FixedClock
from foundation.errors import SettingsError
from tests.conftest import CLOCK
from workspace.account_rows import AccountBoard, AccountEntry, account_boards
from workspace.churn import risk_list
from workspace.churn_past import silent_view
from workspace.expansion import ExpansionQuery, expansion
from workspace.health import HealthQuery, list_health
from workspace.tools.session import Session
from workspace.workspace import Workspace, open_workspace


def boards_of(workspace: Workspace) -> list[AccountBoard]:
    return list(account_boards(Session(workspace, CLOCK)))


def by_id(board: AccountBoard) -> dict[str, AccountEntry]:
    return {one.id: one for one in board.entries}


def test_each_board_holds_what_the_one_before_held_and_more(asked_world: Path) -> None:
    boards = boards_of(open_workspace(asked_world))
    assert [(one.has_health, one.has_risk, one.has_growth) for one in boards] == [
        (False, False, False),
        (True, False, False),
        (True, True, False),
        (True, True, True),
    ]
    for before, after in itertools.pairwise(boards):
        for old, new in zip(before.entries, after.entries, strict=True):
            assert (old.id, old.arr, old.renewal, old.quiet) == (new.id, new.arr, new.renewal, new.quiet)
            assert not old.band or old.band == new.band
    assert all(one.band for one in boards[1].entries if one.customer)


def test_the_quick_board_knows_revenue_renewal_and_the_last_word(asked_world: Path) -> None:
    quick = boards_of(open_workspace(asked_world))[0]
    alder = by_id(quick)["A1"]
    assert (alder.name, alder.tier, alder.owner, alder.arr) == ("Alder Works", "Tier 1", "Ruth Abara", 60_000)
    assert alder.renewal is not None
    assert alder.days == (alder.renewal - quick.as_of).days
    assert alder.last_heard is not None
    assert alder.quiet == (quick.as_of - alder.last_heard).days
    assert [one.id for one in quick.entries][:3] == ["A1", "B1", "C1"]


def test_one_that_left_and_one_of_which_nothing_is_known(asked_world: Path) -> None:
    whole = boards_of(open_workspace(asked_world))[-1]
    gone, quiet = by_id(whole)["G1"], by_id(whole)["E1"]
    assert not gone.customer
    assert gone.arr is None
    assert gone.band == ""
    assert gone.risk is None
    assert quiet.customer
    assert quiet.last_heard is None
    assert quiet.quiet is None
    assert quiet.risk is None
    assert quiet.band


def test_a_book_without_revenue_lists_those_that_are_here(tmp_path: Path) -> None:
    home = tmp_path / "w"
    assert main(["init", str(home)]) == 0
    rows = "id,name,status,churned\nA,Alder,active,\nB,Birch,churned,2026-09-01\n"
    (tmp_path / "accounts.csv").write_text(rows, encoding="utf-8")
    said = "id,date,account,text\n1,2026-10-03,A,The export fails every day for us.\n"
    (tmp_path / "tickets.csv").write_text(said, encoding="utf-8")
    for kind in ("accounts", "tickets"):
        assert main(["import", kind, str(tmp_path / f"{kind}.csv"), "-w", str(home)]) == 0
    whole = boards_of(open_workspace(home))[-1]
    assert {one.id: (one.customer, one.arr) for one in whole.entries} == {
        "A": (True, None),
        "B": (False, None),
    }


def test_without_accounts_it_says_what_to_import(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "w")]) == 0
    with pytest.raises(SettingsError, match="there are no accounts"):
        boards_of(open_workspace(tmp_path / "w"))


def test_the_owner_who_reads_is_the_one_of_the_settings(asked_world: Path) -> None:
    workspace = open_workspace(asked_world)
    mine = workspace.settings.accounts.model_copy(update={"me": "ben osei"})
    settings = workspace.settings.model_copy(update={"accounts": mine})
    assert boards_of(Workspace(workspace.root, settings))[0].mine == "Ben Osei"


def test_its_figures_are_those_of_the_commands(built_demo: Path) -> None:
    workspace = open_workspace(built_demo)
    board = boards_of(workspace)[-1]
    entries = by_id(board)
    clock = FixedClock(datetime(2026, 11, 2, tzinfo=UTC))
    health = list_health(workspace, HealthQuery(as_of=board.as_of), clock)
    assert {one.account: (one.score, one.band, one.trend_30) for one in health.lines} == {
        one.id: (one.score, one.band, one.trend) for one in board.entries if one.band
    }
    risks = risk_list(workspace, board.as_of)
    assert {one.account_id: (one.risk, one.tier, one.marks, one.arr) for one in risks.lines} == {
        one.id: (one.risk, one.tier, one.marks, one.arr) for one in board.entries if one.customer
    }
    assert board.calibrated == risks.calibrated
    silent = {one.account_id: one.last_spoke for one in silent_view(workspace, board.as_of).silent}
    assert silent
    assert silent == {one.id: one.last_heard for one in board.entries if "silent" in one.marks}
    leads = expansion(workspace, ExpansionQuery(as_of=board.as_of)).shown
    assert leads
    assert {one.lead.account for one in leads} == {
        one.id for one in board.entries if one.growth and not one.held_back
    }
    assert entries[leads[0].lead.account].growth == leads[0].lead.families
