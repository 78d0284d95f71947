"""The company's own people, named in the settings, are staff in every call that shows names alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ingest.items import FeedbackItem, Role, Source
from tests.conftest import Ran
from workspace.item_view import open_item
from workspace.workspace import open_workspace

CALL = "Ann Marsh: Hello\nEva Lind: It fails\nAnn Marsh: Oh\nEva Lind: Daily\n"


def test_staff_names_of_the_settings(nrr: Callable[..., Ran], tmp_path: Path) -> None:
    folder = tmp_path / "w"
    nrr("init", folder)
    settings = folder / "nrr.toml"
    text = settings.read_text(encoding="utf-8")
    path = tmp_path / "2026-03-05.txt"
    path.write_text(CALL, encoding="utf-8")
    item = FeedbackItem.make_id(Source.CALL, "call", "2026-03-05 2026-03-05")
    untold = nrr("import", "calls", path, "--json", "-w", folder).json()
    assert any("staff_names" in line for line in untold["warnings"])
    assert {part.role for part in open_item(open_workspace(folder), item).parts} == {Role.UNKNOWN}
    settings.write_text(text.replace("staff_names = []", 'staff_names = ["Ann Marsh"]'), encoding="utf-8")
    told = nrr("import", "calls", path, "--json", "-w", folder).json()
    assert told["warnings"] == []
    assert [part.role for part in open_item(open_workspace(folder), item).parts] == [
        Role.STAFF,
        Role.CUSTOMER,
    ] * 2
