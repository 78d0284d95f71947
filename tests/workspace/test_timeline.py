"""What happened at an account in one list: complete, in order, and nothing of a day to come."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from cli.main import main
from tests.conftest import CLOCK
from workspace.account_page import account_page
from workspace.drafts import keep, reject
from workspace.play_drafts import playbook
from workspace.timeline import MomentKind, Timeline, timeline_of
from workspace.tools.session import Session
from workspace.workspace import open_workspace


def timeline(home: Path, account: str) -> Timeline:
    return timeline_of(Session(open_workspace(home), CLOCK), account)


def test_it_holds_every_item_of_the_account_and_no_other(asked_world: Path) -> None:
    found = timeline(asked_world, "C1")
    said = [one for one in found.moments if one.item]
    assert Counter(one.kind for one in said) == {MomentKind.TICKET: 6, MomentKind.SCORE: 3}
    assert len({one.item for one in said}) == len(said)
    assert {one.what for one in said if one.kind is MomentKind.SCORE} == {"NPS 1"}
    assert all("export" in one.text or "login" in one.text for one in said)


def test_it_is_in_order_and_its_counts_add_up(asked_world: Path) -> None:
    found = timeline(asked_world, "A1")
    days = [one.day for one in found.moments]
    assert days == sorted(days, reverse=True)
    assert days[0] <= found.as_of
    assert sum(found.counts.values()) == len(found.moments)
    assert all(
        number == sum(one.kind is kind for one in found.moments) for kind, number in found.counts.items()
    )


def test_an_account_that_left_and_one_that_never_spoke(asked_world: Path) -> None:
    gone = [one for one in timeline(asked_world, "G1").moments if one.kind is MomentKind.REVENUE]
    assert [one.what for one in gone] == ["churn", "new"]
    assert gone[0].text == "-$3,000 of ARR, to $0"
    silent = timeline(asked_world, "E1")
    assert [one.kind for one in silent.moments] == [MomentKind.REVENUE]


def test_plays_people_and_milestones_have_their_days(tmp_path: Path) -> None:
    home = tmp_path / "w"
    assert main(["init", str(home)]) == 0
    files = {
        "accounts": "id,name\nA,Alder\n",
        "subscriptions": "account,started,mrr\nA,2026-01-05,100\n",
        "plays": "account,play,started,ended,owner,outcome\n"
        "A,executive save,2026-05-02,2026-06-01,Ruth,saved\nA,win-back,2030-01-01,,Ruth,\n",
        "contacts": "account,name,email,level,function,champion,last_contact,left\n"
        "A,Ann Lee,ann@a.example,executive,finance,yes,2026-04-01,2026-07-09\n",
        "tickets": "id,date,account,text\n1,2026-10-20,A,The export fails again and again for us.\n",
        "milestones": "account,milestone,due,reached\n"
        "A,kickoff,2026-01-10,2026-01-12\nA,handover,2026-03-01,\nA,second,2031-01-01,\n",
    }
    for kind, text in files.items():
        (tmp_path / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert main(["import", kind, str(tmp_path / f"{kind}.csv"), "-w", str(home)]) == 0
    lines = [(str(one.day), one.kind.value, one.what, one.text) for one in timeline(home, "A").moments]
    assert ("2026-05-02", "play", "started", "executive save by Ruth") in lines
    assert ("2026-06-01", "play", "ended", "executive save: saved") in lines
    assert ("2026-07-09", "people", "left", "Ann Lee, executive, finance, champion") in lines
    assert ("2026-01-12", "milestone", "reached", "kickoff") in lines
    assert ("2026-03-01", "milestone", "was due", "handover") in lines
    assert not any(day > "2026-12" for day, *_rest in lines)


def test_a_draft_is_in_it_as_it_stands(asked_world: Path, tmp_path: Path) -> None:
    workspace = open_workspace(Path(shutil.copytree(asked_world, tmp_path / "w")))
    kept = keep(workspace, playbook(Session(workspace, CLOCK), "A1", "tech-touch nudge"), clock=CLOCK)
    (drafted,) = [one for one in timeline(workspace.root, "A1").moments if one.draft]
    assert (drafted.draft, drafted.day, drafted.what) == (kept.id, CLOCK.now().date(), "drafted")
    reject(workspace, kept.id, "not now", clock=CLOCK)
    (drafted,) = [one for one in timeline(workspace.root, "A1").moments if one.draft]
    assert drafted.what == "draft rejected"
    assert not any(one.draft for one in timeline(workspace.root, "B1").moments)


@pytest.mark.parametrize("account", ["TF-0001", "TF-0093", "TF-0158"])
def test_what_moved_adds_up_to_what_it_pays(built_demo: Path, account: str) -> None:
    session = Session(open_workspace(built_demo), CLOCK)
    from accounts.happened import happenings

    moved = [one for one in happenings(session.book, account, session.day) if one.kind == "revenue"]
    assert moved
    assert sum(one.change for one in moved) == pytest.approx(session.arr.get(account, 0.0), abs=0.05)
    assert moved[-1].arr == pytest.approx(session.arr.get(account, 0.0), abs=0.05)


def test_a_page_holds_the_brief_every_theme_and_its_whole_id(asked_world: Path) -> None:
    session = Session(open_workspace(asked_world), CLOCK)
    page = account_page(session, "alder works")
    assert page.brief.account == page.timeline.account == "A1"
    assert page.themes
    assert page.people is not None
    for theme in page.themes:
        assert session.theme_named(page.theme_ids[theme.id]).theme.label == theme.label
        assert theme.quotes
        said = {one.text for one in session.by_account["A1"]}
        assert {quote.text for quote in theme.quotes} <= said
