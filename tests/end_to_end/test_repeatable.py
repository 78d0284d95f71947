"""The same feedback in another order, in other processes, with one thread or two: the same themes to the byte."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "workspace" / "demo_data"


def nrr(*words: str, threads: int) -> bytes:
    counts = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(threads))
    done = subprocess.run(
        [sys.executable, "-m", "cli", *words],
        cwd=ROOT,
        env=os.environ | counts,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def themes_of(home: Path, answers: list[list[str]], head: list[str], seed: int, threads: int) -> bytes:
    """``nrr themes --json`` of a workspace that took the answers in another order, in two files."""
    nrr("init", str(home), threads=threads)
    for kind in ("accounts", "subscriptions", "contacts"):
        nrr("import", kind, str(DEMO / f"{kind}.csv"), "-w", str(home), threads=threads)
    mixed = answers.copy()
    random.Random(seed).shuffle(mixed)
    for number, part in enumerate((mixed[: 50 * seed], mixed[50 * seed :])):
        path = home / f"part{number}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([head, *part])
        nrr("import", "nps", str(path), "-w", str(home), threads=threads)
    nrr("synthesize", "-w", str(home), threads=threads)
    return nrr("themes", "--json", "-w", str(home), threads=threads)


def test_order_processes_and_threads_change_no_byte(tmp_path: Path) -> None:
    with (DEMO / "nps.csv").open(encoding="utf-8", newline="") as stream:
        head, *rows = list(csv.reader(stream))
    answers = rows[-240:]
    one = themes_of(tmp_path / "one", answers, head, seed=1, threads=1)
    two = themes_of(tmp_path / "two", answers, head, seed=3, threads=2)
    assert one.count(b'"stability"') > 3
    assert one == two
