"""A part is read once: what is taken from the store is what reading it anew gives."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from foundation.months import Month
from synthesis.themes import Statement
from workspace.store import runs
from workspace.store.schema import part_reading
from workspace.workspace import open_workspace

OCTOBER = Month(2026, 10)
SAYINGS = (
    "The export times out each night. Please add a way to schedule it!",
    "Love the new map, it saves us hours.",
    "How do I add a second warehouse?",
    "The app logs me out again and again, we cannot work.",
    "Invoices are wrong. The tax line rounds up.",
    "Thanks",
)
Nrr = Callable[..., Any]


def said_in(home: Path) -> list[Statement]:
    with open_workspace(home).store().read() as connection:
        run = runs.load_run(connection, OCTOBER)
        assert run is not None
        return runs.statements_of(connection, run.id)


def readings_of(home: Path) -> dict[str, str]:
    with open_workspace(home).store().read() as connection:
        return {row.part_id: row.key for row in connection.execute(select(part_reading))}


def answers(home: Path, texts: dict[int, str]) -> str:
    path = home / f"nps-{len(texts)}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = [
            [number, f"2026-10-{number:02d}", 10 - number, f"person{number}@example.org", text]
            for number, text in texts.items()
        ]
        csv.writer(stream).writerows([["id", "date", "score", "email", "comment"], *rows])
    return str(path)


def workspace(nrr: Nrr, home: Path) -> Path:
    nrr("init", str(home))
    with (home / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[embedding]\nmodel = "hashing"\n')
    return home


def month(nrr: Nrr, home: Path, texts: dict[int, str]) -> None:
    assert nrr("import", "nps", answers(home, texts), "-w", str(home)).code == 0
    assert nrr("synthesize", "-w", str(home)).code == 0


def test_what_was_read_before_is_as_if_read_now(tmp_path: Path, nrr: Nrr) -> None:
    texts = dict(enumerate(SAYINGS, start=1))
    grown, fresh = workspace(nrr, tmp_path / "grown"), workspace(nrr, tmp_path / "fresh")
    month(nrr, grown, dict(list(texts.items())[:3]))
    before = readings_of(grown)
    month(nrr, grown, texts)
    month(nrr, fresh, texts)
    assert len(before) == 3
    assert before.items() <= readings_of(grown).items()
    assert said_in(grown) == said_in(fresh)
    assert {one.kind for one in said_in(fresh)} > {"praise", "complaint"}


def test_other_words_are_read_anew(tmp_path: Path, nrr: Nrr) -> None:
    texts = dict(enumerate(SAYINGS, start=1))
    home = workspace(nrr, tmp_path / "home")
    month(nrr, home, texts)
    before = readings_of(home)
    month(nrr, home, texts | {2: "The new map is slow and wrong.", 7: "Where is the map?"})
    after = readings_of(home)
    assert sum(before[part] != after[part] for part in before) == 1
    assert len(after) == len(before) + 1
    assert "The new map is slow and wrong." in {one.text for one in said_in(home)}


def test_forgetting_leaves_no_reading(tmp_path: Path, nrr: Nrr) -> None:
    home = workspace(nrr, tmp_path / "home")
    month(nrr, home, dict(enumerate(SAYINGS, start=1)))
    assert nrr("forget", "--contact", "person5@example.org", "--yes", "-w", str(home)).code == 0
    assert readings_of(home) == {}
