"""How long the monthly report of a workspace takes: the view made anew, the view that is kept since, and each format
of it; medians of several runs.

python -m bench.reports --workspace DIR [--runs 3]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

from reports.document import Report
from workspace.report import FORMATS, rendered, report_view
from workspace.workspace import open_workspace

T = TypeVar("T")


def timed(work: Callable[[], T], runs: int) -> tuple[T, float]:
    """What ``work`` gives, and the median of its seconds."""
    seconds = []
    for _ in range(max(runs, 1)):
        began = time.perf_counter()
        made = work()
        seconds.append(time.perf_counter() - began)
    return made, median(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    workspace = open_workspace(asked.workspace)

    def anew() -> Report:
        for one in workspace.kept_path.glob("report-*.json"):
            one.unlink()
        return report_view(workspace)

    _, took = timed(anew, asked.runs)
    print(f"{'anew':<6}{took:8.2f} s")
    view, took = timed(lambda: report_view(workspace), asked.runs)
    print(f"{'kept':<6}{took:8.2f} s")
    for form in FORMATS:
        made, took = timed(lambda form=form: rendered(view, form), asked.runs)  # type: ignore[misc]
        print(f"{form:<6}{took:8.2f} s{len(made) / 1000:12,.0f} kB")


if __name__ == "__main__":
    main()
