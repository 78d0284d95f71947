"""A person who asks to be forgotten is gone by surname too, from every column, and what the command cannot
know of the person it says."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Ran

NRR = Callable[..., Ran]
ACCOUNTS = "id,name,domains\nA5,Fabrikam,fabrikam.example\nA6,Vlk Systems,vlk.example\n"
CONTACTS = "account,name,email\nA5,Tomek Hryciuk,th@fabrikam.example\n"
TICKETS = """id,date,account,subject,text,tags
S1,2026-10-20,A5,Seat change for Hryciuk,Please change the seat of Hryciuk to admin,hryciuk;seats
S2,2026-10-21,A6,A note on the export,The export stops half way,export
"""
ANSWERS = """id,name,email,date,score,comment
1,Tomek Hryciuk,th@fabrikam.example,2026-10-24,0,The export breaks every week
"""


@pytest.fixture
def bring(nrr: NRR, tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Imports a text as a file of some kind; returns the workspace."""
    folder = tmp_path / "w"
    assert nrr("init", folder).code == 0

    def run(kind: str, name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        ran = nrr("import", kind, path, "-w", folder)
        assert ran.code == 0, ran.err
        return folder

    run("accounts", "accounts.csv", ACCOUNTS)
    return run


def _rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "data" / "nrr.db")) as connection:
        return connection.execute(query).fetchall()


def _dump(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "data" / "nrr.db")) as connection:
        return "\n".join(connection.iterdump()).casefold()


def test_a_surname_alone_leaves_subjects_tags_and_file_names(nrr: NRR, bring: Callable[..., Path]) -> None:
    folder = bring("tickets", "seats_hryciuk.csv", TICKETS)
    bring("contacts", "contacts.csv", CONTACTS)
    assert "hryciuk" in _dump(folder)
    ran = nrr("forget", "--contact", "Tomek Hryciuk", "--yes", "-w", folder)
    assert ran.code == 0, ran.err
    assert "hryciuk" not in _dump(folder)
    subjects = _rows(folder, "SELECT account_id, subject FROM item ORDER BY account_id")
    assert subjects == [("A5", "Seat change for <PERSON_1>"), ("A6", "A note on the export")]


def test_who_is_called_like_the_company_takes_no_item_from_it(nrr: NRR, bring: Callable[..., Path]) -> None:
    bring("contacts", "contacts.csv", "account,name,email\nA6,Miroslava Vlk,mv@vlk.example\n")
    tickets = "id,date,account,subject,text\nS1,2026-10-20,Vlk Systems,Call Vlk back,The import is slow\n"
    folder = bring("tickets", "tickets.csv", tickets)
    assert nrr("forget", "--contact", "Miroslava Vlk", "--yes", "-w", folder).code == 0
    assert nrr("import", "unmatched", "--json", "-w", folder).code == 0
    bring("accounts", "more.csv", "id,name\nA7,Third\n")
    assert _rows(folder, "SELECT account_id, subject FROM item") == [("A6", "Call <PERSON_1> back")]


def test_the_accounts_of_what_a_person_wrote_count_as_the_persons(
    nrr: NRR, bring: Callable[..., Path]
) -> None:
    bring("nps", "nps.csv", ANSWERS)
    bring("tickets", "seats.csv", TICKETS.replace(",A5,", ",Fabrikam,"))
    folder = bring("contacts", "contacts.csv", "account,name,email\nA5,Ines Maro,ines@fabrikam.example\n")
    who = ("--contact", "Tomek Hryciuk", "--contact", "th@fabrikam.example")
    ran = nrr("forget", *who, "--yes", "-w", folder)
    assert ran.code == 0, ran.err
    assert "1 feedback items erased" in ran.out
    assert "a given name or surname alone, in texts of other accounts and of none" in ran.out
    assert "hryciuk" not in _dump(folder)
    assert len(_rows(folder, "SELECT id FROM item")) == 2
    bring("tickets", "later.csv", TICKETS.replace("S1", "S3"))
    assert nrr("forget", *who, "--yes", "-w", folder).code == 0
    assert "hryciuk" not in _dump(folder)


def test_the_address_alone_says_that_no_name_is_known(nrr: NRR, bring: Callable[..., Path]) -> None:
    bring("nps", "nps.csv", ANSWERS)
    folder = bring("tickets", "seats.csv", TICKETS)
    ran = nrr("forget", "--contact", "th@fabrikam.example", "--yes", "-w", folder)
    assert ran.code == 0, ran.err
    assert "mentions of this person: no name is known" in ran.out
    again = nrr("forget", "--contact", "th@fabrikam.example", "--yes", "-w", folder)
    assert "mentions of this person: no name is known" in again.out
    assert "nothing of it is left" not in again.out
    assert (
        nrr("forget", "--contact", "Hryciuk", "--contact", "th@fabrikam.example", "--yes", "-w", folder).code
        == 0
    )
    assert "hryciuk" not in _dump(folder)


def test_a_name_alone_is_no_all_clear(nrr: NRR, bring: Callable[..., Path]) -> None:
    folder = bring("nps", "nps.csv", ANSWERS)
    name = ("forget", "--contact", "Tomek Hryciuk", "--yes", "-w", folder)
    ran = nrr(*name)
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert "known by the address they came with" in ran.err
    assert "known to be of this contact" not in ran.err
    alone = nrr("forget", "--contact", "Hryciuk", "--yes", "-w", folder)
    assert alone.code == 1
    assert "in texts one name alone is not looked for" in alone.err
    bring("tickets", "seats.csv", TICKETS.replace("The export stops", "ask hryciuk tomek: it stops"))
    assert "hryciuk tomek" in _dump(folder)
    first, again = nrr(*name), nrr(*name)
    assert "1 texts with mentions erased" in first.out
    assert "Forgotten before; nothing more was found." in again.out
    for ran in (first, again):
        assert ran.code == 0, ran.err
        assert "items are known by the address they came with" in ran.out
    assert "hryciuk tomek" not in _dump(folder)
    assert len(_rows(folder, "SELECT id FROM item")) == 3


def test_saved_mappings_that_name_somebody_go_and_others_stay(nrr: NRR, bring: Callable[..., Path]) -> None:
    folder = bring("contacts", "contacts.csv", CONTACTS)
    path = folder.parent / "wishes.csv"
    path.write_text("key,when,words\n1,2026-10-20,The export stops half way\n", encoding="utf-8")
    saved = (("one", "account=A5"), ("hryciuk_wishes", "account=A6"), ("other", "account=A6"))
    for name, constant in saved:
        fields = ("--map", "id=key", "--map", "date=when", "--map", "text=words")
        ran = nrr("import", "tickets", path, *fields, "--set", constant, "--save-map", name, "-w", folder)
        assert ran.code == 0, ran.err
    names = "SELECT name FROM column_mapping ORDER BY name"
    person = nrr("forget", "--contact", "th@fabrikam.example", "--yes", "-w", folder)
    assert "1 saved mappings erased" in person.out
    assert _rows(folder, names) == [("one",), ("other",)]
    account = nrr("forget", "--account", "Fabrikam", "--yes", "-w", folder)
    assert "1 saved mappings erased" in account.out
    assert _rows(folder, names) == [("other",)]


def test_where_live_pulls_go_on_is_said_not_to_be_covered(nrr: NRR, bring: Callable[..., Path]) -> None:
    folder = bring("contacts", "contacts.csv", CONTACTS)
    row = ("zendesk", "tickets", '{"site":"x.example","position":{},"complete":true}')
    moment = "2026-10-01T00:00:00.000000Z"
    with closing(sqlite3.connect(folder / "data" / "nrr.db")) as connection, connection:
        connection.execute("INSERT INTO pull_state VALUES (?,?,?,?,?)", (*row, moment, moment))
    ran = nrr("forget", "--contact", "Tomek Hryciuk", "--yes", "-w", folder)
    assert "not covered: where live pulls of zendesk go on" in ran.out
