"""How long a what-if takes on a large month: ``python -m bench.what_if [--themes 100] [--statements 10000]``.

Statements of a year from 600 accounts, nine of ten in a theme. Milliseconds of CPU time on one core, median of nine.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from datetime import date

import numpy as np

from foundation.months import Month
from foundation.settings import PrioritySettings
from ingest.items import Source
from synthesis.hearing import WeighInputs
from synthesis.themes import Manifest, Statement, SynthesisRun, Theme, ThemeKind
from synthesis.weighing import weigh
from synthesis.what_if import Baseline, Change, baseline, what_if

_MONTH = Month(2026, 5)
_ACCOUNTS = 600
_TIMES = 9


def main(arguments: list[str] | None = None) -> int:
    """Print the times."""
    parser = argparse.ArgumentParser(prog="bench.what_if", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--themes", type=int, default=100)
    parser.add_argument("--statements", type=int, default=10_000)
    options = parser.parse_args(arguments)
    inputs = _inputs(options.themes, options.statements)
    weighted, coverage, unclustered = weigh(inputs)
    manifest = Manifest("", "", "", {}, 0, 0, 0)
    run = SynthesisRun("run", _MONTH, manifest, weighted, {}, coverage, unclustered)
    base = baseline(run, inputs)
    changes = {
        "other weights": Change(weights=PrioritySettings(arr=2)),
        "a theme resolved": Change(resolved=frozenset({weighted[0].theme.id})),
        "without an account": Change(without=frozenset({"a3"})),
    }
    print(f"{'laying the month out':<24}{_milliseconds(lambda: baseline(run, inputs)):>8.1f} ms")
    for name, change in changes.items():
        print(f"{name:<24}{_milliseconds(_asked(base, change)):>8.1f} ms")
    return 0


def _asked(base: Baseline, change: Change) -> Callable[[], object]:
    return lambda: what_if(base, change)


def _milliseconds(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(_TIMES):
        start = time.process_time()
        work()
        taken.append(1000 * (time.process_time() - start))
    return sorted(taken)[_TIMES // 2]


def _inputs(themes: int, statements: int) -> WeighInputs:
    rng = random.Random(1)
    said = [_said(number, rng) for number in range(statements)]
    members: list[list[str]] = [[] for _ in range(themes)]
    for one in said:
        if rng.random() < 0.9:
            members[rng.randrange(themes)].append(one.id)
    centre = np.zeros(8, dtype=np.float32)
    made = [
        Theme(
            f"t{at:04}", f"theme {at}", "", (), ThemeKind.COMPLAINT, tuple(ids), centre, 1.0, _MONTH.plus(-12)
        )
        for at, ids in enumerate(members)
    ]
    arr = {f"a{at}": float(np.exp(rng.gauss(9, 1.3))) for at in range(_ACCOUNTS)}
    return WeighInputs(made, said, {}, _MONTH, arr, {account: rng.random() for account in arr})


def _said(number: int, rng: random.Random) -> Statement:
    month = _MONTH.plus(-rng.randrange(12))
    text = f"number {number} is about {rng.randrange(10**6)} things"
    return Statement(
        id=f"s{number:07}",
        item_id=f"i{number:07}",
        part_id="",
        account_id=f"a{rng.randrange(_ACCOUNTS)}",
        source=Source.TICKET,
        day=date(month.year, month.number, rng.randrange(1, 28)),
        start=0,
        end=len(text),
        text=text,
        severity=rng.random(),
    )


if __name__ == "__main__":
    sys.exit(main())
