"""How long a book of 100,000 accounts x 36 months x 10 metrics takes, and how much memory, on two cores.

Revenue with its three splits, health of all accounts and churn risk of all accounts, at one day. Peak memory is the
process's own, with the book in it. Bar: together under 60 seconds and 3 GB.

    python -m bench.accounts [--accounts 100000] [--months 36] [--metrics 10] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.book import AccountBook
    from accounts.figures import FeedbackSignal

_SECONDS, _GIGABYTES = 60.0, 3.0
_CORES = 2


@dataclass(frozen=True, slots=True)
class Part:
    """What one part took: wall seconds, processor seconds, and the process's peak memory in GB after it."""

    name: str
    seconds: float
    processor: float
    peak_gb: float
    said: str


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--accounts", type=int, default=100_000)
    parser.add_argument("--months", type=int, default=36)
    parser.add_argument("--metrics", type=int, default=10)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    _two_cores()
    from bench.account_book import Size, made_book

    size = Size(options.accounts, options.months, options.metrics)
    made: list[tuple[AccountBook, list[FeedbackSignal]]] = []

    def make() -> str:
        made.append(made_book(size))
        return f"{len(made[0][0].usage):,} readings, {len(made[0][1]):,} pieces of feedback"

    parts = [_timed("the book, not counted", make)]
    book, signals = made[0]
    for name, work in _WORK:
        parts.append(_timed(name, partial(work, book, signals)))
        if not options.json:
            _show(parts[-1])
    _report(parts, options.json)
    return 0


def _revenue(book: AccountBook, _signals: Sequence[FeedbackSignal]) -> str:
    from accounts.revenue.movements import metrics_by, revenue_metrics
    from bench.account_book import LAST
    from foundation.months import Month

    month = Month.of(LAST)
    whole = revenue_metrics(book, month)
    parts = [metrics_by(book, month, by) for by in ("tier", "segment", "cohort")]
    if whole is None or whole.retention.nrr is None:
        raise ValueError("the book has no revenue")
    return f"NRR {whole.retention.nrr:.3f} of {whole.accounts:,} accounts, {sum(map(len, parts))} parts"


def _health(book: AccountBook, signals: Sequence[FeedbackSignal]) -> str:
    import numpy as np

    from accounts.health.context import HealthFeedback
    from accounts.health.scores import score_health
    from bench.account_book import LAST

    found = score_health(book, HealthFeedback.of(signals), LAST)
    return f"{int((~np.isnan(found.score)).sum()):,} accounts scored, median {np.nanmedian(found.score):.0f}"


def _churn(book: AccountBook, signals: Sequence[FeedbackSignal]) -> str:
    import numpy as np

    from accounts.churn.risks import churn_risks
    from accounts.scorecard.signal_columns import SignalColumns
    from bench.account_book import LAST
    from foundation.churn_settings import ChurnSettings

    columns = SignalColumns.of(signals, book.account_ids())
    found = churn_risks(book, columns, LAST, ChurnSettings())
    return f"{int((~np.isnan(found.risk)).sum()):,} accounts scored by the {found.method}"


_WORK: tuple[tuple[str, Callable[[AccountBook, Sequence[FeedbackSignal]], str]], ...] = (
    ("revenue", _revenue),
    ("health", _health),
    ("churn, learning included", _churn),
)


def _timed(name: str, work: Callable[[], str]) -> Part:
    wall, processor = time.perf_counter(), time.process_time()
    said = work()
    return Part(
        name,
        round(time.perf_counter() - wall, 2),
        round(time.process_time() - processor, 2),
        round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2, 2),
        said,
    )


def _report(parts: Sequence[Part], as_json: bool) -> None:
    counted = parts[1:]
    seconds, peak = sum(part.seconds for part in counted), max(part.peak_gb for part in parts)
    within = seconds <= _SECONDS and peak <= _GIGABYTES
    if as_json:
        rows = [
            {"part": part.name, "seconds": part.seconds, "processor": part.processor, "peak_gb": part.peak_gb}
            for part in parts
        ]
        print(json.dumps({"parts": rows, "seconds": seconds, "peak_gb": peak, "within": within}, indent=2))
        return
    _show(parts[0])
    print(f"together {seconds:.1f} s, peak {peak:.2f} GB: {'within' if within else 'over'} the bar")


def _show(part: Part) -> None:
    print(
        f"{part.name:26} {part.seconds:6.1f} s  ({part.processor:6.1f} s processor)  "
        f"peak {part.peak_gb:.2f} GB  {part.said}",
        flush=True,
    )


def _two_cores() -> None:
    """Hold the process and its libraries' threads to two cores, whatever the machine has."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(_CORES)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:_CORES])


if __name__ == "__main__":
    sys.exit(main())
