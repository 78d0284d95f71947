"""Personal data in a file's name is not kept: not with an item, not in the log of imports, not in a drop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Ran


def test_an_address_and_a_known_name_in_file_names_leave_no_byte(
    nrr: Callable[..., Ran], tmp_path: Path
) -> None:
    workspace = tmp_path / "w"
    assert nrr("init", workspace).code == 0
    contacts = tmp_path / "contacts.csv"
    contacts.write_text("account,name,email\nA1,Tomek Hryciuk,th@fabrikam.example\n", encoding="utf-8")
    assert nrr("import", "contacts", contacts, "-w", workspace).code == 0
    answers = tmp_path / "nps jane.roe@fabrikam.example.csv"
    answers.write_text(
        "id,date,score,comment\n1,2026-10-01,9,Fine tool.\n2,never,9,Fine.\n", encoding="utf-8"
    )
    call = tmp_path / "2026-10-02 Tomek Hryciuk.txt"
    call.write_text("Agent: Hello.\nCustomer: The export is slow.\n", encoding="utf-8")
    report = nrr("import", "nps", answers, "-w", workspace, "--json").json()
    assert [drop["file"] for drop in report["drops"]] == ["nps <EMAIL_1>"]
    assert nrr("import", "calls", call, "-w", workspace).code == 0
    kept = b"".join(path.read_bytes() for path in workspace.rglob("*") if path.is_file())
    assert b"jane.roe" not in kept
    assert b"2026-10-02 Tomek" not in kept
