"""What is forgotten is nowhere in the workspace any more, byte for byte, and does not come back."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from tests.conftest import Ran
from workspace.formats import EXAMPLES

MONTH = ("--month", "2026-10")
ACCOUNTS = """id,name,domains,parent
K-7701,Kestrelwing Robotics,kestrelwing.example,
N-1,Nordlicht GmbH,nordlicht.example,
S-2,Solmar Hotels,solmar.example,K-7701
"""
SUBSCRIPTIONS = """account,id,started,mrr,plan
K-7701,sub-k,2026-01-01,900,kestrelwing-plan
N-1,sub-n,2026-01-01,500,team
S-2,sub-s,2026-01-01,700,team
"""
CONTACTS = """account,name,email,function
K-7701,Quillon Vandersteen,quillon@kestrelwing.example,IT
N-1,Marisol Thornquist,marisol.t@nordlicht.example,finance
N-1,Peter Lang,peter@nordlicht.example,IT
S-2,Ines Maro,ines@solmar.example,IT
"""
COMMUNITY = """account,person,date,activity,topic
N-1,marisol.t@nordlicht.example,2026-09-01,question,exports
N-1,peter@nordlicht.example,2026-09-02,question,sync
K-7701,quillon@kestrelwing.example,2026-09-03,question,sync
"""
_TOPICS = (
    "The export to a spreadsheet stops half way and nobody can finish the month",
    "Our export to a spreadsheet fails again on the large report",
    "The calendar sync drops appointments every night",
    "Calendar sync lost three appointments again this morning",
    "Invoices show the wrong tax for our second office",
    "The invoice has the wrong tax rate on it",
)
_PLANTED = "zyqqaplant"
_HERS = "wuvvorplant"


def _nps() -> str:
    lines = ["id,date,score,comment,email,company"]
    people = ("peter@nordlicht.example", "ines@solmar.example", "quillon@kestrelwing.example")
    number = 0
    for day in range(1, 25):
        for at, topic in enumerate(_TOPICS):
            number += 1
            person = people[(day + at) % 3]
            word = f" with {_PLANTED}" if person.startswith("quillon") else ""
            mention = " as Marisol Thornquist said" if number % 9 == 0 else ""
            said = f"{topic}{word}{mention} since day {day}."
            lines.append(f"{number},2026-10-{day:02d},{number % 7},{said},{person},")
    lines.append(f"900,2026-10-09,2,The {_HERS} export stops each day for us,marisol.t@nordlicht.example,")
    lines.append(f"901,2026-10-09,2,The {_PLANTED} tax is wrong,,Kestrelwing Robotics Inc")
    return "\n".join(lines) + "\n"


def _tickets() -> dict[str, Any]:
    def ticket(number: int, requester: int, organization: int, text: str) -> dict[str, Any]:
        return {
            "id": number,
            "created_at": f"2026-10-{number:02d}T10:00:00Z",
            "updated_at": f"2026-10-{number:02d}T11:00:00Z",
            "subject": "Kestrelwing Robotics asks" if organization == 501 else "Question",
            "description": text,
            "status": "open",
            "requester_id": requester,
            "organization_id": organization,
        }

    return {
        "organizations": [
            {"id": 501, "name": "Kestrelwing", "domain_names": ["kestrelwing.example"], "url": "x"},
            {"id": 502, "name": "Nordlicht", "domain_names": ["nordlicht.example"], "url": "x"},
        ],
        "users": [
            {"id": 71, "name": "Quillon Vandersteen", "email": "q@kestrelwing.example", "role": "end-user"},
            {"id": 72, "name": "Marisol Thornquist", "email": "m2@nordlicht.example", "role": "end-user"},
            {"id": 73, "name": "Peter Lang", "email": "peter@nordlicht.example", "role": "end-user"},
        ],
        "tickets": [
            ticket(3, 71, 501, f"The {_PLANTED} dashboard is empty for us today."),
            ticket(4, 72, 502, f"The {_HERS} login page loops and we cannot work."),
            ticket(5, 73, 502, "Kestrelwing Robotics told us that the import from a spreadsheet is slow."),
        ],
        "comments": [
            {
                "id": 9001,
                "ticket_id": 5,
                "author_id": 72,
                "body": f"It is the {_HERS} import for me too.",
                "created_at": "2026-10-06T10:00:00Z",
                "public": True,
            }
        ],
    }


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("exports")
    texts = (
        ("accounts", "accounts.csv", ACCOUNTS),
        ("subscriptions", "subscriptions.csv", SUBSCRIPTIONS),
        ("contacts", "contacts.csv", CONTACTS),
        ("community", "community.csv", COMMUNITY),
        ("nps", "kestrelwing_robotics_and_others.csv", _nps()),
        ("tickets", "tickets.json", json.dumps(_tickets())),
    )
    for _, name, text in texts:
        (folder / name).write_text(text, encoding="utf-8")
    return [(kind, folder / name) for kind, name, _ in texts]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory, exports: list[tuple[str, Path]]) -> Path:
    """A workspace with imports, two runs of one month, an index and a report; only read it."""
    folder = tmp_path_factory.mktemp("forget") / "w"
    assert main(["init", str(folder)]) == 0
    with (folder / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[embedding]\nmodel = "hashing"\n')
    for kind, path in exports:
        assert main(["import", kind, str(path), "-w", str(folder)]) == 0
    assert main(["import", "assign", "--organization", "Kestrelwing", "K-7701", "-w", str(folder)]) == 0
    for command in (("synthesize", *MONTH), ("index", "rebuild")):
        assert main([*command, "-w", str(folder)]) == 0
    return folder


@pytest.fixture
def workspace(finished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(finished, tmp_path / "w"))


def _holds(folder: Path, words: tuple[str, ...]) -> list[str]:
    """Which words stand in any byte of any file, in UTF-8 or UTF-16, packed or not."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        for block in (content, *_unpacked(content)):
            for word in words:
                for form in (word, word.lower(), word.upper()):
                    if any(form.encode(code) in block for code in ("utf-8", "utf-16-le", "utf-16-be")):
                        found.append(f"{path.name}: {form}")
    return sorted(set(found))


def _unpacked(content: bytes) -> list[bytes]:
    blocks: list[bytes] = []
    for magic, window in ((b"\x1f\x8b\x08", 31), (b"\x78\x9c", 15), (b"\x78\xda", 15), (b"\x78\x01", 15)):
        place = content.find(magic)
        while place >= 0 and len(blocks) < 200:
            with contextlib.suppress(zlib.error):
                blocks.append(zlib.decompressobj(window).decompress(content[place:], 1 << 20))
            place = content.find(magic, place + 1)
    return blocks


def _others(folder: Path, account: str) -> list[tuple[object, ...]]:
    """Another account's rows, save which file and import they came from, and texts with mentions."""
    parts = (
        "SELECT part.* FROM part JOIN item ON item.id = item_id WHERE account_id = ? "
        "AND part.text NOT LIKE '%<PERSON%' AND part.text NOT LIKE '%<COMPANY%' "
        "AND part.text NOT LIKE '%Kestrelwing%' ORDER BY part.id"
    )
    queries = [
        f"SELECT * FROM book_{table} WHERE account = ? ORDER BY 1, 2, 3"
        for table in ("subscriptions", "contacts", "community")
    ]
    queries += ["SELECT id, name FROM book_accounts WHERE id = ?", parts]
    queries.append("SELECT * FROM item WHERE account_id = ? ORDER BY id")
    rows: list[tuple[object, ...]] = []
    with sqlite3.connect(folder / "data" / "nrr.db") as connection:
        for query in queries:
            cursor = connection.execute(query, (account,))
            names = [column[0] for column in cursor.description]
            kept = [at for at, name in enumerate(names) if name not in ("file", "import_id")]
            rows += [tuple(row[at] for at in kept) for row in cursor]
    return rows


_ACCOUNT_WORDS = (
    "Kestrelwing",
    "K-7701",
    "sub-k",
    "Vandersteen",
    _PLANTED,
)


def test_a_forgotten_account_is_in_no_byte_of_the_workspace(
    nrr: Callable[..., Ran], workspace: Path, exports: list[tuple[str, Path]]
) -> None:
    assert {line.split(": ")[1] for line in _holds(workspace, _ACCOUNT_WORDS)} >= {
        "Kestrelwing",
        "K-7701",
        _PLANTED,
    }
    before = _others(workspace, "N-1")
    ran = nrr("forget", "--account", "Kestrelwing Robotics", "--yes", "--json", "-w", workspace)
    assert ran.code == 0, ran.err
    erased = ran.json()["erased"]
    assert erased["feedback items"] == 50
    assert erased["rows of subscriptions"] == 1
    assert erased["rows of contacts"] == 1
    assert erased["statements of past runs"] > 20
    assert _holds(workspace, _ACCOUNT_WORDS) == []
    assert _others(workspace, "N-1") == before
    for command in (("themes", *MONTH), ("report", *MONTH), ("metrics",), ("doctor",)):
        shown = nrr(*command, "-w", workspace)
        assert shown.code == 0, (command, shown.err)
        assert _PLANTED not in shown.out
        assert "K-7701" not in shown.out
    for kind, path in exports:
        again = nrr("import", kind, path, "--json", "-w", workspace)
        assert again.code == 0, again.err
    assert nrr("synthesize", *MONTH, "-w", workspace).code == 0
    assert nrr("index", "rebuild", "-w", workspace).code == 0
    assert _holds(workspace, _ACCOUNT_WORDS) == []
    assert _others(workspace, "N-1") == before


_HER_WORDS = ("Thornquist", "marisol", _HERS)


def test_a_forgotten_contact_is_in_no_byte_of_the_workspace(
    nrr: Callable[..., Ran], workspace: Path, exports: list[tuple[str, Path]]
) -> None:
    others = [_others(workspace, account) for account in ("K-7701", "S-2")]
    who = ("--contact", "marisol.t@nordlicht.example", "--contact", "72")
    planned = nrr("forget", *who, "--dry-run", "--json", "-w", workspace).json()["erased"]
    assert _holds(workspace, _HER_WORDS) != []
    ran = nrr("forget", *who, "--yes", "--json", "-w", workspace)
    assert ran.code == 0, ran.err
    assert ran.json()["erased"] == planned
    assert planned["feedback items"] == 2
    assert planned["comments in others' items"] == 1
    assert planned["rows of community"] == 1
    assert _holds(workspace, _HER_WORDS) == []
    assert [_others(workspace, account) for account in ("K-7701", "S-2")] == others
    for kind, path in exports:
        assert nrr("import", kind, path, "-w", workspace).code == 0
    assert nrr("synthesize", *MONTH, "-w", workspace).code == 0
    assert _holds(workspace, _HER_WORDS) == []
    assert nrr("report", *MONTH, "-w", workspace).code == 0


def test_what_was_forgotten_can_be_finished_and_needs_a_yes(nrr: Callable[..., Ran], workspace: Path) -> None:
    assert nrr("forget", "--account", "K-7701", "-w", workspace).code == 2
    assert nrr("forget", "-w", workspace).code == 2
    unknown = nrr("forget", "--account", "Kestrelwin Robotics", "--yes", "-w", workspace)
    assert (unknown.code, unknown.out) == (1, "")
    assert "Did you mean: Kestrelwing Robotics (K-7701)?" in unknown.err
    (workspace / "my notes.txt").write_text("Kestrelwing", encoding="utf-8")
    first = nrr("forget", "--account", "K-7701", "--yes", "-w", workspace)
    assert first.code == 0
    assert "not covered: my notes.txt" in first.out
    assert not (workspace / "data" / "index").exists()
    again = nrr("forget", "--account", "K-7701", "--yes", "-w", workspace)
    assert again.code == 0, again.err
    assert "Forgotten before" in again.out
    absent = nrr("forget", "--contact", "nobody@nowhere.example", "--yes", "-w", workspace)
    assert absent.code == 1
    assert "nothing in the workspace" in absent.err


def test_a_name_that_is_an_ordinary_word_is_left_alone_and_said(
    nrr: Callable[..., Ran], tmp_path: Path
) -> None:
    folder, accounts, answers = tmp_path / "w", tmp_path / "accounts.csv", tmp_path / "nps.csv"
    accounts.write_text("id,name\nA-1,Compass\nA-2,Zorvex\nA-3,Third\n", encoding="utf-8")
    answers.write_text(
        "id,date,score,comment,account\n1,2026-10-01,3,The compass is off,A-2\n2,2026-10-01,3,"
        "Compass points and a compass card as zorvex said,A-3\n3,2026-10-01,3,Nothing works here,A-1\n",
        encoding="utf-8",
    )
    assert nrr("init", folder).code == 0
    assert nrr("import", "accounts", accounts, "-w", folder).code == 0
    assert nrr("import", "nps", answers, "-w", folder).code == 0
    ran = nrr("forget", "--account", "Compass", "--yes", "-w", folder)
    assert "mentions of Compass: it is an ordinary word too" in ran.out
    assert "nrr.db: compass" in _holds(folder, ("compass",))
    assert nrr("forget", "--account", "Zorvex", "--yes", "-w", folder).code == 0
    assert _holds(folder, ("Zorvex",)) == []


class _Killed(BaseException):
    """Stands for a kill at one place."""


def _killed(*_arguments: object, **_options: object) -> None:
    raise _Killed


@pytest.mark.parametrize("step", ["erase_statements", "sweep", "close_up"])
def test_a_kill_within_leaves_everything_as_it_was(
    nrr: Callable[..., Ran], workspace: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dump() -> list[str]:
        with sqlite3.connect(workspace / "data" / "nrr.db") as connection:
            return list(connection.iterdump())

    before = dump()
    with monkeypatch.context() as patch:
        patch.setattr(f"workspace.store.forgetting.{step}", _killed)
        with pytest.raises(_Killed):
            nrr("forget", "--account", "K-7701", "--yes", "-w", workspace)
    assert dump() == before
    assert nrr("themes", *MONTH, "-w", workspace).code == 0


def test_a_kill_after_the_store_is_finished_by_the_same_command(
    nrr: Callable[..., Ran], workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("workspace.forget.remove_erased_index", _killed)
        with pytest.raises(_Killed):
            nrr("forget", "--account", "K-7701", "--yes", "-w", workspace)
    assert (workspace / "data" / "index").is_dir()
    assert nrr("forget", "--account", "K-7701", "--yes", "-w", workspace).code == 0
    assert not (workspace / "data" / "index").exists()
    assert _holds(workspace, _ACCOUNT_WORDS) == []


@pytest.mark.parametrize("first", ["", "ticket_comment.csv", "ticket.csv"])
def test_comments_of_a_new_ticket_of_a_forgotten_account_stay_away(
    nrr: Callable[..., Ran], tmp_path: Path, first: str
) -> None:
    folder, newer = tmp_path / "w", tmp_path / "newer"
    shutil.copytree(EXAMPLES / "zendesk_warehouse", newer)
    asked = (
        "99,2026-10-20 02:10:00.000,901,2026-10-18 06:45:00,Zyqqa zyqqa is slow.,,7002,high,802,open,Slow,"
    )
    said = ",2026-10-20 02:11:00.000,{} zyqqa and nothing moves.,2026-10-18 0{}:45:00,FALSE,TRUE,99,FALSE,{},FALSE\n"
    fresh = {
        "ticket.csv": asked + "802,incident,2026-10-18 06:45:00,web\n",
        "ticket_comment.csv": "8801" + said.format("Still", 7, 802) + "8802" + said.format("We saw", 8, 901),
    }
    assert nrr("init", folder).code == 0
    assert nrr("import", "accounts", EXAMPLES / "accounts.csv", "-w", folder).code == 0
    assert nrr("import", "tickets", EXAMPLES / "zendesk_warehouse", "-w", folder).code == 0
    assert nrr("forget", "--account", "EX-2", "--yes", "-w", folder).code == 0
    for name in sorted(fresh, key=lambda one: one != first):
        with (newer / name).open("a", encoding="utf-8") as table:
            table.write(fresh[name])
        if first:
            assert nrr("import", "tickets", newer, "-w", folder).code == 0
    for _ in range(2):
        assert nrr("import", "tickets", newer, "-w", folder).code == 0
        with sqlite3.connect(folder / "data" / "nrr.db") as connection:
            lost = "SELECT count(*) FROM part WHERE item_id NOT IN (SELECT id FROM item)"
            assert connection.execute(lost).fetchone() == (0,)
            assert connection.execute("SELECT count(*) FROM part WHERE text LIKE '%zyqqa%'").fetchone() == (
                0,
            )


def test_forgotten_people_do_not_return_by_name(
    nrr: Callable[..., Ran], workspace: Path, tmp_path: Path
) -> None:
    contacts = tmp_path / "contacts.csv"
    contacts.write_text("account,name,email\nN-1,Orsolya Bright,\n", encoding="utf-8")
    assert nrr("import", "contacts", contacts, "-w", workspace).code == 0
    assert nrr("forget", "--contact", "Orsolya Bright", "--yes", "-w", workspace).code == 0
    contacts.write_text(
        "account,name,email\nN-1,Orsolya Bright,orsolya@nordlicht.example\n"
        "S-2,Orsolya Bright,o.bright@solmar.example\n",
        encoding="utf-8",
    )
    report = nrr("import", "contacts", contacts, "--json", "-w", workspace).json()
    assert (report["kept"], report["dropped"]) == (1, {"forgotten on request": 1})


@pytest.mark.parametrize(
    ("name", "dropped"), [("Kestrelwing Robotic", 1), ("KESTRELWING ROBOTIKS, Inc.", 1), ("Kestrel", 0)]
)
def test_a_forgotten_account_does_not_return_by_a_name_like_its_own(
    nrr: Callable[..., Ran], workspace: Path, tmp_path: Path, name: str, dropped: int
) -> None:
    answers = tmp_path / "nps.csv"
    answers.write_text(
        f'id,date,score,comment,company\n5001,2026-10-09,2,It is slow,"{name}"\n', encoding="utf-8"
    )
    assert nrr("forget", "--account", "K-7701", "--yes", "-w", workspace).code == 0
    report = nrr("import", "nps", answers, "--json", "-w", workspace).json()
    assert report["dropped"].get("forgotten on request", 0) == dropped
