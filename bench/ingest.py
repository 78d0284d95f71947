"""A million tickets imported: seconds, peak memory and rows a second, as a whole and by stage. Prints Markdown.

Whole imports are ``nrr`` commands in processes of their own, each into a fresh workspace; stages are timed in
this process over the same rows, one stage after the other.

    python -m bench.ingest --rows 10000 100000 1000000
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.ingest_rows import tickets, write_book, write_csv, write_ndjson
from bench.main_job import Measured, measure
from ingest.cleaning import clean_text
from ingest.context import FeedbackParams
from ingest.files import SourceFile
from ingest.items import FeedbackRecord
from ingest.pipeline import read_feedback
from ingest.records import open_records
from ingest.redaction import Redactor
from workspace.store import assignments, feedback
from workspace.workspace import find_workspace

WRITERS: dict[str, Callable[[Path, int], None]] = {"ndjson": write_ndjson, "csv": write_csv}


@dataclass(frozen=True, slots=True)
class Stage:
    """Seconds that a stage took over all rows."""

    name: str
    seconds: float


def fresh(folder: Path) -> list[str]:
    """A new workspace with the book in it; returns the option that names it."""
    where = ["-w", str(folder)]
    measure(["init", str(folder)])
    accounts, organizations = folder / "accounts.csv", folder / "organizations.json"
    write_book(accounts, organizations)
    measure(["import", "accounts", str(accounts), *where])
    measure(["import", "tickets", str(organizations), *where])
    return where


def whole(kind: str, rows: int) -> Measured:
    """One import of ``rows`` tickets."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"tickets.{kind}"
        WRITERS[kind](source, rows)
        return measure(["import", "tickets", str(source), *fresh(folder / "w")])


def stages(kind: str, rows: int) -> list[Stage]:
    """Each stage's seconds; what the pipeline does besides (typing, ids) stands as ``the rest``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"tickets.{kind}"
        WRITERS[kind](source, rows)
        fresh(folder / "w")
        found = [Stage("read", _seconds(lambda: _walk(open_records(SourceFile.at(source)).records())))]
        found += _text_stages(rows)
        emitted, stored = _import(folder / "w", source)
        told = sum(stage.seconds for stage in found)
        return [*found, Stage("type, match, give ids", max(emitted - told, 0.0)), Stage("store", stored)]


def _text_stages(rows: int) -> list[Stage]:
    """Cleaning and redaction, each alone over the same texts, in pieces that fit in memory."""
    redactor = Redactor()
    cleaning = redacting = 0.0
    source = tickets(rows)
    while batch := list(itertools.islice(source, 20_000)):
        texts = [text for ticket in batch for text in (ticket.subject, ticket.text)]
        started = time.perf_counter()
        clean = [clean_text(text) for text in texts]
        cleaned = time.perf_counter()
        for text in clean:
            redactor.redact(text, learning=True)
        cleaning += cleaned - started
        redacting += time.perf_counter() - cleaned
    return [Stage("clean", cleaning), Stage("redact", redacting)]


def _import(workspace: Path, source: Path) -> tuple[float, float]:
    """Seconds spent in making records and in storing them, over one import."""
    store = find_workspace(workspace).store()
    waited = 0.0

    def timed(records: Iterator[FeedbackRecord]) -> Iterator[FeedbackRecord]:
        nonlocal waited
        while True:
            started = time.perf_counter()
            record = next(records, None)
            waited += time.perf_counter() - started
            if record is None:
                return
            yield record

    started = time.perf_counter()
    with store.write("bench") as connection:
        directory = assignments.directory(connection)
        incoming = read_feedback([source], FeedbackParams("tickets"), directory, Redactor())
        feedback.upsert_feedback(connection, timed(incoming.records()), "bench")
    return waited, time.perf_counter() - started - waited


def _walk(records: Iterator[object]) -> None:
    for _ in records:
        pass


def _seconds(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--stage-rows", type=int, default=100_000)
    options = parser.parse_args()
    print("| format | rows | seconds | rows a second | µs a row | peak MB |")
    print("|---|---:|---:|---:|---:|---:|")
    for kind in WRITERS:
        for rows in options.rows:
            took = whole(kind, rows)
            print(
                f"| {kind} | {rows:,} | {took.seconds:.1f} | {rows / took.seconds:,.0f} "
                f"| {took.seconds / rows * 1e6:.0f} | {took.megabytes:,.0f} |",
                flush=True,
            )
    for kind in WRITERS:
        print(f"\n{kind}, {options.stage_rows:,} rows by stage:\n")
        print("| stage | seconds | rows a second |\n|---|---:|---:|")
        for stage in stages(kind, options.stage_rows):
            print(f"| {stage.name} | {stage.seconds:.1f} | {options.stage_rows / stage.seconds:,.0f} |")


if __name__ == "__main__":
    main()
