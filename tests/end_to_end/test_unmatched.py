"""Feedback without an account is listed by its clue, can be given away by hand, and that is remembered."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ran

ACCOUNTS = """id,name,domains
A-17,Kestrel Robotics,
A-18,Nordlicht GmbH,nordlicht.example;shared.example
A-19,Pioneer Schools,shared.example
"""
NPS = """id,date,score,comment,email,company
1,2026-10-01,3,The export never ends,ann@kestrel-robotics.io,
2,2026-10-02,4,The export is too slow,bob@eu.kestrel-robotics.io,
3,2026-10-03,5,Cannot find the invoice,cy@shared.example,
4,2026-10-04,9,All good for us here,dee@gmail.com,
5,2026-10-05,2,Login fails every morning,,Northern Light
6,2026-10-06,2,Sync breaks each night,eve@nordlicht.example,
"""
MORE = """id,date,score,comment,email,company
7,2026-10-09,1,The export broke again,fay@kestrel-robotics.io,
8,2026-10-10,6,Search finds nothing at all,,NORTHERN LIGHT Ltd
"""
TICKETS = {
    "organizations": [{"id": 501, "name": "Kestrel", "domain_names": ["kestrel-robotics.io"], "url": "x"}],
    "tickets": [
        {
            "id": 9,
            "created_at": "2026-10-08T10:00:00Z",
            "updated_at": "2026-10-08T10:00:00Z",
            "subject": "Export",
            "description": "The export stops half way.",
            "status": "open",
            "requester_id": 4,
            "organization_id": 501,
        }
    ],
}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, tuple[str, Path]]:
    texts = {
        "accounts": ("accounts", "accounts.csv", ACCOUNTS),
        "nps": ("nps", "nps.csv", NPS),
        "more": ("nps", "more.csv", MORE),
        "tickets": ("tickets", "tickets.json", json.dumps(TICKETS)),
    }
    found = {}
    for name, (kind, file, text) in texts.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
        found[name] = (kind, tmp_path / file)
    return found


class _Desk:
    """A workspace and what is done to it, by short names."""

    def __init__(self, nrr: Callable[..., Ran], folder: Path, files: dict[str, tuple[str, Path]]) -> None:
        self.nrr, self.folder, self.files = nrr, folder, files
        assert nrr("init", folder).code == 0

    def take(self, name: str) -> Any:
        kind, path = self.files[name]
        ran = self.nrr("import", kind, path, "--json", "-w", self.folder)
        assert ran.code == 0, ran.err
        return ran.json()

    def assign(self, *arguments: str) -> Ran:
        return self.nrr("import", "assign", *arguments, "-w", self.folder)

    def unmatched(self) -> Any:
        return self.nrr("import", "unmatched", "--json", "-w", self.folder).json()

    def accounts(self) -> dict[str, tuple[str | None, str, str]]:
        from workspace.workspace import open_workspace

        with open_workspace(self.folder).store().read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT external_id, account_id, match_method, match_reason, hints FROM item"
            ).all()
        return {row[0]: tuple(row[1:]) for row in rows}


@pytest.fixture
def desk(nrr: Callable[..., Ran], tmp_path: Path, files: dict[str, tuple[str, Path]]) -> _Desk:
    return _Desk(nrr, tmp_path / "w", files)


def test_unmatched_feedback_is_listed_by_clue_with_the_nearest_accounts(desk: _Desk) -> None:
    for name in ("accounts", "nps"):
        desk.take(name)
    groups = {(group["clue"], group["value"]): group for group in desk.unmatched()}
    assert set(groups) == {
        ("domain", "kestrel-robotics.io"),
        ("domain", "shared.example"),
        ("name", "Northern Light"),
        ("none", ""),
    }
    kestrel = groups["domain", "kestrel-robotics.io"]
    assert kestrel["nearest"][0] == {
        "account": "A-17",
        "name": "Kestrel Robotics",
        "score": 100,
        "by": "name",
    }
    assert (kestrel["items"], kestrel["first"], kestrel["sources"]) == (2, "2026-10-01", ["nps"])
    shared = groups["domain", "shared.example"]
    assert "belongs to 2 accounts: A-18, A-19" in shared["reason"]
    assert [(near["account"], near["by"]) for near in shared["nearest"]] == [
        ("A-18", "domain"),
        ("A-19", "domain"),
    ]
    assert "free-mail" in groups["none", ""]["reason"]
    ran = desk.nrr("import", "-w", desk.folder, "unmatched")
    assert "domain kestrel-robotics.io" in ran.out
    assert "nearest: A-17 Kestrel Robotics (name 100)" in ran.out
    assert "@" not in ran.out + desk.nrr("import", "unmatched", "--json", "-w", desk.folder).out


def test_an_assignment_holds_now_and_later_and_can_be_taken_back(desk: _Desk) -> None:
    for name in ("accounts", "nps"):
        desk.take(name)
    assert "2 items changed" in desk.assign("--domain", "kestrel-robotics.io", "A-17").out
    assert "1 item changed" in desk.assign("--organization", "Northern Light", "nordlicht gmbh").out
    item = next(group for group in desk.unmatched() if group["clue"] == "none")["examples"][0]
    assert "1 item changed" in desk.assign("--item", item, "A-19").out
    assert desk.take("nps")["unchanged"] == 6
    assert desk.take("more")["unmatched_accounts"] == 0
    found = desk.accounts()
    assert {key: found[key][0] for key in found} == {
        "1": "A-17",
        "2": "A-17",
        "3": None,
        "4": "A-19",
        "5": "A-18",
        "6": "A-18",
        "7": "A-17",
        "8": "A-18",
    }
    assert found["1"][1:3] == ("assigned by hand", "domain kestrel-robotics.io assigned by hand")
    listed = desk.nrr("import", "unmatched", "--assigned", "--json", "-w", desk.folder).json()
    assert {(row["clue"], row["account"]) for row in listed} == {
        ("domain", "A-17"),
        ("name", "A-18"),
        ("item", "A-19"),
    }
    assert "3 items changed" in desk.assign("--domain", "kestrel-robotics.io", "--undo").out
    assert desk.accounts()["7"][0] is None
    assert desk.assign("--domain", "kestrel-robotics.io", "--undo").code == 1


def test_a_newer_version_of_an_item_keeps_what_a_person_said(desk: _Desk, tmp_path: Path) -> None:
    for name in ("accounts", "tickets"):
        desk.take(name)
    desk.assign("--item", "9", "A-19")
    ticket = TICKETS["tickets"][0] | {"updated_at": "2026-10-20T10:00:00Z", "status": "solved"}
    newer = tmp_path / "newer.json"
    newer.write_text(json.dumps({"tickets": [ticket]}), encoding="utf-8")
    assert desk.nrr("import", "tickets", newer, "-w", desk.folder).code == 0
    assert desk.accounts()["9"][:2] == ("A-19", "assigned by hand")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--domain", "kestrel-robotics.io", "A-99"), 1, "there is no account 'A-99'"),
        (("--domain", "gmail.com", "A-17"), 1, "free-mail"),
        (("--domain", "nonsense", "A-17"), 1, "no domain"),
        (("--item", "absent", "A-17"), 1, "no items are called"),
        (("--external", "ann@kestrel-robotics.io", "A-17"), 1, "is no external"),
        (("A-17",), 2, "give one of"),
        (("--domain", "x.example", "--item", "1", "A-17"), 2, "give one of"),
        (("--domain", "x.example"), 2, "name the ACCOUNT"),
        (("--domain", "x.example", "A-17", "--undo"), 2, "--undo takes no"),
    ],
)
def test_what_cannot_be_assigned_is_refused_in_words(
    desk: _Desk, arguments: tuple[str, ...], code: int, words: str
) -> None:
    for name in ("accounts", "nps"):
        desk.take(name)
    before = desk.accounts()
    ran = desk.assign(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert desk.accounts() == before


def test_every_order_of_imports_and_assignments_ends_the_same(
    nrr: Callable[..., Ran], tmp_path: Path, files: dict[str, tuple[str, Path]]
) -> None:
    steps = ("nps", "more", "tickets", "assign")
    outcomes = []
    for number, order in enumerate(itertools.permutations(("accounts", *steps))):
        if order.index("assign") < order.index("accounts") or number % 3:
            continue
        desk = _Desk(nrr, tmp_path / f"w{number}", files)
        for step in order:
            if step == "assign":
                assert desk.assign("--domain", "shared.example", "A-19").code == 0
                assert desk.assign("--organization", "Northern Light", "A-18").code == 0
            else:
                desk.take(step)
        outcomes.append(desk.accounts())
    assert len(outcomes) > 15
    assert all(outcome == outcomes[0] for outcome in outcomes)
    assert {key: found[0] for key, found in outcomes[0].items()} == {
        "1": None,
        "2": None,
        "3": "A-19",
        "4": None,
        "5": "A-18",
        "6": "A-18",
        "7": None,
        "8": "A-18",
        "9": None,
    }


def test_the_words_stand_beside_the_kinds(nrr: Callable[..., Ran], desk: _Desk) -> None:
    shown = nrr("import", "--help").out
    assert "KIND" in shown
    assert "unmatched" in shown
    assert "assign" in shown
    assert "--domain" in nrr("import", "assign", "--help").out
    assert nrr("import", "unmatchd", "x", "-w", desk.folder).code == 1
    assert nrr("import", "unmatched", "-w", desk.folder).out == "All feedback has an account.\n"
