"""How fast texts are redacted, and what that costs beside the rest of reading them.

``python -m bench.redaction_speed DATA [--rows N]`` measures processor time of one process on real complaints, real
survey answers, and N tickets of about 200 characters cut from the complaints, of which every third has a greeting,
every fourth a signature and every tenth personal data. The tickets are then read as a CSV file with and without
redaction; the difference is what redaction costs of reading (the store and the index come on top of the rest).
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from bench.redaction_corpora import own_texts
from ingest.context import FeedbackParams
from ingest.matching import AccountDirectory
from ingest.pipeline import read_feedback
from ingest.redaction import Redacted, Redactor

_CONTACTS = 2000


class _Untouched(Redactor):
    def redact(self, text: str, names: Iterable[str] = (), *, learning: bool = False) -> Redacted:
        del names, learning
        return Redacted(text)


def complaints(data: Path) -> list[str]:
    """The real complaints, long texts with the publisher's masks."""
    return _column(data / "cfpb" / "cfpb_complaints_small_sample.csv", "Consumer complaint narrative")


def answers(data: Path) -> list[str]:
    """The real survey answers, short texts."""
    path = data / "nhs-feedback" / "nhs_v6_clean.csv"
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    name = next(
        name for name in columns if name.lower() in {"comment", "answer", "text", "feedback", "response"}
    )
    return _column(path, name)


def tickets(texts: Sequence[str], count: int, seed: int = 1) -> list[str]:
    """``count`` pieces of ``texts`` of about 200 characters in the shape of tickets."""
    choose = random.Random(seed)
    personal = [text.text for text in own_texts()]
    made: list[str] = []
    for number in range(count):
        text = choose.choice(texts)
        start = text.find(" ", choose.randrange(max(1, len(text) - 200))) + 1
        piece = text[start : start + 180]
        if number % 3 == 0:
            piece = f"Hi team, {piece}"
        if number % 4 == 0:
            piece = f"{piece}\nThanks,\nMaria Lund"
        if number % 10 == 0:
            piece = f"{piece} {choose.choice(personal)}"
        made.append(piece)
    return made


def _column(path: Path, name: str) -> list[str]:
    csv.field_size_limit(10**9)
    with path.open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]


def _cost(work: Callable[[], object], repeats: int = 3) -> float:
    best = float("inf")
    for _ in range(repeats):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def _redact_all(redactor: Redactor, texts: Sequence[str]) -> None:
    for text in texts:
        redactor.redact(text, learning=True)


def _read(path: Path, redactor: Redactor) -> int:
    directory = AccountDirectory.build([{"id": "ACC-1", "name": "Kestrel Robotics"}])
    return sum(1 for _ in read_feedback([path], FeedbackParams("tickets"), directory, redactor).records())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--rows", type=int, default=10_000)
    options = parser.parse_args()
    redactor = Redactor(f"Given{number} Family{number % 977}" for number in range(_CONTACTS))
    long = complaints(options.data)
    rows = tickets(long, options.rows)
    for title, texts in (("complaints", long), ("answers", answers(options.data)), ("tickets", rows)):
        took = _cost(partial(_redact_all, redactor, texts))
        size = sum(map(len, texts))
        print(
            f"{title}: {len(texts)} of {size // len(texts)} characters, {len(texts) / took:,.0f} texts/s, ",
            end="",
        )
        print(f"{size / took / 1e6:.2f} million characters/s")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tickets.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "account", "date", "subject", "text"])
            writer.writerows(
                [number, "ACC-1", f"2026-01-{number % 28 + 1:02}", "Export", row]
                for number, row in enumerate(rows)
            )
        rest = _cost(lambda: _read(path, _Untouched()), 1)
        whole = _cost(lambda: _read(path, redactor), 1)
    print(
        f"reading {len(rows)} tickets: {whole:.2f} s, of which redaction {whole - rest:.2f} s, the rest {rest:.2f} s"
    )


if __name__ == "__main__":
    main()
