"""Proposals, saved mappings and the kind ``auto`` on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran

Nrr = Callable[..., Ran]
SURE = "Vorgangsnummer,Erstellt am,Beschreibung,E-Mail\n" + "".join(
    f"{at},0{at}.03.2026,Der Export bricht nach Minuten ab,anna{at}@kestrel.example\n" for at in range(1, 9)
)
UNSURE = "id,date,Was sie schrieben\n" + "".join(
    f"{at},2026-03-0{at},Der Export bricht nach Minuten immer wieder ab\n" for at in range(1, 9)
)


@pytest.fixture
def root(nrr: Nrr, tmp_path: Path) -> Path:
    assert nrr("init", tmp_path / "w").code == 0
    (tmp_path / "sure.csv").write_text(SURE, encoding="utf-8")
    (tmp_path / "unsure.csv").write_text(UNSURE, encoding="utf-8")
    return tmp_path


def test_propose_prints_fields_and_the_command_and_imports_nothing(nrr: Nrr, root: Path) -> None:
    ran = nrr("import", "auto", root / "sure.csv", "--propose", "-w", root / "w")
    assert ran.code == 0
    assert "tickets (0.9" in ran.out
    assert "text*" in ran.out
    assert "--map 'id=Vorgangsnummer,date=Erstellt am,text=Beschreibung'" in ran.out
    assert "anna1" not in ran.out
    assert nrr("import", "tickets", root / "sure.csv", "-w", root / "w", "--json").json()["kept"] == 8


def test_propose_as_json_says_the_same(nrr: Nrr, root: Path) -> None:
    ran = nrr("import", "tickets", root / "unsure.csv", "--propose", "--json", "-w", root / "w")
    shape = ran.json()
    assert ran.code == 1
    assert shape["missing"] == ["text"]
    field = next(one for one in shape["fields"] if one["field"] == "text")
    assert (field["column"], field["required"]) == ("Was sie schrieben", True)
    assert shape["map"] == "'text=Was sie schrieben'"


def test_an_unsure_import_stops_in_one_line_and_its_option_works(nrr: Nrr, root: Path) -> None:
    ran = nrr("import", "tickets", root / "unsure.csv", "-w", root / "w")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "--map 'text=Was sie schrieben'" in ran.err
    again = nrr("import", "tickets", root / "unsure.csv", "--map", "text=Was sie schrieben", "-w", root / "w")
    assert again.code == 0


def test_mappings_are_listed_shown_used_and_deleted(nrr: Nrr, root: Path) -> None:
    w = ("-w", root / "w")
    assert "No mapping is saved yet" in nrr("mappings", *w).out
    nrr("import", "tickets", root / "unsure.csv", "--map", "text=Was sie schrieben", "--save-map", "desk", *w)
    assert "desk  tickets" in nrr("mappings", "list", *w).out
    assert nrr("mappings", "--json", *w).json()[0]["mapping"] == {"text": "Was sie schrieben"}
    assert "Was sie schrieben" in nrr("mappings", "show", "desk", *w).out
    used = nrr("import", "tickets", root / "unsure.csv", "--use-map", "desk", *w)
    assert (used.code, "saved mapping 'desk'" in used.err) == (0, True)
    assert nrr("mappings", "delete", "desk", *w).code == 0
    gone = nrr("import", "tickets", root / "unsure.csv", "--use-map", "desk", *w)
    assert (gone.code, gone.err) == (1, "nrr: there is no mapping 'desk'. List them with `nrr mappings`.\n")


def test_auto_imports_what_is_sure_and_stops_at_the_rest(nrr: Nrr, root: Path) -> None:
    ran = nrr("import", "auto", root / "sure.csv", "-w", root / "w")
    assert (ran.code, "read as tickets" in ran.err) == (0, True)
    (root / "odd.csv").write_text("sensor,temperature\ns1,20.5\ns2,21\n", encoding="utf-8")
    odd = nrr("import", "auto", root / "odd.csv", "-w", root / "w")
    assert (odd.code, odd.err.count("\n")) == (1, 1)
    assert "nrr import KIND FILE" in odd.err


def test_a_column_name_with_a_comma_can_be_mapped(nrr: Nrr, root: Path) -> None:
    (root / "comma.csv").write_text(
        'id,date,"What, and why"\n1,2026-03-01,It is slow here\n', encoding="utf-8"
    )
    ran = nrr("import", "tickets", root / "comma.csv", "--map", "text=What, and why,id=id", "-w", root / "w")
    assert ran.code == 0
