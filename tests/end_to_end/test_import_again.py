"""Importing the same file again leaves past runs, their vectors and the index as they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Ran


def _statements(folder: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "data" / "nrr.db") as connection:
        return [
            *connection.execute("SELECT id, text FROM statement ORDER BY id"),
            *connection.execute("SELECT text_hash FROM embedding ORDER BY text_hash"),
            *connection.execute("SELECT * FROM item_change"),
        ]


def test_two_rows_of_one_id_far_apart_take_nothing_from_past_runs(
    nrr: Callable[..., Ran], tmp_path: Path
) -> None:
    folder, answers = tmp_path / "w", tmp_path / "nps.csv"
    rows = [f"{number},2026-10-05,4,The export number {number} stops half way." for number in range(610)]
    rows[3], rows[600] = "7000,2026-10-05,2,The tax is wrong.", "7000,2026-10-05,3,The sync drops rows."
    answers.write_text("\n".join(["id,date,score,comment", *rows]) + "\n", encoding="utf-8")
    assert nrr("init", folder).code == 0
    with (folder / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[embedding]\nmodel = "hashing"\n')
    assert nrr("import", "nps", answers, "-w", folder).code == 0
    assert nrr("synthesize", "--month", "2026-10", "-w", folder).code == 0
    assert nrr("index", "rebuild", "-w", folder).code == 0
    before = _statements(folder)
    for _ in range(2):
        report = nrr("import", "nps", answers, "--json", "-w", folder).json()
        assert (report["kept"], report["updated"], report["unchanged"]) == (0, 0, 610)
        assert _statements(folder) == before
        assert (folder / "data" / "index").is_dir()
