"""``nrr promises``: what staff promised, by when, how it stands, who marked it, and that it can be forgotten."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ran

Nrr = Callable[..., Ran]
ACCOUNTS = "id,name,owner\nK-1,Kestrel Robotics,Imani Clarke\nN-1,Nordlicht,Noor Haddad\n"
ORDER = "Ann (Ourco): I'll send you the outage report by Friday. I'll also open a ticket for the photos.\n"
CALL = f"Eva: The outage cost us a day.\n{ORDER}Eva: When?\nAnn (Ourco): By Friday, as I said.\n"
OTHER = "Max: The role is wrong.\nAnn (Ourco): We could fix it. You'll have an answer on the role by 20 November.\n"
LATER = "Eva: Thanks for sending the outage report.\nAnn (Ourco): Good to hear.\n"
MANIFEST = "file,account,date\n{rows}"


@pytest.fixture
def world(nrr: Nrr, tmp_path: Path) -> Path:
    folder = tmp_path / "w"
    nrr("init", folder)
    settings = folder / "nrr.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("staff_names = []", 'staff_names = ["Ann"]'), encoding="utf-8")
    (tmp_path / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    assert nrr("import", "accounts", tmp_path / "accounts.csv", "-w", folder).code == 0
    calls(
        nrr, tmp_path, folder, {"a.txt": ("K-1", "2026-10-14", CALL), "b.txt": ("N-1", "2026-11-02", OTHER)}
    )
    return folder


def calls(nrr: Nrr, tmp_path: Path, folder: Path, held: dict[str, tuple[str, str, str]]) -> None:
    rows = []
    for name, (account, day, text) in held.items():
        (tmp_path / name).write_text(text.replace(" (Ourco)", ""), encoding="utf-8")
        rows.append(f"{name},{account},{day}\n")
    (tmp_path / "calls.csv").write_text(MANIFEST.format(rows="".join(rows)), encoding="utf-8")
    files = [tmp_path / name for name in held]
    assert nrr("import", "calls", *files, "--manifest", tmp_path / "calls.csv", "-w", folder).code == 0


def listed(nrr: Nrr, folder: Path, *options: object) -> list[dict[str, Any]]:
    found = nrr("promises", *options, "--json", "-w", folder).json()
    assert found["count"] == len(found["promises"])
    shown: list[dict[str, Any]] = found["promises"]
    return shown


def test_who_promised_what_by_when_and_how_it_stands(nrr: Nrr, world: Path) -> None:
    late, coming = listed(nrr, world)
    assert late["what"] == "I'll send you the outage report by Friday"
    assert (late["account"], late["by"], late["due"], late["said"]) == (
        "K-1",
        "Friday",
        "2026-10-16",
        "2026-10-14",
    )
    assert (late["state"], late["days_late"], late["owner"]) == ("overdue", 17, "Imani Clarke")
    assert (coming["state"], coming["due"], coming["name"]) == ("open", "2026-11-20", "Nordlicht")
    shown = nrr("promises", "show", late["id"][:8], "--json", "-w", world).json()
    assert any(late["what"] in part["text"] and part["part"] == late["part"] for part in shown["around"])
    text = nrr("promises", "-w", world)
    assert "overdue 17 d" in text.out
    assert "1 promise more without a time" in text.err


def test_filters_narrow(nrr: Nrr, world: Path) -> None:
    assert [one["account"] for one in listed(nrr, world, "--account", "Nordlicht")] == ["N-1"]
    assert [one["account"] for one in listed(nrr, world, "--owner", "imani clarke")] == ["K-1"]
    assert [one["account"] for one in listed(nrr, world, "--state", "open")] == ["N-1"]
    assert [one["account"] for one in listed(nrr, world, "--due-within", "30")] == ["N-1"]
    assert listed(nrr, world, "--due-within", "3") == []
    assert [one["account"] for one in listed(nrr, world, "--month", "2026-10")] == ["K-1"]
    assert [one["by"] for one in listed(nrr, world, "--undated")] == ["Friday", "20 November", None]


def test_a_mark_is_kept_with_its_name_and_can_be_taken_back(nrr: Nrr, world: Path) -> None:
    own = listed(nrr, world)[0]["id"]
    assert "kept (Imani" in nrr("promises", "kept", own, "--by", "Imani", "-w", world).out
    (kept,) = listed(nrr, world, "--state", "kept")
    assert kept["marked"]["by"] == "Imani"
    nrr("promises", "broken", own, "--by", "Noor", "-w", world)
    assert [one["id"] for one in listed(nrr, world, "--state", "broken")] == [own]
    nrr("promises", "undo", own, "--by", "Noor", "-w", world)
    nrr("promises", "undo", own, "--by", "Noor", "-w", world)
    assert [one["id"] for one in listed(nrr, world, "--state", "overdue")] == [own]
    marks = nrr("promises", "show", own, "--json", "-w", world).json()["marks"]
    assert [one["says"] for one in marks] == ["kept", "broken", "undone", "undone"]
    again = nrr("promises", "undo", own, "-w", world)
    assert again.code == 1
    assert "nothing is said of promise" in again.err


def test_later_words_seem_to_keep_it(nrr: Nrr, world: Path, tmp_path: Path) -> None:
    calls(nrr, tmp_path, world, {"c.txt": ("K-1", "2026-11-05", LATER)})
    (found,) = listed(nrr, world, "--account", "K-1")
    assert found["state"] == "seems kept"
    assert found["evidence"][0]["text"] == "Thanks for sending the outage report."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("kept", "ffffffff"), "there is no promise"),
        (("kept", "ff"), "too short"),
        (("show", "nothing-so"), "there is no promise"),
        (("--account", "Nobody"), "Nobody"),
        (("--owner", "Nobody"), "no account is owned by"),
    ],
)
def test_what_is_not_there_is_said_in_a_line(
    nrr: Nrr, world: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = nrr("promises", *arguments, "-w", world)
    assert ran.code == 1
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_the_brief_and_an_answer_tell_them(nrr: Nrr, world: Path) -> None:
    page = nrr("brief", "K-1", "--no-llm", "-w", world).out
    assert "Overdue, by 16 October 2026" in page
    answer = nrr("ask", "What did we promise Kestrel Robotics?", "--no-llm", "--json", "-w", world).json()
    assert [one["text"] for one in answer["citations"]] == ["I'll send you the outage report by Friday"]
    late = nrr("ask", "Which promises are overdue?", "--no-llm", "--json", "-w", world).json()
    assert {one["account"] for one in late["citations"]} == {"K-1"}


def test_forgetting_an_account_erases_its_marks(nrr: Nrr, world: Path) -> None:
    for one in listed(nrr, world):
        nrr("promises", "kept", one["id"], "--by", "Imani", "-w", world)
    assert nrr("forget", "--account", "K-1", "--yes", "-w", world).code == 0
    with sqlite3.connect(world / "data" / "nrr.db") as store:
        assert store.execute("SELECT count(*) FROM promise_mark").fetchone() == (1,)
    assert [one["account"] for one in listed(nrr, world, "--undated")] == ["N-1"]
