"""The main job from files to report, each command a process of its own: seconds and peak memory by stage.

Imports a folder of exports (accounts, subscriptions, Zendesk files, nps, calls with a manifest) and
synthesizes a month, twice: cold, then as a second run that finds everything done. Then measures what a person
waits for. Prints Markdown.

    python -m bench.main_job ../shared/data/real-text --month 2026-10
    python -m bench.main_job ../shared/data/real-text --month 2026-10 --limit-items 300 --model hashing
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_ZENDESK = ("zendesk_organizations.json", "zendesk_tickets.ndjson", "zendesk_comments.ndjson")
_PER_ITEM = {"zendesk_tickets.ndjson": 1, "zendesk_comments.ndjson": 2, "nps.csv": 1}
_UNIT = 1 if platform.system() == "Darwin" else 1024  # of ru_maxrss, in bytes


@dataclass(frozen=True, slots=True)
class Measured:
    """One process: wall-clock seconds, the peak of its resident memory in megabytes (2**20 bytes), and the seconds
    that all cores together worked for it, which other work on the machine changes least."""

    seconds: float
    megabytes: float
    cpu: float


def measure(arguments: Sequence[str]) -> Measured:
    """Run ``nrr`` with ``arguments``; RuntimeError with what it said when it fails."""
    command = [sys.executable, "-m", "cli", *arguments]
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"nrr {' '.join(arguments)}: {said.strip()}")
    return Measured(seconds, usage.ru_maxrss * _UNIT / 2**20, usage.ru_utime + usage.ru_stime)


def stages(data: Path, month: str) -> list[tuple[str, list[str]]]:
    """The commands of the main job, in order, with the names they have in the table."""
    calls = ["import", "calls", str(data / "calls"), "--manifest", str(data / "calls.csv")]
    return [
        ("import accounts", ["import", "accounts", str(data / "accounts.csv")]),
        ("import subscriptions", ["import", "subscriptions", str(data / "subscriptions.csv")]),
        ("import tickets", ["import", "tickets", *(str(data / name) for name in _ZENDESK)]),
        ("import nps", ["import", "nps", str(data / "nps.csv")]),
        ("import calls", calls),
        ("synthesize", ["synthesize", "--month", month]),
    ]


def shortened(data: Path, folder: Path, items: int) -> Path:
    """A copy of ``data`` in ``folder`` with the first ``items`` tickets and answers, for a quick try."""
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns(*_PER_ITEM))
    for name, rate in _PER_ITEM.items():
        with (data / name).open(encoding="utf-8") as stream:
            kept = list(itertools.islice(stream, items * rate + (name == "nps.csv")))
        (folder / name).write_text("".join(kept), encoding="utf-8")
    return folder


def run_job(data: Path, workspace: Path, month: str, model: str) -> list[str]:
    """Both runs over ``data`` in a new ``workspace``; the lines of two Markdown tables."""
    here = ["-w", str(workspace)]
    measure(["init", str(workspace)])
    with (workspace / "nrr.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[embedding]\nmodel = "{model}"\n')
    listed = stages(data, month)
    cold, again = ([(name, measure([*words, *here])) for name, words in listed] for _ in range(2))
    return [*_stage_table(cold, again), "", *_waits(workspace, month)]


def _stage_table(cold: list[tuple[str, Measured]], again: list[tuple[str, Measured]]) -> list[str]:
    lines = ["| stage | cold, s | peak, MB | again, s | peak, MB |", "|---|--:|--:|--:|--:|"]
    lines += [
        f"| {name} | {one.seconds:.1f} | {one.megabytes:.0f} | {two.seconds:.1f} | {two.megabytes:.0f} |"
        for (name, one), (_, two) in zip(cold, again, strict=True)
    ]
    sums = [sum(one.seconds for _, one in run) for run in (cold, again)]
    peaks = [max(one.megabytes for _, one in run) for run in (cold, again)]
    lines.append(
        f"| **all** | **{sums[0]:.1f}** | **{peaks[0]:.0f}** | **{sums[1]:.1f}** | **{peaks[1]:.0f}** |"
    )
    return lines


def _waits(workspace: Path, month: str) -> list[str]:
    """What a person waits for, on the finished month."""
    here = ["-w", str(workspace)]
    report = ["report", "--month", month, "-o", str(workspace / "report.md"), *here]
    waits = (
        ("`nrr --help`, median of 7", ["--help"], 7),
        ("`nrr themes`, median of 5", ["themes", "--month", month, *here], 5),
        ("`nrr report`, median of 3", report, 3),
        ("`nrr search`, median of 3", ["search", "the export is slow", *here], 3),
        ("`nrr index rebuild`", ["index", "rebuild", *here], 1),
    )
    lines = ["| command | s | peak, MB |", "|---|--:|--:|"]
    for name, words, times in waits:
        found = [measure(words) for _ in range(times)]
        seconds = statistics.median(one.seconds for one in found)
        lines.append(f"| {name} | {seconds:.2f} | {max(one.megabytes for one in found):.0f} |")
    return lines


def main() -> int:
    """Prints the tables; ``--workspace`` keeps the workspace, which must not be there yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--month", default="2026-10")
    parser.add_argument("--model", default="default", help="embedding.model of the workspace")
    parser.add_argument("--limit-items", type=int, help="only the first N tickets and survey answers")
    parser.add_argument("--workspace", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        data = chosen.data.resolve()
        if chosen.limit_items:
            data = shortened(data, Path(scratch) / "data", chosen.limit_items)
        workspace = (chosen.workspace or Path(scratch) / "w").resolve()
        lines = run_job(data, workspace, chosen.month, chosen.model)
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
