"""Kills writers with SIGKILL at random moments and looks at what they leave.

Each round starts a process that opens the store (or makes it: every fourth round begins with none) and
imports batch after batch, one transaction each, and says so after each commit. It is killed at a random
moment. The next open must succeed as it is, hold every batch that was acknowledged, hold no batch in part,
pass SQLite's own integrity check and be writable at once.

    python -m bench.kill --kills 40
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from ingest.items import (
    AccountMatch,
    FeedbackItem,
    FeedbackRecord,
    ImportReport,
    MatchMethod,
    Part,
    Role,
    Source,
)
from workspace.store.engine import Store
from workspace.store.feedback import upsert_feedback
from workspace.store.imports import ImportedFile, save_import

BATCH = 600
_START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class KillResult:
    """What was seen: kills, batches acknowledged before a kill, and everything that was wrong, in words."""

    kills: int
    acknowledged: int
    faults: tuple[str, ...]


def _records(batch: str) -> Iterator[FeedbackRecord]:
    for number in range(BATCH):
        item = FeedbackItem(
            id=FeedbackItem.make_id(Source.TICKET, batch, str(number)),
            source=Source.TICKET,
            external_id=str(number),
            account=AccountMatch(None, MatchMethod.NONE, "bench"),
            occurred_at=_START,
            updated_at=_START,
        )
        part = Part(Part.make_id(item.id, "0"), item.id, 0, Role.CUSTOMER, f"{batch} says {number}. " * 10)
        yield FeedbackRecord(item, (part,))


def _import(store: Store, batch: str) -> None:
    with store.write(f"import {batch}") as conn:
        report = ImportReport("tickets", "bench", read=BATCH, kept=BATCH)
        own_id = save_import(conn, report, [ImportedFile(batch, batch)], _START)
        upsert_feedback(conn, _records(batch), own_id)


def _write_for_ever(path: Path, name: str) -> None:
    print("ready", flush=True)
    store = Store.open(path) if path.exists() else Store.create(path)
    number = 0
    while True:
        _import(store, f"{name}-{number}")
        print("done", flush=True)
        number += 1


def _kill_one(path: Path, name: str, delay: float) -> int:
    """Start a writer, kill it ``delay`` seconds after it is ready; returns its acknowledged batches."""
    command = [sys.executable, "-m", "bench.kill", "--writer", str(path), "--name", name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        if process.stdout.readline() != "ready\n":
            raise RuntimeError(f"the writer {name} did not start")
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        acknowledged = process.stdout.read().count("done\n")
    if process.returncode != -signal.SIGKILL:
        raise RuntimeError(f"the writer {name} ended by itself")
    return acknowledged


def _look(path: Path, acknowledged: int, name: str) -> list[str]:
    if not path.exists():
        return [] if acknowledged == 0 else [f"{name}: no store, but {acknowledged} batches acknowledged"]
    store = Store.open(path, wait=0.0)
    with store.read() as conn:
        verdict = conn.exec_driver_sql("PRAGMA integrity_check").scalar()
        sizes = conn.exec_driver_sql(
            "SELECT (SELECT count(*) FROM part WHERE part.import_id = import_run.id) FROM import_run"
        ).scalars()
        batches = list(sizes)
        items = conn.exec_driver_sql("SELECT count(*) FROM item").scalar()
    faults = [] if verdict == "ok" else [f"{name}: integrity check says {verdict}"]
    if any(size != BATCH for size in batches) or items != BATCH * len(batches):
        faults.append(f"{name}: a batch is there in part")
    if len(batches) < acknowledged:
        faults.append(f"{name}: {acknowledged} batches acknowledged, {len(batches)} found")
    with store.write("look") as conn:
        conn.exec_driver_sql("DELETE FROM part")
        conn.exec_driver_sql("DELETE FROM item")
        conn.exec_driver_sql("DELETE FROM import_run")
    return faults


def kill_writers(folder: Path, kills: int, seed: int = 0, longest: float = 0.8) -> KillResult:
    """Kill ``kills`` writers at moments drawn from ``seed``, each within ``longest`` seconds."""
    rng = np.random.default_rng(seed)
    total, faults = 0, []
    for number in range(kills):
        path = folder / f"{number // 4}" / "store.db"
        name = f"k{number}"
        acknowledged = _kill_one(path, name, rng.uniform(0, longest))
        total += acknowledged
        faults += _look(path, acknowledged, name)
    return KillResult(kills, total, tuple(faults))


def main() -> int:
    """Prints one line; exits 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--writer", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--name", default="", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.writer:
        _write_for_ever(arguments.writer, arguments.name)
    with tempfile.TemporaryDirectory() as folder:
        found = kill_writers(Path(folder), arguments.kills, arguments.seed)
    print(f"{found.kills} kills, {found.acknowledged} batches acknowledged, {len(found.faults)} faults")
    print("\n".join(found.faults), file=sys.stderr)
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
