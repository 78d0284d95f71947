"""The index is derived, so nothing depends on it; one writer at a time, and readers never mind."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.kill_commands import prepare
from cli.main import main
from tests.conftest import ROOT, Ran
from workspace.search import SearchQuery, search
from workspace.workspace import open_workspace

MONTH = ("--month", "2026-10")
READING = (
    ("themes", *MONTH),
    ("report", *MONTH),
    ("search", "export", "is", "slow"),
    ("metrics",),
)
_HOLDER = """
import sys
from pathlib import Path
from workspace.workspace import open_workspace
with open_workspace(Path(sys.argv[1])).store().write("import tickets"):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace with a synthesized month and an index; only read it."""
    folder = tmp_path_factory.mktemp("finished") / "w"
    prepare(folder, 80)
    for command in (
        ("import", "nps", str(folder / "exports" / "nps.csv")),
        ("synthesize", *MONTH),
        ("index", "rebuild"),
    ):
        assert main([*command, "-w", str(folder)]) == 0
    return folder


@pytest.fixture
def workspace(finished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(finished, tmp_path / "w"))


def _gone(index: Path) -> None:
    shutil.rmtree(index)


def _scrambled(index: Path) -> None:
    noise = random.Random(5)
    for path in [path for path in index.rglob("*") if path.is_file()]:
        path.write_bytes(noise.randbytes(max(path.stat().st_size, 64)))


def _lying(index: Path) -> None:
    for path in index.rglob("*.json"):
        path.write_text(json.dumps({"count": -5, "model": ["x"], "nonsense": {"a": None}}), encoding="utf-8")


def _a_file(index: Path) -> None:
    shutil.rmtree(index)
    index.write_bytes(b"not a folder")


@pytest.mark.parametrize("damage", [_gone, _scrambled, _lying, _a_file])
def test_every_command_works_without_a_sound_index_and_rebuild_mends_it(
    nrr: Callable[..., Ran], workspace: Path, damage: Callable[[Path], None]
) -> None:
    question = SearchQuery("the export is slow", use_index=True)
    hits = search(open_workspace(workspace), question).hits
    assert hits
    theme = nrr("themes", *MONTH, "--json", "-w", workspace).json()["themes"][0]["id"]
    damage(workspace / "data" / "index")
    for command in (*READING, ("theme", theme)):
        ran = nrr(*command, "-w", workspace)
        assert ran.code == 0, (command, ran.err)
        assert ran.out
        assert "Traceback" not in ran.err
    without = search(open_workspace(workspace), question)
    assert without.hits == hits
    assert "exact search" in without.index
    assert "nrr index rebuild" in nrr("doctor", "-w", workspace).out
    rebuilt = nrr("index", "rebuild", "-w", workspace)
    assert rebuilt.code == 0, rebuilt.err
    mended = search(open_workspace(workspace), question)
    assert mended.hits == hits
    assert "exact search" not in mended.index
    assert "nrr index rebuild" not in nrr("doctor", "-w", workspace).out


@pytest.fixture
def held(workspace: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the writer lock of ``workspace``."""
    command = [sys.executable, "-c", _HOLDER, str(workspace)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_writer_is_told_who_holds_the_lock_and_readers_go_on(
    nrr: Callable[..., Ran], workspace: Path, held: subprocess.Popen[str]
) -> None:
    settings = workspace / "nrr.toml"  # another setting makes the month's stored run out of date
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("granularity = 1.0", "granularity = 1.5"),
        encoding="utf-8",
    )
    for command in (
        ("import", "nps", workspace / "exports" / "nps.csv"),
        ("synthesize", "--month", "2026-10"),
    ):
        ran = nrr(*command, "-w", workspace)
        assert ran.code == 1
        assert ran.out == ""
        assert ran.err.count("\n") == 1
        assert f"another nrr process is writing (import tickets, pid {held.pid}, since " in ran.err
    for reading in READING:
        assert nrr(*reading, "-w", workspace).code == 0
    held.kill()
    held.wait()
    assert nrr("import", "nps", workspace / "exports" / "nps.csv", "-w", workspace).code == 0
