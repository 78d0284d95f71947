"""Kills the program's own commands with SIGKILL at random moments and looks at what they leave.

A small workspace is taken from the demo's exports. Each stage (import tickets, import nps, synthesize,
report, index rebuild) is run once undisturbed; then it is started again from the state before it, as a
process of its own, and killed. Afterwards, without any repair, a reading command must work, the store must
pass SQLite's own integrity check, and the killed command, run again, must end in the state of the
undisturbed run.

    python -m bench.kill_commands --kills 40
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import itertools
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from cli.main import main as run_nrr
from workspace.index import inspect
from workspace.workspace import open_workspace

ROOT = Path(__file__).resolve().parents[1]
EXPORTS = ROOT / "workspace" / "demo_data"
_TICKETS = (
    "zendesk_organizations.json",
    "zendesk_users.json",
    "zendesk_tickets.ndjson",
    "zendesk_comments.ndjson",
)
_MONTH = ("--month", "2026-10")
_MADE = re.compile(r"made .{5,30} UTC")
_OWN_TO_A_RUN = frozenset({"import_id", "created"})
_JOURNALS = frozenset({"import_run", "dropped_row"})


@dataclass(frozen=True, slots=True)
class Stage:
    """A command to kill, and the reading command that must work right after."""

    name: str
    arguments: tuple[str, ...]
    reading: tuple[str, ...]


STAGES = (
    Stage(
        "import tickets",
        ("import", "tickets", *(f"exports/{name}" for name in _TICKETS)),
        ("metrics", *_MONTH),
    ),
    Stage("import nps", ("import", "nps", "exports/nps.csv"), ("doctor",)),
    Stage("synthesize", ("synthesize", *_MONTH), ("metrics", *_MONTH)),
    Stage("report", ("report", *_MONTH, "-o", "report.md"), ("themes", *_MONTH)),
    Stage("index rebuild", ("index", "rebuild"), ("search", "export", "is", "slow")),
)
NAMES = tuple(stage.name for stage in STAGES)


@dataclass(slots=True)
class Found:
    """What was seen: kills by stage, commands that had ended before their kill, and every fault in words."""

    kills: Counter[str] = field(default_factory=Counter)
    too_late: int = 0
    faults: list[str] = field(default_factory=list)


def _arguments(stage_arguments: Sequence[str], folder: Path) -> list[str]:
    """The command line with its files below ``folder``."""
    placed = [
        str(folder / word) if word.startswith("exports/") or word == "report.md" else word
        for word in stage_arguments
    ]
    return [*placed, "-w", str(folder)]


def _run(arguments: Sequence[str]) -> int:
    """Run a command in this process, silently; returns its exit code."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return run_nrr(list(arguments))


def prepare(folder: Path, records: int) -> None:
    """A workspace with the demo's book, without a model, and exports of ``records`` tickets and answers."""
    exports = folder / "exports"
    exports.mkdir(parents=True)
    for name in (*_TICKETS, "nps.csv"):
        lines = (EXPORTS / name).read_text(encoding="utf-8").splitlines(keepends=True)
        is_whole = name.endswith(".json")
        kept = lines if is_whole else [lines[0], *lines[1:][-records:]]
        (exports / name).write_text("".join(kept), encoding="utf-8")
    _run(["init", str(folder)])
    with (folder / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[embedding]\nmodel = "hashing"\n')
    for kind in ("accounts", "subscriptions"):
        _run(["import", kind, str(EXPORTS / f"{kind}.csv"), "-w", str(folder)])


def state_of(folder: Path) -> str:
    """A digest of all that a command leaves, save when it ran: rows, state of the index, the report."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(f"file:{folder / 'data' / 'nrr.db'}?mode=ro", uri=True)) as store:
        names = [row[0] for row in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in sorted(set(names) - _JOURNALS):
            columns = [row[1] for row in store.execute(f"PRAGMA table_info('{name}')")]
            kept = [column for column in columns if column not in _OWN_TO_A_RUN]
            listed = ", ".join(f'"{column}"' for column in kept)
            rows = store.execute(f"SELECT {listed} FROM '{name}' ORDER BY {listed}").fetchall()
            digest.update(repr((name, rows)).encode())
    index = inspect(open_workspace(folder).store(), folder / "data" / "index", check=False)
    digest.update(repr((index.sound, index.count)).encode())
    report = folder / "report.md"
    if report.exists():
        digest.update(_MADE.sub("", report.read_text(encoding="utf-8")).encode())
    return digest.hexdigest()


def _kill(arguments: Sequence[str], delay: float) -> bool:
    """Start a command and kill it after ``delay`` seconds; whether it was still at work."""
    command = [sys.executable, "-m", "cli", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
    return process.returncode == -signal.SIGKILL


def _look(stage: Stage, folder: Path, wanted: str) -> list[str]:
    """Faults of what the killed ``stage`` left in ``folder``."""
    faults = []
    if _run(_arguments(stage.reading, folder)) != 0:
        faults.append(f"`{' '.join(stage.reading)}` failed after it")
    with closing(sqlite3.connect(folder / "data" / "nrr.db")) as store:
        verdict = store.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        faults.append(f"integrity check says {verdict}")
    if _run(_arguments(stage.arguments, folder)) != 0:
        faults.append("running it again failed")
    elif state_of(folder) != wanted:
        faults.append("running it again ended in another state")
    return [f"{stage.name}: {fault}" for fault in faults]


def kill_commands(
    folder: Path, kills: int, seed: int = 0, records: int = 300, stages: Sequence[str] = NAMES
) -> Found:
    """Kill ``kills`` commands, the ``stages`` in turn, at moments of their run time drawn from ``seed``."""
    rng = np.random.default_rng(seed)
    found = Found()
    prepare(folder / "0", records)
    wanted, seconds = [], []
    for number, stage in enumerate(STAGES):
        after = folder / str(number + 1)
        shutil.copytree(folder / str(number), after)
        started = time.monotonic()
        command = [sys.executable, "-m", "cli", *_arguments(stage.arguments, after)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        seconds.append(time.monotonic() - started)
        wanted.append(state_of(after))
    for number, at in zip(
        range(kills), itertools.cycle([NAMES.index(name) for name in stages]), strict=False
    ):
        stage, place = STAGES[at], folder / f"killed-{number}"
        shutil.copytree(folder / str(at), place)
        was_at_work = _kill(_arguments(stage.arguments, place), rng.uniform(0.2, 0.9) * seconds[at])
        found.kills[stage.name] += was_at_work
        found.too_late += not was_at_work
        found.faults += _look(stage, place, wanted[at])
        shutil.rmtree(place)
    return found


def main() -> int:
    """Prints the kills by stage and the faults; exits 1 when there are any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--records", type=int, default=300)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = kill_commands(Path(folder), arguments.kills, arguments.seed, arguments.records)
    for name, count in found.kills.items():
        print(f"{name}: {count} killed at work")
    print(f"{found.too_late} had ended before; {len(found.faults)} faults")
    print("\n".join(found.faults), file=sys.stderr)
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
