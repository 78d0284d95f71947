"""Imports generated files by the hundred thousand: no crash, no hang, no lost row. Prints Markdown.

Each file goes through the same door as ``nrr import``, in memory. A refusal in one line is a fine answer; any
other exception is a crash. in = kept + dropped must hold, and where the number of records is known, it must
be the number read. Every so many files the records are also stored, twice: the second time changes nothing.

    python -m bench.fuzz_import --files 100000 --seed 1
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from bench.fuzz_files import FEEDBACK, Trial, trial
from foundation.errors import NrrError
from ingest.archives import unpacked
from ingest.context import FeedbackParams
from ingest.files import SourceFile
from ingest.items import FeedbackRecord
from ingest.matching import AccountDirectory
from ingest.pipeline import FeedbackImport, read_feedback
from ingest.plain_tables import TableParams, read_table
from ingest.redaction import Redactor
from workspace.store import feedback
from workspace.store.engine import Store

PATIENCE = 20  # seconds for one small file
STORE_EVERY = 50


class Hung(Exception):
    """A file took longer than anybody waits."""


@dataclass(slots=True)
class Tally:
    """What became of the files, and the first faults in full."""

    outcomes: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def fault(self, number: int, one: Trial, what: str) -> None:
        self.outcomes["fault"] += 1
        if len(self.faults) < 20:
            self.faults.append(f"file {number} ({one.family}, {one.kind}, {one.name}): {what}")


def run(files: int, seed: int, seconds: float, first: int = 0) -> Tally:
    """Import ``files`` files, or as many as ``seconds`` allow."""
    tally = Tally()
    redactor = Redactor(["Amara Okafor"])
    directory = AccountDirectory.build(
        [{"id": "EX-1", "name": "Harbour Dental", "domains": ["acme.example"]}]
    )
    signal.signal(signal.SIGALRM, _hung)
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store.db")
        for number in range(first, first + files):
            if time.monotonic() > until:
                break
            one = trial(number, seed)
            signal.alarm(PATIENCE)
            try:
                _one(number, one, directory, redactor, store, tally)
            except NrrError as error:
                refused = str(error)
                if "\n" in refused or not error.what:
                    tally.fault(number, one, f"a refusal of several lines: {refused!r}")
                tally.outcomes["refused"] += 1
            except Hung:
                tally.fault(number, one, f"took over {PATIENCE} s")
            except Exception:  # the whole point is to find them
                tally.fault(number, one, traceback.format_exc(limit=-4))
            finally:
                signal.alarm(0)
            tally.outcomes["files"] += 1
    return tally


def _hung(_signal: int, _frame: FrameType | None) -> None:
    raise Hung


def _one(
    number: int, one: Trial, directory: AccountDirectory, redactor: Redactor, store: Store, tally: Tally
) -> None:
    files = unpacked(SourceFile.of_bytes(one.name, one.content))
    if one.kind in FEEDBACK:
        incoming = _feedback(one.kind, files, directory, redactor)
        records = list(incoming.records())
        report = incoming.report
        kept = incoming.emitted
        if number % STORE_EVERY == 0:
            _store_twice(number, one, records, kept, store, tally)
    else:
        table = read_table(files, TableParams(one.kind))
        report, kept = table.report, len(table.rows)
    dropped = sum(report.dropped.values())
    tally.records["read"] += report.read
    tally.records["kept"] += kept
    tally.records["dropped"] += dropped
    if report.read != kept + dropped:
        tally.fault(number, one, f"{report.read} read, {kept} kept, {dropped} dropped")
    elif one.records is not None and report.read != one.records:
        tally.fault(number, one, f"{one.records} records in the file, {report.read} read")
    else:
        tally.outcomes["imported"] += 1


def _feedback(
    kind: str, files: list[SourceFile], directory: AccountDirectory, redactor: Redactor
) -> FeedbackImport:
    constants = {"date": "2026-10-01"} if kind == "calls" else {}
    return read_feedback(files, FeedbackParams(kind, constants=constants), directory, redactor)


def _store_twice(
    number: int, one: Trial, records: list[FeedbackRecord], kept: int, store: Store, tally: Tally
) -> None:
    with store.write("fuzz") as connection:
        first = feedback.upsert_feedback(connection, iter(records), f"{number}")
        again = feedback.upsert_feedback(connection, iter(records), f"{number}")
    tally.outcomes["stored"] += 1
    if first.kept + first.updated + first.unchanged != kept:
        tally.fault(number, one, f"{kept} records handed on, the store counts {first}")
    if again.kept or again.updated:
        tally.fault(number, one, f"stored again: {again}")


def main() -> int:
    """Run, print, and fail on any fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3_600)
    options = parser.parse_args()
    started = time.monotonic()
    tally = run(options.files, options.seed, options.seconds)
    took = time.monotonic() - started
    print(
        "| files | imported | refused in a line | faults | stored twice | read | kept | dropped | seconds |"
    )
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    counts = [tally.outcomes[name] for name in ("files", "imported", "refused", "fault", "stored")]
    counts += [tally.records[name] for name in ("read", "kept", "dropped")]
    print("| " + " | ".join(f"{count:,}" for count in counts) + f" | {took:.0f} |")
    for fault in tally.faults:
        print(f"\n{fault}", file=sys.stderr)
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
